"""`tapecheck store`: look a store through, copy it, take its contents out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from api.commands.keys import Db
from api.console import Json, err, fail, one_line_errors, out, print_json, progress

if TYPE_CHECKING:
    from tapecheck.store.export import Form, What

app = typer.Typer(
    help="Look a store through, back it up, export it; also while it is being written.",
    no_args_is_help=True,
)


@app.command(epilog="Example:  tapecheck store check --db notes.db")
def check(db: Db, json: Json = False) -> None:
    """Check file, rows, word indices, every note's bytes and every report; 1 if any is wrong."""
    from tapecheck.store.integrity import check

    with one_line_errors(), progress(f"checking {db}"):
        troubles = check(db)
    if json:
        print_json({"store": str(db), "whole": not troubles, "troubles": troubles})
    else:
        for trouble in troubles:
            err.print(f"tapecheck: {trouble.part}: {trouble.detail}", markup=False, soft_wrap=True)
        if not troubles:
            out.print(f"{db} is whole", markup=False, soft_wrap=True)
    if troubles:
        raise typer.Exit(1)


@app.command(epilog="Example:  tapecheck store backup --db notes.db /backups/notes-2026-07-31.db")
def backup(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A file that isn't there yet.")],
    db: Db,
    json: Json = False,
) -> None:
    """Copy the store as of this moment to one file, and check the copy; a service may go on."""
    from tapecheck.store.backup import backup

    with one_line_errors(), progress(f"copying {db}"):
        size = backup(db, target)
    if json:
        print_json({"store": str(db), "target": str(target), "bytes": size})
    else:
        out.print(f"{target}: {size:,} bytes, whole", markup=False, soft_wrap=True)


@app.command(
    epilog="Examples:  tapecheck store export --db notes.db claims.csv  |  "
    "tapecheck store export --db notes.db notes.parquet --what notes"
)
def export(
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A .jsonl, .csv or .parquet file.")
    ],
    db: Db,
    what: Annotated[str, typer.Option(help="claims or notes.")] = "claims",
    json: Json = False,
) -> None:
    """Write all current claims or notes to a file; its ending says in which form."""
    from tapecheck.store import Reader
    from tapecheck.store.export import Form, What, export

    form = target.suffix.removeprefix(".").lower()
    if form not in get_args(Form):
        fail(f"{target}: no such form; give a name that ends in .jsonl, .csv or .parquet")
    if what not in get_args(What):
        fail(f"no {what!r} to export; give --what claims or --what notes")
    with one_line_errors(), progress(f"exporting {db}"), Reader.open(db) as reader:
        count = export(reader, target, cast("Form", form), cast("What", what))
    if json:
        print_json({"store": str(db), "target": str(target), what: count})
    else:
        out.print(f"{target}: {count:,} {what}", markup=False, soft_wrap=True)
