"""Names give way to their kinds, so that what is learned of one holds for the others."""

import pytest

from assistant.understanding.masking import masked
from assistant.understanding.names import names


@pytest.mark.parametrize(
    "text, found",
    [
        ("Combien de pays à l'UNICEF ?", "combien de pays a l ORGANISATION"),
        ("I live in Morocco", "i live in COUNTRY"),
        ("how many members of IOM in 1990", "how many members of OWNiom in YEAR"),
        ("متى بدأت المنظمة الدولية للهجرة في تونس", "متي بدات OWNiom في OWNiom_tunisia"),
        ("elle est à Benghazi", "elle est a CITYABROAD"),
        ("COP28 win", "EVENT win"),
    ],
)
def test_names_are_masked(text, found):
    assert masked(text, names()) == found


def test_two_names_of_a_kind_look_alike():
    assert masked("qui dirige le HCR", names()) == masked("qui dirige la FAO", names()).replace(
        " la ", " le "
    )
