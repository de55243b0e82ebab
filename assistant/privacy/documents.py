"""Placeholders in plain data: dictionaries, lists and the texts in them."""

import re
from typing import Any, Callable, Dict, Iterable, Iterator, Mapping

from assistant.privacy.folding import fold, folded
from assistant.privacy.scrubber import Replaced, Scrubs

PIECES = re.compile(r"\s*[,،;:]\s*")
SHORTEST_PIECE = 4  # characters


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """A copy of plain data with every text in it changed; keys and numbers stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: each_text(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [each_text(item, change) for item in value]
    return value


def scrubbed(value: Any, scrubber: Scrubs) -> Any:
    """A copy of plain data with every text in it scrubbed."""
    return each_text(value, lambda text: scrubber.scrub(text).text)


def in_pieces(replaced: Iterable[Replaced]) -> Iterator[Replaced]:
    """What was replaced, and the pieces that it falls into where a text is taken apart."""
    for each in replaced:
        yield each
        for piece in PIECES.split(each.written):
            if len(piece) >= SHORTEST_PIECE:
                yield each._replace(written=piece)


class Hiding:
    """Puts the placeholders of one text wherever else the same was written, in whatever case,
    digits and accents."""

    def __init__(self, replaced: Iterable[Replaced]) -> None:
        self._placeholders: Dict[str, str] = {
            folded(each.written): each.kind.placeholder for each in replaced
        }
        longest_first = sorted(filter(None, self._placeholders), key=len, reverse=True)
        forms = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])" if forms else r"(?!)")

    def hide(self, text: str) -> str:
        """The text with placeholders."""
        shape = fold(text)
        parts, done = [], 0
        for match in self._pattern.finditer(shape.text):
            first, after = shape.before(match.start()), shape.before(match.end())
            parts += [text[done:first], self._placeholders[match.group()]]
            done = after
        return "".join([*parts, text[done:]])
