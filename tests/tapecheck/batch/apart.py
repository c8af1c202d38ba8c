"""An archive as the machines of a cluster read it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ingest.archives import Entry, Skipped
from tapecheck.batch.on_ray.sources import Source, entries_of, listed


def read_apart(archive: str | None, *, text_column: str | None = None) -> list[Entry | Skipped]:
    """The archive listed, then each of its files read by itself."""

    def one(source: Source | Skipped) -> Iterator[Entry | Skipped]:
        if isinstance(source, Skipped):
            return iter([source])
        return entries_of(source, text_column=text_column)

    return list(chain.from_iterable(map(one, listed(archive))))
