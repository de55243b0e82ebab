"""What the facts hold: it is nobody's, and stays in what is kept."""

import re
from typing import Any, FrozenSet, Iterable, Iterator, List, Mapping

from assistant.facts.record import FactRecord
from assistant.privacy.folding import folded

FIGURE = re.compile(r"\d+(?:[ ./,()-]{1,2}\d+)*")
LINKED = re.compile(r"[\w.+-]*@[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s]*)?")
WORD = re.compile(r"[^\W\d_]+")
MOST_FIGURES = 12  # side by side
SHORTEST_FIGURE = 3  # digits; a shorter one says nothing beside another number
EARLIEST, LATEST = 1900, 2100


class Known:
    """Figures, words, addresses and texts of the facts, in every language."""

    def __init__(self, records: Iterable[FactRecord]) -> None:
        documents = [text for record in records for text in _texts(record.document())]
        self._texts = "\n".join(map(folded, documents))
        figures = {
            _digits(figure)
            for found in FIGURE.findall(self._texts)
            for figure in (found, *re.split(r"\D+", found))
        }
        self._figures = frozenset(figure for figure in figures if len(figure) >= SHORTEST_FIGURE)
        self._linked = frozenset(found.strip("./") for found in LINKED.findall(self._texts))
        self.words: FrozenSet[str] = frozenset(WORD.findall(self._texts))

    def is_figure(self, groups: List[str]) -> bool:
        """Whether groups of digits are figures of facts or years, one or several together."""
        if not groups:
            return True
        return len(groups) <= MOST_FIGURES and any(
            self._is_one("".join(groups[:count])) and self.is_figure(groups[count:])
            for count in range(1, len(groups) + 1)
        )

    def _is_one(self, digits: str) -> bool:
        return digits in self._figures or (len(digits) == 4 and EARLIEST <= int(digits) <= LATEST)

    def is_linked(self, address: str) -> bool:
        """Whether a link, an e-mail address or a handle (folded) is one of the facts'."""
        return address.strip("./") in self._linked

    def is_told(self, text: str) -> bool:
        """Whether some words (folded) stand in a fact."""
        return text in self._texts


def _digits(figure: str) -> str:
    return re.sub(r"\D", "", figure)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)
