from assistant.answers.rich import numbers_of
from assistant.facts.record import Phone


def test_a_fact_goes_with_its_sources_and_the_numbers_it_shows(writer, records):
    [shown] = writer.fact("help.helpline_tunis").facts
    assert shown["numbers"] == [records["help.helpline_tunis"].value.number]
    assert records["help.helpline_tunis"].sources[0].document in shown["sources"][0]


def test_every_number_of_a_reply_can_be_called(writer, records):
    wording = writer._wording
    for record in records.values():
        text = writer.fact(record.id).text
        for other in records.values():
            if isinstance(other.value, Phone) and f" {other.value.number}" in text:
                assert other.value.number in numbers_of(record, records, wording), record.id


def test_danger_is_named(writer):
    assert writer.danger("sea").facts[0]["danger"]
    assert "danger" not in writer.fact("iom.founded").facts[0]


def test_a_timeline_holds_days_and_lines_of_the_text(writer, records):
    shown = writer.fact("imrf.schedule")
    card = shown.facts[0]["card"]
    assert card["type"] == "timeline"
    for item, fact in zip(card["items"], records["imrf.schedule"].card.facts):
        value = records[fact].value
        last = getattr(value, "last", None) or value.day
        assert str(last.day) in item["when"] and str(last.year) in item["when"]
        # Where the card takes the bullets' place, nothing of them is lost.
        assert item["text"] in shown.text


def test_tiles_hold_the_bullets_and_their_questions(writer, records):
    shown = writer.fact("iom_tunisia.programme_areas")
    items = shown.facts[0]["card"]["items"]
    bullets = [line[2:] for line in shown.text.split("\n") if line.startswith("• ")]
    assert [item["text"] for item in items] == bullets
    facts = records["iom_tunisia.programme_areas"].value.facts
    questions = [records[fact].question[writer._language] for fact in facts]
    assert [item["payload"] for item in items] == questions


def test_two_answers_carry_both_facts(writer):
    from assistant.answers.question import Question
    from assistant.answers.reply import Memory

    questions = [
        Question(intent="ask", topic=t, confidence=0.9) for t in ("iom.founded", "iom.mission")
    ]
    assert [fact["id"] for fact in writer.to_questions(questions, Memory()).facts] == [
        "iom.founded",
        "iom.mission",
    ]
