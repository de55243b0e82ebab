"""Adds training examples that name things in every role: beside a question, and as its subject."""

import hashlib
import random
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Text

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from assistant.nlu.drawn_examples import by_group, by_label, drawn, example_of
from assistant.nlu.language_identifier import LanguageIdentifier
from assistant.nlu.other_subjects import others_of
from assistant.nlu.properties import (
    LANGUAGE,
    asks_fact,
    example_label,
    split_label,
)
from assistant.nlu.subject_swap import Others, in_another_year, swap
from assistant.nlu.untrained_component import UntrainedComponent
from assistant.settings import ROOT
from assistant.understanding.names import NAMES_FILE, names, read_names

CONTEXTS_DIR = ROOT / "data" / "contexts"
DATED = CONTEXTS_DIR / "dated.yml"
QUESTION_ENDS = " ?؟!.…"
BEGINS_WITH_PUNCTUATION = (",", "،", ";", "؛", "-", "–", ".", "!", "?", "؟")
INFORM, OUT_OF_SCOPE = "inform", "out_of_scope"


class Contexts(NamedTuple):
    """A language's and script's clauses that stand beside a question, and what else there is to
    ask about (a file of ``data/contexts``)."""

    before: List[str]
    after: List[str]
    others: Others


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def read_contexts(folder: Path) -> Dict[str, Contexts]:
    """By language and script ("fr", "aeb-Latn"), what stands in its file."""
    listed = read_names(NAMES_FILE)
    found = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == DATED.name:
            continue
        table = _read(path)
        others = others_of(path.stem, table, listed)
        found[path.stem] = Contexts(table["before"], table["after"], others)
    return found


def joined(text: str, contexts: Contexts, chance: random.Random) -> str:
    """A question with a clause before it, or behind it."""
    if chance.random() < len(contexts.before) / (len(contexts.before) + len(contexts.after)):
        return f"{chance.choice(contexts.before)} {text}"
    after = chance.choice(contexts.after)
    if after.startswith(BEGINS_WITH_PUNCTUATION):
        return text.rstrip(QUESTION_ENDS) + after
    return f"{text} {after}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ContextAugmenter(UntrainedComponent):
    """In training, adds examples made of those that there are: questions beside which something
    is named (where the writer lives, a surname, an employer), under the labels they have;
    questions for facts with their subject replaced by another organisation, event or place,
    out of scope; and the clauses alone, which tell and do not ask.

    What it adds is the same in every training of the same examples, and under intents that they
    have.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Examples made of each kind, for each language and script: with something beside a
        question for a fact (``joined``) or one out of scope, with another subject, or a year."""
        return {"joined": 600, "joined_out_of_scope": 100, "swapped": 900, "dated": 100}

    @classmethod
    def required_components(cls) -> "List[type[GraphComponent]]":
        """Each language has its own clauses."""
        return [LanguageIdentifier]

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """A digest of the clauses, so that Rasa's cache of trainings notices their changes."""
        digest = hashlib.sha256()
        for path in sorted(CONTEXTS_DIR.glob("*.yml")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages, unchanged."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training examples, and those made of them."""
        contexts = read_contexts(CONTEXTS_DIR)
        groups = by_group(training_data.intent_examples)
        made = [
            example
            for group in sorted(contexts)
            if group in groups
            for example in self._made_of(groups[group], contexts[group], random.Random(group))
        ]
        return training_data.merge(TrainingData(made))

    def _made_of(
        self, examples: List[Message], contexts: Contexts, chance: random.Random
    ) -> Iterator[Message]:
        language = examples[0].get(LANGUAGE)
        intents = {split_label(example_label(example) or "")[0] for example in examples}
        facts = by_label(examples, asks_fact)
        unknown = by_label(examples, lambda label: split_label(label)[0] == OUT_OF_SCOPE)
        for labelled, wanted in ((facts, "joined"), (unknown, "joined_out_of_scope")):
            for example in drawn(labelled, self._config[wanted], chance):
                text = joined(example.get(TEXT), contexts, chance)
                yield example_of(text, example_label(example) or "", language)
        if OUT_OF_SCOPE in intents:
            yield from self._about_other(facts, contexts.others, chance, language)
        if INFORM in intents:
            for clause in (*contexts.before, *contexts.after):
                yield example_of(clause.strip(" ,،;؛-–?؟"), INFORM, language)

    def _about_other(
        self, facts: Dict[str, List[Message]], others: Others, chance: random.Random, language: str
    ) -> Iterator[Message]:
        """Questions for facts, as ones about something else."""
        for example in drawn(facts, self._config["swapped"], chance):
            topic = split_label(example_label(example) or "")[1] or ""
            subject = topic.partition(".")[0]
            other = swap(example.get(TEXT), subject, names(), others, chance)
            if other:
                yield example_of(other.text, f"{OUT_OF_SCOPE}/{other.topic}", language)
        of_today = frozenset(_read(DATED)["facts"])
        dated = {label: facts[label] for label in facts if split_label(label)[1] in of_today}
        for example in drawn(dated, self._config["dated"], chance):
            other = in_another_year(example.get(TEXT), others, chance)
            yield example_of(other.text, f"{OUT_OF_SCOPE}/{other.topic}", language)
