"""Folds spellings that the sentence encoders do not know toward words that they do: Tunisian
Derja in both scripts, and French and English as typed on a phone."""

import re
from typing import Any, Dict, List, Mapping, Optional, Type

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.language_identifier import LanguageIdentifier
from assistant.nlu.properties import FOLDED_TEXT, LANGUAGE
from assistant.nlu.table_component import TableComponent
from assistant.understanding.spelling import SPELLING_DIR, read_spellings

# What stands together: words that only a dot, a slash or a hyphen joins may be one token.
TOGETHER = re.compile(r"https?://\S+|[^\s,;!?،؛؟()\[\]{}«»“”\"…]+")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
JOINTS = re.compile(r"[./:_–-]")
ADDRESS = re.compile(
    r"^https?://|^www\.|@|\.(?:com|org|net|int|info|gov|edu|[a-z]{2})(?:[/:#]|$)", re.IGNORECASE
)
SENTENCE_ENDS = (".", "!", "?", "؟", "…", "\n")
ARABIC_AND = "و"

Table = Mapping[str, str]


def _is_one_token(text: str) -> bool:
    """Whether a text without spaces is an address, a number or a symbol (8.30, A/RES/73/195), or
    a name (Rio-de-Janeiro)."""
    text = text.strip(".")
    parts = JOINTS.split(text)
    numbered = len(parts) > 1 and any(part.isdecimal() for part in parts)
    named = "-" in text and any(char.isupper() for char in text)
    return numbered or named or bool(ADDRESS.search(text))


def _is_named(letter: "re.Match[str]") -> bool:
    """Whether a capital letter is meant as the letter that it is (vitamin C, 34.9 N, U. Thant);
    otherwise it begins a sentence, or all is in capitals."""
    before, after = letter.string[: letter.start()], letter.string[letter.end() :]
    before = before.rstrip(" ")
    if after.startswith(".") or before[-1:].isdecimal():
        return True
    return not (letter.string.isupper() or not before or before.endswith(SENTENCE_ENDS))


def _spelled_out(word: str, table: Table) -> Optional[str]:
    """What a word stands for; a word written together with the Arabic conjunction و is looked
    up without it too."""
    word = word.lower()
    if word in table:
        return table[word]
    if word.startswith(ARABIC_AND) and word[1:] in table:
        return ARABIC_AND + table[word[1:]]
    return None


def fold(text: str, table: Table) -> Optional[str]:
    """The text with every word of the table replaced and nothing else changed but gaps; None
    where it has none of them.

    What is one token stays as it is: initials, numbers, symbols, addresses. So a single letter
    counts as a word only where it stands alone.
    """

    def folded(together: "re.Match[str]") -> str:
        if together[0].lower() in table and len(together[0]) > 1:
            return table[together[0].lower()]
        if _is_one_token(together[0]):
            return together[0]
        alone = len(WORD.findall(together[0])) == 1
        pieces, done = [], together.start()
        for word in WORD.finditer(text, together.start(), together.end()):
            letter = len(word[0]) == 1
            if letter and (not alone or (word[0].isupper() and _is_named(word))):
                continue
            spelled_out = _spelled_out(word[0], table)
            if spelled_out is not None:
                pieces += [text[done : word.start()], spelled_out]
                done = word.end()
        return "".join(pieces) + text[done : together.end()]

    changed = TOGETHER.sub(folded, text)
    return " ".join(changed.split()) if changed != text else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingFolder(TableComponent[Dict[str, Dict[str, str]]]):
    """Sets ``folded_text`` on messages with such spellings; the featurizers read it."""

    tables_path = SPELLING_DIR

    @classmethod
    def required_components(cls) -> List[Type[GraphComponent]]:
        """Each language is folded by its own table."""
        return [LanguageIdentifier]

    @classmethod
    def read_tables(cls) -> Dict[str, Dict[str, str]]:
        """By language: spelling → the word it stands for. (The files list them by word.)"""
        return {path.stem: read_spellings(path) for path in sorted(cls.tables_path.glob("*.yml"))}

    @classmethod
    def tables_from(cls, stored: Any) -> Dict[str, Dict[str, str]]:
        """The tables as they were stored."""
        return dict(stored)

    def process(self, messages: List[Message]) -> List[Message]:
        """Fold each message by the table of its language, if it has one."""
        for message in messages:
            table = self.tables.get(message.get(LANGUAGE), {})
            folded = fold(message.get(TEXT) or "", table)
            if folded:
                message.set(FOLDED_TEXT, folded)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Fold the training examples in the same way."""
        self.process(training_data.training_examples)
        return training_data
