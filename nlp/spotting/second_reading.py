"""A note that rules have read, read again: a spotter weighs their claims and adds its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.catalog import Catalog
from nlp.spotting.ground import Ground
from nlp.spotting.proposals import Spotter, proposed
from nlp.spotting.spotted import spotted
from nlp.spotting.weighed import weighed
from nlp.types import Claim


def read_again(
    ground: Ground, told: Sequence[Claim], spotter: Spotter, *, catalog: Catalog
) -> Iterator[Claim]:
    """What stands of the claims that rules have `told`, then those that they missed."""
    pointed = tuple(proposed(ground, spotter))
    kept = [*weighed(ground, told, pointed)]
    yield from kept
    yield from spotted(ground, kept, pointed, likely=spotter.likely, catalog=catalog)
