"""Sentiment models by name: the shipped one, and those that other packages bring."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

from models.errors import UnknownModel
from models.types import SentimentModel

# A package adds a model by an entry point of this group: a callable that takes the models' folder.
GROUP = "tapecheck.models"


def _mpnet(home: Path) -> SentimentModel:
    from models.mpnet import load

    return load(home)


_SHIPPED: dict[str, Callable[[Path], SentimentModel]] = {"mpnet": _mpnet}


def open_model(name: str, *, home: Path) -> SentimentModel:
    """The model of that name; raises `UnknownModel`, or `ModelMissing` without its weights."""
    if name in _SHIPPED:
        return _SHIPPED[name](home)
    brought = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in brought:
        known = ", ".join(sorted({*_SHIPPED, *brought}))
        raise UnknownModel(f"no sentiment model is called '{name}'; choose one of: {known}")
    model: SentimentModel = brought[name].load()(home)
    return model
