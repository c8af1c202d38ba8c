"""News wakes who waits for it, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc

import pytest

from tapecheck.service.bulletin import Bulletin

pytestmark = pytest.mark.anyio


async def test_news_between_looking_and_waiting_is_not_missed() -> None:
    bulletin = Bulletin()
    news = bulletin.on("task")
    bulletin.post("task")
    await asyncio.wait_for(news.wait(), 1)


async def test_news_of_one_topic_wakes_nobody_else() -> None:
    bulletin = Bulletin()
    news = bulletin.on("other")
    bulletin.post("task", None)
    assert not news.is_set()


async def test_everybody_on_a_topic_is_woken() -> None:
    bulletin = Bulletin()
    waiting = [asyncio.create_task(bulletin.on("task").wait()) for _ in range(3)]
    await asyncio.sleep(0)
    bulletin.post("task")
    await asyncio.wait_for(asyncio.gather(*waiting), 1)


async def test_posting_to_all_wakes_all_topics() -> None:
    bulletin = Bulletin()
    first, second = bulletin.on("a"), bulletin.on("b")
    bulletin.post_all()
    assert first.is_set()
    assert second.is_set()


async def test_a_topic_nobody_waits_on_is_forgotten() -> None:
    bulletin = Bulletin()
    bulletin.on("task")
    gc.collect()
    assert not bulletin._topics
