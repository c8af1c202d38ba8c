"""The wording in `data/lexicon.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns and word lists by which a note's parts are told apart."""

    compound_heads: frozenset[str]
    compound_tails: frozenset[str]
    furniture_lines: _Patterns
    promotion_nouns: frozenset[str]
    promotion_cues: _Patterns
    promotion_verbs: frozenset[str]
    promotion_participles: frozenset[str]
    disclaimer_headings: _Patterns
    disclaimer_sentences: _Patterns
    signoffs: _Patterns
    signature_lines: _Patterns
    sentiment_owners: str
    sentiment_labels: str


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    table = tomllib.loads(files("ingest").joinpath("data/lexicon.toml").read_text("utf-8"))
    furniture, disclaimer = table["furniture"], table["disclaimer"]
    signature, stated = table["signature"], table["stated"]
    degrees, polarities = "|".join(stated["degrees"]), "|".join(stated["polarities"])
    return Lexicon(
        compound_heads=frozenset(table["compound"]["heads"].split()),
        compound_tails=frozenset(table["compound"]["tails"].split()),
        furniture_lines=_compile(furniture["lines"]),
        promotion_nouns=frozenset(furniture["promotion"]["nouns"].split()),
        promotion_cues=_compile(furniture["promotion"]["cues"]),
        promotion_verbs=frozenset(furniture["promotion"]["verbs"].split()),
        promotion_participles=frozenset(furniture["promotion"]["participles"].split()),
        disclaimer_headings=_compile(disclaimer["headings"]),
        disclaimer_sentences=_compile(disclaimer["sentences"]),
        signoffs=_compile(signature["signoffs"]),
        signature_lines=_compile(signature["lines"]),
        sentiment_owners="|".join(stated["owners"]),
        sentiment_labels=rf"(?:(?:{degrees})[ -]?)?(?:{polarities})",
    )


def _compile(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
