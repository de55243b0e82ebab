"""Multilingual E5-small as a graph that ONNX Runtime computes."""

from typing import Any, List, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from assistant.nlu.e5_weights import E5Weights, joined

EMBEDDED, SENTENCE = "embedded", "sentence"  # the graph's input and output
RUNTIMES = "com.microsoft"  # ONNX Runtime's own operators
ZERO = 128  # the unsigned byte that stands for 0


class E5Graph:
    """Writes the graph, from one sentence's embedded tokens, shape (1, tokens, width), to its
    embedding of length 1, shape (1, width).

    Weights and activations are multiplied as bytes, a scale a row of weights. Both are unsigned:
    with signed weights the sums overflow on processors without VNNI, and a model trained on one
    machine would read other vectors on another (ONNX Runtime's "Quantize ONNX models").
    """

    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights
        self._nodes: List[onnx.NodeProto] = []
        self._constants: List[onnx.TensorProto] = []

    def serialized(self) -> bytes:
        """The graph as ONNX Runtime reads it."""
        state = self._normalized("LayerNormalization", [EMBEDDED], "emb.ln")
        for number in range(self._weights.layers):
            state = self._layer(state, f"l{number}.")
        mean = self._node("ReduceMean", [state], axes=[1], keepdims=0)
        self._nodes.append(helper.make_node("LpNormalization", [mean], [SENTENCE], axis=1, p=2))
        width = self._weights.width
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(EMBEDDED, TensorProto.FLOAT, [1, "tokens", width])],
            [helper.make_tensor_value_info(SENTENCE, TensorProto.FLOAT, [1, width])],
            self._constants,
        )
        operators = [helper.make_opsetid("", 17), helper.make_opsetid(RUNTIMES, 1)]
        model = helper.make_model(graph, opset_imports=operators, ir_version=8)
        content: bytes = model.SerializeToString()
        return content

    def _layer(self, state: str, layer: str) -> str:
        width = self._weights.width
        read = self._product(state, [f"{layer}{part}" for part in "qkv"], width)
        thirds = self._constant(f"{layer}thirds", np.full(3, width, dtype=np.int64))
        self._nodes.append(
            helper.make_node("Split", [read, thirds], [f"{layer}{part}" for part in "qkv"], axis=-1)
        )
        attended = self._node(
            "MultiHeadAttention",
            [f"{layer}{part}" for part in "qkv"],
            RUNTIMES,
            num_heads=self._weights.heads,
        )
        told = self._product(attended, [f"{layer}ao"], width)
        state = self._normalized("SkipLayerNormalization", [told, state], f"{layer}aln", RUNTIMES)
        inner = self._product(state, [f"{layer}fi"], width)
        inner = self._node("Gelu", [inner], RUNTIMES)
        outer = self._product(inner, [f"{layer}fo"], self._weights.inner)
        return self._normalized("SkipLayerNormalization", [outer, state], f"{layer}oln", RUNTIMES)

    def _product(self, state: str, names: Sequence[str], width: int) -> str:
        """The state times matrices that stand side by side, plus their offsets."""
        matrix = joined(self._weights, [f"{name}.w" for name in names], width)
        offset = np.concatenate([self._weights.vector(f"{name}.b") for name in names])
        scale = (np.abs(matrix).max(axis=1) / (ZERO - 1)).astype(np.float32)
        weights = (np.rint(matrix / scale[:, None]) + ZERO).astype(np.uint8).T
        name = names[0]
        inputs = [
            state,
            self._constant(f"{name}.weights", weights),
            self._constant(f"{name}.scale", scale),
            self._constant(f"{name}.zero", np.full(len(matrix), ZERO, dtype=np.uint8)),
            self._constant(f"{name}.offset", offset),
        ]
        return self._node("DynamicQuantizeMatMul", inputs, RUNTIMES)

    def _normalized(self, operator: str, inputs: List[str], name: str, domain: str = "") -> str:
        scale = self._constant(f"{name}.scale", self._weights.vector(f"{name}.w"))
        offset = self._constant(f"{name}.offset", self._weights.vector(f"{name}.b"))
        epsilon = self._weights.epsilon
        return self._node(operator, [*inputs, scale, offset], domain, epsilon=epsilon)

    def _constant(self, name: str, array: np.ndarray) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _node(self, operator: str, inputs: List[str], domain: str = "", **options: Any) -> str:
        output = f"{operator}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **options))
        return output
