"""Whole conversations and messages of several questions, held with the trained assistant."""

import asyncio
from typing import Any, Dict, List, NamedTuple

from ruamel.yaml import YAML

from actions.context import phrases
from assistant.facts.languages import LANGUAGES
from assistant.facts.store import FactStore
from assistant.settings import ROOT
from benchmarks.in_process import InProcessAssistant, Said

CONVERSATIONS_DIR = ROOT / "tests" / "conversations"
REPLY_LANGUAGES = {"aeb-Arab": "ar", "aeb-Latn": "ar"}


class Turn(NamedTuple):
    """A turn, what was expected of it, and what came."""

    group: str
    name: str
    text: str
    expected: str
    language: str
    said: Said
    right: bool


def _read(name: str) -> Any:
    return YAML(typ="safe").load((CONVERSATIONS_DIR / name).read_text(encoding="utf-8"))


class Judge:
    """Tells whether a reply is what was expected, by the words of the facts."""

    def __init__(self, store: FactStore) -> None:
        self._records = store.records()
        wording = store.wording()
        self._answers: Dict[str, Dict[str, str]] = {
            language: {
                fact: wording.answer(record, language) for fact, record in self._records.items()
            }
            for language in LANGUAGES
        }

    def shown(self, text: str) -> List[str]:
        """The facts whose answer, in any language, stands in a text, in its order."""
        found = {
            fact: (text.index(answer), answer)
            for answers in self._answers.values()
            for fact, answer in answers.items()
            if answer in text and self._records[fact].asked
        }
        # A list of numbers shows each number's answer too, and is one fact.
        whole = [
            fact
            for fact, (_, answer) in found.items()
            if not any(answer in other and answer != other for _, other in found.values())
        ]
        return sorted(whole, key=lambda fact: found[fact][0])

    def right(self, expected: str, language: str, said: Said) -> bool:
        """Whether a turn's reply is a fact, ``danger``, ``unknown``, ``which`` or an intent."""
        if expected in self._records:
            return self._answers[language][expected] in said.text
        shown = self.shown(said.text)
        if expected == "danger":
            return any(fact.startswith("danger.") for fact in shown)
        if expected == "unknown":
            return bool(said.text) and not shown
        if expected == "which":
            return phrases().say(language, "which-one") in said.text
        return said.intent == expected


def hold_conversations(assistant: InProcessAssistant, store: FactStore) -> List[Turn]:
    """Hold every conversation of ``conversations.yml``."""
    judge = Judge(store)
    turns = []
    for conversation in _read("conversations.yml"):
        for turn in conversation["turns"]:
            said = asyncio.run(assistant.say(turn["say"], conversation["name"]))
            right = judge.right(turn["expect"], turn["reply"], said)
            turns.append(
                Turn(
                    conversation["language"],
                    conversation["name"],
                    turn["say"],
                    turn["expect"],
                    turn["reply"],
                    said,
                    right,
                )
            )
    return turns


def ask_several(assistant: InProcessAssistant, store: FactStore) -> List[Turn]:
    """Ask every message of ``several.yml``; right where just the facts asked for are shown,
    in their order."""
    judge = Judge(store)
    turns = []
    for group, items in _read("several.yml").items():
        for position, item in enumerate(items):
            name = f"{group} {position}"
            said = asyncio.run(assistant.say(item["text"], name))
            expected = " + ".join(item["facts"])
            shown = " + ".join(judge.shown(said.text))
            language = REPLY_LANGUAGES.get(group, group)
            turns.append(
                Turn(group, name, item["text"], expected, language, said, shown == expected)
            )
    return turns
