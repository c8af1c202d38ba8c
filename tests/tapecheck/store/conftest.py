"""A store of one's own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.reading import Reader as NoteReader
from tapecheck.settings import Settings
from tapecheck.store import Reader, Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def reader(store: Store) -> Iterator[Reader]:
    with Reader.open(store.path) as opened:
        yield opened


@pytest.fixture(scope="session")
def note_reader(settings: Settings) -> NoteReader:
    """The reader of notes, which elsewhere is called `reader`."""
    return NoteReader.open(settings.models_home)
