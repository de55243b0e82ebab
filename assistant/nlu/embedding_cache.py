"""Sentence embeddings of earlier trainings, so that only new examples are encoded."""

import hashlib
import logging
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Callable, Dict, List

import numpy as np

from assistant.nlu.progress import told

logger = logging.getLogger(__name__)

Encode = Callable[[List[str]], np.ndarray]
SUFFIXES = (".db", ".npz")  # of caches; the second of before encoders were told apart
PATIENCE = 60.0  # seconds, where another training writes at the same time


def _key(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


class EmbeddingCache:
    """One encoder's embeddings by text, in an SQLite file that is named after the encoder; of
    another encoder, or an earlier version, nothing is read. Losing the file costs time and
    nothing else.
    """

    def __init__(self, folder: Path, name: str, identity: str) -> None:
        self._name = name
        self._path = folder / f"{name}-{identity}.db"

    def encode(self, texts: List[str], encode: Encode, batch_size: int) -> np.ndarray:
        """Embeddings of the texts, shape (len(texts), dimensions), float16.

        Only texts that are not in the file go to ``encode``, so many at a time; each batch is
        kept as soon as it is encoded, whatever interrupts those behind it.
        """
        with closing(self._open()) as file:
            known = self._read(file)
            keys = [_key(text) for text in texts]
            missing = {key: text for key, text in zip(keys, texts) if key not in known}
            if missing:
                logger.info(
                    "%s: encoding %d of %d sentences.", self._name, len(missing), len(texts)
                )
                self._tell_of_others()
                known.update(self._encode(missing, encode, batch_size, file))
        return np.stack([known[key] for key in keys])

    def _encode(
        self, missing: Dict[str, str], encode: Encode, batch_size: int, file: sqlite3.Connection
    ) -> Dict[str, np.ndarray]:
        # Sentences of like length together, as encoders pad a batch to its longest; the batches
        # in any order, so that the first tell how long all will take.
        keys = sorted(missing, key=lambda key: len(missing[key]))
        batches = [keys[start : start + batch_size] for start in range(0, len(keys), batch_size)]
        random.Random(0).shuffle(batches)
        encoded: Dict[str, np.ndarray] = {}
        for batch in told(batches, self._name):
            vectors = encode([missing[key] for key in batch]).astype(np.float16)
            encoded.update(zip(batch, vectors))
            rows = [(key, vector.tobytes()) for key, vector in zip(batch, vectors)]
            with file:
                file.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
        return encoded

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise  # locked, or no right to write: nothing is wrong with the file
        except sqlite3.DatabaseError as error:
            logger.warning("The embedding cache %s is unreadable: %s", self._path, error)
            self._path.unlink()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=PATIENCE)
        try:
            file.execute("PRAGMA synchronous = OFF")
            with file:
                file.execute("CREATE TABLE IF NOT EXISTS vectors (text PRIMARY KEY, vector BLOB)")
        except sqlite3.Error:
            file.close()
            raise
        return file

    @staticmethod
    def _read(file: sqlite3.Connection) -> Dict[str, np.ndarray]:
        rows = file.execute("SELECT text, vector FROM vectors")
        return {key: np.frombuffer(vector, dtype=np.float16) for key, vector in rows}

    def _tell_of_others(self) -> None:
        for other in sorted(self._path.parent.glob(f"{self._name}*")):
            if other == self._path or other.suffix not in SUFFIXES:
                continue
            logger.info(
                "%s: %s is of another version and is not read; it may be deleted.",
                self._name,
                other,
            )
