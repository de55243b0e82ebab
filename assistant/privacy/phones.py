"""What phone numbers are written like, and whether digits are somebody's phone number."""

from typing import Optional, Sequence

import phonenumbers

from assistant.facts.languages import HOME

INTERNATIONAL = ("+", "00")
LONGEST = 15  # digits (ITU-T E.164)


def is_phone(written: str, regions: Sequence[str]) -> bool:
    """Whether a number, as it was written, can be called in one of the countries (ISO 3166)."""
    digits = "".join(char for char in written if char.isdigit() or char == "+")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if len(digits) > LONGEST + 1:
        return False
    if digits.startswith("+"):
        return _valid(digits, None)
    return any(_valid(digits, region) for region in regions) or _valid(f"+{digits}", None)


def _valid(digits: str, region: Optional[str]) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(digits, region)))
    except phonenumbers.NumberParseException:
        return False


def without_home(digits: str) -> str:
    """The digits of an international number without those of the country that facts are of."""
    home = str(phonenumbers.country_code_for_region(HOME))
    return digits.removeprefix("00").removeprefix(home)
