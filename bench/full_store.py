"""Whether a note costs more in a full store: `python -m bench.full_store [STORED] [--rounds N]`.

Scores the same 1,000 made notes of some 90 words with `tapecheck batch` into an empty store and
into one that holds so many others, in turns. The others have real reports, each with a text of its
own, so that the store is as large as if they had been scored, in a tenth of the time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from bench.archive import PRICES, figures, scored
from bench.archive_facts import open_market
from bench.archive_notes import SHORTEST, made_notes, write_jsonl
from ingest.archives import entries
from nlp.near_duplicates import signature
from tapecheck.batch.types import Chunk, Item, Outcome, Scored
from tapecheck.report import Report
from tapecheck.store import Reader
from tapecheck.store.types import Run
from tapecheck.testing_reports import CANNED_RUN
from tests.tapecheck.batch import archives

STORED, NOTES, ROUNDS = 100_000, 1_000, 3
MODEL = "minilm"


class Repeating:
    """An engine that gives the same reports again and again, with the text of each note."""

    run: Run = CANNED_RUN

    def __init__(self, reports: Sequence[Report]) -> None:
        """Begin with the first."""
        self._reports = cycle(reports)

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """One report an item."""
        return (tuple(map(self._scored, chunk)) for chunk in chunks)

    def close(self) -> None:
        """Nothing is held."""

    def _scored(self, item: Item) -> Scored:
        text = item.data.decode()
        report = next(self._reports)
        note = report.note.model_copy(update={"id": item.note_id})
        report = report.model_copy(update={"note": note, "text": text})
        return Scored(item=item, report=report, signature=signature(text))


def main() -> None:
    """Print a line a run."""
    given, cores, market = _arguments(), len(os.sched_getaffinity(0)), open_market()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notes, others, full = (folder / one for one in ("notes.jsonl", "others.jsonl", "full.db"))
        write_jsonl(made_notes(NOTES, market, longest=SHORTEST), notes)
        made = made_notes(NOTES + given.stored, market, longest=SHORTEST)
        write_jsonl(islice(made, NOTES, None), others)
        for turn in range(given.rounds):
            store = folder / f"{turn}.db"
            _print(0, scored(notes, store, model=MODEL, workers=cores, prices=given.prices))
            if turn == 0:
                _fill(full, others, store)
            store = folder / f"full-{turn}.db"
            shutil.copy(full, store)
            # Gigabytes on their way to the disk would slow the run beside them.
            os.sync()
            row = scored(notes, store, model=MODEL, workers=cores, prices=given.prices)
            _print(given.stored, row)
            store.unlink()


def _fill(full: Path, others: Path, store: Path) -> None:
    """Put notes into a new store with the reports that another one holds."""
    with Reader.open(store) as reader:
        reports = [reader.report(row.id) for row in reader.notes(limit=200).rows]
    archives.scored(entries(others), full, engine=Repeating(reports), quiet=True)


def _print(stored: int, row: dict[str, float]) -> None:
    print(f"{stored:8,} stored: {figures(row)}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stored", nargs="?", type=int, default=STORED)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--prices", default=PRICES)
    return parser.parse_args()


if __name__ == "__main__":
    main()
