"""Uploads for tests: as many different notes as are asked for."""

from __future__ import annotations

from pathlib import Path

from tapecheck.service import Upload
from tapecheck.store import Reader
from tapecheck.store.types import ClaimQuery, Task

WORDS = """Momentum against the rest, {number}

By Jane Roe, 2021-02-12

MTUM has beaten USMV since 2017. MTUM lagged VLUE last year. QUAL is ahead of SIZE by far.
"""


def upload(number: int = 0, *, more: str = "") -> Upload:
    """The note of that number; the same number gives the same bytes."""
    text = WORDS.format(number=number) + more
    return Upload(name=f"note-{number}.txt", data=text.encode())


def stored_once(reader: Reader, given: Upload) -> bool:
    """True where the note's bytes are kept and its current report has each claim once."""
    claims = reader.claims(ClaimQuery(note=given.note_id), limit=10_000).rows
    numbers = [row.id for row in claims]
    whole = reader.original(given.note_id).data == given.data
    return whole and len(numbers) == len(set(numbers)) == reader.note(given.note_id).claims


def note_count(path: Path) -> int:
    """How many notes the store at `path` has."""
    with Reader.open(path) as reader:
        return len(reader.notes(limit=100_000).rows)


def states(tasks: tuple[Task, ...]) -> list[str]:
    """The tasks' states, in order."""
    return [task.state for task in tasks]
