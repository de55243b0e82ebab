"""The checksums of cards and bank accounts."""

import re
from typing import Optional

CARD_LENGTHS = range(13, 20)
IBAN_LENGTHS = range(34, 14, -1)
IBAN = re.compile(r"[a-z]{2}\d{2}[a-z0-9]+")
# One text in 97 has the right sum: ordinary words have fewer digits than an account.
FEWEST_DIGITS = 12


def is_card(digits: str) -> bool:
    """Whether digits are a payment card's number (ISO/IEC 7812: Luhn's sum)."""
    if len(digits) not in CARD_LENGTHS:
        return False
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether letters and digits, in small letters and without spaces, are an IBAN (ISO 13616)."""
    if not IBAN.fullmatch(text) or sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return False
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def iban_in(text: str) -> Optional[int]:
    """How many characters of a text, spaces and hyphens counted, are an IBAN that it begins with;
    None where there is none."""
    places = [position for position, char in enumerate(text) if char not in " -."]
    compact = "".join(text[position] for position in places)
    for length in IBAN_LENGTHS:
        if length <= len(compact) and is_iban(compact[:length]):
            return places[length - 1] + 1
    return None
