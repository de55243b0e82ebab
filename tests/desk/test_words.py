"""The pages' words: all of them in every language, filled alike, read in the reader's direction."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from assistant.desk.catalogues import COMPILED, TRANSLATED, catalogue, missing, used
from assistant.desk.roles import Role
from assistant.desk.sentences import said
from assistant.facts.errors import Sentence
from tests.desk.conftest import client_of, make_user

FILLED = re.compile(r"%\(\w+\)s|\{\w*(?:!r)?\}")
of_every_translation = pytest.mark.parametrize("language", TRANSLATED)


@of_every_translation
def test_every_word_of_the_pages_has_one_in_the_language(language):
    assert missing(language) == {}


def test_a_missing_word_would_be_found():
    assert "Facts" in used() and ("%(count)s fact", "%(count)s facts") in used()
    assert "Sign in" in used() and "is missing" in used()


@of_every_translation
def test_no_word_is_kept_that_nothing_uses(language):
    known = {message.id for message in catalogue(language) if message.id}
    assert known <= set(used())


@of_every_translation
def test_translations_are_filled_with_the_same(language):
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts if message.id else ():
            # A command that is named in English may be left out.
            assert set(FILLED.findall(text)) <= set(FILLED.findall(ids[-1])), message.id


@of_every_translation
def test_translations_have_western_digits(language):
    for message in catalogue(language):
        assert not set("٠١٢٣٤٥٦٧٨٩") & set(str(message.string))


@of_every_translation
def test_the_compiled_words_are_what_django_reads(language):
    assert (settings.WORDS / language / COMPILED).exists()
    with translation.override(language):
        assert translation.gettext("Sign in") == catalogue(language)["Sign in"].string


@pytest.mark.parametrize(
    "language, direction, word",
    [("fr", "ltr", "Se connecter"), ("en", "ltr", "Sign in"), ("ar", "rtl", "تسجيل الدخول")],
)
def test_a_page_is_in_the_language_that_was_chosen(language, direction, word):
    client = Client()
    assert client.post("/language", {"language": language, "next": "/sign-in/"}).status_code == 302
    page = client.get("/sign-in/", headers={"accept-language": "de"}).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page and word in page


def test_a_language_is_taken_from_the_browser_and_french_otherwise():
    for asked, found in (("ar-TN", "ar"), ("en-GB", "en"), ("de", "fr"), ("", "fr")):
        page = Client().get("/sign-in/", headers={"accept-language": asked}).content.decode()
        assert f'lang="{found}"' in page


def test_choosing_a_language_leads_to_no_other_site():
    response = Client().post("/language", {"language": "ar", "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_dates_are_written_as_people_of_the_language_do():
    client = client_of(make_user(Role.READER))
    for language, month in (("fr", "2022"), ("ar", "2022"), ("en", "2022")):
        client.post("/language", {"language": language})
        page = client.get("/facts/imrf.dates/").content.decode()
        assert month in page and not set("٠١٢٣٤٥٦٧٨٩") & set(page)


def test_sentences_are_said_in_the_language_with_sentences_in_them():
    needed = Sentence("it stands under every answer that touches danger")
    sentence = Sentence(
        "must not be retired, as {reason}: change what it says instead "
        "('facts set {fact} … --field answer.fr')",
        reason=needed,
        fact="danger.line",
    )
    assert str(sentence).startswith("must not be retired, as it stands under")
    with translation.override("fr"):
        assert said(sentence) == (
            "ne doit pas être retiré, car il figure sous toute réponse qui touche au danger : "
            "changez plutôt ce qu’il dit"
        )
    with translation.override("en"):
        assert said(sentence) == str(sentence)
    assert said("as it is") == "as it is"
