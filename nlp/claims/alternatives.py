"""Other readings of a claim's slots, for a reader who meant it differently."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.catalog import Catalog
from nlp.groups import usual_indices
from nlp.types import Alternative, Claim

# Weights are an editor's judgement, not a measurement: which of two readings a desk would mean.
_OWN_INCEPTION, _RELATIVE, _OTHER_BENCHMARK, _ANY_SIZE, _SUM = 0.2, 0.25, 0.35, 0.25, 0.3


def alternatives(claim: Claim, *, catalog: Catalog) -> tuple[Alternative, ...]:
    """The other readings that the words leave open, each with its weight beside the one taken."""
    return tuple(_readings(claim, catalog))


def _readings(claim: Claim, catalog: Catalog) -> Iterator[Alternative]:
    stated = claim.magnitude
    if claim.window.kind == "since_inception" and claim.comparators:
        yield Alternative(
            slot="window", value=f"since {claim.subject} began", weight=_OWN_INCEPTION
        )
    if stated and stated.unit == "percent" and claim.comparators:
        yield Alternative(slot="magnitude", value="relative, not in points", weight=_RELATIVE)
    if stated and claim.type == "level" and stated.annualised is None and _is_long(claim):
        yield Alternative(slot="magnitude", value="a year, not in total", weight=_SUM)
    if claim.comparators_inferred and len(claim.comparators) == 1:
        yield from _benchmarks(claim, catalog)
    if claim.comparators_inferred and len(claim.comparators) > 1 and claim.quantifier != "all":
        yield Alternative(slot="comparators", value="funds of any size", weight=_ANY_SIZE)


def _benchmarks(claim: Claim, catalog: Catalog) -> Iterator[Alternative]:
    (taken,) = claim.comparators
    index = catalog.indices.get(taken)
    if index is None or index.size is None:
        return
    for other in usual_indices(index.size, catalog=catalog):
        if other != taken:
            yield Alternative(slot="comparators", value=other, weight=_OTHER_BENCHMARK)


def _is_long(claim: Claim) -> bool:
    window = claim.window
    return (
        window.base is not None and window.end is not None and (window.end - window.base).days > 400
    )
