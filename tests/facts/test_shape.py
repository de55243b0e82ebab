"""A record's parts, read from its types: every record is made of them and of nothing else."""

import pytest

from assistant.facts.record import FactRecord
from assistant.facts.shape import Shape, part_in, parts_of, set_part, value_types


def test_every_record_is_made_of_its_parts(records):
    for record in records.values():
        document, again = record.document(), {}
        for part in parts_of(record.value.type):
            value = part_in(document, part.name)
            if value is not None:
                set_part(again, part.name, value)
        assert again == document


@pytest.mark.parametrize("kind", value_types())
def test_the_parts_of_each_type_of_value_are_its_fields(kind):
    of_value = [part for part in parts_of(kind) if part.name.startswith("value.")]
    assert of_value[0].name == "value.type" and set(of_value[0].choices) == set(value_types())
    fields = set(value_types()[kind].__fields__) - {"type"}
    assert {part.name.split(".")[1] for part in of_value[1:]} == fields
    assert len({part.name for part in parts_of(kind)}) == len(parts_of(kind))


def test_parts_are_written_as_their_types_are():
    parts = {part.name: part for part in parts_of("range")}
    assert parts["value.first"].shape is Shape.DAY and parts["value.first"].needed
    assert parts["status"].shape is Shape.CHOICE and "retired" in parts["status"].choices
    assert parts["featured"].shape is Shape.FLAG and not parts["featured"].needed
    assert parts["answer.ar"].language == "ar" and parts["answer.ar"].shape is Shape.TEXT
    assert parts["mentions"].shape is Shape.CHOICES
    assert parts["review_months"].shape is Shape.NUMBER
    assert parts["card.facts"].shape is Shape.LINES and not parts["card.facts"].needed
    assert [part.name for part in parts["sources"].parts] == ["document", "section", "date"]
    assert {part.name.split(".")[0] for part in parts.values()} == set(FactRecord.__fields__)
