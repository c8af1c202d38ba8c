"""Relations, their complements, and quantifiers."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.relations import Test, bears_out, conclude, quantify, relation_test
from analytics.types import VerdictLabel
from nlp.types import Quantifier
from tests.analytics.support import claim, number


@pytest.mark.parametrize(
    ("quantifier", "holds", "label"),
    [
        ("all", [True, True], "supported"),
        ("all", [True, False], "mixed"),
        ("both", [True, False], "mixed"),
        ("all", [False, False], "refuted"),
        ("named", [True, False, True], "mixed"),
        ("key", [True, True, False], "mixed"),
        ("most", [True, True, False], "supported"),
        ("most", [True, False], "mixed"),
        ("most", [True, False, False], "mixed"),
        ("any", [True, False, False], "supported"),
        ("any", [False, False], "refuted"),
        (None, [True], "supported"),
    ],
)
def test_quantifiers(quantifier: Quantifier | None, holds: list[bool], label: VerdictLabel) -> None:
    assert quantify(holds, quantifier) == label


@pytest.mark.parametrize("quantifier", ["all", "any", "most", None])
@pytest.mark.parametrize("negated", [False, True])
def test_windows_bear_out_what_their_comparators_together_conclude(
    quantifier: Quantifier | None, negated: bool
) -> None:
    test = Test(side="above", margin=1.0, negated=negated)
    # Every way in which three comparators hold and are judged, at least one of them.
    bits = np.array(list(np.ndindex(*[2] * 6)), dtype=bool).T
    holds, judged = bits[:3, bits[3:].any(axis=0)], bits[3:, bits[3:].any(axis=0)]
    alone = [
        conclude(column[known].tolist(), quantifier, test=test) == "supported"
        for column, known in zip(holds.T, judged.T, strict=True)
    ]
    assert bears_out(holds, judged, quantifier, test=test).tolist() == alone


def test_not_any_is_refuted_by_one() -> None:
    test = Test(side="above", margin=1.0, negated=True)
    assert conclude([False, True], "any", test=test) == "refuted"
    assert conclude([True, True], "any", test=test) == "supported"


def test_an_equal_return_is_neither_above_nor_below() -> None:
    for side in ("above", "below"):
        assert not Test(side=side, margin=1.0, negated=False).holds_for(1e-13)


def test_in_line_is_within_a_point_unless_a_margin_is_stated() -> None:
    plain = relation_test(claim(relation="in_line"))
    stated = relation_test(claim(relation="in_line", magnitude=number(50, "basis_points")))
    assert plain is not None
    assert stated is not None
    assert plain.holds(np.array([0.99, -1.0, 1.01])).tolist() == [True, True, False]
    assert stated.holds(np.array([0.49, 0.51])).tolist() == [True, False]


def test_support_is_negative_exactly_where_the_relation_fails() -> None:
    gaps = np.array([-3.0, -0.5, 0.5, 3.0])
    for side in ("above", "below", "in_line"):
        for negated in (False, True):
            test = Test(side=side, margin=1.0, negated=negated)
            assert ((test.support(gaps) > 0) == test.holds(gaps)).all()


def test_a_claim_without_relation_has_no_test() -> None:
    assert relation_test(claim(relation=None)) is None
