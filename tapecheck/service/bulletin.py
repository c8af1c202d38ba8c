"""Wakes those who wait for news of a task or batch; what the news is, they read in the store."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


class Bulletin:
    """One `asyncio.Event` a topic, for as long as somebody waits on it.

    Take the event first, then look in the store, then wait: what was committed in between has set
    the event, so nothing is missed.
    """

    def __init__(self) -> None:
        self._topics: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()

    def on(self, topic: str) -> asyncio.Event:
        """The event that the next news of `topic` sets."""
        return self._topics.setdefault(topic, asyncio.Event())

    def post(self, *topics: str | None) -> None:
        """Wake everybody who waits on one of `topics`."""
        for topic in topics:
            news = self._topics.pop(topic, None) if topic else None
            if news is not None:
                news.set()

    def post_all(self) -> None:
        """Wake everybody."""
        self.post(*list(self._topics))
