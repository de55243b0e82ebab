"""Proposes where a message that asks several things may be cut into its questions."""

import re
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Text, Type

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.language_identifier import LanguageIdentifier
from assistant.nlu.properties import ALONE, ASKS, BARE, HAS_PARTS, LANGUAGE, OTHER_LANGUAGE, PART_OF
from assistant.nlu.table_component import TableComponent
from assistant.settings import ROOT

SENTENCE_END = re.compile(r"(?<=[?؟!.;؛…])\s+|[?؟]+(?=\S)|\n+|\s*[,،:+/]\s+|\s+[-–+/]\s+")
# "The forum: place, dates, who chairs it": what stands before the colon goes with each of a list.
HEADING = re.compile(r"^([^:?؟!.,،;\n]+?)\s*:\s+(.+)$")
HEADING_WORDS, LISTED_WORDS = 6, 4
# A question word in the middle of a sentence may begin another question: "is it a UN body how
# many members has it".
WORDS_AROUND = 3
ARABIC_AND = "و"
QUESTION_MARKS = ("?", "؟")
# What stands before the items of a list: "- ", "2) ", "• ".
BULLET = re.compile(r"^\s*(?:[-–•*]+|\d{1,2}\s?[.)/°-])\s+")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*", re.UNICODE)


class SplitWords(NamedTuple):
    """The words of a language that cut: conjunctions, and those that begin a question."""

    conjunctions: "re.Pattern[str]"
    leading: FrozenSet[str]
    question_words: FrozenSet[str]
    openers: "re.Pattern[str]"


def split_words(table: Dict[str, Any], language: str) -> SplitWords:
    """A language's words of the table in ``data/split.yml``."""
    conjunctions = sorted(table["conjunctions"][language], key=len, reverse=True)
    pattern = "|".join(re.escape(str(word)) for word in conjunctions)
    before = table["joined"].get(language)
    joined = ""
    if before:
        joined = rf"|\s+و(?=(?:{'|'.join(before['words'])})\b|{'|'.join(before['beginnings'])})"
    return SplitWords(
        re.compile(rf"\s+(?:{pattern})\s+{joined}", re.IGNORECASE),
        frozenset(str(word).casefold() for word in conjunctions),
        frozenset(str(word).casefold() for word in table["question_words"][language]),
        re.compile(rf"\s+(?=(?:{'|'.join(map(re.escape, table['openers'][language]))})\b)", re.I),
    )


def _begins_question(part: str, words: SplitWords) -> bool:
    found = WORD.findall(part.casefold())
    if found and found[0] in words.leading:
        found = found[1:]
    if not found:
        return False
    # "qu'est" begins with "qu"; in Arabic, "and" is written onto the word.
    forms = {found[0], re.split("['’-]", found[0])[0], found[0].removeprefix(ARABIC_AND)}
    return bool(forms & words.question_words)


def _is_question_word(part: str, words: SplitWords) -> bool:
    found = WORD.findall(part.casefold())
    return 0 < len(found) <= 2 and found[-1].removeprefix(ARABIC_AND) in words.question_words


class Part(NamedTuple):
    """A part of a message; whether it stands as questions do: it begins with a word that asks,
    or behind a question mark; and whether nothing but such a word parts it from what is before.

    ``alone``: its own words, where it was given those of the question behind it."""

    text: str
    asks: bool
    bare: bool = False
    alone: Optional[str] = None


def _listed(text: str, words: SplitWords) -> List[Part]:
    """The parts of a list under a heading, each with the heading; [] where a text is none."""
    heading = HEADING.match(text)
    if not heading or len(heading[1].split()) > HEADING_WORDS:
        return []
    pieces = [
        piece
        for sentence in SENTENCE_END.split(heading[2])
        for piece in words.conjunctions.split(sentence)
        if piece.strip()
    ]
    if len(pieces) < 2 or any(len(piece.split()) > LISTED_WORDS for piece in pieces):
        return []
    return [Part(f"{heading[1]} {piece.strip()}", True) for piece in pieces]


def _cut_before_openers(piece: str, words: SplitWords) -> List[str]:
    """A piece, cut once where a question word in its middle may begin another question."""
    for opener in words.openers.finditer(piece):
        before, after = piece[: opener.start()], piece[opener.end() :]
        if min(len(before.split()), len(after.split())) >= WORDS_AROUND:
            return [before, after]
    return [piece]


def _merged(parts: List[Part], most: int) -> List[Part]:
    """The parts, at most so many: the shortest neighbours become one."""
    parts = list(parts)
    while len(parts) > most:
        lengths = [len(f"{a.text} {b.text}".split()) for a, b in zip(parts, parts[1:])]
        at = lengths.index(min(lengths))
        first, second = parts[at : at + 2]
        one = Part(f"{first.text} {second.text}", first.asks or second.asks, first.bare)
        parts[at : at + 2] = [one]
    return parts


def parts_of(text: str, words: SplitWords, most: int) -> List[Part]:
    """The parts that a text may consist of; [] where it can only be one.

    "Quand et où a eu lieu le forum ?" gives each question word the words they share.
    """
    parts: List[Part] = _listed(text, words)
    if parts:
        return parts if len(parts) <= most else []
    for sentence in SENTENCE_END.split(text):
        sentence = BULLET.sub("", sentence)
        behind_question = bool(parts) and parts[-1].text.endswith(QUESTION_MARKS)
        for piece in filter(None, map(str.strip, words.conjunctions.split(sentence))):
            for position, cut in enumerate(_cut_before_openers(piece, words)):
                asks = _begins_question(cut, words) or behind_question
                parts.append(Part(cut, asks, bare=position > 0))
                behind_question = False
    if len(parts) < 2:
        return []
    parts = _merged(parts, most)
    for position in range(len(parts) - 2, -1, -1):
        part, following = parts[position], parts[position + 1]
        shared = following.text.partition(" ")[2]
        before = parts[position - 1] if position else None
        if before and before.asks and not _is_question_word(before.text, words):
            continue  # it follows up a whole question: "When was it, where, and who came?"
        if shared and _is_question_word(part.text, words) and following.asks:
            parts[position] = Part(f"{part.text} {shared}", True, alone=part.text)
    return parts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class QuestionSplitter(TableComponent[Dict[str, SplitWords]]):
    """Appends the parts of a message behind it, for the components after it to read.

    ``QuestionCollector`` folds them back, and decides whether they are questions apart.
    """

    tables_path = ROOT / "data" / "split.yml"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``most_parts``: of a text that could be cut into more, neighbours stay together."""
        return {"most_parts": 6}

    @classmethod
    def required_components(cls) -> List[Type[GraphComponent]]:
        """Each language has its own words."""
        return [LanguageIdentifier]

    @classmethod
    def tables_from(cls, stored: Any) -> Dict[str, SplitWords]:
        """What cuts, by language."""
        return {language: split_words(stored, language) for language in stored["conjunctions"]}

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages, each followed by its parts."""
        whole_and_parts: List[Message] = []
        for position, message in enumerate(messages):
            whole_and_parts.append(message)
            language = message.get(LANGUAGE)
            if language == OTHER_LANGUAGE:
                continue
            words, most = self.tables[language], self._config["most_parts"]
            parts = parts_of(message.get(TEXT), words, most)
            message.set(HAS_PARTS, bool(parts))
            for part in parts:
                properties = {
                    PART_OF: position,
                    ASKS: part.asks,
                    BARE: part.bare,
                    ALONE: part.alone,
                }
                whole_and_parts.append(Message({TEXT: part.text, LANGUAGE: language, **properties}))
        return whole_and_parts
