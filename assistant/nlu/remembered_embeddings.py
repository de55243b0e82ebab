"""Embeddings of sentences that were encoded lately."""

from collections import OrderedDict
from typing import Callable, Dict, List, Sequence

import numpy as np


class RememberedEmbeddings:
    """The last so many embeddings, by their sentence: visitors ask much the same things, and
    buttons send the same words each time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._vectors: "OrderedDict[str, np.ndarray]" = OrderedDict()

    def encode(
        self, texts: Sequence[str], encode: Callable[[List[str]], np.ndarray]
    ) -> Dict[str, np.ndarray]:
        """Each text's embedding; what is not remembered goes to ``encode``, once and together."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        found = dict(zip(missing, encode(missing))) if missing else {}
        found.update({text: self._vectors[text] for text in texts if text not in found})
        for text, vector in found.items():
            self._vectors[text] = vector
            self._vectors.move_to_end(text)
        while len(self._vectors) > self._most:
            self._vectors.popitem(last=False)
        return found
