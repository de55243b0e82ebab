import pytest

from assistant.answers.decision import Answer, Danger, Decision
from assistant.answers.rich import numbers_of
from assistant.answers.write import write
from assistant.facts.record import Phone
from tests.conftest import TODAY


@pytest.fixture
def shown(snapshot, language):
    """A reply that shows a fact."""

    def reply(fact):
        step = Danger(fact) if fact.startswith("danger.") else Answer(fact)
        return write(Decision((step,)), snapshot, language, TODAY)

    return reply


def test_a_fact_goes_with_its_sources_and_the_numbers_it_shows(shown, records):
    [fact] = shown("help.helpline_tunis").facts
    assert fact["numbers"] == [records["help.helpline_tunis"].value.number]
    assert records["help.helpline_tunis"].sources[0].document in fact["sources"][0]


def test_every_number_of_a_reply_can_be_called(shown, records, snapshot):
    wording = snapshot.wording(TODAY)
    for record in records.values():
        text = shown(record.id).text
        for other in records.values():
            if isinstance(other.value, Phone) and f" {other.value.number}" in text:
                assert other.value.number in numbers_of(record, records, wording), record.id


def test_danger_is_named(shown):
    assert shown("danger.sea").facts[0]["danger"]
    assert "danger" not in shown("iom.founded").facts[0]


def test_a_timeline_holds_days_and_lines_of_the_text(shown, records):
    reply = shown("imrf.schedule")
    card = reply.facts[0]["card"]
    assert card["type"] == "timeline"
    for item, fact in zip(card["items"], records["imrf.schedule"].card.facts):
        value = records[fact].value
        last = getattr(value, "last", None) or value.day
        assert str(last.day) in item["when"] and str(last.year) in item["when"]
        # Where the card takes the bullets' place, nothing of them is lost.
        assert item["text"] in reply.text


def test_tiles_hold_the_bullets_and_their_questions(shown, records, language):
    reply = shown("iom_tunisia.programme_areas")
    items = reply.facts[0]["card"]["items"]
    bullets = [line[2:] for line in reply.text.split("\n") if line.startswith("• ")]
    assert [item["text"] for item in items] == bullets
    facts = records["iom_tunisia.programme_areas"].value.facts
    questions = [records[fact].question[language] for fact in facts]
    assert [item["payload"] for item in items] == questions
