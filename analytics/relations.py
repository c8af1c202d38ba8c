"""The test behind a claim's relation, its negation, and its quantifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analytics.pairs import Floats
from analytics.types import VerdictLabel
from nlp.types import Claim, Magnitude, Quantifier

Side = Literal["above", "below", "in_line"]
# "Matches" means within this many percentage points a year unless the note states a margin.
EQUIVALENCE_MARGIN = 1.0
# Equal closes give gaps of some 1e-15 points; nothing real is this small.
_EPSILON = 1e-9
_SIDES: dict[str, Side] = {
    "above": "above",
    "highest": "above",
    "rises": "above",
    "below": "below",
    "lowest": "below",
    "falls": "below",
    "in_line": "in_line",
    "equals": "in_line",
}
_OPPOSITE: dict[VerdictLabel, VerdictLabel] = {"supported": "refuted", "refuted": "supported"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """Whether gaps (subject minus comparator) bear a relation out; `margin` is for `in_line`."""

    __test__ = False  # not a test case, whatever its name tells a collector

    side: Side
    margin: float
    negated: bool

    def support(self, gaps: Floats) -> Floats:
        """How far each gap lies on the claim's side, in the gap's unit; negative is against."""
        match self.side:
            case "above":
                plain = gaps
            case "below":
                plain = -gaps
            case "in_line":
                plain = self.margin - np.abs(gaps)
        return -plain if self.negated else plain

    def holds(self, gaps: Floats) -> NDArray[np.bool_]:
        """Element by element, whether the relation (or, if negated, its complement) holds."""
        match self.side:
            case "above":
                plain = gaps > _EPSILON
            case "below":
                plain = gaps < -_EPSILON
            case "in_line":
                plain = np.abs(gaps) <= self.margin + _EPSILON
        return ~plain if self.negated else plain

    def holds_for(self, gap: float) -> bool:
        """The same for one gap."""
        return bool(self.holds(np.array([gap]))[0])


def relation_test(claim: Claim, *, margin: float = EQUIVALENCE_MARGIN) -> Test | None:
    """The test of a claim's relation; None if it states none."""
    if claim.relation is None:
        return None
    side = _SIDES[claim.relation]
    stated = claim.magnitude if side == "in_line" else None
    width = points(stated) if stated else None
    return Test(
        side=side,
        margin=margin if width is None else abs(width),
        negated=claim.modality == "negated",
    )


def points(stated: Magnitude) -> float | None:
    """A stated number in percentage points; None for "twice" and other units."""
    match stated.unit:
        case "percent" | "percentage_points":
            return stated.value
        case "basis_points":
            return stated.value / 100
        case _:
            return None


def quantify(holds: Sequence[bool], quantifier: Quantifier | None) -> VerdictLabel:
    """The label over several comparators: some but not all is `mixed`.

    "Most" is borne out by more than half, "any" by one; without a quantifier it's "all".
    """
    count = sum(holds)
    if count == 0:
        return "refuted"
    if quantifier == "any" or count == len(holds):
        return "supported"
    return "supported" if quantifier == "most" and count * 2 > len(holds) else "mixed"


def bears_out(
    holds: NDArray[np.bool_],
    judged: NDArray[np.bool_],
    quantifier: Quantifier | None,
    *,
    test: Test,
) -> NDArray[np.bool_]:
    """Where `conclude` says "supported": one answer a column of (comparators, windows).

    `holds` counts only where a comparator is `judged`, of which every column has one.
    """
    count, all_of_them = (holds & judged).sum(axis=0), judged.sum(axis=0)
    supported: NDArray[np.bool_] = count == all_of_them
    if quantifier == "any" and not test.negated:
        supported = count > 0
    if quantifier == "most" and not test.negated:
        supported = 2 * count > all_of_them
    return supported


def flip(label: VerdictLabel) -> VerdictLabel:
    """The label of the negated sentence."""
    return _OPPOSITE.get(label, label)


def conclude(holds: Sequence[bool], quantifier: Quantifier | None, *, test: Test) -> VerdictLabel:
    """The label of the whole sentence from what `test` says of each comparator.

    A negated sentence denies the quantified one: "didn't beat any of them" fails by one beaten.
    """
    if not test.negated:
        return quantify(holds, quantifier)
    return flip(quantify([not held for held in holds], quantifier))
