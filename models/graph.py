"""An encoder as an ONNX graph, built from its safetensors weights without torch.

Architectures: BERT (Devlin et al. 2019) for MiniLM, and MPNet (Song et al. 2020), which is BERT's
post-norm layers plus one relative position bias shared by all of them. The `int8` form keeps
weights and activations as 8-bit integers in blocks along each row, so a token's result never
depends on what else is in the batch; docs/decisions/0002-model-runtime.md has the measurements.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from models.adapters import Adapters, merge
from models.backbones import ANATOMY, Anatomy, BackboneName
from models.graph_builder import Builder, Precision
from models.types import Array

MAX_TOKENS = 512
_OPSET = 20
_MAX_DISTANCE = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A graph in the making with what it is made from."""

    build: Builder
    anatomy: Anatomy
    tensors: dict[str, Array]
    config: dict[str, float]


def build_graph(
    folder: Path,
    *,
    backbone: BackboneName,
    precision: Precision,
    layers: int,
    adapters: Adapters | None = None,
) -> onnx.ModelProto:
    """The first `layers` layers of the encoder in a folder of weights and config.

    Inputs `input_ids` and `attention_mask`: int64, batch by sequence, at most 512 long. Output
    `tokens`: float32, batch by sequence by hidden, the last of those layers' states.
    """
    tensors = load_file(folder / "model.safetensors")
    if adapters is not None:
        merge(tensors, adapters)
    plan = _Plan(
        build=Builder(precision),
        anatomy=ANATOMY[backbone],
        tensors=tensors,
        config=json.loads((folder / "config.json").read_text()),
    )
    hidden, bias = _embed(plan), _attention_bias(plan)
    for number in range(layers):
        out = "tokens" if number == layers - 1 else f"layer{number}"
        hidden = _layer(plan, hidden=hidden, bias=bias, number=number, out=out)
    return _model(plan, backbone)


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


def _embed(plan: _Plan) -> str:
    build, tensors = plan.build, plan.tensors
    words = build.constant("words", tensors["embeddings.word_embeddings.weight"])
    table = tensors["embeddings.position_embeddings.weight"]
    if plan.anatomy.token_types:
        # Every token is of the first type.
        table = table + tensors["embeddings.token_type_embeddings.weight"][0]
    places = build.constant("places", table)
    word = build.node("Gather", words, "input_ids", out="word")
    place = build.node("Gather", places, _positions(plan), out="place")
    total = build.node("Add", word, place, out="embedded")
    return _norm(plan, "embeddings.LayerNorm", total, out="embeddings")


def _positions(plan: _Plan) -> str:
    build = plan.build
    counted = build.node("CumSum", "attention_mask", build.integers(1), out="counted")
    if plan.anatomy.relative_bias:
        # Positions count real tokens only and start after the padding id, as in RoBERTa.
        masked = build.node("Mul", counted, "attention_mask", out="counted/masked")
        padding = build.integers(int(plan.config["pad_token_id"]))
        return build.node("Add", masked, padding, out="positions")
    return build.node("Sub", counted, build.integers(1), out="positions")


def _attention_bias(plan: _Plan) -> str:
    """The padding mask, plus the relative position bias where there is one.

    Batch by heads (or 1) by sequence (or 1) by sequence.
    """
    build = plan.build
    if not plan.anatomy.relative_bias:
        return _padding_mask(build)
    buckets = relative_buckets(int(plan.config["relative_attention_num_buckets"]), MAX_TOKENS)
    by_offset = plan.tensors["encoder.relative_attention_bias.weight"][buckets].T
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


def _padding_mask(build: Builder) -> str:
    mask = build.node("Cast", "attention_mask", out="mask/float", to=TensorProto.FLOAT)
    wide = build.node("Unsqueeze", mask, build.integers(1, 2), out="mask/wide")
    one = build.constant("one_float", np.float32(1))
    absent = build.node("Sub", wide, one, out="mask/absent")
    # -1e9 is beyond any score's reach yet finite: a row of padding alone gives no NaN.
    return build.node("Mul", absent, build.constant("far", np.float32(1e9)), out="mask")


def _layer(plan: _Plan, *, hidden: str, bias: str, number: int, out: str) -> str:
    build, layer, name = plan.build, f"encoder.layer.{number}", f"layer{number}"
    context = _attention(plan, layer, hidden=hidden, bias=bias, name=name)
    attended = _linear(plan, f"{layer}.{plan.anatomy.attended}", context, f"{name}/attended")
    summed = build.node("Add", attended, hidden, out=f"{name}/attended/sum")
    norm = f"{layer}.{plan.anatomy.attended_norm}"
    middle = _norm(plan, norm, summed, out=f"{name}/middle")
    wide = _linear(plan, f"{layer}.intermediate.dense", middle, f"{name}/wide")
    active = build.node("Gelu", wide, out=f"{name}/gelu")
    narrow = _linear(plan, f"{layer}.output.dense", active, f"{name}/narrow")
    total = build.node("Add", narrow, middle, out=f"{name}/sum")
    return _norm(plan, f"{layer}.output.LayerNorm", total, out=out)


def _attention(plan: _Plan, layer: str, *, hidden: str, bias: str, name: str) -> str:
    """Scaled dot-product attention; one product gives queries, keys and values together."""
    build, anatomy, heads = plan.build, plan.anatomy, int(plan.config["num_attention_heads"])
    parts = [f"{layer}.{part}" for part in (anatomy.query, anatomy.key, anatomy.value)]
    weight = np.concatenate([plan.tensors[f"{part}.weight"] for part in parts])
    joint = np.concatenate([plan.tensors[f"{part}.bias"] for part in parts])
    width = weight.shape[1]
    size = width // heads
    # Queries are scaled here instead of every score.
    weight[:width] /= np.float32(np.sqrt(size))
    joint[:width] /= np.float32(np.sqrt(size))
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


def _linear(plan: _Plan, key: str, x: str, out: str) -> str:
    weight, bias = plan.tensors[f"{key}.weight"], plan.tensors[f"{key}.bias"]
    return plan.build.linear(x, weight, bias, out=out)


def _norm(plan: _Plan, key: str, x: str, *, out: str) -> str:
    weight, bias = plan.tensors[f"{key}.weight"], plan.tensors[f"{key}.bias"]
    return plan.build.layer_norm(x, weight, bias, eps=plan.config["layer_norm_eps"], out=out)


def _model(plan: _Plan, name: str) -> onnx.ModelProto:
    axes = ["batch", "sequence"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, axes)
        for name in ("input_ids", "attention_mask")
    ]
    shape: list[str | int | None] = [*axes, int(plan.config["hidden_size"])]
    output = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, shape)
    build = plan.build
    graph = helper.make_graph(build.nodes, name, inputs, [output], build.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets)
    model.ir_version = 10
    return model
