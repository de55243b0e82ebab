"""Completes a short message with what was talked about before it."""

import random
from typing import Any, Dict, Iterator, List, Optional, Text, Type

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.drawn_examples import by_group, by_label, drawn, example_of
from assistant.nlu.language_identifier import LanguageIdentifier
from assistant.nlu.properties import (
    ALONE,
    COMPLETES,
    LANGUAGE,
    MENTIONS,
    OTHER_LANGUAGE,
    PART_OF,
    QUESTIONS,
    asks_fact,
    example_label,
    split_label,
)
from assistant.nlu.script_groups import group_of
from assistant.nlu.subject_swap import without_subject
from assistant.nlu.table_component import TableComponent
from assistant.settings import ROOT
from assistant.understanding.names import names
from assistant.understanding.said import remembered

# By subject, then by language and script, the name that is written in front.
Completions = Dict[str, Dict[str, str]]
FACT = "fact"


def subject_of(fact: Optional[str]) -> Optional[str]:
    """The subject of a fact's id, ``<subject>.<attribute>``."""
    return fact.partition(".")[0] if fact else None


def completed(text: str, name: str) -> str:
    """A text with what it is about written in front of it."""
    return f"{name} : {text}"


def _last_subject(tracker: Optional[DialogueStateTracker]) -> Optional[str]:
    """What this session was about last: the subject that the visitor named ("no, I mean the
    forum"), or that of the fact shown since."""
    if tracker is None:
        return None
    newest_first = [event.as_dict() for event in reversed(tracker.events)]
    memory = remembered(newest_first)
    said = next((event for event in newest_first if event["event"] == UserUttered.type_name), None)
    questions = ((said or {}).get("parse_data") or {}).get(QUESTIONS) or []
    named = (questions[-1].get("mentions") or {}).get("subjects") if questions else None
    if memory is None:
        return None
    return named[-1] if named else subject_of(memory.get(FACT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class QuestionCompleter(TableComponent[Completions]):
    """Appends, behind the messages and their parts, each short one once more, with its subject
    written in front: of a part, what is named before it in the message, or else in all of it, or
    else what the conversation was about. So a question without its subject ("and who takes part?") is
    understood by the same classifiers as one that has it; ``QuestionCollector`` folds it back.

    In training it adds examples in this form, made of those whose subject can be taken out.
    """

    tables_path = ROOT / "data" / "completions.yml"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``most_words``: longer messages name what they ask about. ``facts``, ``unknown`` and
        ``talk``: examples made for each language and script from questions for facts, from
        those for details that are not known, and from messages that ask for nothing."""
        return {"most_words": 7, "facts": 400, "unknown": 150, "talk": 100}

    @classmethod
    def required_components(cls) -> List[Type[GraphComponent]]:
        """Each language has its own names. (``SubjectExtractor`` stands before it too, which
        Rasa cannot check: extractors have no part in training.)"""
        return [LanguageIdentifier]

    @classmethod
    def tables_from(cls, stored: Any) -> Completions:
        """The names as they were stored."""
        return dict(stored)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """The messages, and behind them all those that complete one."""
        last = inherited = _last_subject(tracker)
        completions = []
        for position, message in enumerate(messages):
            named = (message.get(MENTIONS) or {}).get("subjects") or []
            whole = message.get(PART_OF) is None
            about = last if whole else inherited
            if whole:
                inherited = named[0] if named else last
            if not named or message.get(ALONE):
                completions += self._completed(message, position, about)
            elif not whole:
                inherited = named[-1]
        return messages + completions

    def _completed(self, message: Message, position: int, subject: Optional[str]) -> List[Message]:
        text, language = message.get(ALONE) or message.get(TEXT) or "", message.get(LANGUAGE)
        name = self.tables.get(subject or "", {}).get(group_of(language or "", text))
        short = 0 < len(text.split()) <= self._config["most_words"]
        if not (name and short) or language == OTHER_LANGUAGE:
            return []
        return [Message({TEXT: completed(text, name), LANGUAGE: language, COMPLETES: position})]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training examples, and those made of them."""
        groups = by_group(training_data.intent_examples)
        tables = self.tables_from(self.read_tables())
        made = [
            example
            for group in sorted(groups)
            if all(group in of_subject for of_subject in tables.values())
            for example in self._made_of(
                groups[group],
                {subject: of_subject[group] for subject, of_subject in tables.items()},
                random.Random(group),
            )
        ]
        return training_data.merge(TrainingData(made))

    def _made_of(
        self, examples: List[Message], of_subject: Dict[str, str], chance: random.Random
    ) -> Iterator[Message]:
        language = examples[0].get(LANGUAGE)
        facts = by_label(examples, asks_fact)
        for example in drawn(facts, self._config["facts"], chance):
            label = example_label(example) or ""
            subject = subject_of(split_label(label)[1]) or ""
            bare = without_subject(example.get(TEXT), names(), subject)
            if bare and subject in of_subject:
                yield example_of(completed(bare, of_subject[subject]), label, language)
        unknown = by_label(examples, lambda label: split_label(label)[1] == "unknown_detail")
        for example in drawn(unknown, self._config["unknown"], chance):
            subject = chance.choice(sorted(of_subject))
            bare = without_subject(example.get(TEXT), names(), subject)
            if bare:
                text = completed(bare, of_subject[subject])
                yield example_of(text, example_label(example) or "", language)
        talk = by_label(examples, lambda label: "/" not in label)
        for example in drawn(talk, self._config["talk"], chance):
            text = completed(example.get(TEXT), chance.choice(sorted(of_subject.values())))
            yield example_of(text, example_label(example) or "", language)
