"""What is measured of the assistant, each by language and script."""

import math
from collections import defaultdict
from typing import Callable, Dict, List, NamedTuple, Tuple

from assistant.answers.reply import FAR, TOLD_CALMLY
from assistant.nlu.properties import OTHER_LANGUAGE
from benchmarks.conversations import Turn
from benchmarks.questions import REPLY_LANGUAGES
from benchmarks.understanding import Outcome

GROUPS = tuple(REPLY_LANGUAGES)
# A language that is not spoken here, and what looks like one and is not.
OF_LANGUAGE = (OTHER_LANGUAGE, "look_alike")
FAR_TOPICS = FAR | TOLD_CALMLY
Z95 = 1.96


class Share(NamedTuple):
    """So many of so many."""

    count: int
    total: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing is 0."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> Tuple[float, float]:
        """The 95 % confidence interval (Wilson 1927)."""
        if not self.total:
            return 0.0, 1.0
        spread = Z95**2 / self.total
        centre = (self.value + spread / 2) / (1 + spread)
        margin = (
            Z95
            * math.sqrt(self.value * (1 - self.value) / self.total + spread / (4 * self.total))
            / (1 + spread)
        )
        return centre - margin, centre + margin

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.1%} [{low:.0%}–{high:.0%}]" if self.total else ""


class Measure(NamedTuple):
    """A share by group, and the bars that it is held to."""

    name: str
    shares: Dict[str, Share]
    bars: Dict[str, float] = {}
    at_most: bool = False

    def failures(self) -> List[str]:
        """The groups that miss their bar, in words."""
        missed = []
        for group, bar in self.bars.items():
            share = self.shares.get(group, Share(0, 0))
            if share.total and (share.value > bar if self.at_most else share.value < bar):
                missed.append(f"{self.name}, {group}: {share.value:.1%} misses {bar:.0%}")
        return missed


def _share(
    outcomes: List[Outcome], counts: Callable[[Outcome], bool], of: Callable[[Outcome], bool]
) -> Dict[str, Share]:
    found: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    for outcome in filter(of, outcomes):
        for group in (outcome.asked.group, "all"):
            found[group][0] += counts(outcome)
            found[group][1] += 1
    return {group: Share(*numbers) for group, numbers in found.items()}


def _intent(outcome: Outcome) -> str:
    return outcome.asked.label.split("/")[0]


def _is_far(outcome: Outcome) -> bool:
    return outcome.asked.label.split("/")[-1] in FAR_TOPICS


def of_questions(outcomes: List[Outcome]) -> List[Measure]:
    """The measures over single questions."""
    return [
        Measure(
            "facts right",
            _share(outcomes, lambda o: o.right, lambda o: _intent(o) == "ask"),
            {"fr": 0.95, "en": 0.95, "ar": 0.92, "aeb-Arab": 0.85, "aeb-Latn": 0.85},
        ),
        Measure(
            "another fact shown to a question for one",
            _share(outcomes, lambda o: o.wrong_fact, lambda o: _intent(o) == "ask"),
        ),
        Measure(
            "a fact shown to near out of scope",
            _share(
                outcomes,
                lambda o: o.wrong_fact,
                lambda o: _intent(o) == "out_of_scope" and not _is_far(o),
            ),
            {"all": 0.05},
            at_most=True,
        ),
        Measure(
            "a fact shown to far out of scope",
            _share(
                outcomes,
                lambda o: o.wrong_fact,
                lambda o: _intent(o) == "out_of_scope" and _is_far(o),
            ),
            {"all": 0.015},
            at_most=True,
        ),
        Measure(
            "danger recognized",
            _share(outcomes, lambda o: o.right, lambda o: _intent(o) == "distress"),
            {"all": 0.97},
        ),
        Measure(
            "false alarms of danger",
            _share(
                outcomes,
                lambda o: o.understood.startswith("distress"),
                lambda o: _intent(o) != "distress",
            ),
            {"all": 0.02},
            at_most=True,
        ),
        Measure(
            "small talk and follow-ups right",
            _share(
                outcomes,
                lambda o: o.right,
                lambda o: _intent(o) not in ("ask", "out_of_scope", "distress", *OF_LANGUAGE),
            ),
        ),
        Measure(
            "a language not spoken here noticed",
            _share(outcomes, lambda o: o.right, lambda o: _intent(o) == OTHER_LANGUAGE),
        ),
        Measure(
            "taken for a language not spoken here",
            _share(
                outcomes,
                lambda o: o.understood.startswith(OTHER_LANGUAGE),
                lambda o: _intent(o) != OTHER_LANGUAGE,
            ),
            {"all": 0.01},
            at_most=True,
        ),
        Measure(
            "language of the reply right",
            _share(
                outcomes,
                lambda o: o.reply_language == REPLY_LANGUAGES[o.asked.group],
                lambda o: _intent(o) not in ("language", OTHER_LANGUAGE)
                and o.asked.label.split("/")[-1] not in TOLD_CALMLY,
            ),
            {"all": 0.98},
        ),
    ]


def of_turns(name: str, turns: List[Turn], bars: Dict[str, float]) -> Measure:
    """A measure over conversations or messages of several questions."""
    found: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    for turn in turns:
        for group in (turn.group, "all"):
            found[group][0] += turn.right
            found[group][1] += 1
    return Measure(name, {group: Share(*numbers) for group, numbers in found.items()}, bars)
