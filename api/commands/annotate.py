"""`tapecheck annotate`: a note's claims as a JSON row to correct, and a check of such rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.console import fail, one_line_errors, out

app = typer.Typer(help="Annotate notes of your own, to measure with.", no_args_is_help=True)


@app.command(epilog="Example:  tapecheck annotate note memo.txt --as-of 2022-08-19 >> mine.jsonl")
def note(
    path: Annotated[Path, typer.Argument(help="The note.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Its date, where it has none of its own."),
    ] = None,
) -> None:
    """Print a note's row with every slot as it is read now; correct it by the guide."""
    import ingest
    from nlp.evaluation.annotation import as_row
    from nlp.evaluation.prefill import prefilled
    from tapecheck.pipeline import open_reader
    from tapecheck.settings import Settings

    with one_line_errors():
        doc = ingest.read_file(path)
        day = as_of.date() if as_of else doc.published
        if day is None:
            fail(f"{path}: the note has no date of its own; give one with --as-of")
        settings = Settings()
        reader = open_reader(settings, model=settings.model)
        print(as_row(prefilled(doc, id=path.stem, as_of=day, reader=reader)))


@app.command(epilog="Example:  tapecheck annotate check mine.jsonl")
def check(path: Annotated[Path, typer.Argument(help="Annotated notes as JSON lines.")]) -> None:
    """Read annotated notes and say what is wrong with them, one line a fault."""
    from nlp.catalog import Catalog
    from nlp.evaluation.annotation import read_notes
    from nlp.evaluation.checking import problems

    with one_line_errors():
        notes = tuple(read_notes(path))
    catalog = Catalog.load()
    found = [line for note in notes for line in problems(note, catalog)]
    for line in found:
        out.print(line, markup=False, soft_wrap=True)
    claims = sum(len(note.claims) for note in notes)
    if found:
        fail(f"{path}: {len(found)} faults; correct them and check again")
    out.print(
        f"{path}: {len(notes)} notes with {claims} claims, no fault", markup=False, soft_wrap=True
    )
