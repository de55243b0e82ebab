"""A question about another country, organisation, forum or year never gets IOM's figure."""

import datetime

import pytest

from assistant.answers.question import Mentions
from assistant.answers.scope import mismatch
from assistant.facts.wording import Wording

TODAY = datetime.date(2026, 11, 24)


def phrase(records, fact, **mentions):
    record, wording = records[fact], Wording(records, TODAY)
    own = " ".join([record.title["en"], record.question["en"], wording.answer(record, "en")])
    year = wording.event_year(record)
    found = mismatch(record, Mentions(**mentions), own, year, "en", TODAY)
    return found and found.phrase


@pytest.mark.parametrize(
    "fact, mentions",
    [
        ("iom_tunisia.since", {"countries": ["MA"]}),
        ("iom.presence", {"countries": ["LY"]}),
        ("help.helpline_tunis", {"countries": ["IT"]}),
        ("iom.founded", {"organisations": ["unhcr"]}),
        ("iom.founded", {"organisations": ["un"]}),
        ("iom_tunisia.partner", {"organisations": ["iom", "unicef"]}),
        ("help.offices", {"abroad": ["LY"]}),
        ("iom_tunisia.since", {"abroad": ["SD"]}),
        ("imrf.dates", {"forums": ["later"]}),
        ("imrf.edition", {"forums": ["later"]}),
        ("imrf.place", {"forums": ["ordinal"]}),
        ("imrf.dates", {"forums": ["cop"]}),
        ("imrf.dates", {"years": [2026]}),
        ("imrf.place", {"years": [2030]}),
        ("iom.member_states", {"years": [2010]}),
        ("iom.founded", {"years": [2050]}),
    ],
)
def test_another_subject_is_refused(records, fact, mentions):
    assert phrase(records, fact, **mentions)


@pytest.mark.parametrize(
    "fact, mentions",
    [
        ("iom_tunisia.since", {"countries": ["TN"]}),
        ("iom_tunisia.since", {"countries": ["ML", "TN"]}),
        ("iom.un_system", {"organisations": ["iom", "un"]}),
        ("iom.founded", {"organisations": ["iom", "un"]}),
        ("imrf.chair", {"organisations": ["un"]}),
        ("imrf.place", {"countries": ["CH"]}),
        ("imrf.dates", {"abroad": ["CH"]}),
        ("imrf.edition", {"forums": ["ordinal"]}),
        ("help.avrr", {"abroad": ["ML"]}),
        ("imrf.dates", {"years": [2022]}),
        ("imrf.dates", {"years": [2021]}),
        ("imrf.chair", {"years": [2022]}),
        ("imrf.frequency", {"forums": []}),
        ("iom.founded", {"years": [1949]}),
        ("iom_tunisia.since", {"years": [2015]}),
        ("iom.agenda_2030", {"years": [2030]}),
        ("iom.member_states", {"years": [2026]}),
        ("help.avrr", {"countries": ["CI"]}),
    ],
)
def test_its_own_subject_is_answered(records, fact, mentions):
    assert phrase(records, fact, **mentions) is None


def test_the_country_is_named_in_the_visitors_language(records):
    wording = Wording(records, TODAY)
    record = records["iom_tunisia.since"]
    for language, name in (("fr", "Maroc"), ("en", "Morocco"), ("ar", "المغرب")):
        found = mismatch(
            record,
            Mentions(countries=["MA"]),
            wording.answer(record, language),
            None,
            language,
            TODAY,
        )
        assert found.name == name


def test_its_own_year_is_answered(records):
    assert phrase(records, "iom.founded", years=[records["iom.founded"].value.year]) is None
