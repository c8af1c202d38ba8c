"""The factors, sectors, asset classes and macro series that a note speaks of without a ticker."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from nlp.types import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A factor, sector, asset class or macro series, with the words that do and don't name it."""

    kind: EntityKind
    id: str
    name: str
    words: tuple[str, ...]
    shadows: tuple[str, ...]


@cache
def load_concepts() -> tuple[Concept, ...]:
    """The typed concepts of `nlp/data/concepts.toml`."""
    text = resources.files("nlp").joinpath("data/concepts.toml").read_text(encoding="utf-8")
    return tuple(
        Concept(
            kind=row["kind"],
            id=row["id"],
            name=row["name"],
            words=tuple(row["words"]),
            shadows=tuple(row.get("not", ())),
        )
        for row in tomllib.loads(text)["concept"]
    )
