"""The words of the pages: written as ``.po``, one file a slice and language, and compiled at start.

English is the language of the msgids. ``missing`` tells what has no words yet in another one.
"""

import os
import re
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Dict, Iterator, Set, Tuple, Union

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
# Where what is told of wrong facts is put together, in English (``assistant.desk.sentences``).
SENTENCES = HERE.parent / "facts"
WRITTEN = HERE / "locale"
TRANSLATED = ("fr", "ar")
# The one name that Django looks for in a folder of words.
COMPILED = "LC_MESSAGES/django.mo"
KEYWORDS = {
    **{name: None for name in ("gettext", "gettext_lazy", "gettext_noop", "noop", "_", "Sentence")},
    **{name: (1, 2) for name in ("ngettext", "ngettext_lazy")},
    **{name: ((1, "c"), 2) for name in ("pgettext", "pgettext_lazy")},
    "npgettext": ((1, "c"), 2, 3),
}
Id = Union[str, Tuple[str, ...]]


def catalogue(language: str) -> Catalog:
    """All words of a language, from the files of every slice."""
    together: "Catalog | None" = None
    for path in sorted((WRITTEN / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            one = read_po(file, locale=language, abort_invalid=True)
        if together is None:
            together = one
            continue
        for message in one:
            if message.id:
                together[message.id] = message
    if together is None:
        raise FileNotFoundError(f"There are no words of {language} in {WRITTEN}.")
    return together


def compile_into(folder: Path) -> None:
    """Compile the words of every language, where they are newer than what is there."""
    for language in TRANSLATED:
        target = folder / language / COMPILED
        sources = list((WRITTEN / language / "LC_MESSAGES").glob("*.po"))
        newest = max(path.stat().st_mtime for path in sources)
        if not target.exists() or target.stat().st_mtime <= newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=target.parent, delete=False) as file:
                write_mo(file, catalogue(language))
            os.replace(file.name, target)


def used() -> Dict[Id, Set[str]]:
    """The msgids that the desk's code and templates name, each with the files that do."""
    found: Dict[Id, Set[str]] = {}
    for path in sorted([*HERE.rglob("*"), *SENTENCES.glob("*.py")]):
        if path.suffix in (".py", ".html", ".txt"):
            for msgid in _named_in(path):
                found.setdefault(msgid, set()).add(str(path.relative_to(HERE.parent)))
    return found


def missing(language: str) -> Dict[Id, Set[str]]:
    """What has no words in a language, with the files that need them."""
    known = catalogue(language)
    return {msgid: files for msgid, files in used().items() if not _has_words(known, msgid)}


def _has_words(known: Catalog, msgid: Id) -> bool:
    message = known.get(msgid if isinstance(msgid, str) else msgid[0])
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    plural = isinstance(msgid, tuple)
    return all(texts) and plural == isinstance(message.string, (list, tuple))


def _named_in(path: Path) -> Iterator[Id]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django makes of a template what xgettext, and so Babel, reads as code.
        from django.utils.translation.template import templatize

        # The text between stands as Xs and blanks, which Python takes for indentation.
        text = re.sub(r"^\s+", "", templatize(text), flags=re.MULTILINE)
    for _, msgid, _, _ in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield msgid
