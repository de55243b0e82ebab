"""What records name: other facts, in their values, cards, events and answers."""

import datetime
from collections import defaultdict
from typing import Dict, Iterable, Iterator, List, Mapping

from assistant.facts.errors import FactError, Problem, Sentence
from assistant.facts.languages import LANGUAGES
from assistant.facts.patterns import variables_of
from assistant.facts.record import CardType, Count, Day, FactRecord, Range, Status
from assistant.facts.wording import ANSWER, OWN_VARIABLES, Wording

Records = Mapping[str, FactRecord]


def is_shown(record: FactRecord) -> bool:
    """Whether the fact is shown: retired ones are written nowhere."""
    return record.status is not Status.RETIRED


def wrong_references(records: Records) -> Iterator[Problem]:
    """What the facts that are shown name that is not there, or is not what it has to be."""
    by_variable = Wording(records, datetime.date.today())
    for record in filter(is_shown, records.values()):
        fields: Dict[str, Iterable[str]] = {
            "value.facts": getattr(record.value, "facts", ()),
            "card.facts": record.card.facts if record.card else (),
            "event": (record.event,) if record.event else (),
            "recurs": (record.recurs,) if record.recurs else (),
        }
        for field, named in fields.items():
            for fact in named:
                reason = _not_there(fact, records) or _no_use(fact, field, record, records)
                if reason:
                    yield Problem(record.id, field, reason)
        yield from _wrong_variables(record, records, by_variable)


def _not_there(fact: str, records: Records) -> str:
    if fact not in records:
        return Sentence(
            "names {fact}, which is no fact: correct the id, or add that fact first", fact=fact
        )
    if not is_shown(records[fact]):
        return Sentence("shows {fact}, which is retired: take it out of here first", fact=fact)
    return ""


def _no_use(fact: str, field: str, record: FactRecord, records: Records) -> str:
    value = records[fact].value
    on_timeline = record.card is not None and record.card.type is CardType.TIMELINE
    if not isinstance(value, (Day, Range)):
        if field == "event":
            return Sentence(
                "names {fact}, which tells no day: an event is a fact with days", fact=fact
            )
        if field == "card.facts" and on_timeline:
            return Sentence(
                "names {fact}, which tells no day and has no place on a timeline", fact=fact
            )
    if field == "recurs" and not (isinstance(value, Count) and value.count):
        return Sentence("names {fact}, which tells no number of years", fact=fact)
    return ""


def _wrong_variables(
    record: FactRecord, records: Records, by_variable: Wording
) -> Iterator[Problem]:
    found: Dict[str, List[str]] = defaultdict(list)
    for language in LANGUAGES:
        try:
            for variable in sorted(variables_of(record.answer[language]) - OWN_VARIABLES):
                other = by_variable.named_by(variable)
                if other is None:
                    reason: str = Sentence(
                        "${variable} is neither a fact nor one of {known}",
                        variable=variable,
                        known=sorted(OWN_VARIABLES),
                    )
                else:
                    reason = _not_there(other.id, records)
                if reason:
                    found[reason].append(language)
        except FactError as error:
            found[error.sentence].append(language)
    for reason, languages in found.items():
        if len(languages) == len(LANGUAGES):
            yield Problem(record.id, "answer", reason)
        else:
            yield from (Problem(record.id, f"answer.{name}", reason) for name in languages)


def _own_part() -> str:
    return Sentence("a part of a fact's own value")


def same_variables(records: Records) -> Iterator[Problem]:
    """Ids that answers cannot tell apart: iom.tunisia_since and iom_tunisia.since."""
    meaning = dict.fromkeys(OWN_VARIABLES, _own_part())
    for record in filter(is_shown, records.values()):
        variables = (record.variable, record.variable + ANSWER)
        taken = [variable for variable in variables if variable in meaning]
        if taken:
            reason = Sentence(
                "${variable} means {meaning} already: choose another id",
                variable=taken[0],
                meaning=meaning[taken[0]],
            )
            yield Problem(record.id, "id", reason)
        meaning.update({variable: record.id for variable in variables if variable not in taken})
