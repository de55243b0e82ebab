"""What is measured of the assistant, each by language and script."""

from collections import defaultdict
from typing import Callable, Dict, List, NamedTuple

from assistant.answers.beside import BESIDE
from assistant.answers.decision import Beside, Reason
from assistant.nlu.properties import OTHER_LANGUAGE
from assistant.shares import Share
from benchmarks.conversations import HeldTurn
from benchmarks.questions import REPLY_LANGUAGES
from benchmarks.understanding import Understood

GROUPS = tuple(REPLY_LANGUAGES)
# A language that is not spoken here, and what looks like one and is not.
OF_LANGUAGE = (OTHER_LANGUAGE, "look_alike")
CALM_TOPICS = {topic for topic, beside in BESIDE.items() if beside is Beside.NOTHING}
FAR_TOPICS = CALM_TOPICS | {t for t, beside in BESIDE.items() if beside is Beside.TOPICS}
# Messages whose own language is not the one to answer in.
WISHES = ("language", OTHER_LANGUAGE)
# What a question about another subject may be refused for.
REFUSED_FOR = {
    "other_country": {Reason.COUNTRY.value, "other_country"},
    "other_organisation": {Reason.ORGANISATION.value, "other_organisation"},
    "other_forum": {Reason.FORUM.value, Reason.LATER_FORUM.value, Reason.YEAR.value, "other_forum"},
}


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
    outcomes: List[Understood],
    counts: Callable[[Understood], bool],
    of: Callable[[Understood], bool],
) -> Dict[str, Share]:
    found: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    for outcome in filter(of, outcomes):
        for group in (outcome.asked.group, "all"):
            found[group][0] += counts(outcome)
            found[group][1] += 1
    return {group: Share(*numbers) for group, numbers in found.items()}


def _asks_fact(outcome: Understood) -> bool:
    return outcome.asked.fact is not None


def _is_far(outcome: Understood) -> bool:
    return outcome.asked.intent == "out_of_scope" and outcome.asked.topic in FAR_TOPICS


def _is_near(outcome: Understood) -> bool:
    return outcome.asked.intent == "out_of_scope" and outcome.asked.topic not in FAR_TOPICS


def of_questions(outcomes: List[Understood]) -> List[Measure]:
    """The measures over single questions."""
    return [
        Measure(
            "facts right",
            _share(outcomes, lambda o: o.right, _asks_fact),
            {"fr": 0.95, "en": 0.95, "ar": 0.92, "aeb-Arab": 0.85, "aeb-Latn": 0.85},
        ),
        Measure(
            "another fact shown to a question for one",
            _share(outcomes, lambda o: o.wrong_fact, _asks_fact),
        ),
        Measure(
            "one tap away where it is not shown",
            _share(outcomes, lambda o: o.one_tap_away, lambda o: _asks_fact(o) and not o.right),
        ),
        Measure(
            "a verdict before the answer",
            _share(outcomes, lambda o: o.gives_verdict, _asks_fact),
        ),
        Measure(
            "a fact shown to near out of scope",
            _share(outcomes, lambda o: o.wrong_fact, _is_near),
            {"all": 0.05},
            at_most=True,
        ),
        Measure(
            "a fact shown to far out of scope",
            _share(outcomes, lambda o: o.wrong_fact, _is_far),
            {"all": 0.015},
            at_most=True,
        ),
        Measure(
            "another subject refused for what it is",
            _share(
                outcomes,
                lambda o: bool(REFUSED_FOR[o.asked.topic] & {*o.refused_for}),
                lambda o: o.asked.intent == "out_of_scope" and o.asked.topic in REFUSED_FOR,
            ),
        ),
        Measure(
            "danger recognized",
            _share(outcomes, lambda o: o.right, lambda o: o.asked.intent == "distress"),
            {"all": 0.97},
        ),
        Measure(
            "false alarms of danger",
            _share(
                outcomes,
                lambda o: o.intent == "distress",
                lambda o: o.asked.intent != "distress",
            ),
            {"all": 0.02},
            at_most=True,
        ),
        Measure(
            "small talk and follow-ups right",
            _share(
                outcomes,
                lambda o: o.right,
                lambda o: not _asks_fact(o)
                and o.asked.intent not in ("out_of_scope", "distress", *OF_LANGUAGE),
            ),
        ),
        Measure(
            "a language not spoken here noticed",
            _share(outcomes, lambda o: o.right, lambda o: o.asked.intent == OTHER_LANGUAGE),
        ),
        Measure(
            "taken for a language not spoken here",
            _share(
                outcomes,
                lambda o: o.intent == OTHER_LANGUAGE,
                lambda o: o.asked.intent != OTHER_LANGUAGE,
            ),
            {"all": 0.01},
            at_most=True,
        ),
        Measure(
            "language of the reply right",
            _share(
                outcomes,
                lambda o: o.reply_language == REPLY_LANGUAGES[o.asked.group],
                lambda o: o.asked.intent not in WISHES and o.asked.topic not in CALM_TOPICS,
            ),
            {"all": 0.98},
        ),
    ]


def of_turns(name: str, turns: List[HeldTurn], bars: Dict[str, float]) -> Measure:
    """A measure over conversations or messages of several questions."""
    found: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    for turn in turns:
        for group in (turn.group, "all"):
            found[group][0] += turn.right
            found[group][1] += 1
    return Measure(name, {group: Share(*numbers) for group, numbers in found.items()}, bars)
