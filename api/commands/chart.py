"""`tapecheck chart`: the pictures behind a note's verdicts, as files or as Vega-Lite."""

from __future__ import annotations

import json as jsonlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import err, fail, one_line_errors, out, progress
from api.inputs import STDIN, document

if TYPE_CHECKING:
    from tapecheck.report import ClaimReport

_EPILOG = (
    "Examples:  tapecheck chart note.pdf --claim c2 --output c2.svg  |  "
    "tapecheck chart note.txt --output charts/ --prices yahoo"
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="chart", epilog=_EPILOG)(chart)


def chart(
    note: Annotated[str, typer.Argument(metavar="NOTE", help="A file; - reads standard input.")],
    claim: Annotated[
        str | None, typer.Option(metavar="ID", help="One claim, such as c2; else all of them.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="A .png, .svg or .json file, or a folder; by default this folder."),
    ] = None,
    prices: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="As for `tapecheck score`.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Read the note as of this day."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print each chart as a line of Vega-Lite JSON.")
    ] = False,
) -> None:
    """Draw growth on a claim's window and its gap on others; claims on returns have a picture."""
    from tapecheck.charts import ChartError, targets
    from tapecheck.pipeline import Pipeline
    from tapecheck.settings import Settings

    with one_line_errors(), progress(f"reading {note}"):
        pipeline = Pipeline.open(Settings(), prices=prices)
        doc = document(note)
        report = pipeline.score(doc, as_of=as_of.date() if as_of else None)
    drawn = _chosen(report.claims, claim, note=note)
    if json:
        for one in drawn:
            print(jsonlib.dumps(one.chart, ensure_ascii=False))
    if json and output is None:
        return
    stem = "note" if note == STDIN else Path(note).stem
    try:
        files = targets(output or Path(), [one.id for one in drawn], stem=stem)
        for one, path in zip(drawn, files, strict=True):
            _write(one, path, quiet=json)
    except ChartError as error:
        fail(str(error))


def _chosen(claims: list[ClaimReport], wanted: str | None, *, note: str) -> list[ClaimReport]:
    """The claims with a picture, or the one asked for; ends the command where there is none."""
    from tapecheck.charts import why_none

    with_picture = [one for one in claims if one.chart]
    have = ", ".join(one.id for one in with_picture) or "none"
    if wanted is None:
        if not with_picture:
            fail(f"{note}: of {len(claims)} claims none has a picture; `tapecheck score` says why")
        return with_picture
    found = next((one for one in claims if one.id == wanted), None)
    if found is None:
        known = ", ".join(one.id for one in claims) or "none"
        fail(f"{note} has no claim {wanted}; its claims: {known}; with a picture: {have}")
    if found.chart is None:
        fail(f"{wanted} has no picture: {why_none(found.verdict)}; with a picture: {have}")
    return [found]


def _write(one: ClaimReport, path: Path, *, quiet: bool) -> None:
    from tapecheck.charts import draw

    assert one.chart is not None
    draw(one.chart, path)
    line = f"{path}  {one.id} {one.verdict.label}: {one.standalone_text}"
    (err if quiet else out).print(line, markup=False, soft_wrap=True)
