"""Every note-to-be of a source: a folder, a file of any kind, or paths on standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ingest.archives.expand import Expander, Step
from ingest.archives.folders import files_of
from ingest.archives.limits import MAX_PATH
from ingest.archives.lines import bounded_lines
from ingest.archives.types import Entry, Found, Skipped
from ingest.canonical import one_line


def entries(source: Path | None, *, text_column: str | None = None) -> Iterator[Entry | Skipped]:
    """The notes of `source` in a fixed order, one in memory at a time; None: paths, one a line.

    Names are relative to a folder, or begin with the file's own. `text_column` is where tables
    hold the text, where it has no usual name. Nothing raises: what can't be read is Skipped.
    """
    for step in _steps(source, text_column=text_column):
        yield step.take() if isinstance(step, Found) else step


def names(source: Path | None, *, text_column: str | None = None) -> Iterator[str]:
    """The names of what `entries` gives, in its order, with as little read as tells them."""
    for step in _steps(source, text_column=text_column):
        yield step.name


def _steps(source: Path | None, *, text_column: str | None) -> Iterator[Step]:
    expander = Expander(text_column=text_column)
    if source is None:
        steps = _listed(expander)
    elif source.is_dir():
        steps = _folder(source, "", expander)
    else:
        steps = steps_of(source, source.name, expander)
    for step in steps:
        yield replace(step, name=shown(step.name))


def shown(name: str) -> str:
    """A name that any terminal and any store takes."""
    return one_line(name.encode("utf-8", "replace").decode())


def _listed(expander: Expander) -> Iterator[Step]:
    """The sources named on standard input."""
    for path in given_paths():
        if isinstance(path, Skipped):
            yield path
        elif Path(path).is_dir():
            yield from _folder(Path(path), f"{path.rstrip('/')}/", expander)
        else:
            yield from steps_of(Path(path), path, expander)


def given_paths() -> Iterator[str | Skipped]:
    """The paths on standard input, one a line."""
    for number, line in enumerate(bounded_lines(sys.stdin.buffer, limit=MAX_PATH), 1):
        if line is None or b"\0" in line:
            yield Skipped(name=f"line {number}", reason="no path; write one path a line")
        elif path := os.fsdecode(line.rstrip(b"\r\n")):
            yield path


def _folder(folder: Path, prefix: str, expander: Expander) -> Iterator[Step]:
    for found in files_of(folder.resolve(), prefix=prefix):
        if isinstance(found, Skipped):
            yield found
        else:
            name, path = found
            yield from steps_of(path, name, expander)


def steps_of(path: Path, name: str, expander: Expander) -> Iterator[Step]:
    """What a file of this machine holds; nothing raises."""
    if path.exists() and not path.is_file():
        yield Skipped(name=name, reason="a pipe or device, not a file; write it to a file first")
        return
    yield from steps_in(lambda: path.open("rb"), name, expander)


def steps_in(opened: Callable[[], BinaryIO], name: str, expander: Expander) -> Iterator[Step]:
    """What a file holds, wherever it is opened; nothing raises."""
    try:
        with opened() as file:
            yield from expander.file(name, file)
    except FileNotFoundError:
        yield Skipped(name=name, reason="not found; check the path")
    except OSError as error:
        reason = f"{error.strerror or one_line(str(error))}; check who may read it"
        yield Skipped(name=name, reason=reason)
