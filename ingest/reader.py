"""The document reader seam: one method, one reader a media type."""

from __future__ import annotations

from typing import Final, Protocol

from ingest.decode import decode_text
from ingest.raw import RawNote
from ingest.sandbox import SandboxedReader
from ingest.sniff import DOCX
from ingest.types import MediaType
from ingest.unwrap import unwrap


class Reader(Protocol):
    """Turns the bytes of one format into pieces of a note."""

    def read(self, data: bytes, /) -> RawNote:
        """The note in `data`; raises an IngestError, and nothing else."""
        ...


class PlainReader:
    """Reads plain text, which needs no parser and so no child process."""

    def read(self, data: bytes, /) -> RawNote:
        """The paragraphs of the text."""
        return RawNote(blocks=tuple(unwrap(decode_text(data))))


READERS: Final[dict[MediaType, Reader]] = {
    "text/plain": PlainReader(),
    "text/markdown": SandboxedReader("markdown"),
    "text/html": SandboxedReader("html"),
    "application/pdf": SandboxedReader("pdf"),
    DOCX: SandboxedReader("docx"),
    "message/rfc822": SandboxedReader("mail"),
}
