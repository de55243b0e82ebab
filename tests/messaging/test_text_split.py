import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.messaging.text_split import split, utf16_length


def test_a_short_text_stays_whole():
    assert split("Bonjour !\nHello!", 100) == ["Bonjour !\nHello!"]


def test_lines_stay_whole_where_they_fit():
    text = "Appelez :\n• Police : 111.\n• Ambulance : 222."
    assert split(text, 26) == ["Appelez :\n• Police : 111.", "• Ambulance : 222."]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("L'OIM aide. Elle existe depuis longtemps.", ["L'OIM aide.", "Elle existe depuis", "longtemps."]),
        ("تعمل المنظمة. هل تعرفونها؟ نعم.", ["تعمل المنظمة.", "هل تعرفونها؟ نعم."]),
        ("Is it 3.5 million people now? Yes.", ["Is it 3.5 million", "people now? Yes."]),
    ],
)  # fmt: skip
def test_a_long_line_is_cut_behind_a_sentence_or_a_word(text, parts):
    assert split(text, 20) == parts


def test_what_looks_like_one_character_is_not_cut():
    family, flag = "👨‍👩‍👧", "🇹🇳"
    for part in split(family * 20, 24, utf16_length):
        assert part.replace(family, "") == ""
    for part in split(flag * 20, 9, utf16_length):
        assert len(part) % 2 == 0
    for part in split("é" * 20, 7):
        assert not part.startswith("\u0301")


@given(st.text(max_size=400), st.integers(min_value=8, max_value=60))
def test_nothing_is_lost_and_every_part_fits(text, limit):
    parts = split(text, limit, utf16_length)
    assert all(part.strip() and utf16_length(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
