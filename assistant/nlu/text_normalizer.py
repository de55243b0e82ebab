"""Cleans a message's text before anything reads it."""

import re
import unicodedata
from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.untrained_component import UntrainedComponent

ARABIC_DECORATION = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
SPACES = re.compile(r"[^\S\n]+")
LINE_ENDS = re.compile(r"\s*\n\s*")
# Cc and Cf: control and invisible characters, Cs: lone surrogates, Co and Cn: no characters.
DROPPED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}


def normalize(text: str, longest: int) -> str:
    """The text without what no reader sees, in one Unicode form, at most ``longest`` long.

    Arabic vowel signs and the tatweel go; leading slashes go too, so that Rasa's
    ``RegexMessageHandler`` never takes a visitor's text for a command.
    """
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(
        char
        for char in text
        if char.isspace() or unicodedata.category(char) not in DROPPED_CATEGORIES
    )
    text = SPACES.sub(" ", LINE_ENDS.sub("\n", ARABIC_DECORATION.sub("", text))).strip()
    return text[:longest].lstrip("/ ")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextNormalizer(UntrainedComponent):
    """Replaces ``text`` by its normal form; the conversation keeps what was typed."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``longest``: characters read of a message; the rest is left unread."""
        return {"longest": 1000}

    def process(self, messages: List[Message]) -> List[Message]:
        """Normalize each message's text in place."""
        for message in messages:
            message.set(TEXT, normalize(message.get(TEXT) or "", self._config["longest"]), True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalize the training examples in the same way."""
        self.process(training_data.training_examples)
        return training_data
