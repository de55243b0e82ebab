"""Tells the language a message is written in, and the one to reply in."""

from functools import lru_cache
from typing import Any, Dict, List, NamedTuple, Optional, Text

import numpy as np
from lingua import Language, LanguageDetector, LanguageDetectorBuilder
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu.learned_component import LearnedComponent
from assistant.nlu.properties import LANGUAGE, OTHER_LANGUAGE, example_metadata

LINGUA_LANGUAGES = {"fr": Language.FRENCH, "en": Language.ENGLISH, "ar": Language.ARABIC}
# Of the languages that we do not speak, those of our visitors that lingua knows.
LINGUA_OTHERS = (
    Language.BENGALI,
    Language.CHINESE,
    Language.DUTCH,
    Language.GERMAN,
    Language.HINDI,
    Language.INDONESIAN,
    Language.ITALIAN,
    Language.PERSIAN,
    Language.POLISH,
    Language.PORTUGUESE,
    Language.ROMANIAN,
    Language.RUSSIAN,
    Language.SOMALI,
    Language.SPANISH,
    Language.SWAHILI,
    Language.TURKISH,
    Language.URDU,
    Language.YORUBA,
)


class LearnedLanguages(NamedTuple):
    """What training leaves: which n-grams count, and the weights of the languages."""

    vectorizer: TfidfVectorizer
    weights: LogisticRegression


@lru_cache(maxsize=1)
def _lingua() -> LanguageDetector:
    builder = LanguageDetectorBuilder.from_languages(*LINGUA_LANGUAGES.values(), *LINGUA_OTHERS)
    return builder.with_low_accuracy_mode().build()


def _lingua_scores(texts: List[str]) -> np.ndarray:
    """lingua's confidences, shape (len(texts), 4): those of our languages, in their order, and
    that of all others together."""
    order = list(LINGUA_LANGUAGES.values())
    scores = np.zeros((len(texts), len(order) + 1))
    if len(texts) == 1:  # without its pool of threads
        confidences = [_lingua().compute_language_confidence_values(texts[0])]
    else:
        confidences = _lingua().compute_language_confidence_values_in_parallel(texts)
    for row, found in enumerate(confidences):
        for confidence in found:
            ours = confidence.language in order
            scores[row, order.index(confidence.language) if ours else -1] += confidence.value
    return scores


def _with_lingua(ngrams: csr_matrix, texts: List[str]) -> csr_matrix:
    return hstack([ngrams, csr_matrix(_lingua_scores(texts))]).tocsr()


def language_entity(language: str) -> Dict[str, Any]:
    """The entity that fills Rasa's slot ``language``.

    It has no place in the text: with one, even an empty one, what Rasa exports (``rasa
    interactive``) would carry it as ``[](language)``.
    """
    return {"entity": LANGUAGE, "value": language, "extractor": "LanguageIdentifier"}


# A featurizer for the recipe: of the trainable kinds, only these also run over training data.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageIdentifier(LearnedComponent[Optional[LearnedLanguages]]):
    """lingua's confidences and character n-grams of the training data, weighed together.

    lingua knows no Derja and takes arabizi for French or English; the examples in
    ``data/nlu/<language>`` (their metadata names the language) teach the difference.

    Sets ``language``: fr, en, ar, aeb, or ``other_language``, not spoken here. A message that is too short to tell keeps the
    conversation's language, then the channel's hint (metadata ``language``), then the guess.
    Where the reply's language changes, an entity ``language`` is added for the slot.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``certain_from``: confidence from which a message changes the language;
        ``other_from``: confidence from which it is in none that is spoken here;
        ``replies``: the language that each language is answered in."""
        return {
            "certain_from": 0.8,
            "other_from": 0.5,
            "default": "fr",
            "replies": {"fr": "fr", "en": "en", "ar": "ar", "aeb": "ar"},
            "max_features": 15000,
        }

    @classmethod
    def nothing_learned(cls) -> Optional[LearnedLanguages]:
        """Nothing: lingua alone tells."""
        return None

    @classmethod
    def restored(cls, stored: Optional[LearnedLanguages]) -> Optional[LearnedLanguages]:
        """As it was stored; lingua's models are read too, for which the first visitor must not
        wait."""
        _lingua_scores(["?"])
        return stored

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples whose metadata names their language."""
        examples = [
            example
            for example in training_data.training_examples
            if LANGUAGE in example_metadata(example)
        ]
        languages = [example_metadata(example)[LANGUAGE] for example in examples]
        if len(set(languages)) > 1:
            texts = [example.get(TEXT) for example in examples]
            vectorizer = TfidfVectorizer(
                analyzer="char_wb",
                ngram_range=(1, 4),
                max_features=self._config["max_features"],
                sublinear_tf=True,
            )
            features = _with_lingua(vectorizer.fit_transform(texts), texts)
            vectorizer.stop_words_ = None
            # One language against the others converges in half the time of all at once; with a
            # hundred times the solver's own tolerance it is as often right, in half the time again.
            judge = LogisticRegression(C=20.0, tol=0.01, solver="liblinear")
            weights = judge.fit(features, languages)
            self._learned = LearnedLanguages(vectorizer, weights)
        return self._kept(self._learned)

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Set each message's language; add the entity where the reply's language changes."""
        current = tracker.get_slot(LANGUAGE) if tracker else None
        for message in messages:
            confidences = self.confidences(message.get(TEXT))
            other = confidences.pop(OTHER_LANGUAGE, 0.0)
            language = max(confidences, key=lambda name: confidences[name])
            reply, certain = self._reply(confidences)
            if other >= self._config["other_from"]:
                language = OTHER_LANGUAGE
            if not certain:
                hint = (message.get(METADATA) or {}).get(LANGUAGE)
                if isinstance(hint, str) and hint in self._config["replies"].values():
                    reply = hint
                reply = current or reply
            message.set(LANGUAGE, language, add_to_output=True)
            if reply != current:
                entities = message.get(ENTITIES, []) + [language_entity(reply)]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the language that each example's metadata names."""
        for example in training_data.training_examples:
            example.set(LANGUAGE, example_metadata(example).get(LANGUAGE))
        return training_data

    def confidences(self, text: str) -> Dict[str, float]:
        """The probability of each language; all alike for a text without letters.

        Trained on examples of one language or of none named, it is lingua's alone.
        """
        if self._learned is None:
            return dict(
                zip([*LINGUA_LANGUAGES, OTHER_LANGUAGE], _lingua_scores([text])[0].tolist())
            )
        languages = self._learned.weights.classes_.tolist()
        if not any(char.isalpha() for char in text):
            return dict.fromkeys(languages, 1 / len(languages))
        features = _with_lingua(self._learned.vectorizer.transform([text]), [text])
        return dict(zip(languages, self._learned.weights.predict_proba(features)[0].tolist()))

    def _reply(self, confidences: Dict[str, float]) -> "tuple[str, bool]":
        replies: Dict[str, float] = {}
        for language, confidence in confidences.items():
            reply = self._config["replies"][language]
            replies[reply] = replies.get(reply, 0.0) + confidence
        best = max(replies, key=lambda name: replies[name])
        if len(set(confidences.values())) == 1:
            return self._config["default"], False
        return best, replies[best] >= self._config["certain_from"]
