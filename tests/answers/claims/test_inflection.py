"""Words in another form than the tables': taken for the tables' word, unless they turn a claim."""

import pytest

from assistant.answers.claims.items import is_known
from assistant.answers.claims.phrasebook import phrasebook

LANGUAGES = {"ar": ["ar", "aeb"], "aeb": ["aeb", "ar"], "fr": ["fr"], "en": ["en"]}


def _meaning(word, language):
    book = phrasebook()
    meanings = book.meanings((book.inflected(word, LANGUAGES[language]),))
    return set().union(*meanings.values()) if meanings else set()


@pytest.mark.parametrize(
    "language, word, concept",
    [
        ("ar", "سينعقد", "held"),
        ("ar", "تنتمون", "part_of"),
        ("ar", "يتعاونون", "collaborate"),
        ("aeb", "نسكرو", "closed"),
        ("aeb", "7allitouh", "opened"),
        ("fr", "reposait", "legal_basis"),
        ("en", "chaired", "chair"),
    ],
)
def test_a_word_in_another_form_means_the_same(language, word, concept):
    assert concept in _meaning(word, language)


@pytest.mark.parametrize(
    "language, word",
    [("ar", "العامه"), ("ar", "قبلي"), ("aeb", "7ar9a"), ("aeb", "كانش"), ("fr", "annulations")],
)
def test_a_word_that_turns_a_claim_is_not_guessed(language, word):
    assert phrasebook().inflected(word, LANGUAGES[language]) == word


def test_what_the_vowels_of_arabizi_do_not_tell_apart_is_one_word_in_derja_alone():
    book = phrasebook()
    assert book.inflected("khater", ["aeb"]) == "khater" or "because" in _meaning("khater", "aeb")
    assert book.inflected("maison", ["fr", "ar", "aeb"]) == "maison"


@pytest.mark.parametrize("language, word", [("fr", "pourriez"), ("en", "kindly"), ("ar", "اقصد")])
def test_words_that_say_nothing_of_any_fact_are_known(language, word):
    assert is_known(word, language)


@pytest.mark.parametrize(
    "language, word", [("fr", "prochain"), ("en", "next"), ("en", "another"), ("ar", "القادم")]
)
def test_words_that_may_turn_a_claim_are_not_among_the_neutral_ones(language, word):
    meanings = phrasebook().meanings((word,))
    assert "neutral" not in set().union(*meanings.values(), set())
