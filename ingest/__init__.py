"""Bytes to a `Document`: canonical text, its blocks, and where each came from."""

from ingest.document import read, read_file
from ingest.errors import (
    EmptyInput,
    IngestError,
    InputTooLarge,
    UnreadableInput,
    UnsupportedInput,
)
from ingest.reader import READERS, Reader
from ingest.types import Block, Document, StatedSentiment

__all__ = [
    "READERS",
    "Block",
    "Document",
    "EmptyInput",
    "IngestError",
    "InputTooLarge",
    "Reader",
    "StatedSentiment",
    "UnreadableInput",
    "UnsupportedInput",
    "read",
    "read_file",
]
