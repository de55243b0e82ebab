"""Groups of messages as the staff reads them: what is counted, and the messages of one."""

import datetime
from collections import Counter
from typing import Dict, List, NamedTuple, Optional

from assistant.unanswered.filed import Became
from assistant.unanswered.store import Counts, UnansweredStore
from assistant.unanswered.tables import MessageRow

WEEK = 7  # days
WEEKS = 8
MOST_NEAR = 5
GROUP_FROM = 2  # messages


class Near(NamedTuple):
    """A fact that a group's messages may be about, and in how many NLU ranked it."""

    fact: str
    messages: int


class Summary(NamedTuple):
    """What is counted of the messages of a group that wait.

    ``first`` names the group: its oldest message, whatever became of that. ``shown`` is its oldest
    message that waits; ``weeks`` are its messages in each of the last weeks, the oldest first;
    ``became_before`` is what like messages became, where some did.
    """

    first: int
    messages: int
    shown: str
    languages: Counts
    channels: Counts
    whys: Counts
    weeks: List[int]
    latest: datetime.date
    became_before: Optional[Became]


def summaries(
    store: UnansweredStore,
    today: datetime.date,
    least: int = GROUP_FROM,
    most: Optional[int] = None,
    limit: Optional[int] = None,
    offset: int = 0,
) -> List[Summary]:
    """The groups that wait, the largest first, of ``least`` to ``most`` messages."""
    counted = store.waiting_groups(least, most, limit, offset)
    firsts = [one.first for one in counted]
    of_kind = {kind: store.counts(firsts, kind) for kind in ("language", "channel", "why")}
    days = store.counts(firsts, "day")
    shown, became = store.oldest_texts(firsts), store.became_before(firsts)
    return [
        Summary(
            one.first,
            one.messages,
            shown.get(one.first, ""),
            of_kind["language"].get(one.first, {}),
            of_kind["channel"].get(one.first, {}),
            of_kind["why"].get(one.first, {}),
            _weeks(days.get(one.first, {}), today),
            one.latest,
            became.get(one.first),
        )
        for one in counted
    ]


def nearest_facts(messages: List[MessageRow]) -> List[Near]:
    """The facts that NLU ranked for most of the messages."""
    facts = Counter(near["fact"] for row in messages for near in row.nearest)
    return [Near(*each) for each in facts.most_common(MOST_NEAR)]


def _weeks(days: Dict[datetime.date, int], today: datetime.date) -> List[int]:
    ages: Counter[int] = Counter()
    for day, count in days.items():
        ages[max(0, (today - day).days) // WEEK] += count
    return [ages[age] for age in reversed(range(WEEKS))]
