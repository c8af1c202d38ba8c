"""What can go wrong while the sentiment models are fetched, checked, loaded, measured or trained.

ModelError             base: `str()` is one line, fit for a terminal
├── ModelMissing       a file of the model is not on this machine yet
├── HashMismatch       a file is there but is not the pinned one
├── FetchFailed        the package index, or the disk, did not give what was asked for
├── UnknownModel       no model has the name that was asked for
├── LabelsMissing      a public labelled set is not in the folder that was named
└── StaleCheckpoint    a kept training state is of other labels or settings
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


class LabelsMissing(ModelError):
    """A file of labels to measure or train on is not where it was looked for."""


class StaleCheckpoint(ModelError):
    """A kept training state belongs to another run."""
