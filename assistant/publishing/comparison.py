"""Compares what two models answer."""

import datetime
from enum import Enum
from typing import Dict, Iterable, List, Optional, Tuple

from pydantic import BaseModel
from scipy.stats import binomtest

from assistant.publishing.answers import Answered, Answers

# A set got worse where so many more answers were lost than won that chance alone would seldom do it.
CHANCE = 0.05
DANGER = "danger"


class Change(str, Enum):
    """What became of an answer that changed."""

    WON = "won"
    LOST = "lost"
    OTHER = "other"


class Changed(BaseModel):
    """A message that is answered otherwise."""

    set: str
    group: str
    text: str
    expected: str
    before: str
    after: str
    change: Change
    danger: bool


class SetCompared(BaseModel):
    """How many of a set's messages are answered right by each model; of visitors' own, nobody says
    which are, and both are None."""

    name: str
    total: int
    before: Optional[int]
    after: Optional[int]
    won: int
    lost: int
    changed: int
    worse: bool


class Comparison(BaseModel):
    """Two models side by side. ``missed`` are the measures that miss their bars with the new model
    and did not before."""

    before: str
    after: str
    at: datetime.datetime
    sets: List[SetCompared]
    changed: List[Changed]
    missed: List[str]

    @property
    def worse_sets(self) -> List[SetCompared]:
        """The sets that the new model answers worse."""
        return [one for one in self.sets if one.worse]

    @property
    def worse(self) -> bool:
        """Whether the new model is not to serve."""
        return bool(self.worse_sets or self.missed)


def compare(before: Answers, after: Answers) -> Comparison:
    """Compare a model with the one before, by the messages that both were asked."""
    pairs = _pairs(before.answers, after.answers)
    names = list(dict.fromkeys(old.set for old, _ in pairs))
    sets = [_set(name, [pair for pair in pairs if pair[0].set == name]) for name in names]
    danger = [pair for pair in pairs if pair[0].danger]
    if danger:
        sets.append(_set(DANGER, danger))
    changed = [_changed(old, new) for old, new in pairs if new.listed and old.got != new.got]
    order = [Change.LOST, Change.OTHER, Change.WON]
    changed.sort(key=lambda one: (not one.danger, order.index(one.change)))
    return Comparison(
        before=before.model,
        after=after.model,
        at=after.at,
        sets=sets,
        changed=changed,
        missed=[name for name in after.missed if name not in before.missed],
    )


def _pairs(
    before: Iterable[Answered], after: Iterable[Answered]
) -> List[Tuple[Answered, Answered]]:
    """What both were asked: a message may stand twice in a set."""
    waiting: Dict[Tuple[str, str, str, str], List[Answered]] = {}
    for one in before:
        waiting.setdefault((one.set, one.group, one.text, one.expected), []).append(one)
    pairs = []
    for new in after:
        left = waiting.get((new.set, new.group, new.text, new.expected))
        if left:
            pairs.append((left.pop(0), new))
    return pairs


def _set(name: str, pairs: List[Tuple[Answered, Answered]]) -> SetCompared:
    judged = [(old, new) for old, new in pairs if new.right is not None]
    won = sum(bool(new.right) and not old.right for old, new in judged)
    lost = sum(bool(old.right) and not new.right for old, new in judged)
    surely = bool(lost) and (
        binomtest(lost, won + lost, 0.5, alternative="greater").pvalue < CHANCE
    )
    return SetCompared(
        name=name,
        total=len(pairs),
        before=sum(bool(old.right) for old, _ in judged) if judged else None,
        after=sum(bool(new.right) for _, new in judged) if judged else None,
        won=won,
        lost=lost,
        changed=sum(old.got != new.got for old, new in pairs),
        worse=surely,
    )


def _changed(old: Answered, new: Answered) -> Changed:
    change = Change.OTHER
    if old.right is not None and bool(old.right) != bool(new.right):
        change = Change.WON if new.right else Change.LOST
    return Changed(
        **new.dict(include={"set", "group", "text", "expected", "danger"}),
        before=old.got,
        after=new.got,
        change=change,
    )
