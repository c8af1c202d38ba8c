"""Files of an archive listed on one machine and read on another, from disk or object storage.

Names, order and reasons are those of `ingest.archives.entries`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from pyarrow import ArrowInvalid, fs

from ingest.archives import Entry, Skipped
from ingest.archives.expand import Expander
from ingest.archives.folders import files_of
from ingest.archives.types import Found
from ingest.archives.walk import given_paths, shown, steps_in, steps_of
from tapecheck.batch.on_ray.places import at_uri, below, is_remote, opened, told
from tapecheck.service.errors import NotReady


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that any machine can open at `at`, a path or a URI; `name` is what people see."""

    name: str
    at: str


def listed(archive: str | None) -> Iterator[Source | Skipped]:
    """The files of an archive, without opening one; None: paths on standard input, one a line."""
    if archive is None:
        yield from _named()
    elif is_remote(archive):
        yield from _stored(archive)
    elif Path(archive).is_dir():
        yield from _folder(Path(archive), "")
    else:
        yield Source(name=Path(archive).name, at=str(Path(archive).resolve()))


def entries_of(source: Source, *, text_column: str | None) -> Iterator[Entry | Skipped]:
    """The notes of one file in their order, one in memory at a time; nothing raises."""
    expander = Expander(text_column=text_column)
    if is_remote(source.at):
        steps = steps_in(partial(_remote, source.at), source.name, expander)
    else:
        steps = steps_of(Path(source.at), source.name, expander)
    for step in steps:
        one = step.take() if isinstance(step, Found) else step
        yield replace(one, name=shown(one.name))


def _remote(at: str) -> BinaryIO:
    try:
        system, path = at_uri(at)
    except ArrowInvalid:
        raise FileNotFoundError(at) from None
    return cast(BinaryIO, io.BufferedReader(system.open_input_file(path)))


def _named() -> Iterator[Source | Skipped]:
    for path in given_paths():
        if isinstance(path, Skipped):
            yield path
        elif is_remote(path):
            yield Source(name=path, at=path)
        elif Path(path).is_dir():
            yield from _folder(Path(path), f"{path.rstrip('/')}/")
        else:
            yield Source(name=path, at=str(Path(path).resolve()))


def _folder(folder: Path, prefix: str) -> Iterator[Source | Skipped]:
    for found in files_of(folder.resolve(), prefix=prefix):
        if isinstance(found, Skipped):
            yield found
        else:
            name, path = found
            yield Source(name=name, at=str(path))


def _stored(uri: str) -> Iterator[Source]:
    """Objects below a URI, or the one that it names; hidden ones are left out."""
    system, root = opened(uri)
    try:
        kind = system.get_file_info(root).type
        names = _names(system, root) if kind == fs.FileType.Directory else []
    except OSError as error:
        raise NotReady(told(uri, f"{error}; check who may list it")) from None
    if kind == fs.FileType.NotFound:
        raise NotReady(told(uri, "nothing is there; check the bucket and the folder"))
    if kind == fs.FileType.File:
        yield Source(name=root.rsplit("/", 1)[-1], at=uri)
    for name in names:
        yield Source(name=name, at=below(uri, name))


def _names(system: fs.FileSystem, root: str) -> list[str]:
    """Paths below a folder, folder by folder in the order of their names."""
    infos = system.get_file_info(fs.FileSelector(root, recursive=True))
    files = [info.path[len(root) :].strip("/").split("/") for info in infos if info.is_file]
    seen = (file for file in files if not any(part.startswith(".") for part in file))
    return ["/".join(file) for file in sorted(seen)]
