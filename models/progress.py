"""How long work reports what it is at."""

from __future__ import annotations

from collections.abc import Callable

# Called with one line; the caller decides where and whether to show it.
Progress = Callable[[str], None]
