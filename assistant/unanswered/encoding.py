"""Texts as the project's own sentence encoders see them, free of Rasa's graph.

Importing this takes the encoders' libraries along: only what groups messages does.
"""

import hashlib
from typing import List, Sequence, Type

import numpy as np

from assistant.nlu.e5_featurizer import E5Featurizer
from assistant.nlu.embedding_cache import EmbeddingCache
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from assistant.nlu.spelling_folder import fold
from assistant.nlu.text_normalizer import TextNormalizer, normalize
from assistant.nlu.use_featurizer import USEFeaturizer
from assistant.settings import Settings
from assistant.understanding.spelling import SPELLING_DIR, read_spellings

ENCODERS: Sequence[Type[SentenceEncoderFeaturizer]] = (USEFeaturizer, E5Featurizer)
AT_ONCE = 32  # sentences
LONGEST = TextNormalizer.get_default_config()["longest"]


def encoders_identity() -> str:
    """What tells these encoders, with the spellings that are folded, from others."""
    digest = hashlib.sha256()
    for encoder in ENCODERS:
        digest.update(encoder.identity().encode())
    for path in sorted(SPELLING_DIR.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def encode(texts: Sequence[str], languages: Sequence[str]) -> np.ndarray:
    """Embeddings of visitors' texts in their languages, shape (len(texts), dimensions): those of
    all encoders side by side. Nothing of them is kept here."""
    read = _read(texts, languages)
    return _side_by_side([_encoded(encoder, read) for encoder in ENCODERS])


def encode_examples(texts: Sequence[str], languages: Sequence[str]) -> np.ndarray:
    """The same of examples, from training's cache where it has them."""
    read, folder = _read(texts, languages), Settings().cache_dir
    caches = [
        EmbeddingCache(folder, encoder.__name__, encoder.identity()).encode(
            read, _featurizer(encoder).encode, AT_ONCE
        )
        for encoder in ENCODERS
    ]
    return _side_by_side(caches)


def _read(texts: Sequence[str], languages: Sequence[str]) -> List[str]:
    """The texts as the pipeline hands them to the encoders."""
    tables = {path.stem: read_spellings(path) for path in SPELLING_DIR.glob("*.yml")}
    normal = [normalize(text, LONGEST) or "?" for text in texts]
    return [fold(text, tables.get(of, {})) or text for text, of in zip(normal, languages)]


def _featurizer(encoder: Type[SentenceEncoderFeaturizer]) -> SentenceEncoderFeaturizer:
    return encoder(encoder.get_default_config(), encoder.__name__)


def _encoded(encoder: Type[SentenceEncoderFeaturizer], texts: List[str]) -> np.ndarray:
    batches = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
    featurizer = _featurizer(encoder)
    return np.vstack([featurizer.encode(batch) for batch in batches])


def _side_by_side(parts: List[np.ndarray]) -> np.ndarray:
    wide = [part.astype(np.float32) for part in parts]
    return np.hstack([part / np.linalg.norm(part, axis=1, keepdims=True) for part in wide])
