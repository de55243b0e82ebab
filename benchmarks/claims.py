"""Claims: messages that state a value, and what is told of them (``tests/claims``).

Written by hands that saw neither the assistant nor its data, who marked which verdicts are due.
``learning`` helped to mend the reading of claims; ``held_out`` chose nothing.
"""

from collections import defaultdict
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional

from rasa.core.agent import Agent
from ruamel.yaml import YAML

from assistant.answers.decision import Answer, Verdict
from assistant.facts.snapshot import Snapshot
from assistant.settings import ROOT
from assistant.shares import Share
from benchmarks.measures import Measure
from benchmarks.questions import Asked
from benchmarks.understanding import Understood, understand

CLAIMS_DIR = ROOT / "tests" / "claims"
LEARNING, HELD_OUT = CLAIMS_DIR / "learning", CLAIMS_DIR / "held_out"
DUE = {"yes": Verdict.RIGHT, "no": Verdict.WRONG, "none": None}
NO_FACT = "out_of_scope/claimed"


class AskedClaim(NamedTuple):
    """A message, the verdict that is due (None: none), and whether none would do as well."""

    asked: Asked
    due: Optional[Verdict]
    either_or_none: bool
    kind: str


class ToldClaim(NamedTuple):
    """A claim, and what the assistant made of it."""

    claim: AskedClaim
    understood: Understood

    @property
    def verdict(self) -> Optional[Verdict]:
        """The verdict given."""
        steps = self.understood.decision.steps
        return next((s.verdict for s in steps if isinstance(s, Answer) and s.verdict), None)


def read_claims(folder: Path) -> List[AskedClaim]:
    """The claims of a folder's files, one a language."""
    claims = []
    for path in sorted(folder.glob("*.yml")):
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            label = f"claim/{entry['fact']}" if entry["fact"] else NO_FACT
            asked = Asked(path.stem, label, entry["text"])
            either = bool(entry.get("either_or_none"))
            claims.append(AskedClaim(asked, DUE[entry["due"]], either, entry["kind"]))
    return claims


def judge_claims(agent: Agent, snapshot: Snapshot, claims: List[AskedClaim]) -> List[ToldClaim]:
    """Ask each claim as the first message of a conversation."""
    understood = understand(agent, snapshot, [claim.asked for claim in claims])
    return [ToldClaim(claim, one) for claim, one in zip(claims, understood)]


def _measure(
    name: str,
    judged: List[ToldClaim],
    of: Callable[[ToldClaim], bool],
    counts: Callable[[ToldClaim], bool],
    bar: float,
    at_most: bool = True,
) -> Measure:
    found: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    for one in filter(of, judged):
        for group in (one.claim.asked.group, "all"):
            found[group][0] += counts(one)
            found[group][1] += 1
    shares = {group: Share(*numbers) for group, numbers in found.items()}
    return Measure(name, shares, {"all": bar}, at_most)


class Bars(NamedTuple):
    """What the measures are held to: shares at most, but for those given, at least."""

    yes_to_false: float
    no_to_true: float
    stray: float
    given: float


BARS = Bars(0.0, 0.01, 0.01, 0.75)
# What was reached on claims that chose nothing, as floors: below the bars (README).
FLOORS = Bars(0.02, 0.01, 0.01, 0.4)


def of_claims(judged: List[ToldClaim], bars: Bars = BARS) -> List[Measure]:
    """The measures over claims, held to their bars."""
    certain = [one for one in judged if not one.claim.either_or_none]
    return [
        _measure(
            "'yes' to a false claim",
            certain,
            lambda one: one.claim.due is Verdict.WRONG,
            lambda one: one.verdict is Verdict.RIGHT,
            bars.yes_to_false,
        ),
        _measure(
            "'no' to a true claim",
            certain,
            lambda one: one.claim.due is Verdict.RIGHT,
            lambda one: one.verdict is Verdict.WRONG,
            bars.no_to_true,
        ),
        _measure(
            "a verdict where nothing was claimed",
            certain,
            lambda one: one.claim.due is None,
            lambda one: one.verdict is not None,
            bars.stray,
        ),
        _measure(
            "due verdicts given",
            certain,
            lambda one: one.claim.due is not None,
            lambda one: one.verdict is one.claim.due,
            bars.given,
            at_most=False,
        ),
    ]
