"""Sentiment models by name: the shipped ones, and those that other packages bring."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from models.backbones import BACKBONES
from models.errors import UnknownModel
from models.pairs import PAIRS, pair_of
from models.types import SentimentModel

# A package adds a model by an entry point of this group: a callable that takes the models' folder.
GROUP = "tapecheck.models"


def open_model(name: str, *, home: Path) -> SentimentModel:
    """The model of that name, or of that pair's.

    Raises `UnknownModel`, or `ModelMissing` without its weights.
    """
    for backbone in BACKBONES:
        if pair_of(name).sentiment == backbone:
            from models.classifier import load

            return load(home, backbone=backbone)
    brought = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in brought:
        known = ", ".join(sorted({*PAIRS, *brought}))
        raise UnknownModel(f"no sentiment model is called '{name}'; choose one of: {known}")
    model: SentimentModel = brought[name].load()(home)
    return model
