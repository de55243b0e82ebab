"""Rasa's ``SpacyNLP`` for the French messages only."""

from typing import Any, Dict, List, Text

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

    It stands behind ``LanguageIdentifier``, which it cannot name as required: Rasa asks that of
    its model's provider too, which stands before all.

    A French model makes nothing of Arabic or English, and took half of the training time
    on it (30 s of 60).
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """spaCy's model of French (``model``), and whether it sees capitals."""
        return {**SpacyNLP.get_default_config(), "model": "fr_core_news_sm"}

    @staticmethod
    def load_model(spacy_model_name: Text) -> SpacyModel:
        """The model, without what finds names: nothing reads them, and they take as long as the
        lemmas do."""
        loaded = SpacyNLP.load_model(spacy_model_name)
        loaded.model.select_pipes(disable=["ner"])
        return loaded

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Analyse the French messages; the others pass."""
        super().process(_french(messages), model)
        return messages

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Analyse the French examples; the others pass."""
        super().process_training_data(TrainingData(_french(training_data.training_examples)), model)
        return training_data
