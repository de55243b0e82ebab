"""Fields of a record, set by their dotted names: ``answer.fr``, ``value.count``."""

from typing import Any, Dict, List, Mapping

from assistant.facts.errors import FactError, Sentence
from assistant.facts.record import FactRecord
from assistant.facts.yaml_text import parse_yaml

# Fields whose text is taken as it is typed; any other is read as YAML.
TEXTS = ("answer.", "title.", "question.", "value.text.", "value.place.", "value.number")


def with_fields(
    fact_id: str, document: Mapping[str, Any], fields: Mapping[str, Any]
) -> Dict[str, Any]:
    """The document of a fact's record with fields set.

    Raises:
        FactError: a field is the id, or a part of what has no parts.
    """
    changed = dict(document)
    for name, value in fields.items():
        if name == "id" and value != fact_id:
            raise FactError(
                Sentence(
                    "{fact}: field id: an id does not change, as other facts, the examples of "
                    "questions and the history name it: add the fact under its new id "
                    "('facts add') and retire this one ('facts retire {fact}').",
                    fact=fact_id,
                )
            )
        try:
            changed = _with_part(changed, name.split("."), value)
        except FactError as error:
            raise FactError(f"{fact_id}: field {name}: {error}") from error
    return changed


def _with_part(document: Mapping[str, Any], names: List[str], value: Any) -> Dict[str, Any]:
    head, *rest = names
    if not head:
        raise FactError("write a field's name, as answer.fr or value.count")
    if not rest:
        return {**document, head: value}
    inner = document.get(head)
    if not isinstance(inner, dict):
        raise FactError(f"{head} has no part {rest[0]!r}: name {head} alone and set it as a whole")
    return {**document, head: _with_part(inner, rest, value)}


def value_field(record: FactRecord) -> str:
    """The field of a record's value that a single word sets.

    Raises:
        FactError: the value has several parts.
    """
    fields = [name for name in record.value.__fields__ if name != "type"]
    if len(fields) != 1 or record.value.type in ("text", "place", "list"):
        raise FactError(
            f"The value of {record.id} has several parts: name one with --field, as "
            f"'facts set {record.id} … --field value.{fields[0]}'."
        )
    return f"value.{fields[0]}"


def typed(fact_id: str, field: str, text: str) -> Any:
    """What somebody typed for a field: text, or the plain data that its YAML holds.

    Raises:
        FactError: it is to be YAML, and is none.
    """
    if field.startswith(TEXTS):
        return text
    try:
        return parse_yaml(text)
    except FactError as error:
        raise FactError(f"{fact_id}: field {field}: {text!r} is {error}") from error
