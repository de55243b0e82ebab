import pytest

from assistant.nlu.text_normalizer import normalize


@pytest.mark.parametrize(
    "typed, read",
    [
        ("  bonjour \t  vous ", "bonjour vous"),
        ("une ligne \r\n\n une autre", "une ligne\nune autre"),
        ("متـــى تأسَّسَت", "متى تأسست"),
        ("ＩＯＭ", "IOM"),
        ("a\u0000b\u200bc", "abc"),
        ("\ud83d lone", "lone"),
        ("/greet", "greet"),
        ("// /start", "start"),
        ("and/or", "and/or"),
        ("", ""),
    ],
)
def test_what_no_reader_sees_goes(typed, read):
    assert normalize(typed, 100) == read


def test_the_rest_of_a_long_text_is_left_unread():
    assert normalize("x" * 50, 10) == "x" * 10
