"""What a note reviews is the period of its figures: said once, at its head, or by a sentence."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import read, slots_of

Q2 = ("2022-03-31", "2022-06-30")
DAY = ("2022-08-18", "2022-08-19")
WEEK = ("2022-08-12", "2022-08-19")

# Read on Friday, 19 August 2022.
REVIEWED = [
    ("Second quarter 2022\n\nThe tape was kind to nobody.\n\nMDY fell 15.4%.", Q2),
    ("Interim letter, six months to 30 June 2022\n\nPIE shed 20%.", ("2021-12-31", "2022-06-30")),
    ("Your July letter\n\nIt was a kind month. ITOT gained 9.3%.", ("2022-06-30", "2022-07-31")),
    ("ETF DESK / DAILY WRAP\n\nKRE fell 2.4%.", DAY),
    ("The Orchard Weekly\n\nIWM lost 2.9%.", WEEK),
    ("Small talk, week ending 12 August 2022\n\nIWM put on 4.9%.", ("2022-08-05", "2022-08-12")),
    ("What a rotten week. QQQ shed 2.4%.", WEEK),
    ("The fourth quarter of 2018 is what I reread. VOO lost 13.5%.", ("2018-09-30", "2018-12-31")),
    ("SPY dropped 3% on the session.", DAY),
    ("Over the last two sessions XRT dropped 9%.", ("2022-08-17", "2022-08-19")),
    ("VXX has doubled since Tuesday.", ("2022-08-16", "2022-08-19")),
    ("It closed Monday: SPY fell 1% on Monday.", ("2022-08-14", "2022-08-15")),
    ("TLT has halved in two years.", ("2020-08-19", "2022-08-19")),
    ("In the five calendar years to 2021 SPY made 10% a year.", ("2016-12-31", "2021-12-31")),
    ("From 19 February to 23 March 2020 SPY fell 34%. Since then it has gained 80%.",
     ("2020-03-23", "2022-08-19")),
    ("From January to October 2021 VXUS made 8%. VTI made 20% over those ten months.",
     ("2020-12-31", "2021-10-31")),
    ("2021: it was hard. A flat 2021, in which COWZ rose 42%.", ("2020-12-31", "2021-12-31")),
    ("Second day of it. IWM up 1.2%, MTUM down 1.7%. QQQ closed 0.4% lower.", DAY),
    ("FOMC night.\n\nSPY -3.0, QQQ -3.6.\n\nVIXY gained 25%.", DAY),
    ("It was SPY's worst week since March 2020: SPY fell 5.8%.", WEEK),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), REVIEWED, ids=[text[:40] for text, _ in REVIEWED])
def test_period_under_review_is_taken(reader: Reader, text: str, days: tuple[str, str]) -> None:
    found = slots_of(read(reader, text)[-1])
    assert (found["base"], found["end"]) == days


NOT_REVIEWED = [
    "Outlook for 2023\n\nMDY has beaten IJR.",
    "Working paper 2019\n\nMDY beat IJR.",
    "Sector view, August 2012\n\nMDY beat IJR.",
    "Since the vote: IWM +12.7, KRE +19.\n\nMDY beat IJR.",
    "What I hold: IWM +42.7, KRE +31, XLU -25.\n\nMDY beat IJR.",
]


@pytest.mark.parametrize("text", NOT_REVIEWED)
def test_other_dates_of_a_head_are_no_period(reader: Reader, text: str) -> None:
    assert slots_of(read(reader, text)[-1])["missing"] == {"window"}


def test_a_fee_beside_a_period_has_none(reader: Reader) -> None:
    text = "MTUM has gained 8% since 2017. It yields more than IJR."
    assert read(reader, text)[-1].window.kind == "none"


@pytest.mark.parametrize(
    ("text", "ids", "values"),
    [
        ("QQQ rose 16.6% in 2021. SPY 13.6, IWM about ten.", ["SPY", "IWM"], [13.6, 10]),
        ("IWF was up 14% in 2021, IWD under 5. XLK plus 17.", ["IWD", "XLK"], [5, 17]),
        ("AGG, minus sixteen this year. TLT, minus thirty-four.", ["AGG", "TLT"], [16, 34]),
    ],
)
def test_a_bare_number_goes_on_with_the_return_before(
    reader: Reader, text: str, ids: list[str], values: list[float]
) -> None:
    last = read(reader, text)[-2:]
    assert [(c.subject, c.magnitude and c.magnitude.value) for c in last] == list(
        zip(ids, values, strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        "QQQ rose 16.6% in 2021. SPY 500 is an index, and IWM holds 1,950 stocks.",
        "QQQ rose 16.6% in 2021. Weights: SPY 13.6, IWM ten.",
    ],
)
def test_other_bare_numbers_are_no_returns(reader: Reader, text: str) -> None:
    assert [claim.subject for claim in read(reader, text) if claim.type == "level"] == ["QQQ"]
