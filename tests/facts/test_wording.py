import datetime

import pytest

from assistant.facts.languages import LANGUAGES
from assistant.facts.record import FactRecord
from assistant.facts.wording import Wording

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
