"""An archive scored by the canned engine: `python -m tests.tapecheck.batch.archives JSONL STORE`.

Run as a program, it is what the tests kill; it prints a line for each chunk that is stored.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from ingest.archives import Entry, Skipped, entries
from tapecheck.batch.archive import score_archive
from tapecheck.batch.tally import Tally
from tapecheck.batch.types import Engine
from tapecheck.store import Reader, Store
from tapecheck.testing_batch import CannedEngine


def note(number: int) -> bytes:
    """A note unlike any other by its numbers; every seventh is none."""
    if number % 7 == 6:
        return b"Accept cookie %d" % number
    words = " ".join(f"word{number * 31 + place}" for place in range(40))
    return (
        f"Note {number}\nBy Ann Lee\n2020-01-{number % 28 + 1:02d}\n\n"
        f"MTUM beats SPY by {number} points a year. USMV lags QUAL. {words}."
    ).encode()


def archive(path: Path, count: int) -> Path:
    """A JSONL of so many notes."""
    lines = (json.dumps({"text": note(number).decode()}) for number in range(count))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def scored(
    found: Iterable[Entry | Skipped],
    store: Path,
    *,
    engine: Engine | None = None,
    limit: int | None = None,
    quiet: bool = False,
) -> Tally:
    """The tally of one run into a store."""
    with Store.open(store) as writer, Reader.open(store) as reader:
        return score_archive(
            found,
            engine=engine or CannedEngine(),
            store=writer,
            reader=reader,
            as_of=None,
            limit=limit,
            watch=lambda tally: None if quiet else print(tally.seen, flush=True),
        )


def stored(store: Path) -> list[tuple[str, str, str]]:
    """Every note with the JSON of its report, and every refusal, by id."""
    rows: list[tuple[str, str, str]] = []
    with Reader.open(store) as reader:
        after: int | None = None
        while True:
            page = reader.notes(after=after, limit=200)
            rows += [
                (row.id, row.name, reader.report(row.id).model_dump_json()) for row in page.rows
            ]
            after = page.after
            if after is None:
                break
        rows += [(one.note_id, one.name, one.reason) for one in reader.refusals(limit=100_000)]
    return sorted(rows)


if __name__ == "__main__":
    scored(entries(Path(sys.argv[1])), Path(sys.argv[2]))
