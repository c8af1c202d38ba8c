"""What commands share: where to print, how to fail in one line, how to show progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from rich.console import Console

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="`thorough` reads most claims, in twice the time; `minilm` is quickest, by rules.",
    ),
]

_REFUSED = 1


def fail(message: str) -> NoReturn:
    """End the command with one line on standard error and exit code 1."""
    err.print(f"tapecheck: {' '.join(message.split())}", markup=False, soft_wrap=True)
    raise typer.Exit(_REFUSED)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the stages' named errors into `fail`; anything else is a bug and keeps its traceback."""
    from analytics.errors import AnalyticsError
    from ingest.errors import IngestError
    from models.errors import ModelError
    from nlp.errors import NlpError
    from tapecheck.service.errors import ServiceError
    from tapecheck.store.errors import StoreError

    named = (AnalyticsError, IngestError, ModelError, NlpError, ServiceError, StoreError)
    try:
        yield
    except named as error:
        fail(str(error))


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """A spinner on a terminal, plain lines elsewhere; what is yielded says what happens now."""
    if not err.is_terminal:
        yield lambda line: err.print(line, markup=False, soft_wrap=True)
        return
    with err.status(what) as status:
        yield lambda line: status.update(line)


def print_json(value: object) -> None:
    """Print a dataclass or a collection of them on standard output, as one line of JSON."""
    from pydantic import TypeAdapter

    print(TypeAdapter(type(value)).dump_json(value).decode())
