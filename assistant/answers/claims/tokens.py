"""A message cut into clauses of tokens: words, and what is written in digits."""

import re
from typing import Dict, List, Match, NamedTuple, Optional, Tuple, Union

from assistant.answers.claims.parts import PartialDate
from assistant.understanding.gazetteer import plain, without_article

DIGITS = {
    ord(digit): str(value)
    for zero in ("٠", "۰")
    for value, digit in enumerate(chr(ord(zero) + offset) for offset in range(10))
}
THOUSANDS = ("الفان", "الفين", "الاف")
TATWEEL = "\u0640"
NOT_CONTRACTED = re.compile(r"n['’]t\b")
INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?")
YEAR_BEHIND_COMMA = re.compile(r"(?<=\w),(?=\s*(?:19|20)\d\d(?!\d))")
HYPHEN = re.compile(r"(?<=[^\W\d])[-‐‑](?=[^\W\d])")
SPACES = re.compile(r"[ \t\u00a0\u202f]+")
# What ends a clause; of these, what ends a sentence too.
BREAKS, STOPS = set(',;:،؛()«»"“”…|•.?!؟\n'), set(".?!؟…\n")
TOKEN = re.compile(
    r"""
    (?P<reference>\ba\s?/\s?(?:res\s?/\s?)?\d{1,3}\s?/\s?\d{1,3}|\bres\s?/\s?\d{1,3}\s?/\s?\d{1,3}
        |(?<![\d/])\d{2,3}/(?:\d{3}|(?:1[3-9]|[2-9]\d))(?![\d/])
        |(?<![\d/])(?:3[2-9]|[4-9]\d)/\d{1,2}(?![\d/]))
  | (?P<iso>(?<!\d)(?:19|20)\d\d-\d{1,2}-\d{1,2}(?!\d))
  | (?P<date>(?<!\d)\d{1,2}(?P<s>[/.-])\d{1,2}(?P=s)(?:\d{4}|\d{2})(?!\d))
  | (?P<month>(?<!\d)\d{1,2}/(?:19|20)\d\d(?!\d))
  | (?P<phone>(?:(?:\+|\b00)\s?216[ .-]?)?(?<!\d)
        (?:\d{8}|\d\d(?P<p>[ .-])\d\d(?P=p)\d\d(?P=p)\d\d|\d\d(?P<q>[ .-])\d{3}(?P=q)\d{3})(?!\d))
  | (?P<clock>(?<![\d.])(?:[01]?\d|2[0-3])\.(?:00|15|30|45)(?![\d.]*\d)|(?<!\d)\d{1,2}\s?[h:]\s?\d\d(?!\d)|(?<!\d)\d{1,2}\s?h(?![a-z])
        |(?<!\d)(?!3am\s+\d)\d{1,2}\s?[ap]\.?m\b\.?)
  | (?P<day_month>(?<!\d)\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<ordinal>(?<![a-z\d])\d{1,2}\s?(?:ers?|eres?|res?|emes?|nde?|st|rd|th|e)\b)
  | (?P<decade>(?<![a-z\d])(?:19|20)?\d0['’]?s\b)
  | (?P<thousands>(?<!\d)\d{1,3}(?:[,.]\d{3})+(?!\d)|(?<!\d)\d{1,2}\s\d{3}(?!\s?\d))
  | (?P<number>(?<![a-z\d])\d+(?![a-z\d])|(?<=[\u0621-\u064a])\d+|\d+(?=[\u0621-\u064a]))
  | (?P<arabic>[\u0621-\u064a]+)
  | (?P<word>[^\W_\u0621-\u064a]+)
  | (?P<sign>[-–=+%&/])
  | (?P<other>\S|\n)
    """,
    re.VERBOSE,
)

Value = Union[int, str, PartialDate, Tuple[int, Optional[str]], None]


class Token(NamedTuple):
    """A word in plain form, or what is written in digits: ``kind`` is the name of the group of
    ``TOKEN`` that it matched, ``value`` what it says."""

    text: str
    kind: str = "word"
    value: Value = None


class Clause(NamedTuple):
    """Tokens between two breaks, and the sign that ends them ("" at the end of the text)."""

    tokens: List[Token]
    end: str

    @property
    def ends_sentence(self) -> bool:
        """Whether the next clause stands in another sentence."""
        return not self.end or self.end in STOPS


def plain_text(text: str) -> str:
    """The text in the form in which words are compared, its digits Western."""
    text = plain(text).translate(DIGITS).replace(TATWEEL, "")
    text = HYPHEN.sub(" ", NOT_CONTRACTED.sub("nt", text))
    text = INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    return SPACES.sub(" ", YEAR_BEHIND_COMMA.sub("", text))


def clauses_of(text: str) -> List[Clause]:
    """The clauses of a text, in order; empty ones are left out."""
    clauses: List[Clause] = []
    tokens: List[Token] = []
    for match in TOKEN.finditer(plain_text(text)):
        if match.lastgroup == "other" or (match.lastgroup or "") in BREAKS:
            sign = match.group()
            if sign in BREAKS and tokens:
                clauses.append(Clause(tokens, sign))
                tokens = []
            elif sign in STOPS and clauses and not tokens:
                clauses[-1] = clauses[-1]._replace(end=sign)
        else:
            tokens.append(_token(match))
    if tokens:
        clauses.append(Clause(tokens, ""))
    return clauses


def bare_word(word: str) -> str:
    """A word without the Arabic article; thousands begin with its letters."""
    return word if word in THOUSANDS else without_article(word)


def words_in(phrase: str) -> Tuple[str, ...]:
    """A phrase's tokens, as the texts that a message's tokens are compared with."""
    return tuple(token.text for clause in clauses_of(phrase) for token in clause.tokens)


def _token(match: Match[str]) -> Token:
    text = match.group()
    groups: Dict[str, str] = {name: found for name, found in match.groupdict().items() if found}
    kind = next(name for name in groups if name not in ("s", "p", "q"))
    digits = [int(number) for number in re.findall(r"\d+", text)]
    if kind == "arabic":
        kind = "word"
    if kind == "reference":
        return Token(text, kind, f"{digits[-2]}/{digits[-1]}")
    if kind == "phone":
        return Token(text, kind, re.sub(r"\D", "", text)[-8:])
    if kind in ("iso", "date", "month", "day_month"):
        return Token(text, "date", _date(kind, digits))
    if kind == "clock":
        half_day = "am" if "a" in text else "pm" if "p" in text else None
        return Token(text, kind, (digits[0] * 60 + (digits[1] if digits[1:] else 0), half_day))
    if kind == "decade":
        return Token(text, kind, digits[0] if digits[0] > 100 else 1900 + digits[0])
    if kind == "thousands":
        return Token(text, "number", int("".join(map(str, re.findall(r"\d", text)))))
    if kind in ("number", "ordinal"):
        return Token(text, kind, digits[0])
    return Token(text, kind)


def _date(kind: str, digits: List[int]) -> Optional[PartialDate]:
    year: Optional[int]
    month: int
    day: Optional[int]
    if kind == "iso":
        year, month, day = digits
    elif kind == "month":
        (month, year), day = digits, None
    elif kind == "day_month":
        (day, month), year = digits, None
    else:
        day, month, year = digits
        year = year + 2000 if year < 100 else year
    right = 1 <= month <= 12 and (day is None or 1 <= day <= 31)
    return PartialDate(year, month, day) if right else None
