import logging
import sqlite3

import numpy as np
import pytest

from assistant.nlu.embedding_cache import EmbeddingCache

KEPT = 2  # sentences a batch


class Encoder:
    """Gives each text its length; keeps what it was asked for, and stops after so many."""

    def __init__(self, last=1000):
        self.asked = []
        self._last = last

    def __call__(self, texts):
        if len(self.asked) + len(texts) > self._last:
            raise KeyboardInterrupt
        self.asked.extend(texts)
        return np.array([[len(text), 1.0] for text in texts])


def cache(folder, identity="1.0"):
    return EmbeddingCache(folder, "Encoder", identity)


def test_only_new_sentences_are_encoded(tmp_path):
    encoder = Encoder()
    first = cache(tmp_path).encode(["a", "bb", "a"], encoder, KEPT)
    second = cache(tmp_path).encode(["bb", "ccc"], encoder, KEPT)
    assert sorted(encoder.asked) == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert second[:, 0].tolist() == [2, 3]


def test_vectors_of_another_version_are_not_mixed_in(tmp_path):
    cache(tmp_path, "1.0").encode(["a", "bb"], Encoder(), KEPT)
    newer = Encoder()
    vectors = cache(tmp_path, "2.0").encode(["a", "ccc"], lambda texts: 2 * newer(texts), KEPT)
    assert sorted(newer.asked) == ["a", "ccc"]
    assert vectors[:, 0].tolist() == [2, 6]


def test_a_file_of_before_versions_were_told_apart_is_not_read_but_named(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    old = tmp_path / "Encoder.npz"
    np.savez(old, keys=np.array(["86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"]), vectors=[[9, 9]])
    assert cache(tmp_path).encode(["a"], Encoder(), KEPT).tolist() == [[1, 1]]
    assert str(old) in caplog.text
    assert old.exists()


def test_what_was_encoded_before_an_interruption_is_kept(tmp_path):
    texts = [f"{'x' * length}" for length in range(1, 8)]
    stopped, resumed = Encoder(last=4), Encoder()
    with pytest.raises(KeyboardInterrupt):
        cache(tmp_path).encode(texts, stopped, KEPT)
    vectors = cache(tmp_path).encode(texts, resumed, KEPT)
    assert len(stopped.asked) == 4
    assert sorted(stopped.asked + resumed.asked) == texts
    assert vectors[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_a_broken_file_costs_time_only(tmp_path):
    cache(tmp_path).encode(["a"], Encoder(), KEPT)
    [file] = tmp_path.iterdir()
    file.write_bytes(b"not a database" * 1000)
    assert cache(tmp_path).encode(["a"], Encoder(), KEPT).shape == (1, 2)
    assert cache(tmp_path).encode(["a"], Encoder(last=0), KEPT).shape == (1, 2)


def test_two_trainings_may_write_at_once(tmp_path):
    first = cache(tmp_path)

    def with_another_meanwhile(texts):
        cache(tmp_path).encode(["a", "bb", "ccc"], Encoder(), KEPT)
        return Encoder()(texts)

    assert first.encode(["a", "bb"], with_another_meanwhile, KEPT).shape == (2, 2)
    with sqlite3.connect(next(tmp_path.iterdir())) as file:
        assert file.execute("SELECT COUNT(*) FROM vectors").fetchone() == (3,)


def test_without_a_terminal_the_log_tells_how_far_it_is(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("assistant.nlu.progress.EVERY", 0.0)
    caplog.set_level(logging.INFO)
    cache(tmp_path).encode(["a", "bb", "ccc"], Encoder(), KEPT)
    assert "Encoder: 3 of 3 sentences" in caplog.text


def test_a_terminal_shows_a_bar(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes it for a terminal
    cache(tmp_path).encode(["a", "bb", "ccc"], Encoder(), KEPT)
    assert "3/3" in capsys.readouterr().err
