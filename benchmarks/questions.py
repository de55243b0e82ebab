"""Questions written apart from the training data: ``tests/questions`` and ``tests/exam``."""

from pathlib import Path
from typing import Iterator, List, NamedTuple, Optional

from ruamel.yaml import YAML

from assistant.settings import ROOT
from assistant.understanding.question import is_fact

QUESTIONS_DIR = ROOT / "tests" / "questions"
EXAM_DIR = ROOT / "tests" / "exam"


# The language that each group is answered in.
REPLY_LANGUAGES = {"fr": "fr", "en": "en", "ar": "ar", "aeb-Arab": "ar", "aeb-Latn": "ar"}


class Asked(NamedTuple):
    """A question and what it should be understood as (``intent`` or ``intent/topic``)."""

    language: str
    label: str
    text: str

    @property
    def intent(self) -> str:
        """The label's intent."""
        return self.label.partition("/")[0]

    @property
    def topic(self) -> Optional[str]:
        """The label's retrieval key, if it has one."""
        return self.label.partition("/")[2] or None

    @property
    def fact(self) -> Optional[str]:
        """The fact that is asked for, if it is one."""
        return self.topic if is_fact(self.topic) else None

    @property
    def group(self) -> str:
        """The language, Derja by its script: ``aeb-Arab`` or ``aeb-Latn``."""
        if self.language != "aeb":
            return self.language
        arabic = any("\u0600" <= char <= "\u06ff" for char in self.text)
        return "aeb-Arab" if arabic else "aeb-Latn"


def read_questions(folder: Path = QUESTIONS_DIR) -> List[Asked]:
    """Every question of the folder."""
    return list(_read(folder))


def _read(folder: Path) -> Iterator[Asked]:
    for path in sorted(folder.glob("*.yml")):
        for label, texts in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
            for text in texts:
                yield Asked(path.stem, label, str(text))
