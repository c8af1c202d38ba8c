"""Styles and sizes by a bare word, which elsewhere may mean anything: "growth over value"."""

from __future__ import annotations

import re

_STYLES = {
    "growth": "growth", "value": "value", "quality": "quality", "momentum": "momentum",
    "small": "small_caps", "large": "large_caps", "mid": "mid_caps", "tech": "technology",
    "technology": "technology", "bonds": "bonds", "gold": "gold",
}  # fmt: skip
_WORD = (
    r"(?P<style>growth|value|quality|momentum|(?:small|large|mid)(?=[ -]|$)|tech(?:nology)?"
    r"|bonds|gold)"
)
_LEADS = re.compile(rf"(?:^|[.;:,(*\u2014\u2013] ?){_WORD}(?: has| had| have)?(?: over)? ?$", re.I)
_FOLLOWS = re.compile(
    rf"\W{{0,2}}(?:the )?{_WORD}(?=\s*(?:[.,;:)]|$)|(?:[ -]caps?)? "
    r"(?:in|over|by|for|since|this|last|again|too|on)\b)",
    re.IGNORECASE,
)


def style_before(text: str) -> str | None:
    """The style that opens the clause right before a word of comparing; its id."""
    return _id(_LEADS.search(text))


def style_behind(text: str) -> str | None:
    """The style that stands right behind a word of comparing; its id."""
    return _id(_FOLLOWS.match(text))


def _id(match: re.Match[str] | None) -> str | None:
    return _STYLES[match["style"].lower()] if match is not None else None
