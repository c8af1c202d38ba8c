"""What `--model` stands for: who scores sentiment, and who spots claims beside the rules."""

from __future__ import annotations

from dataclasses import dataclass

from models.backbones import BackboneName


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentiment model by name, and the backbone of a spotter; None leaves claims to the rules."""

    sentiment: str
    spotter: BackboneName | None


PAIRS = {
    "thorough": Pair(sentiment="mpnet", spotter="mpnet"),
    "mpnet": Pair(sentiment="mpnet", spotter="minilm"),
    "minilm": Pair(sentiment="minilm", spotter=None),
}


def pair_of(model: str) -> Pair:
    """The pair of that name; a model that another package brings goes with the small spotter."""
    return PAIRS.get(model, Pair(sentiment=model, spotter="minilm"))
