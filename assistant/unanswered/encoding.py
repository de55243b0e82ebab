"""Texts as the project's own sentence encoders see them, free of Rasa's graph.

Importing this takes the encoders' libraries along: only what groups messages does.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Callable, List, NamedTuple, Sequence, Type

import numpy as np

from assistant.nlu import e5_encoder
from assistant.nlu.e5_featurizer import E5Featurizer
from assistant.nlu.embedding_cache import EmbeddingCache
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from assistant.nlu.spelling_folder import fold
from assistant.nlu.text_normalizer import TextNormalizer, normalize
from assistant.nlu.use_featurizer import USEFeaturizer
from assistant.settings import Settings
from assistant.unanswered.vectors import Vectors
from assistant.understanding.spelling import SPELLING_DIR, read_spellings

Encode = Callable[[List[str]], Vectors]
AT_ONCE = 32  # sentences
LONGEST = TextNormalizer.get_default_config()["longest"]


class Encoder(NamedTuple):
    """An encoder: the component that it is in the pipeline, and how it is had outside of that."""

    component: Type[SentenceEncoderFeaturizer]
    loaded: Callable[[], Encode]


@lru_cache(maxsize=1)
def _use() -> Encode:
    return USEFeaturizer(USEFeaturizer.get_default_config(), USEFeaturizer.__name__).encode


@lru_cache(maxsize=1)
def _e5() -> Encode:
    with TemporaryDirectory(prefix="e5-") as folder:
        e5_encoder.prepare(Path(folder))
        return e5_encoder.E5Encoder(Path(folder)).encode


ENCODERS = (Encoder(USEFeaturizer, _use), Encoder(E5Featurizer, _e5))


def encoders_identity() -> str:
    """What tells these encoders, with the spellings that are folded, from others."""
    digest = hashlib.sha256()
    for encoder in ENCODERS:
        digest.update(encoder.component.identity().encode())
    for path in sorted(SPELLING_DIR.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def encode(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
    """Embeddings of visitors' texts in their languages, shape (len(texts), dimensions): those of
    all encoders side by side. Nothing of them is kept here."""
    read = _read(texts, languages)
    batches = [read[start : start + AT_ONCE] for start in range(0, len(read), AT_ONCE)]
    return _side_by_side(
        [np.vstack([encoder.loaded()(batch) for batch in batches]) for encoder in ENCODERS]
    )


def encode_examples(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
    """The same of examples, from training's cache where it has them."""
    read, folder = _read(texts, languages), Settings().cache_dir
    return _side_by_side([_cached(encoder, read, folder) for encoder in ENCODERS])


def _cached(encoder: Encoder, texts: List[str], folder: Path) -> Vectors:
    component = encoder.component
    cache = EmbeddingCache(folder, component.__name__, component.identity())
    return cache.encode(texts, lambda missing: encoder.loaded()(missing), AT_ONCE)


def _read(texts: Sequence[str], languages: Sequence[str]) -> List[str]:
    """The texts as the pipeline hands them to the encoders."""
    tables = {path.stem: read_spellings(path) for path in SPELLING_DIR.glob("*.yml")}
    normal = [normalize(text, LONGEST) or "?" for text in texts]
    return [fold(text, tables.get(of, {})) or text for text, of in zip(normal, languages)]


def _side_by_side(parts: List[Vectors]) -> Vectors:
    wide = [part.astype(np.float32) for part in parts]
    return np.hstack([part / np.linalg.norm(part, axis=1, keepdims=True) for part in wide])
