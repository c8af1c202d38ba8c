"""A tiny model of either backbone: real names and layouts, two layers, weights drawn at random."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from models.adapters import Adapters
from models.backbones import ANATOMY, BackboneName
from models.head import Head
from models.spotting.head import Answers, SpotterHead
from models.spotting.types import SLOTS
from models.spotting.weights import SpotterWeights
from models.types import Array
from models.weights import Shape, Weights

HIDDEN, WIDE, LAYERS, HEADS = 64, 128, 2, 2
RANK, WIDTH = 2, 8
# The vocabulary is a start, an end, an unknown and numbered words; it covers the markers' ids.
WORDS = 110


@cache
def model_files(backbone: BackboneName) -> dict[str, bytes]:
    """The pinned files of a model folder, by name."""
    return {
        "config.json": _config(),
        "model.safetensors": save(backbone_tensors(backbone)),
        "tokenizer.json": _tokenizer(),
    }


def backbone_tensors(backbone: BackboneName) -> dict[str, Array]:
    """The backbone's own weights."""
    random, anatomy = np.random.default_rng(0), ANATOMY[backbone]
    tensors = {
        "embeddings.word_embeddings.weight": _draw(random, WORDS, HIDDEN),
        "embeddings.position_embeddings.weight": _draw(random, 514, HIDDEN),
        **_norm(random, "embeddings.LayerNorm"),
    }
    if anatomy.relative_bias:
        tensors["encoder.relative_attention_bias.weight"] = _draw(random, 32, HEADS)
    if anatomy.token_types:
        tensors["embeddings.token_type_embeddings.weight"] = _draw(random, 2, HIDDEN)
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        for product in anatomy.products:
            rows, columns = _size(product)
            tensors[f"{layer}.{product}.weight"] = _draw(random, rows, columns)
            tensors[f"{layer}.{product}.bias"] = _draw(random, rows)
        for norm in (anatomy.attended_norm, "output.LayerNorm"):
            tensors |= _norm(random, f"{layer}.{norm}")
    return tensors


def trained(backbone: BackboneName, *, seed: int = 1) -> Weights:
    """Adapters of the second layer, and heads."""
    random = np.random.default_rng(seed)
    pairs = {}
    for product in ANATOMY[backbone].products:
        rows, columns = _size(product)
        up, down = _draw(random, rows, RANK), _draw(random, RANK, columns)
        pairs[f"encoder.layer.1.{product}"] = (up, down)
    head = Head(
        hidden=_draw(random, 4 * HIDDEN, WIDTH),
        hidden_bias=_draw(random, WIDTH),
        polarity=_draw(random, WIDTH, 3),
        polarity_bias=_draw(random, 3),
        score=_draw(random, WIDTH, 1),
        score_bias=_draw(random, 1),
        temperature=1.25,
    )
    shape = Shape(backbone=backbone, layers=LAYERS, frozen=1, rank=RANK, scale=2.0, width=WIDTH)
    return Weights(shape=shape, adapters=Adapters(pairs=pairs, scale=2.0), head=head)


SPOTTED = Answers(
    kinds=("level", "comparison"),
    relation=(None, "above", "rises"),
    metric=(None, "total_return"),
    modality=("asserted", "negated"),
)
REACH = 4


def spotter(backbone: BackboneName, *, seed: int = 2) -> SpotterWeights:
    """Adapters of the second layer, and a spotter's heads."""
    random = np.random.default_rng(seed)
    sizes = {
        "seen": (WIDTH, HIDDEN),
        "kind": (len(SPOTTED.kinds), WIDTH),
        "anchor": (WIDTH, HIDDEN),
        "relation": (len(SPOTTED.relation), WIDTH),
        "metric": (len(SPOTTED.metric), WIDTH),
        "modality": (len(SPOTTED.modality), WIDTH),
        **{f"queries.{slot}": (REACH, WIDTH) for slot in SLOTS},
        **{f"keys.{slot}": (REACH, HIDDEN) for slot in SLOTS},
    }
    tensors = {f"{name}.weight": _draw(random, *size) for name, size in sizes.items()}
    tensors |= {f"{name}.bias": _draw(random, size[0]) for name, size in sizes.items()}
    tensors["kinds.weight"] = _draw(random, len(SPOTTED.kinds), WIDTH)
    tensors |= {f"nothing.{slot}": _draw(random, REACH) for slot in SLOTS}
    weights = trained(backbone, seed=seed)
    return SpotterWeights(
        shape=weights.shape,
        adapters=weights.adapters,
        head=SpotterHead(tensors=tensors, answers=SPOTTED, reach=REACH),
    )


def _size(product: str) -> tuple[int, int]:
    if product == "intermediate.dense":
        return WIDE, HIDDEN
    return (HIDDEN, WIDE) if product == "output.dense" else (HIDDEN, HIDDEN)


def _draw(random: np.random.Generator, *shape: int) -> Array:
    return random.normal(scale=0.3, size=shape).astype(np.float32)


def _norm(random: np.random.Generator, name: str) -> dict[str, Array]:
    return {f"{name}.weight": _draw(random, HIDDEN) + 1, f"{name}.bias": _draw(random, HIDDEN)}


def _config() -> bytes:
    return json.dumps(
        {
            "hidden_size": HIDDEN,
            "num_attention_heads": HEADS,
            "pad_token_id": 1,
            "layer_norm_eps": 1e-5,
            "relative_attention_num_buckets": 32,
        }
    ).encode()


def _tokenizer() -> bytes:
    """Words by whitespace; preset to cut and to pad, as the real files are."""
    words = {"<s>": 0, "[UNK]": 1, "</s>": 2} | {f"w{n}": n for n in range(3, WORDS)}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=8)
    return tokenizer.to_str().encode()
