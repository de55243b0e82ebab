"""Dates in a text: their digits are nobody's number."""

import re
from functools import lru_cache
from typing import Match, Pattern, Set

from babel import Locale

from assistant.privacy.folding import folded
from assistant.privacy.patterns import any_of

# Tunisia's months have names of their own in Arabic.
LOCALES = ("fr", "en", "ar", "ar_TN", "ar_SY")
DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
START, END = r"(?<!\d)(?<!\d[./-])", r"(?!\d|[./-]\d)"
FILLER = "\x00"


def _months() -> Set[str]:
    return {
        folded(name)
        for locale in map(Locale.parse, LOCALES)
        for width in ("wide", "abbreviated")
        for name in locale.months["format"][width].values()
    }


@lru_cache(maxsize=1)
def _pattern() -> Pattern[str]:
    month = rf"{any_of(_months())}(?![^\W\d_])\.?"
    days = rf"(?:(?<!\d){DAY}(?:er|st|nd|rd|th)?(?!\d)[^\w\n]{{1,3}}){{1,4}}"
    forms = [
        rf"{START}(?:{DAY} ?- ?)?{DAY}(?P<s>[./-]){MONTH}(?P=s)(?:{YEAR}|\d\d){END}",
        rf"{START}{YEAR}(?P<t>[./-]){MONTH}(?:(?P=t){DAY})?{END}",
        rf"{START}{MONTH}[./-]{YEAR}{END}",
        rf"{START}{DAY} {MONTH} {YEAR}(?! ?[\d./-])",
        rf"(?<![^\W\d_])(?:{days})?(?:de |of )?{month}(?:,? ?{YEAR}(?!\d)| {DAY}(?!\d)(?:,? {YEAR}(?!\d))?)?",
    ]
    return re.compile("|".join(f"(?:{form})" for form in forms))


def without_dates(text: str) -> str:
    """A folded text with each date filled up, every other character where it was."""

    def filled(match: Match[str]) -> str:
        return FILLER * len(match.group())

    return _pattern().sub(filled, text)
