from __future__ import annotations

import re
import time
from dataclasses import fields

import pytest

from ingest.lexicon import lexicon

PATTERNS = [
    pattern
    for field in fields(lexicon())
    if isinstance(group := getattr(lexicon(), field.name), tuple)
    for pattern in group
]
HOSTILE = [
    "a " * 700,
    "not " * 350,
    "past performance " * 80,
    "may not an offer of any forward-looking statement " * 30,
    "share " * 50 + "!",
    "home|" * 60 + "?",
    "1" * 1400,
    "a@" + "a." * 600,
    "+1 (212) " * 150,
    " " * 1400,
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:40])
def test_no_pattern_backtracks_without_bound(pattern: re.Pattern[str]) -> None:
    start = time.perf_counter()
    for text in HOSTILE:
        pattern.search(text)
        pattern.fullmatch(text[:300])
    assert time.perf_counter() - start < 0.5
