"""How somebody can be reached: the phone number or e-mail address that a text holds."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import NamedTuple, Optional

import idna
import phonenumbers

from assistant.facts.languages import HOME

PHONE, EMAIL = "phone", "email"
LONGEST = 254  # characters of an address (RFC 5321)
PLAIN = re.compile(r"[^\s@\"\\()<>\[\],;:]+@[^\s@\"\\()<>\[\],;:]+\.[^\s@\"\\()<>\[\],;:.]{2,}")
AROUND = " \t\n<>()[]«»\"'.,;:!?،؛؟\u200e\u200f\u2066\u2067\u2068\u2069"


class Contact(NamedTuple):
    """A way to reach somebody, as it is read and called: ``+216 20 123 456``."""

    kind: str
    address: str


def read_contact(text: str) -> Optional[Contact]:
    """The first e-mail address or phone number in a text; numbers without a country's are
    Tunisian. None where there is none that can be valid."""
    return _email(text) or _phone(text)


def _phone(text: str) -> Optional[Contact]:
    matcher = phonenumbers.PhoneNumberMatcher(text, HOME, phonenumbers.Leniency.VALID)
    for match in matcher:
        written = phonenumbers.format_number(
            match.number, phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
        return Contact(PHONE, written)
    return None


def _email(text: str) -> Optional[Contact]:
    words = (word.strip(AROUND) for word in re.split(r"\s", text) if "@" in word)
    return next((Contact(EMAIL, word) for word in words if _is_address(word)), None)


def _is_address(word: str) -> bool:
    # Quoted names and addresses of machines are allowed by the standard and nobody's.
    if not PLAIN.fullmatch(word) or len(word) > LONGEST:
        return False
    try:
        domain = Address(addr_spec=word).domain
        idna.encode(domain, uts46=True)
    except (HeaderParseError, ValueError, IndexError):  # idna.IDNAError is a ValueError
        return False
    return not domain.rpartition(".")[2].isdigit()
