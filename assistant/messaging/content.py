"""What staff may change of the channels: ``data/channels.yml`` and its phrases."""

import re
from pathlib import Path
from typing import Any, Dict, List, Optional

from ruamel.yaml import YAML

from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.messaging.buttons import Button
from assistant.settings import PRIVACY_PATH, ChannelSettings, Settings

LINK_NAME = re.compile("[a-z][a-z0-9-]{0,40}")
MENU_PAYLOAD = "/{name}"
START_PAYLOAD = "/start"


class Content:
    """Phrases, menus and links, read once.

    Args:
        days: how long what visitors write is kept.
        link: where that is told at length; empty where it is told nowhere.
    """

    def __init__(self, file: Path, phrases: Phrases, days: int, link: str) -> None:
        self._phrases = phrases
        self._days = days
        self._link = link
        self._entries: Dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))

    @classmethod
    def of(cls, settings: ChannelSettings) -> "Content":
        """The content that the settings name."""
        common = Settings()
        phrases = Phrases(common.phrases_dir / "channels")
        link = common.privacy_url or (
            f"{settings.public_url.rstrip('/')}{PRIVACY_PATH}" if settings.public_url else ""
        )
        return cls(settings.channels_file, phrases, common.conversation_days, link)

    def say(self, language: str, phrase: str) -> str:
        """A phrase."""
        return self._phrases.say(language, phrase)

    def privacy(self, language: str) -> str:
        """What is kept of what a visitor writes, and where that is told at length, if anywhere."""
        sentence = self._phrases.say(language, "privacy", days=self._days)
        if not self._link:
            return sentence
        return f"{sentence}\n{self._phrases.say(language, 'privacy-more', link=self._link)}"

    def question(self, language: str, name: str) -> Optional[str]:
        """The question that a link names, if there is one of that name."""
        phrase = f"question-{name.lower()}"
        known = LINK_NAME.fullmatch(name.lower()) and self._phrases.has(language, phrase)
        return self.say(language, phrase) if known else None

    def languages(self) -> List[Button]:
        """A button for each language; a tap sends the wish for it, in its words."""
        return [
            Button(self.say(language, "language-name"), self.say(language, "language-wish"))
            for language in LANGUAGES
        ]

    def commands(self, language: str) -> List[Dict[str, str]]:
        """Telegram's commands, in the form of ``setMyCommands``."""
        return [
            {"command": name, "description": self.say(language, f"command-{name}")}
            for name in self._entries["commands"]
        ]

    def messenger_profile(self) -> Dict[str, Any]:
        """Menu, ice breakers and first button, in the form of Messenger's profile."""
        locales = [("default", LANGUAGES[0])] + [
            (locale, language)
            for language in LANGUAGES
            for locale in self._entries["locales"][language]
        ]
        return {
            "get_started": {"payload": START_PAYLOAD},
            "persistent_menu": [
                {"locale": locale, "call_to_actions": self._menu(language)}
                for locale, language in locales
            ],
            "ice_breakers": [
                {"locale": locale, "call_to_actions": self._ice_breakers(language)}
                for locale, language in locales
            ],
        }

    def _menu(self, language: str) -> List[Dict[str, str]]:
        return [
            {
                "type": "postback",
                "title": self.say(language, f"menu-{name}"),
                "payload": MENU_PAYLOAD.format(name=name),
            }
            for name in self._entries["menu"]
        ]

    def _ice_breakers(self, language: str) -> List[Dict[str, str]]:
        questions = [
            self.say(language, f"question-{name}") for name in self._entries["ice_breakers"]
        ]
        return [{"question": question, "payload": question} for question in questions]
