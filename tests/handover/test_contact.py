"""How somebody can be reached, as it is written; and that the scrubber would know it too."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.handover.contact import EMAIL, PHONE, read_contact
from assistant.privacy.current import current_scrubber

WRITTEN = {
    "20 123 456": "+216 20 123 456",
    "mon numéro est le 20.123.456 merci": "+216 20 123 456",
    "+33 6 12 34 56 78": "+33 6 12 34 56 78",
    "0021671123456": "+216 71 123 456",
    "٢٠١٢٣٤٥٦": "+216 20 123 456",
    "رقمي 98 765 432": "+216 98 765 432",
    "(+216) 20-123-456": "+216 20 123 456",
    "a.ben-salah@exemple.tn": "a.ben-salah@exemple.tn",
    "écrivez à <a@b.tn>.": "a@b.tn",
    "e@münchen.de": "e@münchen.de",
}
NONE = [
    "", "non", "197", "12345", "2026", "06 12 34 56 78", "+999 123", "x@y", "@foo", "jean@",
    '"q"@x.tn', "me@[127.0.0.1]", "a@b..tn", "a@1.2.3.4", "a,b@", "a@b@c.tn", "a" * 300 + "@b.tn",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_what_can_be_called_or_written_to_is_found(text):
    contact = read_contact(text)
    assert contact is not None and contact.address == WRITTEN[text]
    assert contact.kind == (EMAIL if "@" in text else PHONE)


@pytest.mark.parametrize("text", NONE)
def test_what_cannot_is_not(text):
    assert read_contact(text) is None


NAMES = st.from_regex(r"[a-z][a-z0-9._+-]{0,20}[a-z0-9]", fullmatch=True)
ADDRESSES = st.builds(
    "{}@{}.{}".format, NAMES, NAMES, st.sampled_from(["tn", "com", "org", "gov.tn"])
)
REGIONS = st.sampled_from(["TN", "LY", "DZ", "FR", "IT", "CI", "GN", "ML", "SD", "SN", "CM", "NG"])
FORMATS = st.sampled_from([0, 1])  # E.164, international


def number(region: str, form: int) -> str:
    return phonenumbers.format_number(phonenumbers.example_number(region), form)


@settings(max_examples=200, deadline=None)
@given(st.one_of(ADDRESSES, st.builds(number, REGIONS, FORMATS)))
def test_no_contact_is_kept_as_it_was_written_anywhere_else(written):
    for text in (written, f"voici : {written}."):
        if read_contact(text) is not None:
            assert written not in current_scrubber().scrub(text).text
