"""What staff may change of the channels: ``data/channels.yml`` and its phrases."""

import re
from pathlib import Path
from typing import Any, Dict, List, Optional

from ruamel.yaml import YAML

from assistant.answers.phrases import Phrases
from assistant.channels.buttons import Button
from assistant.facts.languages import LANGUAGES
from assistant.settings import ChannelSettings, Settings

LINK_NAME = re.compile("[a-z][a-z0-9-]{0,40}")
MENU_PAYLOAD = "/{name}"
START_PAYLOAD = "/start"


class Content:
    """Phrases, menus and links, read once."""

    def __init__(self, file: Path, phrases: Phrases) -> None:
        self._phrases = phrases
        self._entries: Dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))

    @classmethod
    def of(cls, settings: ChannelSettings) -> "Content":
        """The content that the settings name."""
        return cls(settings.channels_file, Phrases(Settings().phrases_dir / "channels"))

    def say(self, language: str, phrase: str) -> str:
        """A phrase."""
        return self._phrases.say(language, phrase)

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
