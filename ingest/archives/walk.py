"""Every note-to-be of a source: a folder, a file of any kind, or paths on standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

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
        steps = _file(source, source.name, expander)
    for step in steps:
        yield _shown(step)


def _shown(step: Step) -> Step:
    """With a name that any terminal and any store takes."""
    name = one_line(step.name.encode("utf-8", "replace").decode())
    if isinstance(step, Found):
        return Found(name=name, load=step.load)
    return Skipped(name=name, reason=step.reason)


def _listed(expander: Expander) -> Iterator[Step]:
    """The sources named on standard input."""
    for number, line in enumerate(bounded_lines(sys.stdin.buffer, limit=MAX_PATH), 1):
        if line is None or b"\0" in line:
            yield Skipped(name=f"line {number}", reason="no path; write one path a line")
        elif path := os.fsdecode(line.rstrip(b"\r\n")):
            named = Path(path)
            if named.is_dir():
                yield from _folder(named, f"{path.rstrip('/')}/", expander)
            else:
                yield from _file(named, path, expander)


def _folder(folder: Path, prefix: str, expander: Expander) -> Iterator[Step]:
    for found in files_of(folder.resolve()):
        if isinstance(found, Skipped):
            yield Skipped(name=prefix + found.name, reason=found.reason)
        else:
            name, path = found
            yield from _file(path, prefix + name, expander)


def _file(path: Path, name: str, expander: Expander) -> Iterator[Step]:
    if path.exists() and not path.is_file():
        yield Skipped(name=name, reason="a pipe or device, not a file; write it to a file first")
        return
    try:
        with path.open("rb") as file:
            yield from expander.file(name, file)
    except FileNotFoundError:
        yield Skipped(name=name, reason="not found; check the path")
    except OSError as error:
        yield Skipped(name=name, reason=f"{error.strerror}; check who may read it")
