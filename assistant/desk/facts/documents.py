"""A record's plain data and the flat form that pages have it in: a dotted name, a value."""

from typing import Any, Dict, List, Mapping, NamedTuple, Tuple

from assistant.facts.shape import Part, Shape, part_in, parts_of, set_part

Document = Mapping[str, Any]
Flat = Dict[str, Any]


def flat(document: Document) -> Flat:
    """A record's parts by their names; those of its sources by ``sources.0.document``."""
    found: Flat = {}
    for part in parts_of(document["value"]["type"]):
        value = part_in(document, part.name)
        if part.shape is Shape.RECORDS:
            for number, item in enumerate(value or ()):
                for inner in part.parts:
                    found[f"{part.name}.{number}.{inner.name}"] = item.get(inner.name)
        else:
            found[part.name] = part.default if value is None else value
    return found


def document_of(values: Mapping[str, Any]) -> Dict[str, Any]:
    """The plain data of a record from its parts: what is empty is left out."""
    document: Dict[str, Any] = {}
    for part in parts_of(values["value.type"]):
        if part.shape is Shape.RECORDS:
            items = _items(part, values)
            if items:
                document[part.name] = items
        elif values.get(part.name) not in (None, "", [], part.default):
            set_part(document, part.name, values[part.name])
    return document


def _items(part: Part, values: Mapping[str, Any]) -> List[Dict[str, Any]]:
    numbers = sorted(
        {int(name.split(".")[1]) for name in values if name.startswith(f"{part.name}.")}
    )
    rows = [
        {inner.name: values.get(f"{part.name}.{number}.{inner.name}") for inner in part.parts}
        for number in numbers
    ]
    kept = [{name: value for name, value in row.items() if value} for row in rows]
    return [row for row in kept if row]


class Difference(NamedTuple):
    """A part that two states of a record have otherwise."""

    part: str
    before: Any
    after: Any


def differences(before: "Document | None", after: "Document | None") -> List[Difference]:
    """The parts in which two states of a record differ, in the record's order."""
    old, new = flat(before) if before else {}, flat(after) if after else {}
    names = [*new, *(name for name in old if name not in new)]
    return [
        Difference(name, old.get(name), new.get(name))
        for name in names
        if (old.get(name) or None) != (new.get(name) or None)
    ]


class Merged(NamedTuple):
    """Two changes of one record put together, and the parts that both changed otherwise."""

    values: Flat
    both: Tuple[Difference, ...]


def merge(base: Document, theirs: Document, mine: Mapping[str, Any]) -> Merged:
    """What one person wrote, with what another one changed meanwhile: nothing of either is lost.

    Where both changed a part, ``mine`` stays, and ``both`` has theirs as ``before``.
    """
    old, other = flat(base), flat(theirs)
    values: Flat = dict(mine)
    both = []
    for name in {**old, **other}:
        was, is_now, wanted = (each.get(name) or None for each in (old, other, mine))
        if was == is_now or wanted == is_now:
            continue
        if wanted == was:
            values[name] = other.get(name)
        else:
            both.append(Difference(name, other.get(name), mine.get(name)))
    return Merged(values, tuple(both))
