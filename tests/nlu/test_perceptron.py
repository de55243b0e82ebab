import numpy as np
import pytest

from assistant.nlu.perceptron import as_matrix, batch_of, mean_vectors, train_network

CONFIG = {
    "hidden_units": 16,
    "epochs": 12,
    "batches": 60,
    "batch_size": 512,
    "learning_rate": 0.01,
    "dropout": 0.1,
}


@pytest.mark.parametrize("examples, batch", [(40, 1), (600, 10), (7_500, 125), (50_000, 512)])
def test_few_examples_are_learned_in_small_batches(examples, batch):
    assert batch_of(examples, CONFIG) == batch


def test_what_is_learned_from_few_examples_is_known():
    chance = np.random.default_rng(0)
    targets = np.arange(90) % 3
    matrix = np.eye(3, 8)[targets] + chance.normal(scale=0.1, size=(90, 8))
    network = train_network(matrix.astype(np.float32), targets, seed=0, config=CONFIG)
    found = network.probabilities(matrix.astype(np.float32), background=-1e9)
    assert (found.argmax(axis=1) == targets).mean() > 0.95


def test_rows_are_centred_and_of_length_1_by_featurizer():
    rows = [
        {"b": np.array([3.0, 1.0], dtype=np.float16), "a": np.array([1.0, 0.0, 0.0])},
        {"b": np.array([1.0, 1.0], dtype=np.float16)},
    ]
    means = mean_vectors(rows)
    assert means["b"].dtype == np.float32 and means["b"].tolist() == [2.0, 1.0]
    matrix = as_matrix(rows, means)
    # "a" has one vector, which is its own mean; a row without it stands at the mean.
    assert matrix.tolist() == [[0, 0, 0, 1, 0], [0, 0, 0, -1, 0]]
