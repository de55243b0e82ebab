"""Answers: a record's Fluent pattern, filled in one language as of one day."""

import datetime
import textwrap
from typing import Dict, Iterator, List, Mapping, Optional, Set, Tuple

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES, LOCALES
from assistant.facts.record import Day, FactRecord, Range, Status
from assistant.facts.values import Written, write_value

OWN_VARIABLES = {
    "value",
    "value_bullets",
    "value_year",
    "value_first",
    "value_last",
    "tense",
    "event_year",
}
ANSWER = "_answer"


def as_message(pattern: str) -> str:
    """The Fluent source of a message ``text`` whose pattern is given."""
    return "text =\n" + textwrap.indent(pattern.strip("\n"), "    ")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: Set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def variables_in(node: ast.BaseNode) -> Set[str]:
    """The variables that a piece of Fluent syntax names."""
    visitor = _Variables()
    visitor.visit(node)
    return visitor.names


def variables_of(pattern: str) -> Set[str]:
    """The variables that a Fluent pattern names.

    Raises:
        FactError: the pattern is not Fluent.
    """
    resource = parse(as_message(pattern))
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            reasons = "; ".join(annotation.message for annotation in entry.annotations)
            raise FactError(f"not a Fluent pattern: {reasons}")
    return variables_in(resource)


def format_pattern(pattern: str, language: str, variables: Mapping[str, Written]) -> str:
    """Fill a Fluent pattern.

    Raises:
        FactError: a variable is missing.
    """
    bundle = FluentBundle([str(LOCALES[language]).replace("_", "-")], use_isolating=False)
    bundle.add_resource(FluentResource(as_message(pattern)))
    message = bundle.get_message("text")
    text, errors = bundle.format_pattern(message.value, dict(variables))
    if errors:
        raise FactError(f"{pattern!r} could not be filled: {errors}")
    return text


class Wording:
    """Writes the facts of one set of records (id → record) as of ``today``."""

    def __init__(self, records: Mapping[str, FactRecord], today: datetime.date) -> None:
        self._records = records
        self._today = today
        self._by_variable = {record.variable: record for record in records.values()}

    def tense(self, record: FactRecord) -> str:
        """``past``, ``present`` or ``future``: when the fact's event is, seen from today."""
        first, last = self._event_days(record)
        if last < self._today:
            return "past"
        return "future" if self._today < first else "present"

    def event_year(self, record: FactRecord) -> Optional[int]:
        """The year of the event that the fact tells of; None for a fact without one."""
        return self._event_days(record)[0].year if record.event else None

    def value(self, record: FactRecord, language: str) -> Written:
        """The record's value as other facts show it."""
        return self._own(record, language)["value"]

    def answer(self, record: FactRecord, language: str) -> str:
        """The record's answer in a language."""
        pattern = record.answer[language]
        variables = self._own(record, language)
        if record.event:
            variables["tense"] = self.tense(record)
            variables["event_year"] = str(self.event_year(record))
        for name in variables_of(pattern) - OWN_VARIABLES:
            variables[name] = self._other(name, language)
        return format_pattern(pattern, language, variables)

    def _own(self, record: FactRecord, language: str) -> Dict[str, Written]:
        return write_value(
            record.value, language, lambda fact: self.value(self._records[fact], language)
        )

    def _other(self, variable: str, language: str) -> Written:
        if variable in self._by_variable:
            return self.value(self._by_variable[variable], language)
        if variable.endswith(ANSWER) and variable[: -len(ANSWER)] in self._by_variable:
            return self.answer(self._by_variable[variable[: -len(ANSWER)]], language)
        raise FactError(f"${variable} is neither a fact nor one of {sorted(OWN_VARIABLES)}")

    def _event_days(self, record: FactRecord) -> Tuple[datetime.date, datetime.date]:
        event = self._records.get(record.event or "")
        if event is None or not isinstance(event.value, (Day, Range)):
            raise FactError(f"event {record.event!r} is not a fact with a day or a range of days")
        if isinstance(event.value, Day):
            return event.value.day, event.value.day
        return event.value.first, event.value.last

    def shown_by(self, record: FactRecord) -> List[str]:
        """The ids of the other facts that the record's answer and card show."""
        names = {name for pattern in record.answer.values() for name in variables_of(pattern)}
        variables = {name[: -len(ANSWER)] if name.endswith(ANSWER) else name for name in names}
        ids = [self._by_variable[name].id for name in variables if name in self._by_variable]
        carded = record.card.facts if record.card else []
        return sorted({*ids, *getattr(record.value, "facts", []), *carded})


def problems_of(
    records: Mapping[str, FactRecord], today: datetime.date
) -> Iterator[Tuple[str, str, str]]:
    """What is wrong between records, as (fact id, field, problem).

    Wording that cannot be filled is one; a fact that shows a retired one is another.
    """
    wording = Wording(records, today)
    for record in records.values():
        try:
            for language in LANGUAGES:
                field = f"answer.{language}"
                wording.answer(record, language)
            field = "answer"
            for other in wording.shown_by(record):
                if records[other].status == Status.RETIRED != record.status:
                    yield record.id, field, f"shows {other}, which is retired"
        except KeyError as error:
            yield record.id, field, f"names {error}, which is no fact"
        except RecursionError:
            yield record.id, field, "shows itself, through other facts"
        except FactError as error:
            yield record.id, field, str(error)
