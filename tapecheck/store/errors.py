"""What can go wrong between a store and its file.

StoreError          base: `str()` is one line, fit for a terminal
├── StoreInUse      another process writes it
├── StoreTooNew     a newer tapecheck made it
├── StoreDamaged    no store at all, cut short, or not what SQLite wrote
├── StoreFull       nothing can be written: no room, no right, a failing disk
├── NoStore         no such file
└── NotThere        an id that the store doesn't hold
"""

from __future__ import annotations


class StoreError(ValueError):
    """Base of every named failure; the message says what, where and what to do next."""


class StoreInUse(StoreError):
    """A store has one writer, and another process is it."""


class StoreTooNew(StoreError):
    """The store's tables are of a version that this program doesn't know."""


class StoreDamaged(StoreError):
    """The file is no store, or is not whole."""


class StoreFull(StoreError):
    """The store can't be written to; what is in it is still there and still read."""


class NoStore(StoreError):
    """Nothing is there under the path given."""


class NotThere(StoreError):
    """The store holds nothing under the id given."""
