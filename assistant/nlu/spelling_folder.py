"""Folds spellings that the sentence encoders do not know toward words that they do: Tunisian
Derja in both scripts, and French and English as typed on a phone."""

import re
from functools import lru_cache
from typing import Dict, List, Mapping, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from assistant.nlu.properties import FOLDED_TEXT, LANGUAGE
from assistant.nlu.untrained_component import UntrainedComponent
from assistant.settings import ROOT

TABLES_DIR = ROOT / "data" / "spelling"
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]+")


@lru_cache(maxsize=None)
def folding_table(language: str) -> Dict[str, str]:
    """Spelling → the word it stands for, from ``data/spelling`` (which lists the spellings by
    word); empty where a language has no table."""
    path = TABLES_DIR / f"{language}.yml"
    if not path.exists():
        return {}
    targets = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {str(word).lower(): target for target, words in targets.items() for word in words}


def fold(text: str, table: Mapping[str, str]) -> Optional[str]:
    """The text with every word of the table replaced; None where it has none of them.

    A word written together with the Arabic conjunction و is looked up without it too.
    """
    folded: List[str] = []
    changed = False
    for token in TOKEN.findall(text):
        word = token.lower()
        if word in table:
            folded.append(table[word])
            changed = True
        elif word.startswith("و") and word[1:] in table:
            folded.append(f"و{table[word[1:]]}")
            changed = True
        else:
            folded.append(token)
    return " ".join(part for part in folded if part) if changed else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SpellingFolder(UntrainedComponent):
    """Sets ``folded_text`` on messages with such spellings; the featurizers read it."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Fold each message by the table of its language."""
        for message in messages:
            folded = fold(message.get(TEXT) or "", folding_table(message.get(LANGUAGE)))
            if folded:
                message.set(FOLDED_TEXT, folded)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Fold the training examples in the same way."""
        self.process(training_data.training_examples)
        return training_data
