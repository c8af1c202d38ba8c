"""Facts of the fact sheet and figures of risk, as notes of every hand put them."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, read, slots_of

FEE, LAUNCH, INDEX = "expense_ratio", "inception_date", "index_tracked"


def _facts(reader: Reader, text: str) -> list[Slots]:
    return [slots_of(c) for c in read(reader, text) if c.type in {"reference", "risk"}]


def _check(reader: Reader, text: str, wanted: list[Slots]) -> None:
    found = _facts(reader, text)
    assert [
        {name: slots[name] for name in want} for slots, want in zip(found, wanted, strict=False)
    ] == wanted
    assert len(found) == len(wanted)


def _fee(subject: str, value: float, unit: str = "percent") -> Slots:
    return {"subject": subject, "metric": FEE, "value": value, "unit": unit, "window": "none"}


def _launch(subject: str, words: str) -> Slots:
    return {"subject": subject, "metric": LAUNCH, "words": words, "unit": "date"}


def _index(subject: str, words: str) -> Slots:
    return {"subject": subject, "metric": INDEX, "words": words, "unit": "text"}


def _risk(subject: str, metric: str, value: float, unit: str = "percent", **more: object) -> Slots:
    return {"subject": subject, "metric": metric, "value": value, "unit": unit, **more}


FEES: list[tuple[str, list[Slots]]] = [
    ("QUAL costs 15bp a year.", [_fee("QUAL", 15, "basis_points")]),
    ("QUAL comes with a fee of 0.15%.", [_fee("QUAL", 0.15)]),
    ("MTUM levies 0.15 per cent, VLUE 0.15 and SPLV 0.25.",
     [_fee("MTUM", 0.15), _fee("VLUE", 0.15), _fee("SPLV", 0.25)]),
    ("iShares cut the fee of QUAL from 0.20% to 0.15%.", [_fee("QUAL", 0.15)]),
    ("Fees: QUAL 15 bp, SPLV 25 bp.",
     [_fee("QUAL", 15, "basis_points"), _fee("SPLV", 25, "basis_points")]),
    ("Both QUAL and MTUM charge 0.15%.", [_fee("QUAL", 0.15), _fee("MTUM", 0.15)]),
    ("QUAL and SPLV are old rivals.\nFees: 15bp and 25bp.",
     [_fee("QUAL", 15, "basis_points"), _fee("SPLV", 25, "basis_points")]),
    ("QUAL is dear for what it does. Fifteen basis points, that's all.",
     [_fee("QUAL", 15, "basis_points")]),
    ("SPLV asks twenty-five basis points.", [_fee("SPLV", 25, "basis_points")]),
    ("At 0.15% a year, MTUM is worth a look.", [_fee("MTUM", 0.15)]),
    ("QUAL is 5 basis points cheaper than SPLV.", []),
    ("The fee gap between QUAL and SPLV is 10 basis points.", []),
    ("You pay 0.03% a year for VOO and 0.09% for SPY.", [_fee("VOO", 0.03), _fee("SPY", 0.09)]),
    ("A fee of 39 basis points is steep for XSMO.", [_fee("XSMO", 39, "basis_points")]),
    ("Fees aside, QUAL gained 0.8% in June and SPY 0.5%.", []),
    ("The mistake cost XSMO 0.8% in 2021.", []),
    ("SPY charges 0.09%. IVV (0.03%) does the same.", [_fee("SPY", 0.09), _fee("IVV", 0.03)]),
]  # fmt: skip
LAUNCHES: list[tuple[str, list[Slots]]] = [
    ("QUAL dates from July 2013 and MTUM from April 2013.",
     [_launch("QUAL", "2013-07"), _launch("MTUM", "2013-04")]),
    ("MTUM has beaten SPY since its launch in April 2013.", [_launch("MTUM", "2013-04")]),
    ("QUAL only began trading on 18 July 2013.", [_launch("QUAL", "2013-07-18")]),
    ("QUAL came to market in the summer of '13.", [_launch("QUAL", "2013")]),
    ("QUAL has traded since Jul-13.", [_launch("QUAL", "2013-07")]),
    ("Launched in 2013, QUAL has beaten SPY since 2017.", [_launch("QUAL", "2013")]),
    ("MTUM, launched by BlackRock in April 2013, fell in 2022.",
     [{"metric": "issuer", "words": "BlackRock"}, _launch("MTUM", "2013-04")]),
    ("MTUM's inception date is 16 April 2013.", [_launch("MTUM", "2013-04-16")]),
    ("QUAL has traded above its average since June 2022.", []),
    ("The rally began in March 2020, and QUAL rose 20% in 2021.", []),
    ("The crash arrived in March 2020.", []),
]  # fmt: skip
INDICES: list[tuple[str, list[Slots]]] = [
    ("SPY and VOO both track the S&P 500.", [_index("SPY", "SP500"), _index("VOO", "SP500")]),
    ("IJH shadows the same S&P MidCap 400 Index as MDY.", [_index("IJH", "SP400")]),
    ("Until 2019 XSMO followed a Russell-based growth benchmark.",
     [_index("XSMO", "Russell-based growth benchmark")]),
    ("XSMO has only tracked the S&P SmallCap 600 Momentum Index since June 2019.",
     [_index("XSMO", "SP600MOM")]),
    ("USMV is benchmarked against the Acme Sleepy Stocks Index.",
     [_index("USMV", "Acme Sleepy Stocks Index")]),
    ("IJR is an S&P SmallCap 600 tracker.", [_index("IJR", "SP600")]),
    ("Investors have followed the S&P 500 lower, and QUAL fell in June 2022.", []),
    ("IVV has tracked the S&P 500 closely since 2017.", []),
]  # fmt: skip
OTHERS: list[tuple[str, list[Slots]]] = [
    ("XIV was issued by Credit Suisse.",
     [{"subject": "XIV", "metric": "issuer", "words": "Credit Suisse"}]),
    ("DVY, run by iShares, fell in 2018.",
     [{"subject": "DVY", "metric": "issuer", "words": "iShares"}]),
    ("SCHD has $65 billion under management.",
     [{"subject": "SCHD", "metric": "aum", "value": 65e9, "unit": "usd"}]),
    ("SCHD, with assets of about $600 million, yields 3.4%.",
     [{"subject": "SCHD", "metric": "aum", "value": 6e8},
      {"subject": "SCHD", "metric": "yield", "value": 3.4}]),
    ("On yield they differ: 3.4% for SCHD, 2.9% for VYM.",
     [{"subject": "SCHD", "metric": "yield", "value": 3.4},
      {"subject": "VYM", "metric": "yield", "value": 2.9}]),
    ("SPY's issuer is State Street.", [{"subject": "SPY", "words": "State Street"}]),
    ("SCHD manages roughly $65bn and JEPI $33bn.",
     [{"subject": "SCHD", "value": 65e9}, {"subject": "JEPI", "value": 33e9}]),
    ("TLT fell in 2022 as yields rose to 3%.", []),
    ("XSMO took in $200 million in June.", []),
    ("The ten-year Treasury yield rose to 3.0%, and TLT fell in 2022.", []),
]  # fmt: skip
RISKS: list[tuple[str, list[Slots]]] = [
    ("With a beta of about 0.75 to the S&P 500, USMV fell less in 2022.",
     [_risk("USMV", "beta", 0.75, "ratio", comparators={"SP500"})]),
    ("USMV's beta against SPY has run at around 0.7 since 2012.",
     [_risk("USMV", "beta", 0.7, "ratio", comparators={"SPY"}, base="2011-12-31")]),
    ("Since 2017 the Sharpe ratio was 0.9 for QUAL and 0.7 for MTUM.",
     [_risk("QUAL", "sharpe", 0.9, "ratio", base="2016-12-31"),
      _risk("MTUM", "sharpe", 0.7, "ratio", base="2016-12-31")]),
    ("The correlation between QUAL and SPY has been 0,98 since 2017.",
     [_risk("QUAL", "correlation", 0.98, "ratio", comparators={"SPY"})]),
    ("Against SPY, QUAL ran a tracking error of 3.1% in 2021.",
     [_risk("QUAL", "tracking_error", 3.1, comparators={"SPY"}, base="2020-12-31")]),
    ("Since 2017 QUAL has run with 17% volatility.", [_risk("QUAL", "volatility", 17)]),
    ("The annualised vol of QUAL was in the high teens in 2020.",
     [_risk("QUAL", "volatility", 18.5, base="2019-12-31")]),
    ("QUAL's max DD in 2020 was 34%.", [_risk("QUAL", "max_drawdown", 34, base="2019-12-31")]),
    ("QUAL suffered a peak-to-trough loss of 34% in 2020.", [_risk("QUAL", "max_drawdown", 34)]),
    ("Volatility is a fairer measure. Since 2017 that of RSP has been 17.8%; SPY's was 17.0%.",
     [_risk("RSP", "volatility", 17.8), _risk("SPY", "volatility", 17.0)]),
    ("SPLV has a worse Calmar ratio, 0.22 against USMV's 0.28.",
     [_risk("SPLV", "calmar", 0.22, "ratio"),
      {"subject": "SPLV", "metric": "calmar", "relation": "below", "comparators": {"USMV"}},
      _risk("USMV", "calmar", 0.28, "ratio")]),
    ("IWM is 12.8% off its November high.",
     [_risk("IWM", "current_drawdown", 12.8, window="since", missing=set())]),
    ("KWEB sits 65% beneath its February 2021 peak.", [_risk("KWEB", "current_drawdown", 65)]),
    ("ARKK remains far below its 2021 peak.",
     [{"subject": "ARKK", "metric": "current_drawdown", "value": None, "relation": "equals"}]),
    ("The risk of KWEB is very high.",
     [{"subject": "KWEB", "metric": "volatility", "words": "high"}]),
    ("KWEB is extremely volatile.", [{"subject": "KWEB", "metric": "volatility", "words": "high"}]),
    ("TLT and SPY have had a correlation of -0.2 since 2000.",
     [_risk("TLT", "correlation", -0.2, "ratio", comparators={"SPY"})]),
    ("Sharpe: 0.9 (QUAL) vs 0.7 (MTUM), 2017-2021.",
     [_risk("QUAL", "sharpe", 0.9, "ratio"), _risk("MTUM", "sharpe", 0.7, "ratio")]),
    ("QUAL: beta 0.98, vol 17, max drawdown 34%.",
     [_risk("QUAL", "beta", 0.98, "ratio"), _risk("QUAL", "volatility", 17),
      _risk("QUAL", "max_drawdown", 34)]),
    ("In 2020 MTUM drew down 34% from peak to trough.", [_risk("MTUM", "max_drawdown", 34)]),
    ("USMV's volatility was 20% lower than SPY's in 2021.",
     [{"subject": "USMV", "metric": "volatility", "relation": "below", "comparators": {"SPY"}}]),
    ("QUAL is part of our low-risk replication.", []),
    ("Implied volatility of 30% greeted QUAL in March.", []),
]  # fmt: skip

ALL = [*FEES, *LAUNCHES, *INDICES, *OTHERS, *RISKS]


@pytest.mark.parametrize(("text", "wanted"), ALL, ids=[row[0] for row in ALL])
def test_the_facts_of_a_sentence_are_read(reader: Reader, text: str, wanted: list[Slots]) -> None:
    _check(reader, text, wanted)


def test_each_of_them_is_every_fund_of_the_paragraph(reader: Reader) -> None:
    text = "AGG fell in 2022. So did BND, and SCHZ with it. Each of them costs 0.03%."
    assert {s["subject"] for s in _facts(reader, text)} == {"AGG", "BND", "SCHZ"}


def test_a_fee_is_never_read_as_a_return(reader: Reader) -> None:
    claims = read(reader, "QUAL returned 12% in 2021 and charges 0.15%.")
    assert [(c.type, c.magnitude and c.magnitude.value) for c in claims] == [
        ("level", 12.0), ("reference", 0.15),
    ]  # fmt: skip


def test_a_fact_said_by_somebody_is_reported(reader: Reader) -> None:
    facts = _facts(reader, "According to Morningstar, QUAL has a beta of 0.98 to SPY.")
    assert facts[0]["modality"] == "reported"


def test_a_fee_to_come_is_a_forecast(reader: Reader) -> None:
    claims = read(reader, "QUAL will charge 0.12% from next year.")
    assert [(c.type, c.metric) for c in claims] == [("forecast", FEE)]
