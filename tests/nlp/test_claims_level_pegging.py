"""Comparisons, levels and places whose other side or measure stands somewhere else."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import read

# (text, type, subject, relation, comparators)
IMPLIED = [
    ("DBC is down 7.6% this year. GSG was not materially better.",
     "equivalence", "GSG", "in_line", {"DBC"}),
    ("LQD lost 8% in 2013. HYG lost about as much.", "equivalence", "HYG", "in_line", {"LQD"}),
    ("AGG has done hardly any better than VTI.", "equivalence", "AGG", "in_line", {"VTI"}),
    ("XLP is no shelter. Down as much as SPY this year.", "equivalence", "XLP", "in_line", {"SPY"}),
    ("USMV returned 20% in 2019 against 31% for SPY. QUAL has beaten SPY as well.",
     "comparison", "QUAL", "above", {"SPY"}),
    ("EWU had gained 6.1% in 2015, lagging EZU.", "comparison", "EWU", "below", {"EZU"}),
    ("RSP rose 5% and SPY 4%. It is ahead 4.5 points since June.",
     "comparison", "RSP", "above", {"SPY"}),
    ("In 2013 DXJ beat EWJ.", "comparison", "DXJ", "above", {"EWJ"}),
    ("GLD beat SPY in 2021. SLV, likewise.", "comparison", "SLV", "above", {"SPY"}),
    ("EEMV held up better than EEM in 2015, as it did in June 2013.",
     "comparison", "EEMV", "above", {"EEM"}),
    ("XLU rose 2%. Growth over value, again.", "comparison", "growth", "above", {"value"}),
    ("Value beat growth in 2021.", "comparison", "value", "above", {"growth"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "subject", "relation", "others"), IMPLIED)
def test_side_left_unsaid_is_found(
    reader: Reader, text: str, kind: str, subject: str, relation: str, others: set[str]
) -> None:
    last = [c for c in read(reader, text) if c.type == kind][-1]
    assert (last.subject, last.relation, set(last.comparators)) == (subject, relation, others)


GAPS = [
    ("EEM vs EFA: \u22124 pts in 2019.", "below", (4.0, "percentage_points")),
    ("IWM vs IWB, +8pp in November.", "above", (8.0, "percentage_points")),
    ("KRE's gain in 2019 is 8%, half of SPY's.", "below", (0.5, "times")),
    ("UPRO's up 32 this year, a shade under three times the S&P's 11.", "above", (3.0, "times")),
]


@pytest.mark.parametrize(("text", "relation", "stated"), GAPS)
def test_gap_beside_a_pair_is_the_comparisons(
    reader: Reader, text: str, relation: str, stated: tuple[float, str]
) -> None:
    found = next(c for c in read(reader, text) if c.type == "comparison")
    assert found.magnitude is not None
    assert (found.relation, found.magnitude.value, found.magnitude.unit) == (relation, *stated)


# (text, the last rank's subject, relation, metric)
PLACES = [
    ("VXUS was the weakest option over five years.", "VXUS", "lowest", "total_return"),
    ("GLD was the top asset in our grid in 2020.", "GLD", "highest", "total_return"),
    ("Last place in 2020 went to XLE.", "XLE", "lowest", "total_return"),
    ("KBE is the star this year.", "KBE", "highest", "total_return"),
    ("XRT is the most volatile thing in the SPDR line.", "XRT", "highest", "volatility"),
    ("SIZE shows the highest downside deviation of the five, USMV the lowest.",
     "USMV", "lowest", "downside_deviation"),
    ("XLP beat every other sector fund on my list in 2020.", "XLP", "highest", "total_return"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject", "relation", "metric"), PLACES)
def test_superlative_of_any_noun_is_a_rank(
    reader: Reader, text: str, subject: str, relation: str, metric: str
) -> None:
    last = [c for c in read(reader, text) if c.type == "rank"][-1]
    assert (last.subject, last.relation, last.metric) == (subject, relation, metric)


def test_places_go_on_down_a_row_of_names(reader: Reader) -> None:
    text = "VXUS was the best of the three in 2017, then VTI, then VNQ."
    found = [(c.subject, c.magnitude and c.magnitude.value) for c in read(reader, text)]
    assert found == [("VXUS", None), ("VTI", 2.0), ("VNQ", 3.0)]


def test_place_goes_on_in_another_year(reader: Reader) -> None:
    found = read(reader, "RWR was top in 2014, VNQ in 2016.")
    assert [(c.subject, str(c.window.end)) for c in found] == [
        ("RWR", "2014-12-31"),
        ("VNQ", "2016-12-31"),
    ]


NOTHING = [
    "The dollar made no difference.",
    "IWM was the best asset to own.",
    "The worst thing about GLD is its fee.",
    "SPY rose as much as anyone expected.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_of_order_alone_rank_nothing(reader: Reader, text: str) -> None:
    assert [c.type for c in read(reader, text) if c.type in {"rank", "equivalence"}] == []
