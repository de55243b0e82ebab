"""A folded text tells where in the original each of its characters stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.documents import Hiding, in_pieces
from assistant.privacy.folding import fold, folded
from assistant.privacy.found import Found, Kind, without_overlaps
from assistant.privacy.scrubber import Replaced


@pytest.mark.parametrize(
    "text, form",
    [
        ("Élève N’GUESSAN", "eleve n'guessan"),
        ("٩٨ ۱۲۳ ４５６ 𝟕", "98 123 456 7"),
        ("أحْمَدُ إلى آدم ٱسمي مدرسة", "احمد الي ادم اسمي مدرسه"),
        ("اسـمـي", "اسمي"),
        ("9\u200b8\u2060 1\ufe0f\u20e3", "98 1"),
        ("a\u00a0b\u202fc\td", "a b c d"),
        ("1–2—3−4", "1-2-3-4"),
        ("ﬁn ＠", "fin @"),
        ("plain ASCII", "plain ascii"),
    ],
)
def test_what_hides_a_word_is_folded_away(text, form):
    assert folded(text) == form


@given(st.text(max_size=80))
def test_positions_rise_and_lead_back(text):
    shape = fold(text)
    positions = [shape.before(at) for at in range(len(shape.text) + 1)]
    assert positions == sorted(positions) and positions[-1] == len(text)
    for char, position in zip(shape.text, shape.positions):
        assert char in folded(text[position]) or char in "'- "


def test_what_overlaps_is_one():
    found = [Found(Kind.NAME, 4, 8), Found(Kind.PHONE, 0, 3), Found(Kind.ADDRESS, 6, 12)]
    assert without_overlaps(found) == [Found(Kind.PHONE, 0, 3), Found(Kind.NAME, 4, 12)]


def test_what_was_found_is_hidden_in_whatever_form_it_stands():
    hiding = Hiding([Replaced("Ahmed Élie", Kind.NAME), Replaced("٩٨ ١٢٣", Kind.PHONE)])
    assert hiding.hide("AHMED ELIE, 98 123 et ahmed élies") == "[name], [phone] et ahmed élies"
    assert Hiding([]).hide("Ahmed") == "Ahmed"


def test_an_address_is_hidden_where_a_text_was_taken_apart():
    hiding = Hiding(in_pieces([Replaced("8 avenue de Paris, 1001", Kind.ADDRESS)]))
    assert hiding.hide("1001 Tunis") == "[address] Tunis"
    assert hiding.hide("8 avenue de Paris") == "[address]"
