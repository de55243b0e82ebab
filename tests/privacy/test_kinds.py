"""What is personal in a message becomes a placeholder, whatever the language and the digits."""

import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.checksums import is_card, is_iban
from assistant.privacy.folding import folded
from assistant.privacy.found import Kind
from tests.privacy.conftest import PLANTED

CASES = [
    (kind, case["text"], case["personal"]) for kind, cases in PLANTED.items() for case in cases
]
PLACEHOLDERS = [kind.placeholder for kind in Kind]
# Digits that Arabic, Persian and typographers write.
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")


@pytest.mark.parametrize("kind, text, personal", CASES)
def test_what_is_personal_becomes_a_placeholder_of_its_kind(scrubber, kind, text, personal):
    scrubbed = scrubber.scrub(text)
    left = [words for words in personal if folded(words) in folded(scrubbed.text)]
    assert not left, scrubbed.text
    assert f"[{kind}]" in scrubbed.text


@pytest.mark.parametrize("text", [case[1] for case in CASES])
def test_scrubbing_once_more_changes_nothing(scrubber, text):
    once = scrubber.scrub(text).text
    assert scrubber.scrub(once).text == once


@pytest.mark.parametrize("text", [case[1] for case in CASES])
def test_what_was_replaced_is_told_and_puts_the_text_together_again(scrubber, text):
    scrubbed = scrubber.scrub(text)
    whole = scrubbed.text
    for each in scrubbed.replaced:
        whole = whole.replace(each.kind.placeholder, each.written, 1)
    assert whole == text


@given(
    number=st.from_regex(r"[2-9][0-9]{6,14}", fullmatch=True),
    digits=st.sampled_from(DIGITS),
    gap=st.sampled_from(["", " ", "-", ".", "\u00a0", "\u200b", " - "]),
    before=st.sampled_from(["", "mon numéro ", "رقمي ", "rakmi: ", "call "]),
    after=st.sampled_from(["", " merci", " شكرا", ".", "?"]),
)
def test_numbers_of_phones_in_any_digits_and_groups(scrubber, number, digits, gap, before, after):
    groups = [number[at : at + 2] for at in range(0, len(number), 2)]
    written = gap.join(groups).translate(str.maketrans(DIGITS[0], digits))
    kept = folded(scrubber.scrub(f"{before}{written}{after}").text)
    years = all(19 <= int(group) <= 21 for group in groups[::2])
    counted = sorted(groups) == groups and number[-1] == number[1]
    round_number = not number[3:].strip("0") and not before
    if not (years or counted or round_number):
        assert not any(char.isdigit() for char in kept), kept


@given(st.text(max_size=300))
def test_any_text_is_scrubbed_without_a_failure_and_nothing_is_added(scrubber, text):
    scrubbed = scrubber.scrub(text).text
    for placeholder in PLACEHOLDERS:
        scrubbed = scrubbed.replace(placeholder, "")
    assert len(scrubbed) <= len(text)


@pytest.mark.parametrize(
    "text",
    ["a", "1 ", "1", "je m'appelle ", "rue ", "@a.", "a.b.", "x://", "اسمي ", "+", "a1", "at dot "],
)
def test_a_long_text_takes_no_more_than_its_share_of_time(scrubber, text):
    """Linear: a hundred thousand characters take hundreds of milliseconds, not minutes."""
    began = time.monotonic()
    scrubber.scrub(text * (100_000 // len(text)))
    assert time.monotonic() - began < 20


def test_checksums():
    assert is_card("4539148803436467") and not is_card("4539148803436468")
    assert not is_card("0" * 12) and not is_card("4" * 30)
    assert is_iban("fr7630006000011234567890189") and not is_iban("fr7630006000011234567890188")
    assert not is_iban("12") and not is_iban("")


@pytest.mark.timing
def test_scrubbing_a_message_takes_less_than_two_milliseconds(scrubber):
    took = []
    for _, text, _ in CASES:
        began = time.perf_counter()
        scrubber.scrub(text)
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.002
