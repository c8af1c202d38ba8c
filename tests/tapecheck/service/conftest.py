"""A running service over canned readings, and notes for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tapecheck.service.service import Service
from tapecheck.testing import open_service


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The service is written for asyncio."""
    return "asyncio"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    """A service that answers at once, on a store of its own."""
    service = await open_service(tmp_path)
    yield service
    await service.stop()
