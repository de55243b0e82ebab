"""What the facts hold stays, whoever writes it; so do dates, years and amounts."""

import datetime
import re

import pytest
from ruamel.yaml import YAML

from assistant.facts.languages import LANGUAGES
from assistant.facts.record import Phone
from assistant.privacy.known import Known
from assistant.privacy.scrubber import Scrubber
from assistant.privacy.tables import read_tables
from assistant.settings import ROOT
from tests.conftest import TODAY

QUESTIONS = [ROOT / "tests" / "questions", ROOT / "tests" / "exam"]
MOST = 0.005  # of questions without anything personal, that lose something


def test_every_record_stays_as_it_is_in_every_language(scrubber, snapshot):
    wording = snapshot.wording(TODAY)
    for record in snapshot.records.values():
        for language in LANGUAGES:
            told = [record.question[language], record.title[language]]
            told.append(wording.answer(record, language))
            for text in told:
                assert scrubber.scrub(text).text == text


def test_every_figure_of_a_record_stays_wherever_it_stands(scrubber, snapshot):
    wording = snapshot.wording(TODAY)
    figures = {
        figure
        for record in snapshot.records.values()
        for language in LANGUAGES
        for figure in re.findall(r"\d[\d ]*\d|\d", wording.answer(record, language))
    }
    assert {"2030", "80 10 15 66", "197"} <= figures
    for figure in figures:
        for text in (
            f"{figure} ?",
            f"c'est bien {figure}",
            f"هل هو {figure}؟",
            f"3 fois {figure}.",
        ):
            assert scrubber.scrub(text).text == text


def test_numbers_to_call_stay_however_they_are_written(scrubber, snapshot):
    phones = [
        record.value.number
        for record in snapshot.records.values()
        if isinstance(record.value, Phone)
    ]
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for number in phones:
        bare = number.replace(" ", "")
        for form in (number, bare, ".".join(number.split()), number.translate(arabic)):
            assert scrubber.scrub(f"appeler le {form} ou pas").text == f"appeler le {form} ou pas"
        if len(bare) == 8:
            assert scrubber.scrub(f"+216 {number}").text == f"+216 {number}"
            # One digit more or less, and it is somebody else's.
            assert (
                "[phone]" in scrubber.scrub(f"mon tel {bare[:-1]}{(int(bare[-1]) + 1) % 10}").text
            )


def test_a_number_that_the_staff_adds_stays_from_then_on(records):
    helpline = records["help.helpline_tunis"]
    added = helpline.copy(update={"value": Phone(type="phone", number="71 234 567")})
    text = "c'est le 71 234 567 ?"
    before = Scrubber(read_tables(), Known([helpline]))
    after = Scrubber(read_tables(), Known([added]))
    assert before.scrub(text).text != text and after.scrub(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "du 17 au 20 mai 2022",
        "17 18 19 20 mai",
        "le 17/05/2022 à 10:30",
        "17-20/05/2022",
        "2022-05-17 10:30",
        "05/2018 - 07/2022",
        "May 17, 2022 or May 17 2022",
        "من 17 إلى 20 ماي 2022",
        "١٧/٠٥/٢٠٢٢",
        "2018 2022 2026",
        "2018-2030, 2022/2023",
        "loi 2016-61",
        "190 197 198",
        "281 000 000 de migrants",
        "172 500 migrants, 12 345 678 habitants",
        "11,818,619 people, 1,000 more",
        "100000 ou 1500000",
        "5000 dinars, 20000dt",
        "3andi 9adech, mta3 2022 9adech",
        "A/RES/73/195 et COVID19",
        "de 8 h 30 à 17 h 30, 24/7",
        "objectif 10.7 et 23 objectifs",
        "je dors dans la rue depuis 3 jours avec 2 enfants",
        "la rue est dangereuse, on est dans la rue",
        "2 nights on the street, 28 place",
        "نسكن في أريانة ونحب رقمكم",
        "comment s'appelle le forum ? comment s'appelle la directrice ?",
        "what is the forum called? what is your name?",
        "شنوة اسم المنظمة؟ ما اسمك؟",
        "au nom de l'OIM, au nom du ministère",
        "I am Tunisian, je suis Ivoirienne, I'm Nigerian",
        "هل اسمي موجود في القائمة؟",
        "https://tunisia.iom.int/fr et www.iom.int",
        "et/ou, oui/non, c.-à-d. l'OIM.Tunisie",
        "I look at tunisia.iom.int",
    ],
)
def test_this_says_nothing_of_anybody(scrubber, text):
    assert scrubber.scrub(text).text == text


def test_questions_that_people_asked_keep_their_words(scrubber):
    texts = {
        text for folder in QUESTIONS for path in folder.rglob("*.yml") for text in _texts(path)
    }
    assert len(texts) > 5_000
    changed = [text for text in texts if scrubber.scrub(text).replaced]
    assert len(changed) <= MOST * len(texts), changed


def _texts(path):
    """Every text of a file of questions, a line each."""
    waiting = [YAML(typ="safe").load(path.read_text(encoding="utf-8"))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            yield from filter(None, (line.removeprefix("- ").strip() for line in value.split("\n")))


def test_the_days_of_this_century_are_dates(scrubber):
    for days in range(0, 36_500, 97):
        day = datetime.date(2000, 1, 1) + datetime.timedelta(days)
        for text in (f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d/%m/%y}"):
            assert scrubber.scrub(f"le {text} ?").text == f"le {text} ?"
