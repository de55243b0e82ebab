import pytest

from assistant.answers.phrases import Phrases
from assistant.facts.errors import FactError


def test_a_phrase_is_filled(phrases):
    assert "Maroc" in phrases.say("fr", "unknown-country", name="Maroc")


def test_a_missing_phrase_or_variable_is_an_error(phrases):
    with pytest.raises(FactError):
        phrases.say("fr", "no-such-phrase")
    with pytest.raises(FactError):
        phrases.say("fr", "unknown-country")


def test_a_phrase_may_use_another(phrases: Phrases):
    assert phrases.say("en", "out-of-scope-other_forum") == phrases.say("en", "unknown-forum")
