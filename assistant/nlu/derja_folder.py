"""Folds Tunisian Derja, in both scripts, toward words that the sentence encoders know."""

import re
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from assistant.nlu.properties import FOLDED_TEXT, LANGUAGE
from assistant.settings import ROOT

DERJA = "aeb"
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]+")


@lru_cache(maxsize=1)
def folding_table() -> Dict[str, str]:
    """Derja word → standard Arabic, from ``data/derja.yml`` (which lists the words by target)."""
    targets = YAML(typ="safe").load((ROOT / "data" / "derja.yml").read_text(encoding="utf-8"))
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
class DerjaFolder(GraphComponent):
    """Sets ``folded_text`` on messages in Derja; the featurizers read it beside the text."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DerjaFolder":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Fold the messages whose language is Derja."""
        for message in messages:
            if message.get(LANGUAGE) == DERJA:
                folded = fold(message.get(TEXT) or "", folding_table())
                if folded:
                    message.set(FOLDED_TEXT, folded)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Fold the training examples in Derja."""
        self.process(training_data.training_examples)
        return training_data
