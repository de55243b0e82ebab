"""Whether a fact answers a question, or the question is about something else.

A wrong answer is worse than none: a question that names another country, organisation, forum
or year than the fact's is not answered with the fact.
"""

import datetime
import re
from typing import List, NamedTuple, Optional, Set

from assistant.answers.decision import Reason, Refusal
from assistant.facts.languages import HOME
from assistant.facts.record import Count, Day, FactRecord, Mention, Month, Range, Year
from assistant.facts.snapshot import Snapshot
from assistant.understanding.own_subjects import (
    FORUM,
    LATER_FORUM,
    LOCAL_SUBJECTS,
    NUMBERED_FORUM,
    OFFICE,
    ORGANISATION,
    OWN_FORUMS,
    UN,
)
from assistant.understanding.question import Mentions

DATES = (Year, Month, Day, Range)
# How likely a question must be about another subject (``Question.about_other``) to be refused for
# a name that it holds, and for none; and for a year. Chosen on tests/blind/learning.
NAMED_FROM, UNNAMED_FROM = 0.55, 0.7
YEAR_FROM = 0.2
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class _Other(NamedTuple):
    """What a question names that a fact is not about."""

    reason: Reason
    named: Optional[str] = None


def refusal(
    record: FactRecord,
    mentions: Mentions,
    snapshot: Snapshot,
    today: datetime.date,
    about_other: Optional[float] = None,
) -> Optional[Refusal]:
    """Why a fact does not answer a question that names this; None where it does.

    Args:
        about_other: how likely the question is about another subject (None: not judged). Where it
            is not, what it names stands beside the question: where the writer lives, a surname.
    """
    other = _later_forum(record, mentions) or _parent(record, mentions)
    if other is None and (about_other is None or about_other >= NAMED_FROM):
        other = (
            _other_forum(record, mentions)
            or _other_organisation(record, mentions)
            or _other_country(record, mentions)
        )
    other = other or _other_year(record, mentions, snapshot, today, about_other)
    if other is None:
        return None
    years = later_years(record, snapshot, today) if other.reason is Reason.LATER_FORUM else ()
    return Refusal(record.id, other.reason, other.named, tuple(years))


def asks_later(record: FactRecord, mentions: Mentions, first: Optional[int]) -> bool:
    """Whether a question names a later event of the record's kind and no other event: "the next
    forum", "the forum of 2030".

    Args:
        first: the year of the event that the record tells of.
    """
    if mentions.forums:
        return set(mentions.forums) <= OWN_FORUMS
    named = record.subject in mentions.subjects
    return named and first is not None and any(year > first for year in mentions.years)


def later_years(record: FactRecord, snapshot: Snapshot, today: datetime.date) -> List[int]:
    """The years of the last later event that is due by now, and of the next, by the rule of how
    often the event of the record's subject recurs; none where there is no such rule."""
    of_subject = (r for r in snapshot.records.values() if r.subject == record.subject and r.recurs)
    event = next(of_subject, None)
    rule = snapshot.records.get(event.recurs or "") if event else None
    first = snapshot.wording(today).event_year(event) if event else None
    if first is None or rule is None or not isinstance(rule.value, Count) or not rule.value.count:
        return []
    every = rule.value.count
    due = first + max(today.year - first, 0) // every * every
    return [year for year in (due, due + every) if year > first]


def own_years(record: FactRecord, snapshot: Snapshot, today: datetime.date) -> Set[int]:
    """The years that a fact's own texts and values name, those of its event included."""
    wording = snapshot.wording(today)
    texts = [*record.title.values(), *record.question.values(), *record.answer.values()]
    shown = [
        snapshot.records[fact] for fact in wording.shown_by(record) if fact in snapshot.records
    ]
    texts += [other.value.json() for other in (record, *shown)]
    years = {int(year) for text in texts for year in YEAR.findall(text)}
    event_year = wording.event_year(record)
    return years if event_year is None else {*years, event_year}


def _later_forum(record: FactRecord, mentions: Mentions) -> Optional[_Other]:
    numbered = NUMBERED_FORUM in mentions.forums and Mention.FORUM not in record.mentions
    later = record.subject == FORUM and (LATER_FORUM in mentions.forums or numbered)
    return _Other(Reason.LATER_FORUM) if later else None


def _other_forum(record: FactRecord, mentions: Mentions) -> Optional[_Other]:
    if Mention.FORUM in record.mentions or OWN_FORUMS & {*mentions.forums}:
        return None
    return _Other(Reason.FORUM) if mentions.forums else None


def _other_organisation(record: FactRecord, mentions: Mentions) -> Optional[_Other]:
    allowed: Set[str] = {ORGANISATION}
    if Mention.UN in record.mentions or ORGANISATION in mentions.organisations:
        allowed.add(UN)
    others = [name for name in mentions.organisations if name not in allowed]
    return _Other(Reason.ORGANISATION) if others else None


def _parent(record: FactRecord, mentions: Mentions) -> Optional[_Other]:
    """The United Nations, named alone: so often it stands beside ours in what is asked about ours
    that nothing learned tells the two apart."""
    ours = record.subject in (ORGANISATION, OFFICE) and Mention.UN not in record.mentions
    alone = set(mentions.organisations) == {UN} and not mentions.subjects
    return _Other(Reason.ORGANISATION) if ours and alone else None


def _other_country(record: FactRecord, mentions: Mentions) -> Optional[_Other]:
    if HOME in mentions.countries or {Mention.COUNTRY, Mention.PLACE} & set(record.mentions):
        return None
    named = mentions.countries or (mentions.abroad if record.subject in LOCAL_SUBJECTS else [])
    return _Other(Reason.COUNTRY, named[0]) if named else None


def _other_year(
    record: FactRecord,
    mentions: Mentions,
    snapshot: Snapshot,
    today: datetime.date,
    about_other: Optional[float],
) -> Optional[_Other]:
    if not mentions.years:
        return None
    own = own_years(record, snapshot, today)
    event_year = snapshot.wording(today).event_year(record)
    for year in mentions.years:
        if year in own:
            continue
        if event_year is not None and year > event_year:
            return _Other(Reason.LATER_FORUM)
        # A wrong year in a question about a date ("it was in 1960, wasn't it?") gets the
        # right one; a figure of another year is another figure.
        asks_for_date = isinstance(record.value, DATES) and year <= today.year
        beside = about_other is not None and about_other < YEAR_FROM  # a birth year
        if not (asks_for_date or beside) and year not in _years_it_holds(record, today):
            return _Other(Reason.YEAR, str(year))
    return None


def _years_it_holds(record: FactRecord, today: datetime.date) -> range:
    first = int(record.valid_from[:4]) if record.valid_from else today.year
    last = int(record.valid_until[:4]) if record.valid_until else today.year
    return range(first, min(last, today.year) + 1)
