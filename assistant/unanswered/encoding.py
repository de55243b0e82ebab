"""Texts as the project's own sentence encoders see them, free of Rasa's graph.

Importing this takes the encoders' libraries along: only what groups messages does.
"""

import hashlib
from typing import List, Sequence, Type

import numpy as np

from assistant.nlu.e5_featurizer import E5Featurizer
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from assistant.nlu.spelling_folder import fold
from assistant.nlu.text_normalizer import TextNormalizer, normalize
from assistant.nlu.use_featurizer import USEFeaturizer
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
    """Embeddings of texts in their languages, shape (len(texts), dimensions of all encoders): each
    encoder's of length one, side by side."""
    tables = {path.stem: read_spellings(path) for path in SPELLING_DIR.glob("*.yml")}
    read = [normalize(text, LONGEST) or "?" for text in texts]
    folded = [fold(text, tables.get(of, {})) or text for text, of in zip(read, languages)]
    return np.hstack([_encoded(encoder, folded) for encoder in ENCODERS])


def _encoded(encoder: Type[SentenceEncoderFeaturizer], texts: List[str]) -> np.ndarray:
    featurizer = encoder(encoder.get_default_config(), encoder.__name__)
    batches = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
    vectors = np.vstack([featurizer.encode(batch) for batch in batches]).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
