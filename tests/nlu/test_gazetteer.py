import pytest

from assistant.nlu.subject_extractor import SubjectExtractor
from assistant.understanding.gazetteer import Found, Gazetteer, words_of

NAMES = SubjectExtractor.tables_from(SubjectExtractor.read_tables())


def test_a_longer_name_hides_the_shorter_ones_in_it():
    names = Gazetteer([("forum", "short"), ("forum social mondial", "long")])
    assert [found.name for found in names.find(words_of("le Forum social mondial"))] == ["long"]


@pytest.mark.parametrize(
    "text, countries",
    [
        ("Depuis quand l'OIM est au Maroc ?", ["MA"]),
        ("since when is IOM in morocco", ["MA"]),
        ("منذ متى توجد المنظمة في المغرب", ["MA"]),
        ("هل تعملون بالجزائر؟", ["DZ"]),
        ("l'OIM en Côte d'Ivoire et en Tunisie", ["CI", "TN"]),
        ("cote d ivoire", ["CI"]),
        ("je viens du Cameroun, que fait l'OIM en Tunisie", ["TN"]),
        ("I am from Ghana and I want to know", []),
        ("la réunion du forum", []),
        ("l'avis du monde entier", []),
    ],
)
def test_countries_are_found_in_each_language(text, countries):
    assert NAMES.mentions(text)["countries"] == countries


@pytest.mark.parametrize(
    "text, organisations",
    [
        ("quand a été fondé le HCR", ["unhcr"]),
        ("متى تأسست منظمة العفو الدولية؟", ["amnesty"]),
        ("متى تأسست المنظمة الدولية للهجرة؟", ["iom"]),
        ("Croissant-Rouge", ["red_crescent"]),
        ("is IOM part of the UN", ["iom", "un"]),
    ],
)
def test_organisations_are_found(text, organisations):
    assert NAMES.mentions(text)["organisations"] == organisations


@pytest.mark.parametrize(
    "text, forums",
    [
        ("dates du prochain forum", ["later"]),
        ("the next review forum", ["later"]),
        ("متى المنتدى القادم", ["later"]),
        ("COP28", ["cop"]),
        ("le forum d'examen", []),
        ("the second edition", ["ordinal"]),
    ],
)
def test_other_forums_are_found(text, forums):
    assert NAMES.mentions(text)["forums"] == forums


@pytest.mark.parametrize(
    "text, countries",
    [
        ("adresse de votre bureau à Khartoum", ["SD"]),
        ("عنوان مكتبكم في طرابلس", ["LY"]),
        ("the office in Agadez", ["NE"]),
        ("مكتب جنيف", ["CH"]),
        ("a friend from Lagos told me", []),
        ("votre bureau de Sfax", []),
        ("un exposé oral pour Sofia", []),
    ],
)
def test_cities_abroad_stand_for_their_countries(text, countries):
    assert NAMES.mentions(text)["abroad"] == countries


def test_years_are_found_in_both_kinds_of_digits():
    assert NAMES.mentions("en 2026 ou ٢٠٢٢, 12345678, 1987")["years"] == [2026, 2022, 1987]


def test_a_name_at_the_end_is_found_whatever_longer_ones_begin_like_it():
    gazetteer = Gazetteer([("new york", "city"), ("new york city hall", "hall")])
    assert gazetteer.find(["in", "new", "york"]) == [Found("city", 1, 3)]


def test_a_name_without_words_stands_for_nothing():
    assert Gazetteer([("…", "dots")]).find(["a"]) == []
