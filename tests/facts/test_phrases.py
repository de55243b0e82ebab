import pytest

from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.facts.values import write_partial_date


def test_a_phrase_is_filled(phrases):
    assert "Maroc" in phrases.say("fr", "unknown-country", name="Maroc")


def test_a_missing_phrase_or_variable_is_an_error(phrases):
    with pytest.raises(FactError):
        phrases.say("fr", "no-such-phrase")
    with pytest.raises(FactError):
        phrases.say("fr", "unknown-country")


def test_a_phrase_may_use_another(phrases: Phrases):
    assert phrases.say("en", "out-of-scope-other_forum") == phrases.say("en", "unknown-forum")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("date", ["2024", "2024-05", "2024-05-03"])
def test_until_when_a_fact_held_is_said_in_each_language(phrases, language, date):
    written = write_partial_date(date, language)
    said = phrases.say(language, "held-until", date=written)
    assert written in said and date[:4] in said


def test_variables_are_known_through_other_phrases_too(tmp_path):
    text = "one = { two }\ntwo = { $imrf_frequency } { three }\nthree = { $name } { one }\n"
    for language in LANGUAGES:
        (tmp_path / f"{language}.ftl").write_text(text, encoding="utf-8")
    phrases = Phrases(tmp_path)
    assert phrases.variables("fr", "one") == {"imrf_frequency", "name"}
    assert phrases.facts_in("fr", "one") == {"imrf_frequency"}


def test_what_code_fills_is_told_from_what_facts_fill(phrases, records):
    """A variable with an underscore in its name is a fact's."""
    variables = {record.variable for record in records.values()}
    for language in LANGUAGES:
        for name in phrases.names(language):
            assert phrases.facts_in(language, name) <= variables, name


def test_a_file_of_phrases_that_is_missing_or_no_fluent_is_told_by_name(tmp_path):
    with pytest.raises(FactError, match="fr.ftl"):
        Phrases(tmp_path)
    for language in LANGUAGES:
        (tmp_path / f"{language}.ftl").write_text("unknown = { $a\n", encoding="utf-8")
    with pytest.raises(FactError, match="fr.ftl: is not Fluent"):
        Phrases(tmp_path)
