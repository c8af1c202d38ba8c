"""The MPNet encoder as an ONNX graph, built from its safetensors weights without torch.

Architecture: Song et al. 2020, "MPNet", as in the reference implementation (BERT's post-norm
layers plus one relative position bias shared by all of them). The `int8` form keeps weights and
activations as 8-bit integers in blocks along each row, so a token's result never depends on what
else is in the batch; docs/decisions/0002-model-runtime.md has the measurements.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

MAX_TOKENS = 512
Precision = Literal["fp32", "int8"]
Array = npt.NDArray[np.float32]

_OPSET = 20
_MAX_DISTANCE = 128
# Blocks of 64: 1.2 times as fast as 32 and as near to fp32 (cosine .9996); 128 lost invariance.
_BLOCK = 64


@dataclass(slots=True)
class _Builder:
    """Nodes and constants of a graph in the making; every method returns a tensor's name."""

    precision: Precision
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: npt.NDArray[np.generic] | np.generic) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def integers(self, *values: int) -> str:
        name = f"ints_{'_'.join(map(str, values))}"
        if all(tensor.name != name for tensor in self.constants):
            self.constant(name, np.array(values, dtype=np.int64))
        return name

    def node(self, op: str, *inputs: str, out: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, [out], name=out, **attributes))
        return out

    def linear(self, x: str, weight: Array, bias: Array, *, out: str) -> str:
        if self.precision == "int8":
            product = self._blocked_product(x, weight, out=f"{out}/product")
        else:
            kernel = self.constant(f"{out}/weight", np.ascontiguousarray(weight.T))
            product = self.node("MatMul", x, kernel, out=f"{out}/product")
        return self.node("Add", product, self.constant(f"{out}/bias", bias), out=out)

    def _blocked_product(self, x: str, weight: Array, *, out: str) -> str:
        """Product with 8-bit weights, symmetric about 128, one scale a block of `_BLOCK`."""
        rows, columns = weight.shape
        blocks = weight.reshape(rows, columns // _BLOCK, _BLOCK)
        scales = np.maximum(np.abs(blocks).max(axis=-1, keepdims=True) / 127, 1e-12)
        levels = (np.rint(blocks / scales) + 128).astype(np.uint8)
        return self.node(
            "MatMulNBits",
            *(x, self.constant(f"{out}/levels", levels)),
            self.constant(f"{out}/scales", scales.reshape(rows, -1)),
            out=out,
            domain="com.microsoft",
            **{"K": columns, "N": rows, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4},
        )

    def layer_norm(self, x: str, weight: Array, bias: Array, *, eps: float, out: str) -> str:
        scale = self.constant(f"{out}/scale", weight)
        shift = self.constant(f"{out}/shift", bias)
        return self.node("LayerNormalization", x, scale, shift, out=out, axis=-1, epsilon=eps)


def build_graph(folder: Path, *, precision: Precision, layers: int) -> onnx.ModelProto:
    """The first `layers` layers of the encoder in a folder of weights and config.

    Inputs `input_ids` and `attention_mask`: int64, batch by sequence, at most 512 long. Output
    `tokens`: float32, batch by sequence by hidden, the last of those layers' states.
    """
    shape = json.loads((folder / "config.json").read_text())
    tensors = load_file(folder / "model.safetensors")
    build = _Builder(precision)
    hidden = _embed(build, tensors, shape)
    bias = _attention_bias(build, tensors, shape)
    for number in range(layers):
        out = "tokens" if number == layers - 1 else f"layer{number}"
        hidden = _layer(build, tensors, shape, hidden=hidden, bias=bias, number=number, out=out)
    return _model(build, shape["hidden_size"])


def relative_buckets(count: int, reach: int) -> npt.NDArray[np.int64]:
    """Bucket of each offset from -(reach-1) to reach-1: exact when near, logarithmic when far."""
    offset = -np.arange(-(reach - 1), reach)
    half = count // 2
    exact = half // 2
    distance = np.abs(offset).astype(np.float32)
    # float32 throughout, as the reference computes it: float64 puts some offsets one bucket off.
    ratio = np.log(np.maximum(distance, 1) / np.float32(exact), dtype=np.float32)
    ratio /= np.float32(np.log(_MAX_DISTANCE / exact))
    far = np.minimum(exact + (ratio * np.float32(half - exact)).astype(np.int64), half - 1)
    near = np.abs(offset)
    return np.where(offset < 0, half, 0) + np.where(near < exact, near, far)


def _embed(build: _Builder, tensors: dict[str, Array], shape: dict[str, float]) -> str:
    padding = int(shape["pad_token_id"])
    words = build.constant("words", tensors["embeddings.word_embeddings.weight"])
    places = build.constant("places", tensors["embeddings.position_embeddings.weight"])
    # Positions count real tokens only and start after the padding id, as in RoBERTa.
    counted = build.node("CumSum", "attention_mask", build.integers(1), out="counted")
    masked = build.node("Mul", counted, "attention_mask", out="counted/masked")
    positions = build.node("Add", masked, build.integers(padding), out="positions")
    word = build.node("Gather", words, "input_ids", out="word")
    place = build.node("Gather", places, positions, out="place")
    total = build.node("Add", word, place, out="embedded")
    return build.layer_norm(
        total,
        tensors["embeddings.LayerNorm.weight"],
        tensors["embeddings.LayerNorm.bias"],
        eps=shape["layer_norm_eps"],
        out="embeddings",
    )


def _attention_bias(build: _Builder, tensors: dict[str, Array], shape: dict[str, float]) -> str:
    """Relative position bias plus the padding mask: batch by heads by sequence by sequence."""
    buckets = relative_buckets(int(shape["relative_attention_num_buckets"]), MAX_TOKENS)
    by_offset = tensors["encoder.relative_attention_bias.weight"][buckets].T
    table = build.constant("bias_by_offset", np.ascontiguousarray(by_offset))
    zero, one = build.constant("zero", np.int64(0)), build.constant("one", np.int64(1))
    size = build.node("Shape", "input_ids", out="length/shape", start=1, end=2)
    length = build.node("Squeeze", size, out="length")
    places = build.node("Range", zero, length, one, out="range")
    row = build.node("Unsqueeze", places, build.integers(0), out="range/row")
    column = build.node("Unsqueeze", places, build.integers(1), out="range/column")
    offset = build.node("Sub", row, column, out="offset")
    index = build.node("Add", offset, build.integers(MAX_TOKENS - 1), out="offset/index")
    relative = build.node("Gather", table, index, out="relative", axis=1)
    return build.node("Add", relative, _padding_mask(build), out="bias")


def _padding_mask(build: _Builder) -> str:
    mask = build.node("Cast", "attention_mask", out="mask/float", to=TensorProto.FLOAT)
    wide = build.node("Unsqueeze", mask, build.integers(1, 2), out="mask/wide")
    one = build.constant("one_float", np.float32(1))
    absent = build.node("Sub", wide, one, out="mask/absent")
    # -1e9 is beyond any score's reach yet finite: a row of padding alone gives no NaN.
    return build.node("Mul", absent, build.constant("far", np.float32(1e9)), out="mask")


def _layer(
    build: _Builder,
    tensors: dict[str, Array],
    shape: dict[str, float],
    *,
    hidden: str,
    bias: str,
    number: int,
    out: str,
) -> str:
    prefix, name = f"encoder.layer.{number}.", f"layer{number}"
    own = {key.removeprefix(prefix): t for key, t in tensors.items() if key.startswith(prefix)}
    eps = shape["layer_norm_eps"]
    context = _attention(build, own, int(shape["num_attention_heads"]), hidden, bias, name)
    attended = _linear(build, own, "attention.attn.o", context, f"{name}/attended")
    summed = build.node("Add", attended, hidden, out=f"{name}/attended/sum")
    middle = _norm(build, own, "attention.LayerNorm", summed, eps, f"{name}/middle")
    wide = _linear(build, own, "intermediate.dense", middle, f"{name}/wide")
    active = build.node("Gelu", wide, out=f"{name}/gelu")
    narrow = _linear(build, own, "output.dense", active, f"{name}/narrow")
    total = build.node("Add", narrow, middle, out=f"{name}/sum")
    return _norm(build, own, "output.LayerNorm", total, eps, out)


def _attention(
    build: _Builder, own: dict[str, Array], heads: int, hidden: str, bias: str, name: str
) -> str:
    """Scaled dot-product attention; one product gives queries, keys and values together."""
    parts = [f"attention.attn.{part}" for part in "qkv"]
    weight = np.concatenate([own[f"{part}.weight"] for part in parts])
    joint = np.concatenate([own[f"{part}.bias"] for part in parts])
    width = weight.shape[1]
    size = width // heads
    # Queries are scaled here instead of every score: exact, since the factor is 1/8.
    weight[:width] /= np.sqrt(size)
    joint[:width] /= np.sqrt(size)
    packed = build.linear(hidden, weight, joint, out=f"{name}/qkv")
    split = build.node("Reshape", packed, build.integers(0, 0, 3, heads, size), out=f"{name}/split")
    turned = build.node("Transpose", split, out=f"{name}/turned", perm=[2, 0, 3, 1, 4])
    query, key, value = (
        build.node(
            "Gather", turned, build.constant(f"{name}/{i}", np.int64(i)), out=f"{name}/part{i}"
        )
        for i in range(3)
    )
    flipped = build.node("Transpose", key, out=f"{name}/flipped", perm=[0, 1, 3, 2])
    scores = build.node("MatMul", query, flipped, out=f"{name}/scores")
    biased = build.node("Add", scores, bias, out=f"{name}/biased")
    shares = build.node("Softmax", biased, out=f"{name}/shares", axis=-1)
    mixed = build.node("MatMul", shares, value, out=f"{name}/mixed")
    back = build.node("Transpose", mixed, out=f"{name}/back", perm=[0, 2, 1, 3])
    return build.node("Reshape", back, build.integers(0, 0, width), out=f"{name}/context")


def _linear(build: _Builder, own: dict[str, Array], key: str, x: str, out: str) -> str:
    return build.linear(x, own[f"{key}.weight"], own[f"{key}.bias"], out=out)


def _norm(build: _Builder, own: dict[str, Array], key: str, x: str, eps: float, out: str) -> str:
    return build.layer_norm(x, own[f"{key}.weight"], own[f"{key}.bias"], eps=eps, out=out)


def _model(build: _Builder, width: int) -> onnx.ModelProto:
    axes = ["batch", "sequence"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, axes)
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [*axes, width])
    graph = helper.make_graph(build.nodes, "mpnet", inputs, [output], build.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets)
    model.ir_version = 10
    return model
