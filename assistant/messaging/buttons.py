"""Buttons as Rasa's replies name them, and their titles cut to a channel's limit."""

from typing import Any, Dict, Iterable, List, NamedTuple

from assistant.messaging.text_split import split

CUT = "…"


class Button(NamedTuple):
    """What is shown, and the text that a tap sends."""

    title: str
    payload: str


def read_buttons(buttons: Iterable[Dict[str, Any]]) -> List[Button]:
    """The buttons of a reply; one without a title cannot be shown and is left out."""
    return [
        Button(str(button["title"]), str(button.get("payload") or button["title"]))
        for button in buttons
        if button.get("title")
    ]


def cut_title(title: str, limit: int) -> str:
    """The title in at most ``limit`` characters, cut between words, the cut shown."""
    if len(title) <= limit:
        return title
    return f"{split(title, limit - len(CUT))[0].rstrip(' ,;:')}{CUT}"


def titles_within(buttons: List[Button], limit: int) -> bool:
    """Whether the titles, cut to the limit, still differ from each other."""
    return len({cut_title(button.title, limit) for button in buttons}) == len(buttons)


def as_lines(buttons: List[Button]) -> str:
    """Buttons that a channel cannot show, as lines of text: each a question to write."""
    return "\n".join(f"• {button.payload}" for button in buttons)
