"""What the service takes and gives beside the store's own rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came; `as_of` reads it as of another day than its own."""

    name: str
    data: bytes
    as_of: date | None = None

    @property
    def note_id(self) -> str:
        """SHA-256 of the bytes, in hex: the same file is the same note."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """One claim that was given as slots: its JSON as in a report, its verdict, its picture."""

    claim: Mapping[str, Any]
    verdict: Mapping[str, Any]
    chart: Mapping[str, Any] | None
