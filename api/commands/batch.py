"""`tapecheck batch`: an archive of notes scored into a store; killed, it goes on where it was."""

from __future__ import annotations

import json as jsonlib
import threading
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import Model, err, fail, one_line_errors, out, progress

if TYPE_CHECKING:
    from ingest.archives import Entry, Skipped
    from tapecheck.batch.local import LocalEngine
    from tapecheck.batch.on_ray import RayEngine
    from tapecheck.batch.tally import Tally

_EPILOG = (
    "Examples:  tapecheck batch notes/ --db notes.db  |  "
    "tapecheck batch archive.zip --db notes.db --prices yahoo --resume  |  "
    "find old -name '*.pdf' | tapecheck batch - --db notes.db --limit 100"
)
_STDIN = "-"
# Reasons that are shown; the store and --json have more.
_SHOWN = 10


class EngineName(StrEnum):
    """Where notes are scored."""

    LOCAL = "local"
    RAY = "ray"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="batch", epilog=_EPILOG)(batch)


def batch(
    archive: Annotated[
        str,
        typer.Argument(
            metavar="ARCHIVE",
            help="A folder, zip, tar, mbox, maildir, JSONL, CSV or Parquet; - reads paths."
            " With --engine ray also a URI of object storage.",
        ),
    ],
    db: Annotated[Path, typer.Option(metavar="FILE", help="The store; made if it isn't there.")],
    engine: Annotated[
        EngineName, typer.Option(help="This machine, or the machines of a Ray cluster.")
    ] = EngineName.LOCAL,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1_024, help="Processes; one a processor if left out.")
    ] = None,
    ray_address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A running cluster; else one is started.")
    ] = None,
    shards: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER", help="With --engine ray: keep outcomes as Parquet in a folder or URI."
        ),
    ] = None,
    prices: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="As for `tapecheck score`.")
    ] = None,
    model: Model = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Read all notes as of this day."),
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="Column of a table that holds the text.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Score at most so many new notes.")
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Fail if versions or prices changed since the store's last run."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be read; score and store nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Score every note of an archive into a store; what the store has already is not done again.

    Files that are no notes are counted with their reasons and stop nothing. Ctrl-C ends the run
    after the chunk at hand.
    """
    source = _source(archive, engine)
    if shards is not None and engine is not EngineName.RAY:
        fail("--shards is for --engine ray; give both, or leave it out")
    if dry_run:
        if isinstance(source, str):
            fail("--dry-run lists archives of this machine only; leave it out")
        _list(source, text_column, as_json=json)
        return
    day = as_of.date() if as_of else None
    with one_line_errors():
        opened = _engine(
            engine, workers, ray_address, shards=shards, prices=prices, model=model, as_of=day
        )
        try:
            tally = _run(opened, db, source, text_column, day, limit, resume=resume)
        finally:
            opened.close()
    if json:
        print(jsonlib.dumps(tally.as_json(), ensure_ascii=False))
    else:
        _print(tally)


def _source(archive: str, engine: EngineName) -> Path | str | None:
    """A path, a URI that the machines of a cluster read, or None for standard input."""
    if archive == _STDIN:
        return None
    if "://" in archive:
        if engine is not EngineName.RAY:
            fail("object storage is read by --engine ray; add it")
        return archive
    path = Path(archive)
    if not path.exists():
        fail(f"{archive}: there is no such file or folder; name an archive of notes")
    return path


def _engine(
    name: EngineName,
    workers: int | None,
    ray_address: str | None,
    *,
    shards: str | None,
    prices: str | None,
    model: str | None,
    as_of: date | None,
) -> LocalEngine | RayEngine:
    import os

    from tapecheck.service.jobs import Load
    from tapecheck.settings import Settings

    load = Load(settings=Settings(), prices=prices, model=model)
    if name is EngineName.RAY:
        from tapecheck.batch.on_ray import RayEngine

        return RayEngine(load, as_of=as_of, workers=workers, address=ray_address, shards=shards)
    from tapecheck.batch.local import LocalEngine

    count = workers or len(os.sched_getaffinity(0))
    return LocalEngine(load, as_of=as_of, workers=count)


def _run(
    engine: LocalEngine | RayEngine,
    db: Path,
    source: Path | str | None,
    text_column: str | None,
    as_of: date | None,
    limit: int | None,
    *,
    resume: bool,
) -> Tally:
    from api.batch_progress import counter, watched
    from tapecheck.batch.archive import score_archive
    from tapecheck.store import Reader, Store

    with progress("loading models and prices"):
        run = engine.run
    with Store.open(db) as store, Reader.open(db) as reader:
        last = next(iter(reader.runs()), None)
        if resume and last is not None and last.id != run.id:
            fail(
                f"{db}: its last run used other versions or prices ({last.prices} until"
                f" {last.prices_until}, model {last.model}); leave out --resume to score anew"
            )
        with watched(counter(source, text_column)) as watch:
            archive = None if source is None else str(source)
            found = engine.found(archive, text_column=text_column, past=reader)
            return score_archive(
                _until_interrupted(found),
                engine=engine,
                store=store,
                reader=reader,
                as_of=as_of,
                limit=limit,
                watch=watch,
            )


def _until_interrupted(found: Iterable[Entry | Skipped]) -> Iterator[Entry | Skipped]:
    """The entries until Ctrl-C, after which what is under way is finished and stored."""
    import signal

    stopped = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    try:
        for one in found:
            if stopped.is_set():
                err.print("stopping; what is under way is finished, the rest later", markup=False)
                return
            yield one
    finally:
        signal.signal(signal.SIGINT, before)


def _list(source: Path | None, text_column: str | None, *, as_json: bool) -> None:
    from ingest.archives import names

    count = 0
    for name in names(source, text_column=text_column):
        count += 1
        if not as_json:
            print(name)
    if as_json:
        print(jsonlib.dumps({"schema": "tapecheck.batch/1", "seen": count}))
    else:
        err.print(f"{count:,} entries; nothing was scored or stored", markup=False)


def _print(tally: Tally) -> None:
    from api.batch_progress import summary

    out.print(summary(tally))
    for name, reason in tally.out[:_SHOWN]:
        told = reason if reason.startswith(name) else f"{name}: {reason}"
        err.print(f"  {told}", markup=False, soft_wrap=True)
    more = tally.refused + tally.skipped - _SHOWN
    if more > 0:
        err.print(f"  and {more:,} more; --json names them", markup=False)
