"""Notes with their claims as a person wrote them down, by `nlp/data/gold/GUIDE.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from nlp.errors import AnnotationError
from nlp.types import (
    ClaimType,
    EntityKind,
    Metric,
    Modality,
    Quantifier,
    Relation,
    Unit,
    WindowKind,
)

GOLD = files("nlp") / "data" / "gold"
Half = Literal["develop", "test"]
HALVES: tuple[Half, ...] = ("develop", "test")
Format = Literal["txt", "md", "html", "eml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedWindow:
    """Calendar days as in `nlp.types.Window`."""

    kind: WindowKind
    base: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMagnitude:
    """A stated figure; text and dates ("2005-03") are written as they are."""

    value: float | str
    unit: Unit
    approximate: bool
    annualised: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedClaim:
    """One claim; `relation` is what holds if it is true, negation applied.

    `group` are the words of a group among the comparators that the note doesn't list.
    """

    quote: str
    type: ClaimType
    subject: str | None
    comparators: tuple[str, ...]
    group: str | None
    quantifier: Quantifier | None
    relation: Relation | None
    metric: Metric | None
    basis: str | None
    window: MarkedWindow
    magnitude: MarkedMagnitude | None
    modality: Modality
    source: str | None
    condition: str | None
    due: date | None
    missing: tuple[str, ...]
    repeats: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedEntity:
    """Something the note speaks of, by the catalogue's ids."""

    kind: EntityKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedNote:
    """A note with all that it says; `behaviours` are numbers of the guide's last list."""

    id: str
    hand: str
    format: Format
    as_of: date
    text: str
    behaviours: tuple[int, ...]
    entities: tuple[MarkedEntity, ...]
    claims: tuple[MarkedClaim, ...]


_NOTES = TypeAdapter(MarkedNote)


def gold_notes(half: Half) -> tuple[MarkedNote, ...]:
    """The project's own annotated notes; the test half is for measuring only."""
    return tuple(read_notes(GOLD / f"{half}.jsonl"))


def read_notes(source: Traversable) -> Iterator[MarkedNote]:
    """Notes of a JSON-lines file; raise `AnnotationError` at the first row that is not one."""
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AnnotationError(
            f"{source} can't be read ({error}); give a JSON-lines file"
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            yield _NOTES.validate_python(json.loads(line), strict=False)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in fault["loc"])
            raise AnnotationError(
                f"{source.name}, line {number}: {place}: {fault['msg']}; correct that value"
            ) from error
        except json.JSONDecodeError as error:
            raise AnnotationError(
                f"{source.name}, line {number}: no JSON ({error}); correct that line"
            ) from error


def as_row(note: MarkedNote) -> str:
    """The note as one line of such a file."""
    return _NOTES.dump_json(note).decode()
