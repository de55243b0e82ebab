import datetime

import pytest
from pydantic import ValidationError

from assistant.facts.record import FactRecord

NAMES = {"fr": "a", "en": "b", "ar": "c"}


def record(**fields):
    document = {
        "id": "iom.example",
        "kind": "what",
        "status": "published",
        "value": {"type": "count", "count": 3},
        "title": NAMES,
        "question": NAMES,
        "answer": NAMES,
        "sources": [{"document": "d", "section": "s", "date": "2022"}],
    }
    return FactRecord.parse_obj({**document, **fields})


@pytest.mark.parametrize(
    "value",
    [
        {"type": "count", "count": 3},
        {"type": "at_least", "count": 3},
        {"type": "year", "year": 1960},
        {"type": "month", "month": "1987-11"},
        {"type": "day", "day": "1987-11-05"},
        {"type": "range", "first": "1987-11-05", "last": "1987-11-08"},
        {"type": "place", "place": NAMES},
        {"type": "text", "text": NAMES},
        {"type": "list", "items": {"fr": ["a"], "en": ["b"], "ar": ["c"]}},
        {"type": "facts", "facts": ["iom.founded"]},
        {"type": "phone", "number": "71 234 567"},
        {"type": "phone", "number": "197"},
    ],
)
def test_every_type_of_value_survives_the_way_to_plain_data_and_back(value):
    whole = record(value=value)
    assert FactRecord.parse_obj(whole.document()) == whole
    assert whole.document()["value"] == value


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("id", "IOM"),
        ("id", "iom"),
        ("value", {"type": "count", "count": -1}),
        ("value", {"type": "year", "year": "soon"}),
        ("value", {"type": "month", "month": "2001-13"}),
        ("value", {"type": "range", "first": "2022-05-20", "last": "2022-05-17"}),
        ("value", {"type": "place", "place": {"fr": "a", "en": "b"}}),
        ("value", {"type": "list", "items": {"fr": ["a"], "en": ["b", "c"], "ar": ["d"]}}),
        ("value", {"type": "phone", "number": "12"}),
        ("value", {"type": "phone", "number": "call us"}),
        ("value", {"type": "rumour"}),
        ("answer", {"fr": "a", "en": "b", "ar": ""}),
        ("title", {**NAMES, "de": "d"}),
        ("sources", []),
        ("valid_from", "last year"),
        ("status", "true"),
        ("nonsense", 1),
    ],
)
def test_a_wrong_field_is_refused_by_name(field, wrong):
    with pytest.raises(ValidationError) as refusal:
        record(**{field: wrong})
    assert field in str(refusal.value)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "count", "count": 1.0},
        {"type": "count", "count": True},
        {"type": "day", "day": 5},
        {"type": "day", "day": "20220517"},
        {"type": "day", "day": "2022-05"},
        {"type": "range", "first": "0001-01-01", "last": "0002-01-01"},
        {"type": "phone", "number": "1"},
        {"type": "phone", "number": "9" * 30},
        {"type": "facts", "facts": "iom.founded"},
        {"type": "facts", "facts": []},
        {"type": "text", "text": {**NAMES, "fr": " "}},
    ],
)
def test_a_value_of_another_type_is_not_made_to_fit(value):
    with pytest.raises(ValidationError, match="value"):
        record(value=value)


def test_numbers_and_days_may_be_written_as_text():
    assert record(value={"type": "count", "count": "3"}).value.count == 3
    day = datetime.date(2022, 5, 17)
    assert record(value={"type": "day", "day": day}).value.day == day


@pytest.mark.parametrize("wrong", ["iom.example\n", "2022\n", "٢٠٢٢"])
def test_ids_and_dates_are_compared_whole(wrong):
    field = "id" if "." in wrong else "valid_from"
    with pytest.raises(ValidationError):
        record(**{field: wrong})
