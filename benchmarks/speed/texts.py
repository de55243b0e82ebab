"""What is asked: questions that visitors might ask, each at most once of a running server."""

import random
from functools import lru_cache
from itertools import zip_longest
from typing import Callable, Dict, List, Sequence

from ruamel.yaml import YAML

from assistant.settings import ROOT
from benchmarks.questions import EXAM_DIR, QUESTIONS_DIR, REPLY_LANGUAGES, Asked, read_questions

GROUPS = tuple(REPLY_LANGUAGES)  # languages, Derja by its script
ONE, SEVERAL, WARM_UP = "one question", "several questions", "warm-up"
SEVERAL_FILE = ROOT / "tests" / "conversations" / "several.yml"
SEED = 10


class OutOfTexts(Exception):
    """All texts of a kind have been asked already."""


@lru_cache(maxsize=1)
def _all() -> Dict[str, Dict[str, List[str]]]:
    """Every text, by kind and language."""
    asked = [*read_questions(QUESTIONS_DIR), *read_questions(EXAM_DIR)]
    several = YAML(typ="safe").load(SEVERAL_FILE.read_text(encoding="utf-8"))

    def of_group(keep: Callable[[Asked], bool]) -> Dict[str, List[str]]:
        return {group: [a.text for a in asked if a.group == group and keep(a)] for group in GROUPS}

    return {
        SEVERAL: {group: [item["text"] for item in several[group]] for group in GROUPS},
        ONE: of_group(lambda one: one.fact is not None),
        WARM_UP: of_group(lambda one: one.intent == "out_of_scope"),
    }


class Texts:
    """Questions by kind and language, handed out in an order that is the same in every run.

    ``one question`` asks for one fact, ``several questions`` for two or three; for ``warm-up`` are
    questions that no fact answers. A text that stands in several files is handed out once, one
    that stands in ``without`` not at all.
    """

    def __init__(self, without: Sequence[str] = ()) -> None:
        seen, shuffle = set(without), random.Random(SEED).shuffle
        self._left: Dict[str, Dict[str, List[str]]] = {}
        for kind, groups in _all().items():
            self._left[kind] = {}
            for group, texts in groups.items():
                new = [text for text in dict.fromkeys(texts) if text not in seen]
                seen.update(new)
                shuffle(new)
                self._left[kind][group] = new
        self.taken = 0

    def left(self, kind: str) -> int:
        """How many texts of a kind have not been handed out."""
        return sum(map(len, self._left[kind].values()))

    def take(self, kind: str, group: str, count: int) -> List[str]:
        """So many texts of one language.

        Raises:
            OutOfTexts: fewer are left.
        """
        left = self._left[kind][group]
        if len(left) < count:
            raise OutOfTexts(f"{count} of {kind} in {group} are wanted, {len(left)} are left")
        self._left[kind][group] = left[count:]
        self.taken += count
        return left[:count]

    def mixed(self, kind: str, count: int) -> List[str]:
        """So many texts of all languages, in turns.

        Raises:
            OutOfTexts: fewer are left.
        """
        shares = dict.fromkeys(GROUPS, 0)
        for _ in range(count):
            # The group that has given least so far, of those that have more to give.
            open_groups = [g for g in GROUPS if shares[g] < len(self._left[kind][g])]
            if not open_groups:
                raise OutOfTexts(f"{count} of {kind} are wanted, {self.left(kind)} are left")
            shares[min(open_groups, key=lambda group: shares[group])] += 1
        columns = [self.take(kind, group, share) for group, share in shares.items()]
        rows = zip_longest(*columns)
        return [text for row in rows for text in row if text is not None]
