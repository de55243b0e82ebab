"""Finds e-mail addresses, links that say who somebody is or open what is theirs, and handles."""

import re
from typing import Iterator
from urllib.parse import urlsplit

from assistant.privacy.folding import Folded
from assistant.privacy.found import Found, Kind
from assistant.privacy.known import Known
from assistant.privacy.patterns import any_of, as_words
from assistant.privacy.tables import Internet

# Every repetition has a limit: a long text takes a time in proportion to it.
MAIL = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]{1,64}@(?:[\w-]{1,63}\.){0,5}[\w-]{2,24}")
LINK = re.compile(
    r"(?:[a-z][a-z+]{1,9}://|www\.)[^\s<>\"]{1,2048}"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}(?::\d{1,5})?[/?#][^\s<>\"]{1,2048}"
)
HANDLE = re.compile(r"(?<![\w@/.])@[\w][\w.-]{0,40}\w")
# A name that somebody made for themselves: words and numbers joined, unlike a word of any language
# (Derja in Latin letters has digits within words, though not two in a row).
MADE = re.compile(
    r"(?<![\w@/.-])(?=[\w.:-]{0,40}(?:_|[^\W_][.:][^\W_]|\d\d|-[^\W_]{0,20}\d))[^\W\d_][\w.:-]{2,40}\w"
)
NEAR_PLATFORM = 40  # characters between a platform's name and the one there
BEHIND = ".,;:!?)]}'»”…،؛؟"
# A part of a path that nobody could say aloud: a number, or letters and digits mixed.
SECRET = re.compile(r"\d{6}|(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{8}|[a-z\d]{24}|[=;@]|token|secret|key")


class InternetFinder:
    """Finds them in folded text."""

    def __init__(self, table: Internet, known: Known) -> None:
        self._known = known
        self._profiles = frozenset(table.profiles)
        name, end = r"[\w.+-]{1,64}", r"[a-z]{2,24}(?![^\W_])"
        host = r"[\w-]{1,63}"
        at, dot = any_of(table.at), rf"(?:\s?\.\s?|{any_of(table.dot)}|{any_of(table.dot_spelled)})"
        spelled_dot = any_of([*table.dot, *table.dot_spelled])
        self._spelled = re.compile(
            rf"{name}\s?{at}\s?(?:{host}\s?{dot}\s?){{1,3}}{end}"
            rf"|{name}{any_of(table.at_of_spelled)}(?:{host}\s?{spelled_dot}\s?){{1,3}}{end}"
        )
        self._platform = re.compile(as_words(table.platforms))
        self._may_spell = re.compile(rf"{at}|{spelled_dot}")

    def find(self, text: Folded) -> Iterator[Found]:
        """E-mail addresses, links, handles."""
        if "/" in text.text or "www." in text.text or "?" in text.text or "#" in text.text:
            yield from self._links(text.text)
        if "@" in text.text:
            for pattern, kind in ((MAIL, Kind.EMAIL), (HANDLE, Kind.HANDLE)):
                for match in pattern.finditer(text.text):
                    if not self._known.is_linked(match.group()):
                        yield Found(kind, *match.span())
        yield from self._made_names(text.text)
        if self._may_spell.search(text.text):
            for match in self._spelled.finditer(text.text):
                yield Found(Kind.EMAIL, *match.span())

    def _made_names(self, text: str) -> Iterator[Found]:
        for platform in self._platform.finditer(text):
            made = MADE.search(text, platform.end(), platform.end() + NEAR_PLATFORM)
            if made and not self._known.is_linked(made.group()):
                yield Found(Kind.HANDLE, *made.span())

    def _links(self, text: str) -> Iterator[Found]:
        for match in LINK.finditer(text):
            link = match.group().rstrip(BEHIND)
            if self._is_personal(link):
                yield Found(Kind.LINK, match.start(), match.start() + len(link))

    def _is_personal(self, link: str) -> bool:
        try:
            parts = urlsplit(link if "://" in link else f"https://{link}")
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:  # it is none that a browser would open, whatever it holds
            return True
        path = parts.path.strip("/")
        if self._known.is_linked(f"{host}/{path}") and not parts.query:
            return False
        if parts.query or parts.fragment or parts.username or parts.password:
            return True
        if parts.scheme not in ("http", "https") or not host:
            return True
        of_a_profile = any(host == site or host.endswith(f".{site}") for site in self._profiles)
        return bool(path and of_a_profile) or bool(SECRET.search(path) or SECRET.search(host))
