"""Where the next page of a list begins, as a word that only the same query understands.

A cursor is a row's number and a checksum over it and the query. It hides nothing: who makes one up
sees rows that the query gives anyway. So it needs no secret, and outlives a restart.
"""

from __future__ import annotations

import hashlib
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from api.http.problems import Problem

CHARACTERS: Final = 24
_KEY = struct.Struct(">q")
_CHECK_BYTES = 10


def encode(after: int | None, *, query: str) -> str | None:
    """The cursor behind row `after` of the list that `query` names; None at its end."""
    if after is None:
        return None
    key = _KEY.pack(after)
    return urlsafe_b64encode(key + _check(key, query)).decode()


def decode(cursor: str | None, *, query: str) -> int | None:
    """The row to go on behind; raises the 400 `Problem` for any other word than `encode` gave."""
    if cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
    except ValueError:
        raise _foreign() from None
    key = raw[: _KEY.size]
    if urlsafe_b64encode(raw).decode() != cursor or raw[_KEY.size :] != _check(key, query):
        raise _foreign()
    (after,) = _KEY.unpack(key)
    return int(after)


def _check(key: bytes, query: str) -> bytes:
    return hashlib.blake2s(
        key + query.encode(), digest_size=_CHECK_BYTES, person=b"cursor/1"
    ).digest()


def _foreign() -> Problem:
    return Problem(
        "bad-cursor",
        "the cursor is not one that this list gave for this query; begin without `cursor`",
    )
