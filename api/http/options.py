"""How an application is set up: who may call it, under which names, how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `tapecheck serve` decides; the defaults are those of a server on this machine alone.

    `auth` "auto" asks for a key as soon as the store has one; "required" always does. `hosts` are
    the names that requests may be addressed to, without port; "*" takes any. `rate` and
    `write_rate` are requests of one key or address, `failed_rate` keys that were not accepted from
    one address, in the notation of the `limits` library; None sets no limit.
    """

    auth: Literal["auto", "required"] = "required"
    hosts: tuple[str, ...] = LOOPBACK
    rate: str | None = "1200/minute"
    write_rate: str | None = "120/minute"
    failed_rate: str | None = "20/minute"
    pages: Literal["on", "off"] = "on"
