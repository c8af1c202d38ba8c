"""Whether a note costs more in a larger archive: `python -m bench.sizes [SIZE...] [--prices P]`.

Scores made notes of some 90 words with `tapecheck batch` and the small model into a new store for
each size, and prints what a note costs, and the peak memory of all processes together.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from bench.archive import PRICES, figures, scored
from bench.archive_facts import open_market
from bench.archive_notes import SHORTEST, made_notes, write_jsonl

SIZES = (100, 1_000, 10_000, 100_000)


def main() -> None:
    """Print a line a size."""
    given = _arguments()
    cores = len(os.sched_getaffinity(0))
    for size in given.sizes or SIZES:
        with tempfile.TemporaryDirectory() as name:
            archive = Path(name) / "notes.jsonl"
            write_jsonl(made_notes(size, open_market(), longest=SHORTEST), archive)
            store = Path(name) / "notes.db"
            row = scored(archive, store, model=given.model, workers=cores, prices=given.prices)
        print(f"{size:8,} notes, {given.model}: {figures(row)}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--prices", default=PRICES)
    parser.add_argument("--model", default="minilm")
    return parser.parse_args()


if __name__ == "__main__":
    main()
