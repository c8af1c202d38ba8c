"""A file made to exhaust its reader is refused, and everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
import time

import pytest

from tapecheck.service import Upload
from tapecheck.service.service import Service
from tests.ingest.test_sandbox import bomb
from tests.tapecheck.service.notes import upload

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "name", ["zip bomb", "PDF stream packed twice", "PDF whose pages are their own children"]
)
async def test_a_bomb_is_refused_and_the_next_note_read(service: Service, name: str) -> None:
    thrown = await service.submit(Upload(name=name, data=bomb(name)))
    following = await service.submit(upload())
    assert (await service.finished(thrown.id)).state == "refused"
    assert (await service.finished(following.id)).state == "done"


async def test_while_a_bomb_is_read_the_service_answers(service: Service) -> None:
    thrown = await service.submit(Upload(name="bomb", data=bomb("PDF stream packed twice")))
    slowest = 0.0
    while service.reader.task(thrown.id).state in {"queued", "running"}:
        began = time.perf_counter()
        await service.submit(upload(int(began * 1000)))
        slowest = max(slowest, time.perf_counter() - began)
        await asyncio.sleep(0.01)
    assert slowest < 1.0
