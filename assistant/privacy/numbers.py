"""Finds numbers that name somebody: phones, documents, cards, accounts, and any of six digits."""

import re
from typing import Iterator, List, Match, Optional

from assistant.privacy.checksums import iban_in, is_card
from assistant.privacy.dates import FILLER, without_dates
from assistant.privacy.folding import Folded
from assistant.privacy.found import Found, Kind
from assistant.privacy.known import Known
from assistant.privacy.patterns import any_of, as_words
from assistant.privacy.phones import INTERNATIONAL, is_phone, without_home
from assistant.privacy.tables import Numbers, Words

SHORTEST = 6  # digits of a number that may name somebody
LONGEST_THOUSANDS = 6  # digits; "12 345 678" may as well be a phone
RIB = 20  # digits of a Tunisian account
CUE_WITHIN = 30  # characters before a number
# Digits in groups: what people write between them, but never a line's end.
# A digit by itself beside a letter is one ("9adech", "mta3").
DIGITS = r"(?:\d{2,}|(?<![^\W\d_])\d(?![^\W\d_]))"
GROUPS = re.compile(rf"(?:\+ ?|\( ?\+? ?)?{DIGITS}(?:(?:[ ./()_·•|*-]{{1,4}}|,){DIGITS})*")
# Of a law, of a resolution.
OF_A_YEAR = re.compile(r"(?:19|20)\d\d[/-]\d{1,3}|\d{1,3}[/-](?:19|20)\d\d")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([ .'])\d{3})(?:\1\d{3})*")
ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
ACCOUNT = re.compile(r"(?<![^\W_])[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]){11,30}")
# Of an account whose checksum is wrong.
LIKE_ACCOUNT = re.compile(
    r"(?<![^\W_])[a-z]{2}\d{2}(?:[ -]?[a-z]{4})?(?:[ -]?\d{4}){2,7}(?:[ -]?\d{1,4})?(?![^\W_])"
)
# Letters among digits, as in a passport's number.
MIXED = re.compile(
    r"(?<![^\W_])(?=[a-z\d]*[a-z][a-z\d]*\d)(?=(?:[a-z]*\d){5})(?=[a-z\d]*\d{3})[a-z\d]{6,24}(?![^\W_])"
)


class NumberFinder:
    """Finds them in folded text."""

    def __init__(self, table: Numbers, known: Known) -> None:
        self._regions = table.regions
        self._known = known
        self._counted = re.compile(rf" ?{as_words(table.counted)}")
        cue_end = r"[^\w\n]{0,3}"
        words = rf"(?:{any_of(table.document_words)}(?![^\W_]){cue_end}){{0,3}}"
        # Behind its cue a document's number may be short, and have letters and spaces in it.
        self._document = re.compile(
            rf"{as_words(table.document_cues)}{cue_end}{words}"
            r"(?P<number>(?:[a-z]{1,3}[ -]?)?\d"
            rf"(?:[ ./-]?(?:(?!{as_words(table.joining)})[a-z]{{1,2}}[ -]?)?\d){{3,24}})(?!\d)"
        )
        self._document_cue = self._before(table.document_cues)
        self._bank_cue = self._before(table.bank_cues)
        self._phone_cue = self._before(table.phone_cues)

    @staticmethod
    def _before(cues: Words) -> "re.Pattern[str]":
        return re.compile(rf"{as_words(cues)}[^\d\n]{{0,{CUE_WITHIN}}}$")

    def find(self, text: Folded) -> Iterator[Found]:
        """The numbers, one kind after another; one that is found is not looked at again."""
        if sum(char.isdigit() for char in text.text) < 4:
            return
        left = without_dates(text.text)
        for each in self._in_letters(left):
            left = left[: each.first] + FILLER * (each.after - each.first) + left[each.after :]
            yield each
        for match in GROUPS.finditer(left):
            kind = self._kind(match, left)
            if kind is not None:
                yield Found(kind, *match.span())

    def _in_letters(self, text: str) -> Iterator[Found]:
        taken = 0
        for match in ACCOUNT.finditer(text):
            length = iban_in(match.group())
            if length is not None:
                taken = match.start() + length
                yield Found(Kind.BANK, match.start(), taken)
        for match in LIKE_ACCOUNT.finditer(text):
            yield Found(Kind.BANK, *match.span())
        for match in self._document.finditer(text):
            if not self._known.is_figure(re.findall(r"\d+", match["number"])):
                yield Found(Kind.DOCUMENT, *match.span("number"))
        for match in MIXED.finditer(text):
            # "20000dt": a unit behind a number makes no document of it.
            if not match.group().rstrip("abcdefghijklmnopqrstuvwxyz").isdigit():
                yield Found(Kind.DOCUMENT, *match.span())

    def _kind(self, match: "Match[str]", text: str) -> Optional[Kind]:
        written = match.group()
        groups = re.findall(r"\d+", written)
        digits = "".join(groups)
        if len(digits) < SHORTEST or self._is_harmless(match, text, groups):
            return None
        before = text[max(0, match.start() - 2 * CUE_WITHIN) : match.start()]
        if is_card(digits):
            return Kind.CARD
        if len(digits) == RIB or self._bank_cue.search(before):
            return Kind.BANK
        if self._document_cue.search(before):
            return Kind.DOCUMENT
        return Kind.PHONE if is_phone(written, self._regions) else Kind.NUMBER

    def _is_harmless(self, match: "Match[str]", text: str, groups: List[str]) -> bool:
        written, digits = match.group(), "".join(groups)
        if written.startswith(INTERNATIONAL):
            # A number of the facts may be written with the country before it.
            return self._known.is_figure([without_home(digits)])
        if self._known.is_figure(groups):
            return True
        is_round = digits[0] != "0" and not digits[3:].strip("0")
        thousands = THOUSANDS.fullmatch(written)
        called = self._phone_cue.search(
            text[max(0, match.start() - 2 * CUE_WITHIN) : match.start()]
        )
        if ENGLISH_THOUSANDS.fullmatch(written) or OF_A_YEAR.fullmatch(written) or is_round:
            return not called
        if _is_counting(groups):
            return True
        counts = thousands and self._counted.match(text, match.end())
        few = thousands and len(digits) <= LONGEST_THOUSANDS and not called
        return bool(counts or few)


def _is_counting(groups: List[str]) -> bool:
    """Whether groups of digits count, as the days of a month do ("17 18 19 20")."""
    if len(groups) < 3 or any(len(group) > 2 for group in groups):
        return False
    numbers = list(map(int, groups))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
