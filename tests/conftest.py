"""What every test may use: the downloaded models, a reader, the sample prices."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.reading import Reader
from tapecheck.settings import Settings

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of this machine; `make test` has fetched models and sample prices."""
    return Settings()


@pytest.fixture(scope="session")
def reader(settings: Settings) -> Reader:
    """The parser and the catalogue, loaded once for all tests."""
    return Reader.open(settings.models_home)


@pytest.fixture(scope="session")
def reference_prices() -> Path:
    """The real reference prices beside the checkout; their tests are skipped without them."""
    path = SHARED / "prices" / "yahoo_adjusted" / "adj_close_wide.parquet"
    if not path.is_file():
        pytest.skip("the reference prices in ../shared are not on this machine")
    return path


@pytest.fixture(scope="session")
def example_note() -> Path:
    """The user's own note; tests on it are skipped where it isn't."""
    path = SHARED / "notes" / "xsmo.txt"
    if not path.is_file():
        pytest.skip("the example note in ../shared is not on this machine")
    return path
