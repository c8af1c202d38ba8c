"""How long one note takes once everything is loaded: `python bench/note.py [NOTE] [PRICES]`.

Without arguments it takes the example notes' prose, cut at 600 words, and the sample prices.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from ingest import read, read_file
from ingest.types import Document
from tapecheck.pipeline import Pipeline
from tapecheck.settings import Settings

NOTES = Path(__file__).parent.parent / "examples" / "notes"
WORDS = 600
RUNS = 7


def six_hundred_words() -> Document:
    """Three example notes in a row, cut at 600 words; no sentence is there twice."""
    names = ("momentum_since_2017.txt", "momentum_exit_memo.txt", "small_cap_momentum_summary.txt")
    paragraphs = "\n\n".join((NOTES / name).read_text(encoding="utf-8") for name in names)
    kept: list[str] = []
    for line in paragraphs.splitlines():
        room = WORDS - sum(len(one.split()) for one in kept)
        kept.append(" ".join(line.split()[:room]))
    return read("\n".join(kept).encode(), name="bench.txt")


def main() -> None:
    """Print the time to load, of the first note, and the median of the next ones."""
    doc = read_file(sys.argv[1]) if len(sys.argv) > 1 else six_hundred_words()
    prices = sys.argv[2] if len(sys.argv) > 2 else "sample"
    started = time.perf_counter()
    pipeline = Pipeline.open(Settings(), prices=prices)
    print(f"load      {time.perf_counter() - started:6.2f} s")
    seconds = [_score(pipeline, doc) for _ in range(RUNS + 1)]
    print(f"first     {seconds[0]:6.2f} s")
    again = statistics.median(seconds[1:])
    print(f"median    {again:6.2f} s of {RUNS} ({min(seconds[1:]):.2f} to {max(seconds[1:]):.2f})")
    report = pipeline.score(doc)
    print(f"words     {len(doc.text.split()):6d}, claims {len(report.claims)}")


def _score(pipeline: Pipeline, doc: Document) -> float:
    started = time.perf_counter()
    pipeline.score(doc)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
