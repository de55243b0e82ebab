"""The page that tells what is kept of what a visitor writes: ``docs/privacy.md``, for browsers."""

import re
from pathlib import Path
from typing import List, NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup

from assistant.facts.languages import LANGUAGES, LOCALES

TITLE = re.compile(r"^# (.+)$", re.M)


class Section(NamedTuple):
    """What is told in one language."""

    language: str
    direction: str
    title: str
    html: Markup


def read_sections(path: Path) -> List[Section]:
    """What the file tells: a title and what stands below it for each language, in their order.

    Raises:
        OSError: it cannot be read.
        ValueError: it has not as many titles as there are languages.
    """
    text = path.read_text(encoding="utf-8")
    titles = list(TITLE.finditer(text))
    if len(titles) != len(LANGUAGES):
        raise ValueError(f"{path}: must have {len(LANGUAGES)} titles, one a language")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    ends = [title.start() for title in titles[1:]] + [len(text)]
    return [
        Section(
            language,
            LOCALES[language].text_direction,
            title[1],
            Markup(markdown.render(text[title.start() : end])),
        )
        for language, title, end in zip(LANGUAGES, titles, ends)
    ]
