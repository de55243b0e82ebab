"""Examples about something else are made from those about ours."""

import random

import pytest

from assistant.nlu.subject_swap import Others, in_another_year, swap
from assistant.understanding.names import names
from assistant.understanding.question import (
    OTHER_COUNTRY,
    OTHER_FORUM,
    OTHER_ORGANISATION,
    OTHER_YEAR,
)


def others(organisation="", event="", place="", year=""):
    return Others([organisation], [event], [place], [year])


@pytest.mark.parametrize(
    "text, subject, there_is, made, topic",
    [
        (
            "Combien de pays sont membres de l'OIM ?",
            "iom",
            others(organisation="la Banque mondiale"),
            "Combien de pays sont membres de la Banque mondiale ?",
            OTHER_ORGANISATION,
        ),
        (
            "le siège d'OIM",
            "iom",
            others(organisation="le HCR"),
            "le siège du HCR",
            OTHER_ORGANISATION,
        ),
        (
            "متى تأسست المنظمة الدولية للهجرة؟",
            "iom",
            others(organisation="البنك الأفريقي للتنمية"),
            "متى تأسست البنك الأفريقي للتنمية؟",
            OTHER_ORGANISATION,
        ),
        (
            "when did the forum take place",
            "imrf",
            others(event="World Water Week"),
            "when did the World Water Week take place",
            OTHER_FORUM,
        ),
        (
            "que faites-vous en Tunisie ?",
            "iom_tunisia",
            others(place="au Maroc"),
            "que faites-vous au Maroc ?",
            OTHER_COUNTRY,
        ),
        (
            "numéro de la police?",
            "help",
            others(place="à Bamako"),
            "numéro de la police à Bamako?",
            OTHER_COUNTRY,
        ),
    ],
)
def test_the_subject_is_replaced(text, subject, there_is, made, topic):
    assert swap(text, subject, names(), there_is, random.Random(0)) == (made, topic)


def test_what_names_no_subject_of_ours_is_left():
    there_is = others("la FAO", "la COP", "au Mali")
    assert swap("combien de pays ?", "iom", names(), there_is, random.Random(0)) is None
    # The Compact's name says nothing of where it holds.
    assert swap("c'est quoi le pacte ?", "gcm", names(), there_is, random.Random(0)) is None


def test_another_year_stands_before_the_punctuation():
    made = in_another_year("How many members?", others(year="back in {year}"), random.Random(0))
    assert made.topic == OTHER_YEAR
    assert made.text.startswith("How many members back in ") and made.text.endswith("?")
