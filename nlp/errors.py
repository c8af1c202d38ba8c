"""What can go wrong while a document is read for claims.

NlpError
├── ParserMissing     the spaCy model is not on this machine
├── CatalogError      a row of the fund catalogue is broken
├── AnnotationError   a row of an annotated corpus is broken
└── NotAResearchNote  the text is no research note; `reason` says what it looks like
"""

from __future__ import annotations


class NlpError(ValueError):
    """Base of what this package raises; the message is one line."""


class ParserMissing(NlpError):
    """The language model's folder is not there."""


class CatalogError(NlpError):
    """A row of the catalogue cannot be read; the message names file and line."""


class AnnotationError(NlpError):
    """An annotated note cannot be read; the message names file and line."""


class NotAResearchNote(NlpError):
    """The text reads like something else than a research note."""
