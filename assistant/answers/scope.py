"""Whether a fact answers a question, or the question is about something else.

A wrong answer is worse than none: a question that names another country, organisation, forum
or year than the fact's is not answered with the fact.
"""

import datetime
from typing import List, NamedTuple, Optional, Set

from assistant.answers.question import Mentions
from assistant.facts.languages import HOME, LOCALES
from assistant.facts.record import Day, FactRecord, Mention, Month, Range, Year

OWN_ORGANISATION = "iom"
UN = "un"
# "The next forum" is always another; "the second forum" may ask which one this was.
LATER_FORUM, NUMBERED_FORUM = "later", "ordinal"
FORUM_SUBJECT = "imrf"
# What these subjects tell holds in Tunisia alone: a city elsewhere asks for something else.
LOCAL_SUBJECTS = {"iom_tunisia", "help"}
DATES = (Year, Month, Day, Range)


class Mismatch(NamedTuple):
    """Why a fact does not answer: the phrase that says it, and the name to say it with."""

    phrase: str
    name: str


def mismatch(
    record: FactRecord,
    mentions: Mentions,
    own_text: str,
    event_year: Optional[int],
    language: str,
    today: datetime.date,
) -> Optional[Mismatch]:
    """The first thing that the question names and the fact is not about; None where it fits.

    Args:
        own_text: the fact's title, question and answer: what these name is the fact's own.
        event_year: the year of the event that the fact tells of.
    """
    return (
        _other_forum(record, mentions)
        or _other_organisation(record, mentions)
        or _other_country(record, mentions, language)
        or _other_year(record, mentions, own_text, event_year, today)
    )


def _other_forum(record: FactRecord, mentions: Mentions) -> Optional[Mismatch]:
    of_forum = record.subject == FORUM_SUBJECT
    if LATER_FORUM in mentions.forums:
        return Mismatch("unknown-later-forum", "") if of_forum else None
    if Mention.FORUM in record.mentions:
        return None
    if NUMBERED_FORUM in mentions.forums:
        return Mismatch("unknown-later-forum", "") if of_forum else None
    return Mismatch("unknown-forum", "") if mentions.forums else None


def _other_organisation(record: FactRecord, mentions: Mentions) -> Optional[Mismatch]:
    allowed: Set[str] = {OWN_ORGANISATION}
    if Mention.UN in record.mentions or OWN_ORGANISATION in mentions.organisations:
        allowed.add(UN)
    others = [name for name in mentions.organisations if name not in allowed]
    return Mismatch("unknown-organisation", "") if others else None


def _other_country(record: FactRecord, mentions: Mentions, language: str) -> Optional[Mismatch]:
    if HOME in mentions.countries or {Mention.COUNTRY, Mention.PLACE} & set(record.mentions):
        return None
    named = mentions.countries or (mentions.abroad if record.subject in LOCAL_SUBJECTS else [])
    return Mismatch("unknown-country", LOCALES[language].territories[named[0]]) if named else None


def _other_year(
    record: FactRecord,
    mentions: Mentions,
    own_text: str,
    event_year: Optional[int],
    today: datetime.date,
) -> Optional[Mismatch]:
    for year in mentions.years:
        if str(year) in own_text or year == event_year:
            continue
        if event_year is not None and year > event_year:
            return Mismatch("unknown-later-forum", "")
        # A wrong year in a question about a date ("it was in 1960, wasn't it?") gets the
        # right one; a figure of another year is another figure.
        asks_for_date = isinstance(record.value, DATES) and year <= today.year
        if not asks_for_date and year not in _years_it_holds(record, today):
            return Mismatch("unknown-year", str(year))
    return None


def _years_it_holds(record: FactRecord, today: datetime.date) -> List[int]:
    if record.valid_from is None:
        return [today.year]
    return list(range(int(record.valid_from[:4]), today.year + 1))
