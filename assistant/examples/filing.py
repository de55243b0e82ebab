"""Files examples that Rasa wrote (``rasa interactive``, ``rasa data convert``, …).

Rasa's writer puts all blocks of a label together under the metadata of the first, so what it says
of the language is not to be trusted; and ``rasa interactive`` knows intents but not their keys.
"""

from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Callable, Iterator, NamedTuple, Optional, Set

from rasa.shared.nlu.training_data.loading import load_data

from assistant.examples.blocks import Block, comparable
from assistant.examples.files import LANGUAGES, TrainingFiles
from assistant.nlu.properties import OTHER_LANGUAGE, example_label, split_label


class Exported(NamedTuple):
    """An example as Rasa exported it: its text in one line, and its label, perhaps without key."""

    text: str
    label: str


class Became(str, Enum):
    """What became of an example."""

    FILED = "filed"
    KNOWN = "known already"
    ELSEWHERE = "known under another label"
    TESTED = "a question of the tests"
    UNKNOWN_LABEL = "unknown label"
    NO_KEY = "no key"
    NO_LANGUAGE = "no language"


# What the staff has nothing more to do about.
SETTLED = (Became.FILED, Became.KNOWN)


class Result(NamedTuple):
    """An example, what became of it, and where it stands or why it was left."""

    exported: Exported
    became: Became
    where: str


def read_exported(path: Path) -> Iterator[Exported]:
    """The labelled examples of a file that Rasa wrote, in any format that Rasa reads."""
    for example in load_data(str(path)).training_examples:
        label = example_label(example)
        if label:
            yield Exported(" ".join(example.get("text").split()), label)


class Filer:
    """Puts examples where they belong.

    ``language_of`` tells a text's language, ``key_of`` which label with a key a text has under an
    intent; each None where that cannot be told. ``tested`` are the words of the questions that
    measure the model, which must not be learned.
    """

    def __init__(
        self,
        files: TrainingFiles,
        tested: Set[str],
        language_of: Callable[[str], Optional[str]],
        key_of: Callable[[str, str], Optional[str]],
    ) -> None:
        self._files = files
        self._tested = tested
        self._language_of = language_of
        self._key_of = key_of

    def file(self, exported: Exported) -> Result:
        """File one example, or tell why it is left."""
        text, label = exported
        keys = self._files.keys_of(label)
        if label not in self._files.labels and not keys:
            near = get_close_matches(label, self._files.labels, n=3)
            return Result(
                exported, Became.UNKNOWN_LABEL, f"near: {', '.join(near)}" if near else ""
            )
        known = self._files.find(text)
        if known:
            same = label in (known.label, split_label(known.label)[0])
            became = Became.KNOWN if same else Became.ELSEWHERE
            return Result(exported, became, f"{known.label}, {known.language}")
        if comparable(text) in self._tested:
            return Result(exported, Became.TESTED, "what measures the model must not teach it")
        found = self._key_of(text, label) if keys else label
        if found is None:
            return Result(exported, Became.NO_KEY, f"which of {len(keys)} is it?")
        language = OTHER_LANGUAGE if found == OTHER_LANGUAGE else self._language_of(text)
        if language not in LANGUAGES or (language == OTHER_LANGUAGE) != (found == OTHER_LANGUAGE):
            return Result(exported, Became.NO_LANGUAGE, "name it with --language")
        place = Block(found, language)
        path = self._files.add(place, text)
        return Result(exported, Became.FILED, f"{place.label}, {path.parent.name}/{path.name}")
