"""How often one key or address may ask; counted in memory, by the process."""

from __future__ import annotations

import math
import time
from typing import Final, Literal

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from api.http.options import Options
from api.http.problems import Problem

Purpose = Literal["read", "write", "failed"]
_SAYS: Final[dict[Purpose, str]] = {
    "read": "requests",
    "write": "requests that write or compute",
    "failed": "requests with a key that is not known",
}


class Rates:
    """The rate limits of an application; each purpose has its own."""

    def __init__(self, options: Options) -> None:
        """Parse the limits; a purpose without one is not limited."""
        given: dict[Purpose, str | None] = {
            "read": options.rate,
            "write": options.write_rate,
            "failed": options.failed_rate,
        }
        self._items: dict[Purpose, RateLimitItem] = {
            purpose: parse(words) for purpose, words in given.items() if words is not None
        }
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def hit(self, purpose: Purpose, who: str) -> dict[str, str]:
        """Count a request of `who`, a key's id or an address; the headers that say what is left.

        Raises the 429 `Problem`. Headers are those of draft-ietf-httpapi-ratelimit-headers-10.
        """
        item = self._items.get(purpose)
        if item is None:
            return {}
        allowed = await self._limiter.hit(item, purpose, who)
        stats = await self._limiter.get_window_stats(item, purpose, who)
        wait = max(1, math.ceil(stats.reset_time - time.time()))
        headers = _headers(purpose, item, left=max(0, stats.remaining), wait=wait)
        if not allowed:
            raise _too_many(purpose, item, wait, headers)
        return headers


def _headers(purpose: Purpose, item: RateLimitItem, *, left: int, wait: int) -> dict[str, str]:
    return {
        "RateLimit-Policy": f'"{purpose}";q={item.amount};w={item.get_expiry()}',
        "RateLimit": f'"{purpose}";r={left};t={wait}',
    }


def _too_many(purpose: Purpose, item: RateLimitItem, wait: int, headers: dict[str, str]) -> Problem:
    return Problem(
        "too-many-requests",
        f"more than {item.amount} {_SAYS[purpose]} in {item.get_expiry()} seconds;"
        f" wait {wait} seconds",
        headers={**headers, "Retry-After": str(wait)},
    )
