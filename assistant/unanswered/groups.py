"""Groups of messages as the staff reads them."""

import datetime
from collections import Counter
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence

from assistant.unanswered.filed import Became
from assistant.unanswered.tables import FilingRow, MessageRow

WEEK = datetime.timedelta(days=7)
MOST_NEAR = 5
GROUP_FROM = 2  # messages


class Near(NamedTuple):
    """A fact that a group's messages may be about, and in how many NLU ranked it."""

    fact: str
    messages: int


class Group(NamedTuple):
    """Messages that ask the same, as far as they became nothing yet, the oldest first.

    ``first`` names it: its oldest message, whatever became of that. ``became_before`` is what like
    messages became, where some did.
    """

    first: int
    messages: List[MessageRow]
    became_before: Optional[Became]

    @property
    def count(self) -> int:
        """How many messages wait."""
        return len(self.messages)

    @property
    def shown(self) -> str:
        """The message that stands for all: of middle length, as the longest tell much else."""
        by_length = sorted(self.messages, key=lambda row: len(row.text))
        return str(by_length[(len(by_length) - 1) // 2].text)

    @property
    def languages(self) -> Dict[str, int]:
        """How many messages in each language, most first."""
        return dict(Counter(row.language for row in self.messages).most_common())

    @property
    def channels(self) -> Dict[str, int]:
        """How many messages on each channel, most first."""
        return dict(Counter(row.channel for row in self.messages).most_common())

    @property
    def whys(self) -> Dict[str, int]:
        """How many messages for each reason, most first."""
        return dict(Counter(row.why for row in self.messages).most_common())

    @property
    def latest(self) -> datetime.date:
        """The day of the latest message."""
        return max(row.day for row in self.messages)

    def weeks(self, today: datetime.date, number: int = 8) -> List[int]:
        """How many messages in each of the last weeks, which end today, the oldest week first."""
        ages = Counter((today - row.day).days // WEEK.days for row in self.messages)
        return [ages[age] for age in reversed(range(number))]

    @property
    def nearest(self) -> List[Near]:
        """The facts that NLU ranked first for most of the messages."""
        facts = Counter(near["fact"] for row in self.messages for near in row.nearest)
        return [Near(*each) for each in facts.most_common(MOST_NEAR)]


def groups_of(rows: Iterable[MessageRow], filings: Dict[int, FilingRow]) -> List[Group]:
    """The groups that wait, the largest first; a message that is not grouped yet is one by itself."""
    together: Dict[int, List[MessageRow]] = {}
    for row in rows:
        together.setdefault(row.together or row.id, []).append(row)
    found = [_group(first, members, filings) for first, members in together.items()]
    waiting = [group for group in found if group.messages]
    return sorted(waiting, key=lambda group: (-group.count, -group.latest.toordinal(), group.first))


def _group(first: int, members: Sequence[MessageRow], filings: Dict[int, FilingRow]) -> Group:
    filed = [filings[row.filing] for row in members if row.filing in filings]
    latest = max(filed, key=lambda filing: filing.id, default=None)
    became = Became(latest.became) if latest else None
    return Group(first, [row for row in members if row.filing is None], became)
