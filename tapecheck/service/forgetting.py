"""Keeps the store from growing by what nobody asks for any more."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import structlog

from tapecheck.service import limits
from tapecheck.service.intake import Write
from tapecheck.store import Store
from tapecheck.store.errors import StoreError

log = structlog.get_logger(__name__)


async def forget_daily(write: Write) -> None:
    """Forget at once and then once a day, until this is cancelled."""
    while True:
        try:
            await write(_forget)
        except StoreError as error:
            log.warning("what is old can't be forgotten yet", reason=str(error))
        await asyncio.sleep(limits.FORGET_SECONDS)


def _forget(store: Store) -> None:
    now = datetime.now(UTC)
    store.forget(before=now - limits.KEPT, events_before=now - limits.EVENTS_KEPT)
