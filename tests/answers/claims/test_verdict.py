"""Contrast pairs: the claim is made from the fact's own value; one change turns the verdict."""

import datetime

import pytest
from babel.dates import format_date, format_skeleton

from assistant.facts.languages import LOCALES
from assistant.understanding.question import Mentions
from tests.answers.claims.samples import RIGHT, WRONG

DAY = datetime.timedelta(days=1)


def _days(records, fact):
    return records[fact].value.first, records[fact].value.last


@pytest.mark.parametrize(
    "pattern",
    [
        "L'OIM existe depuis {}, c'est ça ?",
        "IOM was founded in {}, right?",
        "تأسست المنظمة سنة {} صحيح؟",
        "OIM t2asset fi {}, s7i7?",
    ],
)
def test_a_year_is_compared(told_apart, records, pattern):
    year = records["iom.founded"].value.year
    told_apart("iom.founded", pattern, year, year + 1)


@pytest.mark.parametrize(
    "language, pattern",
    [
        ("fr", "Votre bureau en Tunisie a ouvert en {}, exact ?"),
        ("en", "Your office in Tunisia opened in {}, correct?"),
        ("ar", "افتتح مكتبكم في تونس في {} أليس كذلك؟"),
    ],
)
def test_a_month_is_compared_and_its_day_is_not_known(judged, records, language, pattern):
    month = datetime.date.fromisoformat(f"{records['iom_tunisia.since'].value.month}-01")

    def written(day, skeleton):
        return pattern.format(format_skeleton(skeleton, day, locale=LOCALES[language]))

    assert judged("iom_tunisia.since", written(month, "yMMMM")) is RIGHT
    assert judged("iom_tunisia.since", written(month + 40 * DAY, "yMMMM")) is WRONG
    full = pattern.format(format_date(month, format="long", locale=LOCALES[language]))
    assert judged("iom_tunisia.since", full) is None


@pytest.mark.parametrize(
    "language, pattern",
    [
        ("fr", "Le forum s'est tenu du {} au {}, c'est juste ?"),
        ("en", "The forum ran from {} to {}, right?"),
        ("ar", "انعقد المنتدى من {} إلى {} صحيح؟"),
    ],
)
def test_a_range_of_days_is_compared(judged, records, language, pattern):
    first, last = _days(records, "imrf.dates")

    def written(*days):
        texts = [format_date(day, format="long", locale=LOCALES[language]) for day in days]
        return pattern.format(*texts)

    assert judged("imrf.dates", written(first, last)) is RIGHT
    assert judged("imrf.dates", written(first, last + DAY)) is WRONG
    assert judged("imrf.dates", written(first - DAY, last)) is WRONG


def test_a_single_day_of_an_event_of_several_is_neither_right_nor_wrong(judged, records):
    first, _ = _days(records, "imrf.dates")
    text = "Le forum a eu lieu le {}, non ?"
    inside = format_date(first + DAY, format="long", locale=LOCALES["fr"])
    outside = format_date(first - 30 * DAY, format="long", locale=LOCALES["fr"])
    assert judged("imrf.dates", text.format(inside)) is None
    assert judged("imrf.dates", text.format(outside)) is WRONG


@pytest.mark.parametrize(
    "fact, patterns",
    [
        ("iom.member_states", ["L'OIM compte {} États membres ?", "في المنظمة {} دولة عضو صحيح؟"]),
        ("iom.member_states", ["IOM has {} member states, right?", "fiha {} dawla 3odhw, s7i7?"]),
        ("imrf.frequency", ["Le forum a lieu tous les {} ans ?", "المنتدى كل {} سنوات صحيح؟"]),
    ],
)
def test_a_count_is_compared(told_apart, records, fact, patterns):
    count = records[fact].value.count
    for pattern in patterns:
        told_apart(fact, pattern, count, count + 1)


