"""Whole conversations and messages of several questions, held with the trained assistant."""

import asyncio
from typing import Any, Dict, List, NamedTuple

from ruamel.yaml import YAML

from assistant.facts.needed import DANGER_SUBJECT
from assistant.settings import ROOT
from benchmarks.in_process import InProcessAssistant, Said
from benchmarks.questions import REPLY_LANGUAGES

CONVERSATIONS_DIR = ROOT / "tests" / "conversations"


class HeldTurn(NamedTuple):
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


def as_expected(expected: str, language: str, said: Said) -> bool:
    """Whether a turn's reply is a fact (by its id), ``danger``, ``unknown`` (no fact), ``which``
    (asked back) or an intent."""
    if "." in expected:
        return expected in said.shown and said.language == language
    if expected == DANGER_SUBJECT:
        return any(fact.startswith(f"{DANGER_SUBJECT}.") for fact in said.shown)
    if expected == "unknown":
        return bool(said.text) and not said.shown
    if expected == "which":
        return "Clarification" in said.steps
    return said.intent == expected


def answered(asked: List[str], shown: List[str]) -> bool:
    """Whether all facts that were asked for are shown, in their order."""
    return [fact for fact in shown if fact in asked] == asked


def hold_conversations(assistant: InProcessAssistant) -> List[HeldTurn]:
    """Hold every conversation of ``conversations.yml``."""
    return [
        turn
        for held in read_conversations("conversations.yml")
        for turn in hold_conversation(assistant, held["name"], held["language"], held["turns"])
    ]


def hold_conversation(
    assistant: InProcessAssistant, name: str, group: str, turns: List[Dict[str, str]]
) -> List[HeldTurn]:
    """Hold one conversation: of each turn, what is said, expected and the reply's language."""
    held = []
    for turn in turns:
        said = asyncio.run(assistant.say(turn["say"], name))
        right = as_expected(turn["expect"], turn["reply"], said)
        held.append(HeldTurn(group, name, turn["say"], turn["expect"], turn["reply"], said, right))
    return held


def ask_several(assistant: InProcessAssistant) -> List[HeldTurn]:
    """Ask every message of ``several.yml``; right where all facts asked for are shown, in their
    order, and where one is asked for, no other."""
    turns = []
    for group, items in read_conversations("several.yml").items():
        for position, item in enumerate(items):
            name = f"{group} {position}"
            said = asyncio.run(assistant.say(item["text"], name))
            asked, shown = item["facts"], said.shown
            right = answered(asked, shown) if len(asked) > 1 else shown == asked
            language = REPLY_LANGUAGES[group]
            expected = " + ".join(asked)
            turns.append(HeldTurn(group, name, item["text"], expected, language, said, right))
    return turns
