import numpy as np

from assistant.nlu.embedding_cache import EmbeddingCache


def test_only_new_sentences_are_encoded(tmp_path):
    encoded = []

    def encode(texts):
        encoded.extend(texts)
        return np.array([[len(text), 1.0] for text in texts])

    cache = EmbeddingCache(tmp_path / "cache.npz")
    first = cache.encode(["a", "bb", "a"], encode)
    second = cache.encode(["bb", "ccc"], encode)
    assert encoded == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert second[:, 0].tolist() == [2, 3]


def test_a_broken_file_costs_time_only(tmp_path):
    (tmp_path / "cache.npz").write_bytes(b"not an archive")
    cache = EmbeddingCache(tmp_path / "cache.npz")
    assert cache.encode(["a"], lambda texts: np.ones((len(texts), 2))).shape == (1, 2)