@pytest.mark.parametrize(
    "pattern, more, less",
    [
        ("Plus de {} pays sont membres, non ?", RIGHT, WRONG),
        ("At least {} states are members, right?", RIGHT, WRONG),
        ("moins de {} pays membres, c'est ça ?", WRONG, RIGHT),
        ("عدد الدول الأعضاء لا يتجاوز {} صحيح؟", WRONG, RIGHT),
    ],
)
def test_comparisons_with_a_count(judged, records, pattern, more, less):
    count = records["iom.member_states"].value.count
    assert judged("iom.member_states", pattern.format(count - 20)) is more
    assert judged("iom.member_states", pattern.format(count + 20)) is less


def test_what_is_beyond_a_lower_bound_is_not_decided(judged, records):
    bound = records["iom.presence"].value.count
    assert judged("iom.presence", f"présents dans plus de {bound - 20} pays ?") is RIGHT
    assert judged("iom.presence", f"présents dans seulement {bound - 10} pays ?") is WRONG
    assert judged("iom.presence", f"présents dans plus de {bound + 50} pays ?") is None
    assert judged("iom.presence", f"présents dans {bound + 20} pays ?") is None


def test_a_verdict_follows_the_value(judged, records):
    count = records["iom.member_states"].value.count
    text = f"IOM has {count} member states, right?"
    assert judged("iom.member_states", text) is RIGHT
    changed = {"type": "count", "count": count + 1}
    assert judged("iom.member_states", text, value=changed) is WRONG


def test_no_verdict_on_a_fact_that_no_longer_holds(judged, records, today=None):
    text = f"L'OIM existe depuis {records['iom.founded'].value.year} ?"
    assert judged("iom.founded", text, valid_until="2020") is None
    assert judged("iom.founded", text, valid_until="2026-11") is RIGHT
    assert judged("iom.founded", text, status="retired") is None
    assert judged("iom.founded", text, valid_from="2030") is None


@pytest.mark.parametrize(
    "fact, text, verdict",
    [
        ("imrf.place", "Le forum a eu lieu à Vienne ?", WRONG),
        ("imrf.place", "Le forum n'a pas eu lieu à Vienne, n'est-ce pas ?", RIGHT),
        ("imrf.place", "Wasn't the forum in Vienna?", WRONG),
        ("imrf.outcome", "Le forum a abouti à un traité, non ?", WRONG),
        ("imrf.place", "Le forum n'a pas eu lieu à Vienne ?", None),
        ("imrf.place", "The forum was in Vienna, not in Rome, right?", WRONG),
        ("imrf.place", "المنتدى كان في فيينا موش في روما صحيح؟", WRONG),
        ("imrf.place", "Le forum était à Vienne ou à Rome ?", None),
        ("imrf.place", "J'habite à Vienne, où était le forum ?", None),
        ("imrf.chair", "Un roi a présidé le forum, c'est vrai ?", WRONG),
        ("imrf.chair", "Le forum était présidé par un ministre et non par un roi ?", WRONG),
        ("imrf.chair", "Qui préside le forum, un ministre ?", None),
        ("iom.un_system", "L'OIM est une entreprise privée, c'est ça ?", WRONG),
        ("iom.un_system", "L'OIM fait partie de l'ONU, c'est ça ?", RIGHT),
        ("iom.un_system", "Is it true that IOM is not part of the UN?", WRONG),
        ("iom_tunisia.programme_areas", "Le tourisme est l'un de vos domaines ?", WRONG),
        ("iom_tunisia.programme_areas", "Le tourisme n'est pas l'un de vos domaines, si ?", RIGHT),
        ("iom_tunisia.labour_migration", "Travaillez-vous sur la migration de travail ?", RIGHT),
        ("iom_tunisia.labour_migration", "Travaillez-vous sur la traite ?", None),
        ("iom_tunisia.first_maghreb", "L'Algérie a précédé la Tunisie, non ?", WRONG),
        ("iom_tunisia.first_maghreb", "هل سبقت تونس الجزائر؟", RIGHT),
        ("help.offices", "Avez-vous un bureau à Gafsa ?", WRONG),
        ("help.offices", "Êtes-vous ouverts le dimanche ?", WRONG),
        ("help.opening_hours", "Vous êtes fermés le dimanche, c'est ça ?", RIGHT),
    ],
)
def test_denied_opposed_and_asked_claims(judged, fact, text, verdict):
    assert judged(fact, text) is verdict


