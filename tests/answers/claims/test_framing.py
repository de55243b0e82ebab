"""What stands around a claim, and what denies it."""

import pytest

from tests.answers.claims.samples import RIGHT, WRONG


@pytest.mark.parametrize(
    "pattern",
    [
        "Il me faut une confirmation : l'OIM a été fondée en {} ?",
        "I need to be sure that IOM was founded in {}",
        "IOM was founded in {}, can someone confirm?",
        "أود التأكد فقط: المنظمة تأسست سنة {}",
        "OIM t2asset fi {}, walla chnowa?",
    ],
)
def test_what_asks_for_a_confirmation_is_no_question(told_apart, records, pattern):
    year = records["iom.founded"].value.year
    told_apart("iom.founded", pattern, year, year + 10)


@pytest.mark.parametrize(
    "pattern",
    [
        "A librarian in my school has written that IOM was founded in {}, is she wrong?",
        "In my notes IOM was founded in {}, right?",
        "Une voisine, fonctionnaire, m'a dit au ministère que l'OIM a été fondée en {}, vrai ?",
        "تقول جارتي وهي موظفة إن المنظمة تأسست سنة {}، هل هي على حق؟",
    ],
)
def test_who_says_it_and_where_is_left_out(told_apart, records, pattern):
    year = records["iom.founded"].value.year
    told_apart("iom.founded", pattern, year, year + 10)


@pytest.mark.parametrize(
    "fact, text, verdict",
    [
        ("help.police", "There is a thief in our street, I call {number} for the police?", RIGHT),
        ("help.police", "la police jappelle le {number} nn ?", RIGHT),
        ("help.police", "The police answers on {number} or am I mixing things up?", RIGHT),
        ("help.police", "I am calling the police from {number}, ok?", None),
    ],
)
def test_why_one_asks_and_whom_one_calls(judged, records, fact, text, verdict):
    assert judged(fact, text.format(number=records[fact].value.number)) is verdict


@pytest.mark.parametrize(
    "fact, text, verdict",
    [
        ("imrf.place", "el forum ma sarech fi vienne, s7i7?", RIGHT),
        ("imrf.place", "المنتدى ماصارش في فيينا، صحيح؟", RIGHT),
        ("iom_tunisia.since", "لم تفتحوا مكتبا في تونس إلا سنة 2015، صحيح؟", WRONG),
        ("iom_tunisia.since", "ma jitou l tounes ken fi 2015, s7i7?", WRONG),
        ("help.offices", "Vous n'avez pas seulement un bureau à Tunis mais aussi à Sfax ?", RIGHT),
        ("iom_tunisia.first_maghreb", "The first one was in Rabat and not in Tunisia?", WRONG),
        ("iom.founded", "I don't think IOM was founded in 1961", None),
        ("help.offices", "Vous devez ouvrir un bureau à Gafsa, d'accord ?", None),
    ],
)
def test_denials_exceptions_doubts_and_wishes(judged, fact, text, verdict):
    assert judged(fact, text) is verdict


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("The plenary came after the policy debate, right?", RIGHT),
        ("la plénière a précédé les tables rondes, c'est ça ?", WRONG),
        ("la plénière était avant les tables rondes, c'est ça ?", WRONG),
        ("el pleniere kenet ba3d les tables rondes, s7i7?", RIGHT),
        ("The plenary was followed by the policy debate, right?", WRONG),
    ],
)
def test_parts_of_the_forum_before_and_after_one_another(judged, text, verdict):
    assert judged("imrf.plenary", text) is verdict


def test_parts_that_share_a_day_are_neither_before_nor_after(judged):
    text = "Les tables rondes ont eu lieu avant le débat politique, c'est ça ?"
    assert judged("imrf.round_tables", text) is None


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("mardi à 10h vos bureaux sont ouverts, c'est bien ça ?", RIGHT),
        ("you are open at 7 in the morning, right?", WRONG),
        ("you open at 10 in the morning, right?", WRONG),
        ("المكتب مفتوح على الساعة العاشرة صباحا، صحيح؟", RIGHT),
        ("نجيكم نهار السبت خاطركم محلولين، صحيح؟", WRONG),
        ("If I come on a Wednesday at 3 pm you will be open, right?", RIGHT),
    ],
)
def test_times_at_which_something_is_open(judged, text, verdict):
    assert judged("help.opening_hours", text) is verdict


def test_a_short_year_behind_a_month(told_apart, records):
    year = records["iom_tunisia.joined"].value.month[2:4]
    text = "la Tunisie a rejoint l'OIM en juin {}, juste ?"
    told_apart("iom_tunisia.joined", text, year, int(year) - 1)


def test_counted_words_that_say_nothing_are_counted(judged, records):
    count = records["iom.member_states"].value.count
    assert judged("iom.member_states", f"L'OIM regroupe {count} pays, vrai ?") is RIGHT
    text = f"IOM has {count - 5} answers from member states, right?"
    assert judged("iom.member_states", text) is None
