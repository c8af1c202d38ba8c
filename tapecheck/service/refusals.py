"""Bytes to a `Document`, and the stages' refusals under the service's own name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ingest import (
    Document,
    EmptyInput,
    IngestError,
    InputTooLarge,
    UnreadableInput,
    UnsupportedInput,
    read,
)
from tapecheck.service.errors import RefusalKind, Refused
from tapecheck.service.types import Upload

_KINDS: dict[type[IngestError], RefusalKind] = {
    EmptyInput: "empty",
    UnsupportedInput: "unsupported",
    UnreadableInput: "unreadable",
    InputTooLarge: "too_large",
}


def document(upload: Upload) -> Document:
    """The note in the bytes; raises `Refused`."""
    try:
        return read(upload.data, name=upload.name)
    except IngestError as error:
        raise Refused(_KINDS.get(type(error), "unreadable"), str(error)) from None


@contextmanager
def refused() -> Iterator[None]:
    """Turn what reading and checking refuse into `Refused`."""
    from analytics.errors import OutOfCoverage
    from nlp.errors import NotAResearchNote

    try:
        yield
    except OutOfCoverage as error:
        raise Refused("out_of_coverage", str(error)) from None
    except NotAResearchNote as error:
        raise Refused("not_a_note", str(error)) from None
