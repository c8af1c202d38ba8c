"""The command line: a thin shell over the Python API; heavy imports happen inside commands."""

from __future__ import annotations

import typer

from api.commands import (
    annotate,
    batch,
    catalog,
    chart,
    claims,
    evaluate,
    keys,
    models,
    prices,
    score,
    sentiment,
    serve,
    store,
    verify,
)

app = typer.Typer(
    name="tapecheck",
    help="Read research notes, score their sentiment, check what they claim against the tape.",
    epilog="Start: `tapecheck models fetch`, `tapecheck prices sample`, `tapecheck score NOTE`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    add_completion=False,
)
score.register(app)
verify.register(app)
chart.register(app)
sentiment.register(app)
batch.register(app)
claims.register(app)
serve.register(app)
app.add_typer(store.app, name="store")
app.add_typer(keys.app, name="keys")
app.add_typer(prices.app, name="prices")
app.add_typer(catalog.app, name="catalog")
app.add_typer(models.app, name="models")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(annotate.app, name="annotate")


def main() -> None:
    """Entry point of the `tapecheck` command."""
    app()


if __name__ == "__main__":
    main()