@pytest.mark.parametrize("fact", ["help.police", "help.ambulance", "help.helpline_sfax"])
def test_a_phone_number_is_compared_however_it_is_grouped(judged, records, fact):
    number = records[fact].value.number
    name = records[fact].title["fr"]
    digits = number.replace(" ", "")
    other = digits[:-1] + str((int(digits[-1]) + 5) % 10)
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for same in (number, digits, arabic, digits if len(digits) == 3 else f"+216 {digits}"):
        assert judged(fact, f"{name} : {same}, c'est bien ça ?") is RIGHT, same
    assert judged(fact, f"{name} : {other}, c'est bien ça ?") is WRONG


def test_the_number_of_another_line_is_not_called_wrong(judged, records):
    other = records["help.helpline_tunis"].value.number
    assert judged("help.helpline_sfax", f"La ligne d'aide, c'est le {other} ?") is None
    assert judged("help.helpline_sfax", f"La ligne d'aide de Tunis, c'est le {other} ?") is None
    assert judged("help.helpline_sfax", f"La ligne d'aide de Sfax, c'est le {other} ?") is WRONG


def test_every_part_must_hold(judged, records):
    year = records["imrf.dates"].value.first.year
    place = "New York"
    assert judged("imrf.place", f"It was in {place} in {year}, the forum?") is RIGHT
    assert judged("imrf.place", f"It was in {place} in {year - 1}, the forum?") is WRONG
    assert judged("imrf.place", f"It was in Rome in {year}, the forum?") is WRONG


@pytest.mark.parametrize(
    "fact, text",
    [
        ("imrf.dates", "C'est quand, le forum de {year} ?"),
        ("imrf.dates", "le forum de {year}"),
        ("imrf.dates", "waktech sar forum {year}"),
        ("imrf.dates", "المنتدى متاع {year} وقتاش صار"),
        ("imrf.dates", "Le forum a été annulé en mai {year}, c'est vrai ?"),
        ("imrf.dates", "Le débat politique était en mai {year} ?"),
        ("imrf.place", "je suis né en {year} à Rome, le forum était où ?"),
        ("imrf.format", "{year} personnes sont venues au forum, c'est vrai ?"),
        ("imrf.chair", "Y a-t-il un forum ?"),
        ("iom_tunisia.since", "L'OIM a quitté la Tunisie en {year}, c'est vrai ?"),
        ("iom_tunisia.since", "fermé en {year} ?"),
        ("iom_tunisia.joined", "Le Maroc est membre de l'OIM depuis {year} ?"),
        ("help.police", "il y a {year} policiers, c'est vrai ?"),
        ("help.offices", "Le bureau de Sfax a un parking ?"),
        ("help.offices", "adresse du bureau de Sfax svp"),
        ("iom.un_system", "so the UN is your boss?"),
    ],
)
def test_what_claims_nothing_of_the_fact_gets_no_verdict(judged, records, fact, text):
    year = records["imrf.dates"].value.first.year
    assert judged(fact, text.format(year=year)) is None


def test_another_organisation_s_claim_is_not_ours(judged, records):
    year = records["iom.founded"].value.year
    assert judged("iom.founded", f"le HCR existe depuis {year} ?") is None
    mentions = Mentions(organisations=["unhcr"])
    assert judged("iom.founded", f"elle existe depuis {year} ?", mentions) is None
