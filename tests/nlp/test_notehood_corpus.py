"""A corpus of what people upload by mistake is refused, and no annotated note is.

The rules may be changed on the texts of the develop half alone; of the test half this prints no
more than a count, so that its texts stay unseen.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ingest
from ingest import IngestError
from nlp.errors import NotAResearchNote
from nlp.notehood import require_note
from nlp.reading import Reader

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "nlp" / "data" / "gold"
AS_OF = date(2024, 3, 1)
LEAST_REFUSED = 0.98
EXAMPLES = sorted(p for p in (ROOT / "examples" / "notes").iterdir() if p.is_file())
WALL = "consent_wall.html"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _half(half: str) -> list[dict[str, Any]]:
    return [row for row in _rows(GOLD / "non_notes.jsonl") if row["half"] == half]


def _refusal(reader: Reader, data: bytes, *, as_of: date) -> str | None:
    """Why the bytes are no note, or None where they are read as one."""
    try:
        doc = ingest.read(data)
        require_note(doc, reader.read(doc, as_of=as_of))
    except (IngestError, NotAResearchNote) as error:
        return str(error)
    return None


def _kept(reader: Reader, half: str) -> list[str]:
    rows = _half(half)
    return [r["id"] for r in rows if not _refusal(reader, r["text"].encode(), as_of=AS_OF)]


def test_halves_are_sixty_texts_each() -> None:
    assert [len(_half(half)) for half in ("develop", "test")] == [60, 60]


def test_non_notes_of_the_develop_half_are_refused(reader: Reader) -> None:
    kept = _kept(reader, "develop")
    assert 1 - len(kept) / 60 >= LEAST_REFUSED, f"read as notes: {kept}"


def test_non_notes_of_the_test_half_are_refused(reader: Reader) -> None:
    kept = len(_kept(reader, "test"))
    assert 1 - kept / 60 >= LEAST_REFUSED, f"{kept} of 60 read as notes"


@pytest.mark.parametrize("name", ["develop", "test"])
def test_no_annotated_note_is_refused(reader: Reader, name: str) -> None:
    path = GOLD / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"{path.name}: the annotated notes are not there yet")
    refused = {
        row["id"]: reason
        for row in _rows(path)
        if (reason := _refusal(reader, row["text"].encode(), as_of=_day(row)))
    }
    assert refused == {}


def _day(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["as_of"])


def test_examples_are_read_but_for_the_consent_wall(reader: Reader) -> None:
    refused = [p.name for p in EXAMPLES if _refusal(reader, p.read_bytes(), as_of=AS_OF)]
    assert refused == [WALL]
