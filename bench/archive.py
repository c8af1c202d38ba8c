"""How fast an archive is scored: `python -m bench.archive [NOTES [PRICES]] [--torch PYTHON]`.

Writes a made archive and scores it with `tapecheck batch`, by both models with one worker and with
one a processor; then, in the same run, what others take for the same sentences, where PYTHON has
torch and transformers (`bench.plain_pipeline`). Prints a table for `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.verdicts import _processor

PRICES = "../shared/prices/yahoo_adjusted/adj_close_wide.parquet"
NOTES, COMPARED = 200, 40
_MODELS = ("mpnet", "minilm")
_PLAIN = "bench.plain_pipeline"


def main() -> None:
    """Print notes a second and peak memory of each way, and the ratios."""
    given = _arguments()
    cores = len(os.sched_getaffinity(0))
    print(f"{_processor()}, {cores} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive, sentences = written(given.notes, folder)
        for model in _MODELS:
            for workers in (1, cores):
                store = folder / f"{model}-{workers}.db"
                row = scored(archive, store, model=model, workers=workers, prices=given.prices)
                _print(f"tapecheck, {model}, {workers} workers", row)
        for row in _others(sentences, given.torch):
            _print(row["runner"], row)


def scored(
    archive: Path, store: Path, *, model: str, workers: int, prices: str
) -> dict[str, float]:
    """Of one run: notes a second, milliseconds of processor a note, and the peak memory in MiB.

    Loading counts for the processor's time and not for the rate; the peak is of all processes
    together.
    """
    command = ["-m", "api.cli", "batch", str(archive), "--db", str(store), "--json"]
    options = ["--model", model, "--workers", str(workers), "--prices", prices]
    spent, summary = _children(), store.with_suffix(".json")
    # Not a pipe: the summary names every note left out, and a full pipe would halt the run.
    with summary.open("w") as out:
        run = subprocess.Popen(
            [sys.executable, *command, *options], stdout=out, stderr=subprocess.DEVNULL
        )
        peak = _peak(run)
    told = json.loads(summary.read_text(encoding="utf-8"))
    assert told["seen"]
    return {
        "notes_per_second": told["notes_per_second"],
        "milliseconds": 1e3 * (_children() - spent) / told["seen"],
        "peak_mebibytes": peak / 2**20,
    }


def figures(row: dict[str, float]) -> str:
    """What `scored` found, for a line of a bench over sizes."""
    return (
        f"{row['notes_per_second']:7.2f} notes/s,"
        f" {row['milliseconds']:7.2f} ms of processor a note with loading,"
        f" {row['peak_mebibytes']:6.0f} MiB"
    )


def _peak(run: subprocess.Popen[bytes]) -> int:
    """The most memory that a run and its processes hold together until it ends, in bytes."""
    peak = 0
    while run.poll() is None:
        peak = max(peak, _memory(run.pid))
        with suppress(subprocess.TimeoutExpired):
            run.wait(0.2)
    return peak


def _children() -> float:
    """Seconds of processor of every process below this one that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(pid: int) -> int:
    """Proportional set size of a process and all below it, in bytes."""
    total = 0
    for one in [pid, *_below(pid)]:
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def _below(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from _below(int(child))


def written(notes: int, folder: Path) -> tuple[Path, Path]:
    """A made archive, and the sentences of its first notes for others to score."""
    archive, sentences = folder / "notes.jsonl", folder / "sentences.jsonl"
    for words in (
        ("bench.archive_notes", str(notes), str(archive)),
        (_PLAIN, "prepare", str(archive), str(sentences), "--count", str(COMPARED)),
    ):
        subprocess.run([sys.executable, "-m", *words], check=True, stdout=subprocess.DEVNULL)
    return archive, sentences


def plain(python: str, *words: str) -> dict[str, Any]:
    """What a runner of `bench.plain_pipeline` took, under another environment's Python."""
    done = subprocess.run(
        [python, "-m", _PLAIN, *words], capture_output=True, text=True, check=True
    )
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def _others(sentences: Path, torch: str | None) -> Iterator[dict[str, Any]]:
    yield plain(sys.executable, "spacy", str(sentences))
    if torch is None:
        return
    for backbone in _MODELS:
        asked = ("transformers", str(sentences), "--backbone", backbone)
        yield plain(torch, *asked)
        yield plain(torch, *asked, "--batch", "32")


def _print(name: str, row: dict[str, Any]) -> None:
    rate, peak = row["notes_per_second"], row["peak_mebibytes"]
    print(f"{name:52} {rate:8.2f} notes/s {peak:8.0f} MiB", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="?", type=int, default=NOTES)
    parser.add_argument("prices", nargs="?", default=PRICES)
    parser.add_argument("--torch", metavar="PYTHON", help="one that has torch and transformers")
    return parser.parse_args()


if __name__ == "__main__":
    main()
