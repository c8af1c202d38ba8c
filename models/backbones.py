"""What sets the two backbones apart: where a layer keeps its products, and how positions count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BackboneName = Literal["mpnet", "minilm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """Names of a layer's tensors, and the input's conventions.

    `start` and `end` are the markers' token ids. With `relative_bias`, layers share a bias by
    offset and positions start after the padding id, as in RoBERTa; else they start at 0.
    """

    query: str
    key: str
    value: str
    attended: str
    attended_norm: str
    start: int
    end: int
    relative_bias: bool
    token_types: bool

    @property
    def products(self) -> tuple[str, ...]:
        """The six products of a layer, which carry adapters."""
        wide, narrow = "intermediate.dense", "output.dense"
        return self.query, self.key, self.value, self.attended, wide, narrow


ANATOMY: dict[BackboneName, Anatomy] = {
    "mpnet": Anatomy(
        query="attention.attn.q",
        key="attention.attn.k",
        value="attention.attn.v",
        attended="attention.attn.o",
        attended_norm="attention.LayerNorm",
        start=0,
        end=2,
        relative_bias=True,
        token_types=False,
    ),
    "minilm": Anatomy(
        query="attention.self.query",
        key="attention.self.key",
        value="attention.self.value",
        attended="attention.output.dense",
        attended_norm="attention.output.LayerNorm",
        start=101,
        end=102,
        relative_bias=False,
        token_types=True,
    ),
}
BACKBONES: tuple[BackboneName, ...] = ("mpnet", "minilm")
