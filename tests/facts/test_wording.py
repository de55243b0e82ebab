import datetime

import pytest

from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.facts.record import FactRecord
from assistant.facts.wording import Wording, format_pattern, problems_of, variables_of

BEFORE, DURING, AFTER = (
    datetime.date(2022, 5, 1),
    datetime.date(2022, 5, 18),
    datetime.date(2026, 11, 24),
)


def changed(records, fact_id, **fields):
    document = {**records[fact_id].document(), **fields}
    return {**records, fact_id: FactRecord.parse_obj(document)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tense_follows_the_day(records, language):
    told = {
        Wording(records, day).answer(records["imrf.dates"], language)
        for day in (BEFORE, DURING, AFTER)
    }
    assert len(told) == 3


def test_nothing_of_the_forum_is_in_the_future_today(records):
    wording = Wording(records, AFTER)
    for record in records.values():
        if record.event:
            assert wording.tense(record) == "past", record.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_value_shows_in_its_own_answer_and_in_those_that_name_it(records, language):
    records = changed(
        records, "help.helpline_tunis", value={"type": "phone", "number": "71 00 00 01"}
    )
    wording = Wording(records, AFTER)
    for fact in ("help.helpline_tunis", "help.avrr", "help.contact", "danger.sea"):
        assert "71 00 00 01" in wording.answer(records[fact], language), fact


@pytest.mark.parametrize("count, word", [(3, "دول"), (11, "دولة"), (103, "دول"), (176, "دولة")])
def test_arabic_nouns_agree_with_their_number(records, count, word):
    records = changed(records, "iom.member_states", value={"type": "count", "count": count})
    assert f" {count} {word} " in Wording(records, AFTER).answer(records["iom.member_states"], "ar")


def test_arabic_has_western_digits(records):
    wording = Wording(records, AFTER)
    eastern = set("٠١٢٣٤٥٦٧٨٩")
    for record in records.values():
        assert not eastern & set(wording.answer(record, "ar")), record.id


def test_days_of_one_month_name_it_once(records):
    dates = records["imrf.dates"].value
    answer = Wording(records, AFTER).answer(records["imrf.dates"], "en")
    assert f"from {dates.first.day} to {dates.last.day} May {dates.last.year}" in answer


def test_variables_are_read_from_the_pattern():
    assert variables_of("{ $a ->\n [one] { $b }\n *[other] c\n}") == {"a", "b"}


def test_a_pattern_that_is_no_fluent_is_refused():
    with pytest.raises(FactError):
        variables_of("{ $a ")


def test_a_missing_variable_is_refused():
    with pytest.raises(FactError):
        format_pattern("{ $a }", "fr", {})


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"answer": {"fr": "{ $iom_nothing }", "en": "b", "ar": "c"}}, "iom_nothing"),
        ({"answer": {"fr": "{ $iom_founded_answer }", "en": "b", "ar": "c"}}, "itself"),
        (
            {
                "value": {"type": "facts", "facts": ["iom.nothing"]},
                "answer": {"fr": "{ $value }", "en": "b", "ar": "c"},
            },
            "iom.nothing",
        ),
        ({"event": "iom.mission", "answer": {"fr": "{ $tense }", "en": "b", "ar": "c"}}, "event"),
    ],
)
def test_wording_that_cannot_be_filled_is_a_problem_with_its_field(records, fields, problem):
    found = list(problems_of(changed(records, "iom.founded", **fields), AFTER))
    assert [fact for fact, *_ in found if fact == "iom.founded"]
    assert any(field == "answer.fr" and problem in text for _, field, text in found)


def test_showing_a_retired_fact_is_a_problem(records):
    found = list(problems_of(changed(records, "help.police", status="retired"), AFTER))
    assert ("danger.violence", "answer", "shows help.police, which is retired") in found


def test_the_projects_records_have_no_problem(records):
    assert not list(problems_of(records, AFTER))
