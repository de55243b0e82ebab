"""The words of a decision, in each language."""

import pytest

from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Clarification,
    Danger,
    Decision,
    Gentle,
    NotUnderstood,
    OtherLanguage,
    OutOfScope,
    Reason,
    Refusal,
    Sources,
    Topics,
    Verdict,
)
from assistant.answers.write import write
from assistant.facts.languages import LANGUAGES, LOCALES
from assistant.facts.needed import CONTACT, DANGER_LINE
from assistant.facts.record import Status
from assistant.facts.snapshot import Snapshot
from tests.conftest import TODAY


@pytest.fixture
def say(snapshot, language):
    def written(*steps, offers=()):
        return write(Decision(steps, offers), snapshot, language, TODAY)

    return written


@pytest.fixture
def answer(snapshot, language, records):
    wording = snapshot.wording(TODAY)
    return lambda fact: wording.answer(records[fact], language)


def test_every_kind_of_step_has_words(say):
    for step in (
        Answer("imrf.dates"),
        *(Refusal("imrf.dates", reason, "MA") for reason in Reason),
        *(OutOfScope("far", beside) for beside in Beside),
        OutOfScope("of a new kind", Beside.NEAREST),
        Clarification("when", ("imrf.dates",)),
        *(NotUnderstood(beside) for beside in (Beside.CONTACT, Beside.NEAREST)),
        Gentle(),
        AskMore(),
        Danger("danger.sea"),
        OtherLanguage(),
        OtherLanguage("danger.sea"),
        Topics(),
        Sources(None),
        Sources("imrf.dates"),
    ):
        text = say(step).text
        assert text.strip() and "{" not in text and "\n\n" not in text, step


def test_an_answer_begins_with_the_facts_wording(say, answer, records):
    for record in records.values():
        if record.asked and record.subject != "danger":
            assert say(Answer(record.id)).text.startswith(answer(record.id)), record.id


def test_the_verdict_stands_before_the_answer(say, answer, snapshot, language):
    for verdict, phrase in ((Verdict.RIGHT, "check-right"), (Verdict.WRONG, "check-wrong")):
        text = say(Answer("imrf.place", verdict)).text
        assert text == f"{snapshot.phrases.say(language, phrase)} {answer('imrf.place')}"


def test_what_does_not_hold_any_more_is_told_with_its_last_day(snapshot, language):
    record = snapshot.records["iom.founded"].copy(update={"valid_until": "2025-03-31"})
    known = Snapshot(2, {**snapshot.records, record.id: record}, snapshot.phrases)
    decision = Decision((Answer(record.id, expired=True),))
    answer, held = write(decision, known, language, TODAY).text.split("\n")
    assert answer == known.wording(TODAY).answer(record, language)
    assert "2025" in held and "31" in held


def test_what_is_to_be_confirmed_is_shown_with_source_and_date(say, records):
    for record in records.values():
        if record.status == Status.TO_CONFIRM and record.subject == "help":
            text = say(Answer(record.id)).text
            assert record.sources[0].document in text, record.id
            assert record.sources[0].date[:4] in text, record.id


def test_facts_that_touch_danger_carry_one_line_of_help(say, answer, records):
    line = answer(DANGER_LINE)
    for record in records.values():
        if record.subject != "danger":
            assert (line in say(Answer(record.id)).text) == record.touches_danger, record.id


def test_a_refusal_has_no_figure_and_offers_the_nearest_question(say, records, language):
    record = records["iom_tunisia.since"]
    reply = say(Refusal(record.id, Reason.COUNTRY, "MA"), offers=(record.id,))
    assert LOCALES[language].territories["MA"] in reply.text
    assert record.value.month[:4] not in reply.text
    assert reply.buttons == [
        {"title": record.title[language], "payload": record.question[language]}
    ]
    assert not reply.facts


def test_a_later_forum_is_told_with_the_years_of_the_rule(say, records):
    years = (2090, 2094)
    text = say(Refusal("imrf.dates", Reason.LATER_FORUM, years=years)).text
    assert all(str(year) in text for year in years)
    assert str(records["imrf.frequency"].value.count) in text
    assert str(records["imrf.dates"].value.first.year) not in text


def test_each_danger_gets_numbers_and_no_statistic(say, records):
    for record in records.values():
        if record.subject != "danger" or record.id == DANGER_LINE:
            continue
        reply = say(Danger(record.id))
        numbers = [records[fact].value.number for fact in record.value.facts]
        assert all(number in reply.text for number in numbers)
        first = reply.text.index(numbers[0])
        assert first == min(reply.text.index(number) for number in numbers)
        assert str(records["iom.member_states"].value.count) not in reply.text.replace(" ", "")
        assert reply.facts[0]["danger"] and set(numbers) <= set(reply.facts[0]["numbers"])


def test_what_is_not_understood_tells_how_to_reach_a_person(say, answer):
    for step in (NotUnderstood(), Gentle(), OutOfScope("asylum_visa", Beside.CONTACT)):
        assert answer(CONTACT) in say(step).text


def test_the_source_names_document_section_and_date(say, records):
    text = say(Sources("iom.founded")).text
    source = records["iom.founded"].sources[0]
    assert source.document in text and source.section in text and source.date in text


def test_provocation_gets_one_calm_sentence(say):
    for topic in ("injection", "gibberish"):
        assert "\n" not in say(OutOfScope(topic, Beside.NOTHING)).text


def test_several_steps_stand_in_lines_one_below_the_other(say):
    one, other = say(Answer("imrf.dates")), say(Answer("imrf.place"))
    both = say(Answer("imrf.dates"), Answer("imrf.place"))
    assert both.text == f"{one.text}\n{other.text}"
    assert [fact["id"] for fact in both.facts] == ["imrf.dates", "imrf.place"]


def test_who_writes_in_another_language_reads_all_that_are_spoken(snapshot):
    wording = snapshot.wording(TODAY)
    decision = Decision((OtherLanguage("danger.sea"),))
    text = write(decision, snapshot, "fr", TODAY).text
    for language in LANGUAGES:
        assert snapshot.phrases.say(language, "other-language") in text
        assert wording.answer(snapshot.records["danger.sea"], language) in text
