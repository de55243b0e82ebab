import pytest

from assistant.facts.errors import FactError
from assistant.facts.patterns import format_pattern, variables_of


def test_variables_are_read_from_the_pattern():
    assert variables_of("{ $a ->\n [one] { $b }\n *[other] c\n}") == {"a", "b"}


@pytest.mark.parametrize("pattern", ["{ $a ", "one line\n.title = another", " ", "{ $a -> x }"])
def test_a_pattern_that_is_no_fluent_is_refused(pattern):
    with pytest.raises(FactError, match="Fluent"):
        variables_of(pattern)
    with pytest.raises(FactError, match="Fluent"):
        format_pattern(pattern, "fr", {"a": "b"})


@pytest.mark.parametrize(
    "pattern, variables",
    [
        ("{ $a }", {}),
        ("{ $a }", {"a": "x" * 3000}),
        ("{ NUMBER($a) }", {"a": "many"}),
        ('{ NUMBER($a, minimumFractionDigits: "x") }', {"a": 1}),
        ("{ text }", {}),
        ("{ -term }", {}),
    ],
)
def test_what_cannot_be_filled_is_refused(pattern, variables):
    with pytest.raises(FactError, match="cannot be filled"):
        format_pattern(pattern, "fr", variables)


def test_a_pattern_is_filled_anew_each_time():
    assert format_pattern("{ $a }!", "en", {"a": "one"}) == "one!"
    assert format_pattern("{ $a }!", "en", {"a": "two"}) == "two!"


def test_each_language_has_its_own_plurals():
    pattern = "{ $a ->\n  [few] some\n *[other] many\n}"
    assert format_pattern(pattern, "ar", {"a": 4}) == "some"
    assert format_pattern(pattern, "en", {"a": 4}) == "many"
