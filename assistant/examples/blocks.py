"""The form in which ``data/nlu`` has examples: a block a label, a line an example."""

import re
import unicodedata
from typing import NamedTuple

HEAD = 'version: "3.1"\n\nnlu:\n'
EXAMPLE = "    - "
BLOCK = "- intent: {label}\n  metadata:\n    language: {language}\n  examples: |\n"


def comparable(text: str) -> str:
    """A text's words alone, in which two texts that say the same are alike; none in "👍"."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


class Block(NamedTuple):
    """Where an example stands: under a label, in a language."""

    label: str
    language: str


def with_example(content: str, place: Block, text: str) -> str:
    """A file's content with one more example at the end of the block of its label; in a new
    block where it has none. Nothing else changes."""
    lines = content.split("\n")
    try:
        start = lines.index(f"- intent: {place.label}")
    except ValueError:
        block = BLOCK.format(label=place.label, language=place.language)
        return f"{content.rstrip()}\n\n{block}{EXAMPLE}{text}\n"
    end = start + 1
    while end < len(lines) and not lines[end].startswith("- "):
        end += 1
    last = max(number for number in range(start, end) if lines[number].strip())
    return "\n".join([*lines[: last + 1], f"{EXAMPLE}{text}", *lines[last + 1 :]])
