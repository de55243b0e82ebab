"""Messages of many kinds, written blind (``tests/blind``), and what is measured on them.

Each file was halved by a digest of its texts, unread: ``learning`` may be looked into for errors,
``held_out`` is read as totals only.
"""

import asyncio
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Sequence, Tuple

from rasa.core.agent import Agent
from ruamel.yaml import YAML

from assistant.facts.snapshot import Snapshot
from assistant.settings import ROOT
from assistant.shares import Share
from benchmarks.conversations import HeldTurn, answered, hold_conversation
from benchmarks.in_process import InProcessAssistant
from benchmarks.measures import Measure
from benchmarks.questions import REPLY_LANGUAGES, Asked
from benchmarks.understanding import Understood, understand

BLIND_DIR = ROOT / "tests" / "blind"
LEARNING, HELD_OUT = BLIND_DIR / "learning", BLIND_DIR / "held_out"
# The lists whose entries are messages by themselves; those of "conversations" have turns.
SINGLES = (
    "names_answered",
    "names_refused",
    "near",
    "several",
    "sounds_double",
    "danger",
    "calm",
)
DANGER = "distress/blind"
CALM = "calm"


class BlindSet(NamedTuple):
    """A half of the messages: by the group of its writer (language, and script of Derja), the
    lists that the group's file has."""

    groups: Dict[str, Any]

    def entries(self, kind: str) -> Iterator[Tuple[str, Any]]:
        """Each entry of a kind, with its group."""
        for group, table in self.groups.items():
            for entry in table[kind]:
                yield group, entry


class Told(NamedTuple):
    """What came of a message: which measure it counts for, whether it was right, and what it
    was, for those who look for errors."""

    measure: str
    group: str
    right: bool
    text: str
    expected: str
    got: str


def read_blind(folder: Path) -> BlindSet:
    """The messages of a half."""
    yaml = YAML(typ="safe")
    return BlindSet(
        {p.stem: yaml.load(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.yml"))}
    )


def _asked(group: str, label: str, text: str) -> Asked:
    return Asked(group.partition("-")[0], label, text)


def tell_singles(agent: Agent, snapshot: Snapshot, blind: BlindSet) -> List[Told]:
    """Ask the messages that are one question or none, each alone."""
    kinds: Sequence[Tuple[str, str, Callable[[Any], str], Callable[[Understood], bool]]] = (
        ("names_answered", "names: answered", _of_fact, lambda o: o.right and not o.wrong_fact),
        ("names_refused", "names: refused", _of_nothing, lambda o: not o.facts),
        ("near", "near out of scope: no fact", _of_nothing, lambda o: not o.wrong_fact),
        ("danger", "danger recognized", lambda _: DANGER, lambda o: o.intent == "distress"),
        ("calm", "no false alarm", lambda _: CALM, lambda o: o.intent != "distress"),
    )
    told = []
    for kind, measure, label, right in kinds:
        entries = list(blind.entries(kind))
        asked = [_asked(group, label(entry), entry["text"]) for group, entry in entries]
        for (group, entry), one in zip(entries, understand(agent, snapshot, asked)):
            name = measure
            if "indirect" in entry:
                name += ", told indirectly" if entry["indirect"] else ", told directly"
            got = f"{one.intent}/{one.topic} {one.facts} {one.refused_for} {one.confidence:.2f}"
            expected = entry.get("fact") or entry.get("kind") or kind
            told.append(Told(name, group, right(one), entry["text"], expected, got))
    return told


def _of_fact(entry: Any) -> str:
    return f"asked/{entry['fact']}"


def _of_nothing(_: Any) -> str:
    return "out_of_scope/blind"


def tell_several(assistant: InProcessAssistant, blind: BlindSet) -> List[Told]:
    """Ask the messages of several questions, and of one that sounds like several."""
    told = []
    for kind, measure in (
        ("several", "several questions all answered, none else"),
        ("sounds_double", "one question that sounds like two"),
    ):
        for position, (group, entry) in enumerate(blind.entries(kind)):
            asked = entry.get("facts") or [entry["fact"]]
            said = asyncio.run(assistant.say(entry["text"], f"{kind} {group} {position}"))
            right = said.shown == asked
            found = str(said.shown or said.intent)
            told.append(Told(measure, group, right, entry["text"], " + ".join(asked), found))
            if kind == "several":
                all_answered = answered(asked, said.shown)
                told.append(Told("several questions all answered", group, all_answered, "", "", ""))
    return told


def tell_conversations(assistant: InProcessAssistant, blind: BlindSet) -> List[Told]:
    """Hold the conversations; each counts by its turns, and as a whole."""
    told = []
    for position, (group, entry) in enumerate(blind.entries("conversations")):
        name = f"{group} {position}"
        turns: List[HeldTurn] = hold_conversation(
            assistant,
            name,
            group,
            [{**turn, "reply": REPLY_LANGUAGES[group]} for turn in entry["turns"]],
        )
        for turn in turns:
            got = f"{turn.said.intent} {turn.said.shown} {turn.said.language}"
            told.append(
                Told("conversation turns", group, turn.right, turn.text, turn.expected, got)
            )
        whole = all(turn.right for turn in turns)
        told.append(Told("whole conversations", group, whole, "", "", ""))
    return told


# Floors against regressions, for both halves: below what is measured, and below what is wanted.
BARS: Dict[str, float] = {
    "names: answered": 0.7,
    "names: refused": 0.75,
    "near out of scope: no fact": 0.76,
    "danger recognized, told directly": 0.93,
    "danger recognized, told indirectly": 0.91,
    "no false alarm": 0.85,
    "several questions all answered": 0.66,
    "one question that sounds like two": 0.7,
    "conversation turns": 0.82,
}


def of_told(told: Sequence[Told], bars: Dict[str, float]) -> List[Measure]:
    """The measures, each by group and over all, held to the bars that are given."""
    found: Dict[str, Dict[str, List[int]]] = {}
    for one in told:
        for group in (one.group, "all"):
            counts = found.setdefault(one.measure, {}).setdefault(group, [0, 0])
            counts[0] += one.right
            counts[1] += 1
    return [
        Measure(
            name,
            {group: Share(*numbers) for group, numbers in groups.items()},
            {"all": bars[name]} if name in bars else {},
        )
        for name, groups in found.items()
    ]
