"""Writes label sets of a few rows, each in its own layout and at its own place."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from models.benchmarks import FIQA, PHRASEBANK
from models.datasets import FINENTITY, SENTFIN, TWITTER, TWITTER_VALIDATION

Row = tuple[str, str]


def write_permissive(
    folder: Path,
    *,
    sentfin: Mapping[str, Mapping[str, str]] | None = None,
    finentity: Iterable[Mapping[str, Any]] = (),
    twitter: Iterable[Row] = (),
    validation: Iterable[Row] = (),
) -> Path:
    """All four files, those without rows empty; gives the folder."""
    decisions = ((title, json.dumps(found)) for title, found in (sentfin or {}).items())
    _write_csv(folder / SENTFIN, ("Title", "Decisions"), decisions)
    _write(folder / FINENTITY, json.dumps(list(finentity)))
    _write_csv(folder / TWITTER, ("text", "label"), twitter)
    _write_csv(folder / TWITTER_VALIDATION, ("text", "label"), validation)
    return folder


def write_evaluate(
    folder: Path, *, phrasebank: Iterable[Row] = (), fiqa: Iterable[Mapping[str, Any]] = ()
) -> Path:
    """Both Financial PhraseBank files, of the same rows, and FiQA's; gives the folder."""
    lines = "".join(f"{text}@{label}\r\n" for text, label in phrasebank)
    for path in PHRASEBANK.values():
        _write(folder / path, lines, encoding="iso-8859-1")
    _write(folder / FIQA, "".join(json.dumps(row) + "\n" for row in fiqa))
    return folder


def _write_csv(path: Path, header: Row, rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *rows])


def _write(path: Path, content: str, *, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding))
