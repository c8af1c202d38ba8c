"""Sentences that were once misread, each with the slot that was wrong."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, check, read

SENTENCES: list[tuple[str, str, Slots]] = [
    ("XSMO lost 15.4% in 2018, worse than IJR.", "comparison", {"relation": "below"}),
    ("XSMO fell less than IJR in 2022.", "comparison", {"relation": "above"}),
    ("XSMO has given up 12% since June 2021.", "level", {"relation": "falls", "value": 12.0}),
    ("Far from beating IJR, XSMO disappointed in 2021.", "comparison", {"modality": "negated"}),
    (
        "XSMO outperformed neither IJR nor DWAS in 2021.",
        "comparison",
        {"modality": "negated", "comparators": {"IJR", "DWAS"}, "quantifier": "any"},
    ),
    ("Neither XSMO nor DWAS beat IJR in 2021.", "comparison", {"modality": "negated"}),
    ("XSMO has yet to beat IJR since 2021.", "comparison", {"modality": "negated"}),
    ("SPY no longer leads IJR this year.", "comparison", {"modality": "negated"}),
    (
        "XSMO beat IJR by more than 3 percentage points a year since 2017.",
        "comparison",
        {"value": 3.0, "unit": "percentage_points", "base": "2016-12-31"},
    ),
    (
        "XSMO's gain of 21.4% beat IJR's 18.2% in 2021.",
        "comparison",
        {"value": None, "comparators": {"IJR"}},
    ),
    (
        "XSMO, with a 0.36% fee, has outperformed DWAS since 2017.",
        "comparison",
        {"metric": "total_return"},
    ),
    (
        "The volatility of XSMO is higher than that of IJR since 2017.",
        "comparison",
        {"metric": "volatility", "relation": "above"},
    ),
    ("XSMO beat IJR, which lost 3% in 2018.", "level", {"subject": "IJR", "relation": "falls"}),
    (
        "USMV tracks the MSCI USA Minimum Volatility (USD) Index.",
        "reference",
        {"metric": "index_tracked"},
    ),
    ("XSMO carries a 0.36% fee.", "reference", {"metric": "expense_ratio", "value": 0.36}),
    (
        "PXSG became XSMO in June 2019, and since 21 June 2019 XSMO has returned 94.27%.",
        "level",
        {"window": "since", "base": "2019-06-21"},
    ),
    ("XSMO returned 3.2% in 2018\u00b9\u00b2 after costs.", "level", {"base": "2017-12-31"}),
    ("ABCD has outperformed SPY since 2020.", "comparison", {"subject": "ABCD"}),
    (
        "If the Fed raises rates again in December, XSMO can fall sharply.",
        "conditional",
        {"due": None, "relation": "falls"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_it_is_read_as_a_person_would(reader: Reader, text: str, kind: str, wanted: Slots) -> None:
    check(next(claim for claim in read(reader, text) if claim.type == kind), wanted)


def test_another_index_of_a_longer_name_is_not_the_shorter_one(reader: Reader) -> None:
    claims = read(reader, "The fund XSMO once followed the Russell 2000 Pure Growth Index.")
    assert "R2000" not in {name for claim in claims for name in claim.comparators}
