"""How many times as fast as a plain pipeline: `python -m bench.side_by_side PYTHON [NOTES]`.

A machine that is shared runs faster and slower by the minute. So the large model's plain pipeline
(a), its own batches (b), and tapecheck with both models take turns, and each round has ratios of
its own; their medians are what counts. PYTHON has torch and transformers; `--rounds N`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from bench.archive import PRICES, plain, scored, written

NOTES, ROUNDS = 400, 5
_RATIOS = {"mpnet / a": 2.5, "mpnet / b": 2.0, "minilm / a": 12.0}


def main() -> None:
    """Print a line a round, and the medians beside their bars."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive, sentences = written(given.notes, folder)
        rounds = [
            _round(archive, sentences, folder, given.torch, number)
            for number in range(given.rounds)
        ]
    for ratio, bar in _RATIOS.items():
        ours, theirs = ratio.split(" / ")
        found = [each[ours] / each[theirs] for each in rounds]
        least, most = min(found), max(found)
        middle = statistics.median(found)
        print(f"{ratio:11} {middle:5.1f} times, {least:.1f} to {most:.1f} (bar {bar:g})")


def _round(
    archive: Path, sentences: Path, folder: Path, torch: str, number: int
) -> dict[str, float]:
    """Notes a second of each."""
    asked = ("transformers", str(sentences), "--backbone", "mpnet")
    found = {"a": plain(torch, *asked), "minilm": _ours(archive, folder, "minilm", number)}
    found |= {
        "b": plain(torch, *asked, "--batch", "32"),
        "mpnet": _ours(archive, folder, "mpnet", number),
    }
    rates = {name: row["notes_per_second"] for name, row in found.items()}
    told = "   ".join(f"{name} {rate:6.2f}" for name, rate in rates.items())
    print(f"round {number + 1}, notes a second: {told}", flush=True)
    return rates


def _ours(archive: Path, folder: Path, model: str, number: int) -> dict[str, float]:
    store = folder / f"{model}-{number}.db"
    cores = len(os.sched_getaffinity(0))
    return scored(archive, store, model=model, workers=cores, prices=PRICES)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("torch", metavar="PYTHON")
    parser.add_argument("notes", nargs="?", type=int, default=NOTES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
