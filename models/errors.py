"""What can go wrong while the sentiment model is fetched, checked or loaded.

ModelError             base: `str()` is one line, fit for a terminal
├── ModelMissing       a file of the model is not on this machine yet
├── HashMismatch       a file is there but is not the pinned one
├── FetchFailed        the package index, or the disk, did not give what was asked for
└── UnknownModel       no model has the name that was asked for
"""

from __future__ import annotations


class ModelError(RuntimeError):
    """Base of every named failure; the message says what, to which thing, and what to do next."""


class ModelMissing(ModelError):
    """A model file is not there; fetching puts it there."""


class HashMismatch(ModelError):
    """A file's SHA-256 is not the one the project pins."""


class FetchFailed(ModelError):
    """The carriers could not be downloaded or unpacked."""


class UnknownModel(ModelError):
    """The name is neither a shipped model's nor one that an entry point brings."""
