"""`tapecheck score`: notes in, reports out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import Model, err, one_line_errors, out, progress
from api.inputs import document

if TYPE_CHECKING:
    from tapecheck.pipeline import Pipeline
    from tapecheck.report import Report

_EPILOG = (
    "Examples:  tapecheck score note.pdf  |  "
    "tapecheck score *.md --prices yahoo --as-of 2025-10-31  |  "
    "cat note.txt | tapecheck score - --json"
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="score", epilog=_EPILOG)(score)


def score(
    notes: Annotated[
        list[str], typer.Argument(metavar="NOTE...", help="Files; - reads standard input.")
    ],
    prices: Annotated[
        str | None,
        typer.Option(
            metavar="SOURCE", help="A folder or file of CSV/Parquet, `yahoo`, `local` or `sample`."
        ),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Read the notes as of this day."),
    ] = None,
    model: Model = None,
    json: Annotated[
        bool, typer.Option("--json", help="One report a line on standard output.")
    ] = False,
) -> None:
    """Score notes and check their claims; a file that is no note is refused, the others go on."""
    from tapecheck.pipeline import Pipeline
    from tapecheck.settings import Settings

    with one_line_errors(), progress("loading models and prices"):
        pipeline = Pipeline.open(Settings(), prices=prices, model=model)
        day = as_of.date() if as_of else None
        if day is not None:
            pipeline.checker.require_coverage(day)
    with one_line_errors():
        refused = [name for name in notes if not _one(pipeline, name, as_of=day, as_json=json)]
    if refused:
        if len(notes) > 1:
            err.print(f"{len(refused)} of {len(notes)} inputs were refused", markup=False)
        raise typer.Exit(1)


def _one(pipeline: Pipeline, name: str, *, as_of: date | None, as_json: bool) -> bool:
    """Print one note's report; False where it was refused."""
    from ingest.errors import IngestError
    from nlp.errors import NotAResearchNote

    try:
        with progress(f"reading {name}"):
            report = pipeline.score(document(name), as_of=as_of)
    except (IngestError, NotAResearchNote) as refusal:
        _refuse(name, str(refusal), as_json=as_json)
        return False
    _print(report, name, as_json=as_json)
    return True


def _refuse(name: str, reason: str, *, as_json: bool) -> None:
    if as_json:
        from tapecheck.report import Refusal

        print(Refusal(file=name, reason=reason).model_dump_json())
    else:
        line = reason if reason.startswith((name, "standard input")) else f"{name}: {reason}"
        err.print(f"tapecheck: {line}", markup=False, soft_wrap=True)


def _print(report: Report, name: str, *, as_json: bool) -> None:
    if as_json:
        print(report.model_dump_json())
        return
    from api.terminal import render

    out.print(render(report, name=name))
