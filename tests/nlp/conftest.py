"""One parser for all tests of the package: loading it takes a second, reading a note does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from nlp.parsing import load_parser
from nlp.reading import Reader
from tapecheck.settings import Settings


@pytest.fixture(scope="session")
def models_home() -> Path:
    """Where `tapecheck models fetch` put the language model; without it these tests fail."""
    return Settings().models_home


@pytest.fixture(scope="session")
def parser(models_home: Path) -> Language:
    """The pinned spaCy pipeline."""
    return load_parser(models_home / "en_core_web_sm")


@pytest.fixture(scope="session")
def reader(models_home: Path) -> Reader:
    """The reader as the pipeline opens it."""
    return Reader.open(models_home)
