"""Fees without a unit, in pairs, in words, and of several funds at once."""

from __future__ import annotations

import pytest

import ingest
from nlp.reading import Reader
from tests.nlp.slots import AS_OF

Fee = tuple[str | None, float]


def _fees(reader: Reader, text: str) -> list[Fee]:
    claims = reader.read(ingest.read(text.encode()), as_of=AS_OF).claims
    stated = (c for c in claims if c.type == "reference" and c.metric == "expense_ratio")
    return [(claim.subject, claim.magnitude.value) for claim in stated if claim.magnitude]


PAIRS: list[tuple[str, list[Fee]]] = [
    ("IJR is cheaper than SPY (0.06% against 0.09%).", [("IJR", 0.06), ("SPY", 0.09)]),
    ("MTUM is dearer than VTV, 0.15 versus 0.04.", [("MTUM", 0.15), ("VTV", 0.04)]),
    ("EEM fell. VWO is the cheaper of the two (8 v 68 bps).", [("VWO", 8), ("EEM", 68)]),
    ("VNQ and SCHH look alike. 0.12% vs 0.07% though.", [("VNQ", 0.12), ("SCHH", 0.07)]),
    ("JNK is pricier (0.40%) than SPHY (0.15%).", [("JNK", 0.4), ("SPHY", 0.15)]),
]


@pytest.mark.parametrize(("text", "wanted"), PAIRS)
def test_two_fees_belong_to_two_funds_in_their_order(
    reader: Reader, text: str, wanted: list[Fee]
) -> None:
    assert _fees(reader, text) == wanted


PLAIN: list[tuple[str, list[Fee]]] = [
    ("SMH fee is 0.35, SOXX 0.34.", [("SMH", 0.35), ("SOXX", 0.34)]),
    ("What differs is cost: 0.15 for ESGU and 0.25 for SUSA.", [("ESGU", 0.15), ("SUSA", 0.25)]),
    ("We could use VSS, which goes for 0.07.", [("VSS", 0.07)]),
    ("JEPI held up. Fees: 0.35, QYLD 0.60.", [("JEPI", 0.35), ("QYLD", 0.6)]),
    ("On fees SPY asks 9 and VOO 3.", [("SPY", 9), ("VOO", 3)]),
    ("VTI costs three, SPY nine.", [("VTI", 3), ("SPY", 9)]),
    ("RSP, at 0.20% of expenses, is no bargain.", [("RSP", 0.2)]),
]


@pytest.mark.parametrize(("text", "wanted"), PLAIN)
def test_a_fee_needs_no_unit_where_the_talk_is_of_costs(
    reader: Reader, text: str, wanted: list[Fee]
) -> None:
    assert _fees(reader, text) == wanted


SEVERAL: list[tuple[str, set[str]]] = [
    ("IVV, VOO and VTI are cheap. Each of the three charges 0.03%.", {"IVV", "VOO", "VTI"}),
    ("IVV and VOO are alike. Fees are 0.03% across the board.", {"IVV", "VOO"}),
    ("SPLG does the same for three basis points, as does VOO.", {"SPYM", "VOO"}),
]


@pytest.mark.parametrize(("text", "wanted"), SEVERAL)
def test_one_fee_may_be_that_of_several_funds(reader: Reader, text: str, wanted: set[str]) -> None:
    assert {fund for fund, _ in _fees(reader, text)} == wanted


def test_figures_in_a_row_belong_to_the_funds_named_before(reader: Reader) -> None:
    text = "XYLD, QYLD and RYLD all pay out. Distribution yields of 9.5%, 11.9% and 12.4% are high."
    claims = reader.read(ingest.read(text.encode()), as_of=AS_OF).claims
    yields = {c.subject: c.magnitude.value for c in claims if c.metric == "yield" and c.magnitude}
    assert yields == {"XYLD": 9.5, "QYLD": 11.9, "RYLD": 12.4}


def test_a_bare_figure_answers_a_question_on_fees(reader: Reader) -> None:
    assert _fees(reader, "IVV lagged a little. Fee? 0.03%.") == [("IVV", 0.03)]


@pytest.mark.parametrize(
    "text",
    [
        "Inflation was 0.12% vs 0.07% in July.",
        "IJR and SPY both rose, 0.15 to 0.45 points on the day.",
        "SUSA costs five times what IVV wants.",
        "PRF earned 8.6% a year gross of fees, RSP 9.4%.",
        "QUAL and MTUM have betas of 0.95 and 1.05.",
        "The bond's spread is 0.15% against 0.25% last year.",
    ],
)
def test_other_small_figures_are_no_fees(reader: Reader, text: str) -> None:
    assert _fees(reader, text) == []
