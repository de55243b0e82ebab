"""Embeddings, a row each; of what shape and numbers stands in the docstrings."""

from typing import Any

from numpy.typing import NDArray

Vectors = NDArray[Any]
