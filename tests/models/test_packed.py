"""Rows packed end to end, held against transformers' own forward of each row alone."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="needs the `train` extra: torch")
pytest.importorskip("transformers", reason="needs the `train` extra: transformers")

import torch
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from models.backbones import ANATOMY, BACKBONES, BackboneName
from models.packed import PackedBackbone

SMALL = {
    "vocab_size": 90,
    "hidden_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "intermediate_size": 48,
    "max_position_embeddings": 80,
}
LENGTHS = (2, 5, 5, 5, 9, 40, 41)


def small_model(backbone: BackboneName) -> BertModel | MPNetModel:
    torch.manual_seed(4)
    if backbone == "minilm":
        return BertModel(BertConfig(**SMALL), add_pooling_layer=False).eval()
    return MPNetModel(MPNetConfig(**SMALL), add_pooling_layer=False).eval()


@pytest.mark.parametrize("backbone", BACKBONES)
def test_packed_rows_have_the_states_that_transformers_gives_them(backbone: BackboneName) -> None:
    model = small_model(backbone)
    rows = [torch.randint(3, 90, (length,)) for length in LENGTHS]
    with torch.inference_mode():
        packed = PackedBackbone(model, ANATOMY[backbone])(rows)
        for row, found in zip(rows, packed.split(LENGTHS), strict=True):
            assert torch.allclose(found, model(row[None]).last_hidden_state[0], atol=1e-5)


@pytest.mark.parametrize("backbone", BACKBONES)
def test_no_product_sees_more_tokens_than_the_rows_have(backbone: BackboneName) -> None:
    model, seen = small_model(backbone), []
    for layer in model.encoder.layer:
        layer.intermediate.register_forward_hook(
            lambda _, given, out: seen.append(out.shape[:-1].numel())
        )
    PackedBackbone(model, ANATOMY[backbone])([torch.full((size,), 7) for size in LENGTHS])
    assert seen == [sum(LENGTHS)] * 2


def test_a_row_on_its_own_is_a_pack_too() -> None:
    packed = PackedBackbone(small_model("mpnet"), ANATOMY["mpnet"])
    assert packed([torch.tensor([0, 7, 2])]).shape == (3, 24)
