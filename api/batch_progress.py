"""How a run over an archive is watched: a bar on a terminal, lines in a log, a table at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from api.console import err

if TYPE_CHECKING:
    from tapecheck.batch.tally import Tally

Total = Callable[[], int | None]
_LINE_SECONDS = 10.0


def counter(source: Path | str | None, text_column: str | None) -> Total:
    """How many entries there are, once a thread has counted them; paths can be read once only."""
    if not isinstance(source, Path):
        return lambda: None
    from ingest.archives import names

    counted: list[int] = []
    thread = threading.Thread(
        target=lambda: counted.append(sum(1 for _ in names(source, text_column=text_column))),
        daemon=True,
    )
    thread.start()
    return lambda: counted[0] if counted else None


@contextmanager
def watched(total: Total) -> Iterator[Callable[[Tally], None]]:
    """A bar with rate and time left on a terminal, a line every ten seconds elsewhere."""
    with (_bar if err.is_terminal else _lines)(total) as watch:
        yield watch


@contextmanager
def _bar(total: Total) -> Iterator[Callable[[Tally], None]]:
    """A bar that moves with each stored chunk."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err) as shown:
        task = shown.add_task("scoring", total=None, rate="")

        def watch(tally: Tally) -> None:
            shown.update(
                task, completed=tally.seen, total=total(), rate=f"{tally.rate:.1f} notes/s"
            )

        yield watch


@contextmanager
def _lines(total: Total) -> Iterator[Callable[[Tally], None]]:
    """A line every ten seconds."""
    told = time.monotonic()

    def watch(tally: Tally) -> None:
        nonlocal told
        if tally.ended is None and time.monotonic() - told < _LINE_SECONDS:
            return
        told = time.monotonic()
        err.print(_line(tally, total()), markup=False, soft_wrap=True)

    yield watch


def _line(tally: Tally, total: int | None) -> str:
    known = f" of {total:,}" if total is not None else ""
    left = ""
    if total is not None and tally.ended is None and tally.rate > 0:
        left = f", some {(total - tally.seen) / tally.rate:,.0f} s left"
    return (
        f"{tally.seen:,}{known} entries: {tally.scored:,} scored, {tally.known:,} known,"
        f" {tally.refused + tally.skipped:,} refused; {tally.rate:.1f} notes a second{left}"
    )


def summary(tally: Tally) -> Table:
    """What the run came to, a row a count."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    rows = {
        "scored": tally.scored,
        "stored before": tally.known,
        "the same bytes again": tally.doubles,
        "the same text in other bytes": tally.same_text,
        "nearly the same text": tally.near,
        "refused": tally.refused,
        "could not be opened": tally.skipped,
        "claims": tally.claims,
    }
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    for label, count in sorted(tally.verdicts.items()):
        table.add_row(f"  {label}", f"{count:,}")
    table.add_row("notes a second", f"{tally.rate:.2f}")
    table.add_row("seconds", f"{tally.seconds:,.1f}")
    return table
