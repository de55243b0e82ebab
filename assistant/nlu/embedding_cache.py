"""Sentence embeddings of earlier trainings, so that only new examples are encoded."""

import hashlib
import logging
from pathlib import Path
from typing import Callable, Dict, List

import numpy as np

logger = logging.getLogger(__name__)


def _key(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


class EmbeddingCache:
    """Embeddings by text in one ``.npz`` file; losing the file costs time and nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def encode(self, texts: List[str], encode: Callable[[List[str]], np.ndarray]) -> np.ndarray:
        """Embeddings of the texts, shape (len(texts), dimensions), float16.

        Only texts that are not in the file go to ``encode``; then they are in it.
        """
        known = self._read()
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in known}
        if missing:
            logger.info("Encoding %d of %d sentences.", len(missing), len(texts))
            encoded = encode(list(missing.values())).astype(np.float16)
            known.update(zip(missing, encoded))
            self._write(known)
        return np.stack([known[key] for key in keys])

    def _read(self) -> Dict[str, np.ndarray]:
        try:
            with np.load(self._path) as file:
                return dict(zip(file["keys"].tolist(), file["vectors"]))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError) as error:
            logger.warning("The embedding cache %s is unreadable: %s", self._path, error)
            return {}

    def _write(self, vectors: Dict[str, np.ndarray]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".unfinished.npz")
        np.savez(unfinished, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
        unfinished.replace(self._path)
