"""What is said around a person of the office, and what visitors wish of it in words of buttons."""

import re
import unicodedata
from enum import Enum
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases

FOLDER = "handover"
NOT_WORDS = re.compile(r"[\W_]+")


class Wish(str, Enum):
    """What a button asks for; its title and payload are phrases of this name."""

    CALLBACK = "callback"
    LIVE = "live"
    LEAVE = "leave"
    CANCEL = "cancel"
    ACCEPT = "accept"
    SKIP = "skip"


class Wished(NamedTuple):
    """A wish, and the language that it was written in."""

    wish: Wish
    language: str


class Words:
    """The phrases of ``data/phrases/handover``.

    Raises:
        FactError: they cannot be read.
    """

    def __init__(self, phrases_dir: Path) -> None:
        self._phrases = Phrases(phrases_dir / FOLDER)
        self._wishes: Dict[str, Wished] = {}
        for wish in Wish:
            for language in LANGUAGES:
                for kind in ("title", "wish"):
                    text = self.say(language, f"{wish.value}-{kind}")
                    self._wishes[_bare(text)] = Wished(wish, language)

    def say(self, language: str, phrase: str, **variables: Any) -> str:
        """A phrase, filled."""
        return self._phrases.say(language, phrase, **variables)

    def wish(self, text: str) -> Optional[Wished]:
        """What a message wishes that is a button's words, tapped or typed."""
        return self._wishes.get(_bare(text))

    def button(self, wish: Wish, language: str, title: Optional[str] = None) -> Dict[str, str]:
        """A button that wishes something, by its own title or a phrase's."""
        return {
            "title": self.say(language, title or f"{wish.value}-title"),
            "payload": self.say(language, f"{wish.value}-wish"),
        }

    def buttons(self, wishes: List[Wish], language: str) -> List[Dict[str, str]]:
        """A button for each."""
        return [self.button(wish, language) for wish in wishes]


def _bare(text: str) -> str:
    """A text without case, marks of vowels, accents and what is no letter."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_WORDS.sub(" ", letters).strip()
