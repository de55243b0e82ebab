"""Whole conversations and messages of several questions, held with the trained assistant."""

import asyncio
from typing import Any, Dict, List, NamedTuple

from ruamel.yaml import YAML

from actions.context import phrases
from assistant.facts.languages import LANGUAGES
from assistant.facts.store import FactStore
from assistant.settings import ROOT
from benchmarks.in_process import InProcessAssistant, Said
from benchmarks.questions import REPLY_LANGUAGES

CONVERSATIONS_DIR = ROOT / "tests" / "conversations"


class Turn(NamedTuple):
    """A turn, what was expected of it, and what came."""

    group: str
    name: str
    text: str
    expected: str
    language: str
    said: Said
    right: bool


def read_conversations(name: str) -> Any:
    """A file of ``tests/conversations``."""
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


def answered(asked: List[str], shown: List[str]) -> bool:
    """Whether all facts that were asked for are shown, in their order."""
    return [fact for fact in shown if fact in asked] == asked


def hold_conversations(assistant: InProcessAssistant, store: FactStore) -> List[Turn]:
    """Hold every conversation of ``conversations.yml``."""
    judge = Judge(store)
    turns = []
    for conversation in read_conversations("conversations.yml"):
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
    """Ask every message of ``several.yml``; right where all facts asked for are shown, in their
    order, and where one is asked for, no other."""
    judge = Judge(store)
    turns = []
    for group, items in read_conversations("several.yml").items():
        for position, item in enumerate(items):
            name = f"{group} {position}"
            said = asyncio.run(assistant.say(item["text"], name))
            asked, shown = item["facts"], judge.shown(said.text)
            right = answered(asked, shown) if len(asked) > 1 else shown == asked
            language = REPLY_LANGUAGES[group]
            expected = " + ".join(asked)
            turns.append(Turn(group, name, item["text"], expected, language, said, right))
    return turns
