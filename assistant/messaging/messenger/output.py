"""Rasa's replies as Messenger's messages."""

from typing import Any, Dict, List, Text

from assistant.conversations.names import MESSENGER, who_of
from assistant.messaging.buttons import Button, as_lines, cut_title, titles_within
from assistant.messaging.output import ChannelOutput, Message
from assistant.messaging.text_split import split, utf16_length

# Limits of the Messenger Platform, in characters and buttons. Characters are counted in UTF-16
# units, which are never fewer.
LONGEST_TEXT = 2000
LONGEST_TEMPLATE_TEXT = 640
LONGEST_TITLE = 20
LONGEST_PAYLOAD = 1000
MOST_BUTTONS = 3
MOST_QUICK_REPLIES = 13


class MessengerOutput(ChannelOutput):
    """Writes parameters of the Send API.

    Up to three buttons stand below a short text and stay there; more, or below a long text,
    become quick replies; those beyond thirteen, or that look alike once cut, lines of text.
    """

    @classmethod
    def name(cls) -> Text:
        """The channel's name."""
        return "messenger"

    async def write(self, recipient_id: Text, text: Text, buttons: List[Button]) -> List[Message]:
        """One message, or several for a long text; the buttons stand below the last."""
        shown = [button for button in buttons if len(button.payload) <= LONGEST_PAYLOAD]
        shown = shown[:MOST_QUICK_REPLIES] if titles_within(shown, LONGEST_TITLE) else []
        lines = as_lines([button for button in buttons if button not in shown])
        parts = split(f"{text}\n{lines}", LONGEST_TEXT, utf16_length)
        contents: List[Dict[str, Any]] = [{"text": part} for part in parts]
        if contents and shown:
            short = utf16_length(parts[-1]) <= LONGEST_TEMPLATE_TEXT
            as_template = short and len(shown) <= MOST_BUTTONS
            contents[-1] = (_template if as_template else _quick_replies)(parts[-1], shown)
        visitor = who_of(recipient_id, MESSENGER)
        return [
            {"recipient": {"id": visitor}, "messaging_type": "RESPONSE", "message": content}
            for content in contents
        ]


def _template(text: str, buttons: List[Button]) -> Dict[str, Any]:
    entries = _entries({"type": "postback"}, buttons)
    payload = {"template_type": "button", "text": text, "buttons": entries}
    return {"attachment": {"type": "template", "payload": payload}}


def _quick_replies(text: str, buttons: List[Button]) -> Dict[str, Any]:
    return {"text": text, "quick_replies": _entries({"content_type": "text"}, buttons)}


def _entries(kind: Dict[str, str], buttons: List[Button]) -> List[Dict[str, str]]:
    return [
        {**kind, "title": cut_title(button.title, LONGEST_TITLE), "payload": button.payload}
        for button in buttons
    ]
