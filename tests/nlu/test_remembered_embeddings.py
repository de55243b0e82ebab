import numpy as np

from assistant.nlu.remembered_embeddings import RememberedEmbeddings


def lengths(asked):
    def encode(texts):
        asked.append(list(texts))
        return np.array([[float(len(text))] for text in texts])

    return encode


def test_what_was_encoded_lately_is_not_encoded_again():
    asked, remembered = [], RememberedEmbeddings(10)
    remembered.encode(["a", "bb", "a"], lengths(asked))
    found = remembered.encode(["bb", "ccc"], lengths(asked))
    assert asked == [["a", "bb"], ["ccc"]]
    assert {text: vector[0] for text, vector in found.items()} == {"bb": 2.0, "ccc": 3.0}


def test_nothing_to_encode_asks_nothing():
    asked, remembered = [], RememberedEmbeddings(10)
    assert remembered.encode([], lengths(asked)) == {} and not asked


def test_only_so_many_are_remembered_and_the_latest_stay():
    asked, remembered = [], RememberedEmbeddings(2)
    for text in ("a", "bb", "a", "ccc"):
        remembered.encode([text], lengths(asked))
    assert remembered.encode(["a", "ccc"], lengths(asked)).keys() == {"a", "ccc"}
    remembered.encode(["bb"], lengths(asked))
    assert asked == [["a"], ["bb"], ["ccc"], ["bb"]]


def test_more_than_is_remembered_are_all_encoded():
    asked, remembered = [], RememberedEmbeddings(1)
    assert remembered.encode(["a", "bb", "ccc"], lengths(asked)).keys() == {"a", "bb", "ccc"}
