"""What can go wrong while bytes become a document.

IngestError            base: `str()` is one line, fit for a terminal
├── EmptyInput         nothing in the file, or nothing but white space
├── UnsupportedInput   a kind of file that holds no readable note (binary, image, …)
├── UnreadableInput    the right kind, but broken, encrypted, or without text (a PDF of images)
└── InputTooLarge      beyond a limit of `ingest/limits.py`
"""

from __future__ import annotations


class IngestError(ValueError):
    """Base of every named refusal; the message says what, why and what to do next."""


class EmptyInput(IngestError):
    """The input holds no text at all."""


class UnsupportedInput(IngestError):
    """The bytes are of a kind that no reader takes."""


class UnreadableInput(IngestError):
    """The kind is known but this file of it cannot be read."""


class InputTooLarge(IngestError):
    """The input is beyond a stated limit."""
