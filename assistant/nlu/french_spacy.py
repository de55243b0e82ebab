"""Rasa's ``SpacyNLP`` for the French messages only."""

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.properties import LANGUAGE


def _french(messages: List[Message]) -> List[Message]:
    return [message for message in messages if message.get(LANGUAGE) == "fr"]


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="FrenchSpacyNLP",
)
class FrenchSpacyNLP(SpacyNLP):
    """Analyses French with ``fr_core_news_sm``: lemmas for the n-grams.

    A French model makes nothing of Arabic or English, and took half of the training time
    on it (30 s of 60).
    """

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Analyse the French messages; the others pass."""
        super().process(_french(messages), model)
        return messages

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Analyse the French examples; the others pass."""
        super().process_training_data(TrainingData(_french(training_data.training_examples)), model)
        return training_data
