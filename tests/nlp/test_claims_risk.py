"""Figures of risk in prose: carried, listed, bracketed, compared by a multiple; and their peaks."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import read, slots_of

Figure = tuple[str, str, float]

FIGURES: list[tuple[str, list[Figure]]] = [
    (
        "SPY's worst fall in 2020 was 34%; MDY's 42%.",
        [("SPY", "max_drawdown", 34), ("MDY", "max_drawdown", 42)],
    ),
    (
        "Peak to trough, SPY fell 18.9% between 19 February and 8 April, QQQ 22.8%.",
        [("SPY", "max_drawdown", 18.9), ("QQQ", "max_drawdown", 22.8)],
    ),
    ("IWM's deepest dip in 2020, 41%, hurt.", [("IWM", "max_drawdown", 41)]),
    (
        "The volatility of SPY, annualised from daily returns this month: 46%.",
        [("SPY", "volatility", 46)],
    ),
    ("Over five years QQQ 60d realised 41 at best.", [("QQQ", "volatility", 41)]),
    (
        "The tracking error of DFAC against VTI (one year) is 1.9%.",
        [("DFAC", "tracking_error", 1.9)],
    ),
    (
        "In 2021 IWD's vol (33%) was no news beside IWF's (also 31%).",
        [("IWD", "volatility", 33), ("IWF", "volatility", 31)],
    ),
    (
        "Sharpe ratio of 0.55 for AVUV since 2019; IWN's is lower at 0.31.",
        [("AVUV", "sharpe", 0.55), ("IWN", "sharpe", 0.31)],
    ),
    (
        "USMV was the least volatile of the four in 2021 (13.0%), VLUE the most (18.4%).",
        [("USMV", "volatility", 13), ("VLUE", "volatility", 18.4)],
    ),
    (
        "3-yr volatility of IJK 14.0 against 14.2 for IJH.",
        [("IJK", "volatility", 14), ("IJH", "volatility", 14.2)],
    ),
    (
        "Since 2016 SPLV, XMLV and XSLV had volatilities of 14.6, 16.9 and 18.8 per cent.",
        [("SPLV", "volatility", 14.6), ("XMLV", "volatility", 16.9), ("XSLV", "volatility", 18.8)],
    ),
    ("TLT's vol is 14, beta 0.8 to SPY.", [("TLT", "volatility", 14), ("TLT", "beta", 0.8)]),
    (
        "Volatility over the past year? IBB 27, XBI 41.",
        [("IBB", "volatility", 27), ("XBI", "volatility", 41)],
    ),
    ("JEPI is liked. Beta. They quote 0.61 to SPY.", [("JEPI", "beta", 0.61)]),
]


@pytest.mark.parametrize(("text", "wanted"), FIGURES)
def test_a_figure_of_risk_is_its_owners(reader: Reader, text: str, wanted: list[Figure]) -> None:
    found = [slots_of(c) for c in read(reader, text) if c.type == "risk" and c.magnitude]
    figures = [(s["subject"], s["metric"], s["value"]) for s in found if s["relation"] == "equals"]
    assert figures == wanted


@pytest.mark.parametrize(
    ("text", "subject", "other"),
    [
        ("Correlation since 2020: GLD/SPY 60d -0.41.", "GLD", "SPY"),
        ("Correl KRE/IWM in 2021 0.88.", "KRE", "IWM"),
        ("PRF is value in disguise. It correlates 0.98 with IWD.", "PRF", "IWD"),
    ],
)
def test_a_correlation_is_of_two(reader: Reader, text: str, subject: str, other: str) -> None:
    (claim,) = [c for c in read(reader, text) if c.metric == "correlation"]
    assert (claim.subject, claim.comparators) == (subject, (other,))


@pytest.mark.parametrize(
    ("text", "metric", "times"),
    [
        (
            "XLF's beta to the S&P 500 averaged 1.55 in 2015, nearly three times that of XLP.",
            "beta",
            3,
        ),
        ("In 2021 the volatility of XLF was 58%, twice that of XLP.", "volatility", 2),
    ],
)
def test_a_multiple_behind_a_figure_is_of_the_same_measure(
    reader: Reader, text: str, metric: str, times: float
) -> None:
    (claim,) = [c for c in read(reader, text) if c.comparators == ("XLP",)]
    slots = slots_of(claim)
    assert (claim.type, claim.relation, claim.metric, slots["value"]) == (
        "risk",
        "above",
        metric,
        times,
    )


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("IWM is still about 15% beneath its June 2015 high.", "2015-05-31"),
        ("SVXY is down 48% from December's high.", "2021-11-30"),
        ("IWM remains below its November 2021 peak, by some 7%.", "2021-10-31"),
        ("SPY's drawdown from the 26 January close stands at 10.1%.", "2022-01-26"),
        ("GDX sits 55% below its 2011 high.", "-"),
        ("GDX sits 55% below its high.", "-"),
    ],
)
def test_a_dated_peak_says_since_when(reader: Reader, text: str, base: str) -> None:
    (claim,) = read(reader, text)
    slots = slots_of(claim)
    assert (slots["metric"], slots["base"]) == ("current_drawdown", base)


@pytest.mark.parametrize(
    "text",
    [
        "Was IBB the better fund? IBB 27, XBI 41.",
        "Volatility is what you fear.",
        "The worst fall of the day belonged to nobody.",
        "We look back 60d and 20d.",
    ],
)
def test_no_figure_of_risk_is_made_up(reader: Reader, text: str) -> None:
    assert [c for c in read(reader, text) if c.type == "risk" and c.magnitude] == []
