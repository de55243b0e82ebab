"""Setting fields with the `facts` command: what is refused is told by its field, and changes nothing."""

import sqlite3
from typing import Any, List

import pytest

from assistant.facts.cli import app
from assistant.facts.record import FactRecord
from assistant.facts.store import FactStore
from assistant.settings import Settings
from tests.facts.commands import MEMBERS, accepted, cli, refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    "field, value, told",
    [
        ("id", "iom.members", "field id: an id does not change"),
        ("nonsense", "1", "field nonsense"),
        ("", "1", "field"),
        (".", "1", "write a field's name"),
        ("answer", "text", "field answer"),
        ("answer.de", "text", "field answer"),
        ("answer.fr.x", "text", "field answer.fr.x"),
        ("answer.fr", "{ $value ", "field answer.fr: is not a Fluent pattern"),
        ("answer.fr", " ", "field answer"),
        ("answer.fr", "{ NUMBER($value, minimumFractionDigits: \"x\") }", "cannot be filled"),
        ("title.fr", " ", "field title"),
        ("sources.0.date", "2022", "field sources.0.date: sources has no part"),
        ("sources", "[]", "field sources"),
        ("card.facts", "[iom.founded]", "field card.facts: card has no part"),
        ("mentions", "[un", "field mentions: '[un' is not YAML"),
        ("mentions", "un", "field mentions"),
        ("valid_until", "2022-02-30", "field valid_until"),
        ("valid_until", "soon", "field valid_until"),
        ("valid_until", "1900", "field valid_until: 1900 is before valid_from"),
        ("value", "176", "field value"),
        ("value", "{type: rumour}", "field value"),
        ("value.count", "many", "field value.count"),
        ("value.count", "1.5", "field value.count"),
        ("value.count", "true", "field value.count"),
        ("value.count", "[1]", "field value.count"),
        ("value.count", "", "field value.count"),
        ("value", "{type: count, count: -1}", "field value.count"),
        ("value.year", "2022", "field value.year"),
        ("status", "gone", "field status"),
        ("event", "iom.nothing", "field event"),
        ("asked", "perhaps", "field asked"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_set(database, field, value, told):
    def stored() -> List[Any]:
        with sqlite3.connect(database) as connection:
            return connection.execute("SELECT record, version FROM facts").fetchall()

    before = stored()
    said = refused("set", MEMBERS, value, "--field", field, "--valid-from", "1951")
    assert told in said and MEMBERS in said, said
    assert stored() == before


@pytest.mark.parametrize(
    "fact, field, value",
    [
        ("imrf.dates", "value.first", "5"),
        ("imrf.dates", "value.first", "2022-05-17 10:00"),
        ("imrf.dates", "value.first", "0001-01-01"),
        ("imrf.dates", "value.last", "2022-05-16"),
        ("help.police", "value.number", "1"),
        ("help.police", "value.number", "00"),
        ("help.police", "value.number", "9" * 30),
        ("help.police", "value.number", "call"),
        ("imrf.schedule", "value.facts", "[]"),
        ("imrf.schedule", "value.facts", "[imrf.schedule]"),
        ("imrf.schedule", "card.facts", "[iom.mission]"),
        ("imrf.frequency", "value.count", "0"),
        ("imrf.frequency", "value", "{type: text, text: {fr: a, en: b, ar: c}}"),
    ],
)
def test_a_value_that_others_cannot_use(fact, field, value):
    assert "field" in refused("set", fact, value, "--field", field)


def test_dates_are_set_as_they_are_typed(records):
    accepted("set", MEMBERS, "2031-05-01", "--field", "valid_until")
    assert "valid_until: '2031-05-01'" in accepted("show", MEMBERS)
    accepted("set", MEMBERS, "2031", "--field", "valid_until")
    accepted("set", MEMBERS, "null", "--field", "valid_until")
    assert "valid_until" not in accepted("show", MEMBERS)
    accepted("set", "imrf.dates", str(records["imrf.dates"].value.first), "--field", "value.first")


def test_words_that_yaml_would_read_otherwise_are_text():
    said = accepted("set", "imrf.objective", "true: yes", "--field", "value.text.en")
    assert "true: yes" in said


def test_a_fact_is_retired_by_its_status_too():
    assert "is retired" in accepted("set", "website.sections", "retired", "--field", "status")
    assert "must not be retired" in refused("set", "help.contact", "retired", "--field", "status")


def test_a_change_meanwhile_is_not_overwritten(monkeypatch):
    change = FactStore.change

    def after_somebody_else(self: FactStore, *arguments: Any, **named: Any) -> FactRecord:
        monkeypatch.undo()
        change(self, MEMBERS, {"value.count": 1}, "sami")
        return change(self, *arguments, **named)

    url = Settings().facts_url
    monkeypatch.setattr(FactStore, "change", after_somebody_else)
    result = cli.invoke(app, ["set", MEMBERS, "2"], env={"FACTS_URL": url})
    assert result.exit_code == 1 and "changed by somebody else" in result.output
