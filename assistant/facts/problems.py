"""What is wrong with all that is known, as a whole: what would leave a reply unwritten."""

import datetime
from collections import defaultdict
from typing import Dict, Iterator, List, Mapping, Optional, Set

from assistant.facts.errors import FactError, Problem, Sentence
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import needed_facts
from assistant.facts.partial_dates import first_day, last_day
from assistant.facts.phrases import Phrases
from assistant.facts.record import FactRecord
from assistant.facts.references import is_shown, same_variables, wrong_references
from assistant.facts.wording import Wording
from assistant.facts.writing import Writing

Records = Mapping[str, FactRecord]
STANDS_IN = "stands-in"  # for what code fills a phrase with


def problems_of(records: Records, phrases: Phrases) -> List[Problem]:
    """What is wrong between records, and between them and what says them: the code that names
    facts by their ids, and the phrases that show facts."""
    return [
        *_needed_but_not_there(records),
        *_wrong_phrases(records, phrases),
        *problems_between(records),
    ]


def problems_between(records: Records) -> List[Problem]:
    """What is wrong between records; retired ones are written nowhere and need nothing."""
    shown = {fact: record for fact, record in records.items() if is_shown(record)}
    unsound = list(wrong_references(records))
    writing = Writing(shown, {problem.fact for problem in unsound})
    return [
        *same_variables(records),
        *_wrong_dates(shown),
        *unsound,
        *writing.wrong_answers(),
    ]


def _wrong_dates(shown: Records) -> Iterator[Problem]:
    for record in shown.values():
        start, end = record.valid_from, record.valid_until
        if start and end and last_day(end) < first_day(start):
            reason = Sentence(
                "{end} is before valid_from, which is {start}: correct one of them",
                end=end,
                start=start,
            )
            yield Problem(record.id, "valid_until", reason)


def _needed_but_not_there(records: Records) -> Iterator[Problem]:
    for fact, reason in needed_facts():
        if fact not in records:
            missing = Sentence("there is no such fact, but {reason}: add it", reason=reason)
            yield Problem(fact, "id", missing)
        elif not is_shown(records[fact]):
            yield _must_stay(fact, reason)


def _must_stay(fact: str, reason: str) -> Problem:
    needed = Sentence(
        "must not be retired, as {reason}: change what it says instead "
        "('facts set {fact} … --field answer.fr')",
        reason=reason,
        fact=fact,
    )
    return Problem(fact, "status", needed)


def _wrong_phrases(records: Records, phrases: Phrases) -> Iterator[Problem]:
    """Facts that phrases show and that are not there, are retired, or cannot be said in them."""
    by_variable = {record.variable: record for record in records.values()}
    shown = {fact: record for fact, record in records.items() if is_shown(record)}
    wording = Wording(shown, datetime.date.today())
    missing: Dict[str, Set[str]] = defaultdict(set)
    for language in LANGUAGES:
        for phrase in sorted(phrases.names(language)):
            named = sorted(phrases.facts_in(language, phrase))
            facts = [by_variable[name] for name in named if _shows(by_variable.get(name))]
            if len(facts) == len(named):
                yield from _wrong_in_phrase(facts, phrase, language, wording, phrases)
            for variable in named:
                if not _shows(by_variable.get(variable)):
                    missing[variable].add(phrase)
    for variable, names in missing.items():
        reason = Sentence("phrases show it ({phrases})", phrases=", ".join(sorted(names)))
        if variable in by_variable:
            yield _must_stay(by_variable[variable].id, reason)
        else:
            unknown = Sentence("is the variable of no fact, but {reason}", reason=reason)
            yield Problem(f"${variable}", "id", unknown)


def _shows(record: Optional[FactRecord]) -> bool:
    return record is not None and is_shown(record)


def _wrong_in_phrase(
    facts: List[FactRecord], phrase: str, language: str, wording: Wording, phrases: Phrases
) -> Iterator[Problem]:
    try:
        filled = {name: STANDS_IN for name in phrases.variables(language, phrase)}
        values = {record.variable: wording.value(record, language) for record in facts}
        phrases.say(language, phrase, **{**filled, **values})
    except FactError as error:
        for record in facts:
            reason = Sentence(
                "cannot be said in {language}: {error}", language=language, error=error.sentence
            )
            yield Problem(record.id, "value", reason)
