"""`tapecheck sentiment`: sentences in, polarity out, a JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from api.console import fail, one_line_errors

if TYPE_CHECKING:
    from models.types import Target


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        name="sentiment",
        epilog="""Example:  echo '{"text": "A beat B.", "target": "B"}' | tapecheck sentiment""",
    )(sentiment)


def sentiment(
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="JSON lines; - is standard input.")
    ] = "-",
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Sentiment model.")] = None,
) -> None:
    """Read {"text": …, "target": …} lines; print them with score, label and probabilities."""
    from models.note_score import label_of
    from models.registry import open_model
    from models.types import ScoringInput
    from tapecheck.settings import Settings

    rows = list(_rows(file))
    settings = Settings()
    with one_line_errors():
        judge = open_model(model or settings.model, home=settings.models_home)
        inputs = [ScoringInput(text=row["text"], target=_target(row)) for row in rows]
        results = judge.score(inputs)
    for row, found in zip(rows, results, strict=True):
        chances = {name: round(chance, 6) for name, chance in asdict(found.probabilities).items()}
        label = label_of(found.score, probabilities=found.probabilities)
        print(
            json.dumps(
                row | {"score": round(found.score, 6), "label": label, "probabilities": chances}
            )
        )


def _target(row: dict[str, Any]) -> Target:
    from models.datasets import find_spans
    from models.types import Target

    wanted = row.get("target")
    if wanted is None:
        return Target()
    return Target(spans=find_spans(row["text"], wanted))


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _rows(file: str) -> Iterator[dict[str, Any]]:
    if file == "-":
        yield from _parsed(sys.stdin, "standard input")
        return
    path = Path(file)
    if not path.is_file():
        fail(f"{file} not found; give a file of JSON lines, or - for standard input")
    with path.open(encoding="utf-8") as lines:
        yield from _parsed(lines, file)


def _decoded(lines: TextIO, name: str) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError:
        fail(f"{name} is not UTF-8; convert it first")


def _parsed(lines: TextIO, name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_decoded(lines, name), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            fail(f"{name}, line {number}: not JSON; every line must be an object with a text")
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            fail(f'{name}, line {number}: no "text"; every line must be an object with a text')
        if not row["text"].strip():
            fail(f"{name}, line {number}: the text is empty; leave the line out")
        if _has_surrogate(row["text"]):
            fail(f"{name}, line {number}: the text has half a character (a lone surrogate)")
        target = row.get("target")
        if target is not None and (not isinstance(target, str) or not target.strip()):
            fail(f"{name}, line {number}: its target is no text; give words of the text, or none")
        if target is not None and target not in row["text"]:
            fail(f"{name}, line {number}: its target is not in its text; write it as it is there")
        yield row
