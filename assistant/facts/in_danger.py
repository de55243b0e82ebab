"""Which facts people in danger are shown: changes of these take two people."""

from typing import Iterable, Mapping, Set

from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import DANGER_SUBJECT
from assistant.facts.patterns import variables_of
from assistant.facts.record import FactRecord
from assistant.facts.wording import ANSWER


def shown_in_danger(records: Mapping[str, FactRecord], unreadable: Iterable[str] = ()) -> Set[str]:
    """The ids of the facts on danger, and of all that they are written from.

    ``unreadable``: the ids of facts that are there too, whose records cannot be read.
    """
    ids = {*records, *unreadable}
    by_variable = {fact.replace(".", "_"): fact for fact in ids}
    found: Set[str] = set()
    waiting = [fact for fact in ids if fact.startswith(f"{DANGER_SUBJECT}.")]
    while waiting:
        fact = waiting.pop()
        if fact in ids and fact not in found:
            found.add(fact)
            if fact in records:
                waiting += _named_by(records[fact], by_variable)
    return found


def _named_by(record: FactRecord, by_variable: Mapping[str, str]) -> Set[str]:
    named = set(getattr(record.value, "facts", ()))
    named.update(record.card.facts if record.card else ())
    for language in LANGUAGES:
        try:
            variables = variables_of(record.answer[language])
        except FactError:
            continue  # What is no pattern shows nothing, and is refused for itself.
        for variable in variables:
            whole = by_variable.get(variable.removesuffix(ANSWER))
            named.update(filter(None, (by_variable.get(variable), whole)))
    return named
