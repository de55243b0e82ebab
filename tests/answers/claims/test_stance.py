"""How sure a writer is, and what tells a statement from words that are looked for."""

import pytest

from tests.answers.claims.samples import RIGHT, WRONG


@pytest.mark.parametrize(
    "pattern",
    [
        "L'OIM a été fondée en {}, j'en suis presque sûre",
        "L'OIM a été fondée en {} à ce qu'il me semble.",
        "IOM was founded in {}, I'd guess",
        "IOM was founded in {}, as everyone knows",
        "تأسست المنظمة سنة {} بكل تأكيد",
        "المنظمة تأسست سنة {} وهذا معروف",
        "المنظمة تأسست في {} نورمالمون",
        "el OIM t2asset fi {} men ghir chak",
    ],
)
def test_how_sure_a_writer_is_belongs_to_no_claim(told_apart, records, pattern):
    year = records["iom.founded"].value.year
    told_apart("iom.founded", pattern, year, year + 10)


@pytest.mark.parametrize(
    "text",
    [
        "I'm not sure IOM was founded in {}",
        "Je ne suis pas sûre que l'OIM ait été fondée en {}",
        "لست متأكدا أن المنظمة تأسست سنة {}",
    ],
)
def test_who_is_not_sure_claims_nothing(judged, records, text):
    assert judged("iom.founded", text.format(records["iom.founded"].value.year + 10)) is None


@pytest.mark.parametrize(
    "fact, text, verdict",
    [
        ("iom.founded", "تأسست المنظمة بعد سنة 1990", WRONG),  # a verb with a subject
        ("iom.founded", "تأسيس المنظمة 1990", None),  # a noun
        ("imrf.outcome", "the declaration that the forum led to", None),
        ("imrf.frequency", "tous les 2 ans le forum", WRONG),
        ("help.opening_hours", "مكاتب المنظمة مفتوحة أيام السبت", WRONG),
        ("imrf.place", "The forum was not held in Geneva.", RIGHT),
        ("imrf.place", "The forum was not held in Geneva?", None),  # it may be asked
    ],
)
def test_a_statement_is_told_from_words_that_are_looked_for(judged, fact, text, verdict):
    assert judged(fact, text) is verdict


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("The forum was in June 2022, fridge magnet wisdom", WRONG),
        ("The forum was in May 2022, fridge magnet wisdom", None),
        ("The forum was in June 2022, cancelled", None),
        ("The forum was in June 2022 according to a leaflet that I picked up", WRONG),
    ],
)
def test_unknown_words_behind_a_claim_make_no_wrong_one_right(judged, text, verdict):
    assert judged("imrf.dates", text) is verdict


@pytest.mark.parametrize(
    "pattern",
    [
        "I thought the police was {} but it is {}",
        "je croyais que la police c'était le {} mais c'est le {}",
        "كنت نحسب البوليس {} أما طلع {}",
        "kont na7seb el police {} ama tla3 {}",
    ],
)
def test_what_was_believed_before_is_not_claimed(told_apart, records, pattern):
    number = records["help.police"].value.number
    told_apart("help.police", pattern, (190, number), (number, 190))
