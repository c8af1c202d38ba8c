"""Claims in tables: each figure of a fund, whatever way round the table stands."""

# ruff: noqa: RUF001 - tables are set with typographic dashes and signs

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import ingest
from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import AS_OF, TODAY, Slots, check


def _read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(ingest.read(text.encode()), as_of=AS_OF).claims


def _table(head: str, *rows: str, caption: str = "") -> str:
    """A note that is a Markdown table below a caption."""
    rule = "|" + "---|" * (head.count("|") + 1)
    shown = [f"| {row} |" for row in rows]
    return "\n".join(["# Review", "", caption, "", f"| {head} |", rule, *shown, ""])


def _figures(claims: tuple[Claim, ...]) -> list[tuple[str | None, str | None, float]]:
    return [(c.subject, c.metric, c.magnitude.value) for c in claims if c.magnitude]


COLUMNS: list[tuple[str, str, Slots]] = [
    ("YTD", "−3.2%", {"type": "level", "base": "2021-12-31", "end": TODAY, "value": -3.2}),
    ("1M", "1.4%", {"window": "trailing", "base": "2022-07-19"}),
    ("3Y ann.", "8.1%", {"base": "2019-08-19", "annualised": True}),
    ("5 yrs p.a.", "9.0%", {"base": "2017-08-19", "annualised": True}),
    ("10-year", "11.0%", {"base": "2012-08-19", "annualised": None}),
    ("2021", "21.4%", {"window": "calendar", "base": "2020-12-31", "end": "2021-12-31"}),
    ("FY20", "11%", {"base": "2019-12-31", "end": "2020-12-31"}),
    ("Q2 22", "(12.5%)", {"base": "2022-03-31", "end": "2022-06-30", "value": -12.5}),
    ("1H 2022", "-20%", {"base": "2021-12-31", "end": "2022-06-30"}),
    ("Q4", "7.0%", {"base": "2021-09-30", "end": "2021-12-31"}),
    ("Jan–Jun", "-20%", {"window": "between", "base": "2021-12-31", "end": "2022-06-30"}),
    ("2018–20", "41%", {"base": "2017-12-31", "end": "2020-12-31"}),
    ("MTD", "2%", {"base": "2022-07-31", "end": TODAY}),
    ("Since inc.", "7.7%", {"window": "since_inception", "metric": "total_return"}),
    ("Since March 2020", "80%", {"window": "since", "base": "2020-02-29"}),
    ("12m to Jun-22", "-18%", {"base": "2021-06-30", "end": "2022-06-30"}),
    ("Price return 2021", "20%", {"metric": "price_return", "type": "level"}),
    ("Vol, 3y to 31-Dec-21, %", "25.1", {"metric": "volatility", "base": "2018-12-31"}),
    ("Std. dev. (5Y)", "17.1", {"type": "risk", "metric": "volatility", "unit": "percent"}),
    ("Max DD 2020", "(34)", {"metric": "max_drawdown", "value": 34.0, "end": "2020-12-31"}),
    ("Worst drop, 2020", "28.6%", {"metric": "max_drawdown", "relation": "equals"}),
    ("Sharpe 5Y", "0.81", {"metric": "sharpe", "unit": "ratio", "value": 0.81}),
    ("Beta to SPY", "1.12", {"metric": "beta", "comparators": {"SPY"}, "missing": {"window"}}),
    ("vs 52w high", "-18%", {"metric": "current_drawdown", "value": 18.0, "missing": set()}),
    ("TER", "0.39", {"type": "reference", "metric": "expense_ratio", "unit": "percent"}),
    ("Fee", "39", {"metric": "expense_ratio", "unit": "basis_points"}),
    ("ER (bps)", "39", {"unit": "basis_points", "value": 39.0, "missing": set()}),
    ("Yld", "3.6%", {"type": "reference", "metric": "yield", "window": "none"}),
    ("AUM ($m)", "1,240", {"metric": "aum", "unit": "usd", "value": 1.24e9}),
    ("Net assets", "$1.2bn", {"metric": "aum", "value": 1.2e9}),
    ("Inception", "3 March 2005", {"metric": "inception_date", "words": "2005-03-03"}),
    ("Launched", "Mar-05", {"metric": "inception_date", "words": "2005-03"}),
    ("Index tracked", "S&P 500 Low Volatility Index", {"metric": "index_tracked"}),
    ("Growth of $10,000", "$25,412", {"unit": "times", "value": 2.5412}),
    ("vs SPY (pp), 2021", "−1.9", {"type": "comparison", "relation": "below", "value": 1.9}),
    ("2021", "21.4¹", {"value": 21.4}),
    ("2021", "8,1 %", {"value": 8.1}),
    ("2021", "~12%", {"value": 12.0}),
]


@pytest.mark.parametrize(("head", "cell", "wanted"), COLUMNS)
def test_a_column_says_what_its_figures_are(
    reader: Reader, head: str, cell: str, wanted: Slots
) -> None:
    (claim,) = _read(reader, _table(f"Fund | {head}", f"XSMO | {cell}", "Average | 1.0"))
    check(claim, {"subject": "XSMO", **wanted})


@pytest.mark.parametrize("cell", ["n/a", "–", "—", "", "n.m.", "tbd"])
def test_a_cell_without_a_figure_claims_nothing(reader: Reader, cell: str) -> None:
    claims = _read(reader, _table("Fund | 2020 | 2021", f"XSMO | {cell} | 3.1%"))
    assert _figures(claims) == [("XSMO", "total_return", 3.1)]


@pytest.mark.parametrize(
    "head", ["Weight", "Rank 1Y", "P/E", "Holdings", "Target", "Volume", "Best month", "Shares"]
)
def test_a_column_that_measures_nothing_of_the_fund_claims_nothing(
    reader: Reader, head: str
) -> None:
    assert _read(reader, _table(f"Fund | {head}", "XSMO | 12")) == ()


@pytest.mark.parametrize(
    "name", ["Average", "Peer median", "Difference", "Total", "Spread", "XSMO minus IJR"]
)
def test_a_row_that_is_no_fund_claims_nothing(reader: Reader, name: str) -> None:
    claims = _read(reader, _table("Fund | 2021", "XSMO | 21.4%", f"{name} | 3.2%"))
    assert [claim.subject for claim in claims] == ["XSMO"]


@pytest.mark.parametrize(
    "caption",
    [
        "Total returns as of 30 June 2022",
        "Total return to June 30, per cent; losses in brackets",
        "Returns in %, all periods end 30 June 2022",
        "The table below shows returns through 30 June 2022.",
        "Performance to end-June",
        "Performance (30 June 2022)",
    ],
)
def test_the_date_of_a_table_ends_its_windows(reader: Reader, caption: str) -> None:
    (claim,) = _read(reader, _table("Fund | 3Y", "XSMO | 8.1", caption=caption))
    check(claim, {"base": "2019-06-30", "end": "2022-06-30"})


def test_prose_above_a_table_does_not_date_it(reader: Reader) -> None:
    said = "IJR had fallen a good deal through 3 March 2022."
    claims = _read(reader, _table("Fund | 1Y", "XSMO | 8.1%", caption=said))
    check(claims[-1], {"subject": "XSMO", "end": TODAY})


def test_a_note_below_a_table_dates_it_too(reader: Reader) -> None:
    text = _table("Fund | 1Y", "XSMO | 8.1%") + "\nSource: own data as of 31 July 2022.\n"
    check(_read(reader, text)[0], {"base": "2021-07-31", "end": "2022-07-31"})


def test_a_captions_measure_is_that_of_columns_of_periods(reader: Reader) -> None:
    caption = "Annualised volatility, %"
    claims = _read(reader, _table("Fund | 3Y | 5Y", "XSMO | 24 | 25", caption=caption))
    assert _figures(claims) == [("XSMO", "volatility", 24.0), ("XSMO", "volatility", 25.0)]


def test_a_captions_period_is_that_of_columns_of_measures(reader: Reader) -> None:
    caption = "Scorecard for calendar 2021, %"
    for claim in _read(reader, _table("Fund | Return | Vol", "XSMO | 24 | 25", caption=caption)):
        check(claim, {"base": "2020-12-31", "end": "2021-12-31"})


def test_a_kind_of_fund_in_the_caption_is_no_measure(reader: Reader) -> None:
    caption = "Low-volatility and high-yield funds"
    (claim,) = _read(reader, _table("Fund | 2021", "SPLV | 23%", caption=caption))
    check(claim, {"metric": "total_return"})


def test_annualised_in_a_caption_leaves_periods_of_a_year_alone(reader: Reader) -> None:
    caption = "Annualised total returns, %"
    claims = _read(reader, _table("Fund | 1Y | 3Y", "XSMO | 4.0 | 5.0", caption=caption))
    assert [c.magnitude and c.magnitude.annualised for c in claims] == [None, True]


def test_risk_shares_the_one_period_of_the_returns_beside_it(reader: Reader) -> None:
    claims = _read(reader, _table("Fund | 5Y return | Vol", "XSMO | 9% | 22%"))
    assert {claim.window.base for claim in claims} == {date(2017, 8, 19)}


def test_funds_may_head_the_columns(reader: Reader) -> None:
    rows = ("2021 | 34.5 | 53.3", "Max DD | −31.0 | −66.8", "Expense ratio | 0.10 | 0.09")
    claims = _read(reader, _table("Total return, % | XLK | XLE", *rows))
    assert _figures(claims) == [
        ("XLK", "total_return", 34.5),
        ("XLE", "total_return", 53.3),
        ("XLK", "max_drawdown", 31.0),
        ("XLE", "max_drawdown", 66.8),
        ("XLK", "expense_ratio", 0.1),
        ("XLE", "expense_ratio", 0.09),
    ]


def test_a_column_of_winners_is_not_whom_the_row_is_about(reader: Reader) -> None:
    claims = _read(reader, _table("Metric | XMMO | SPMO | Edge", "Fee | 34 bps | 13 bps | SPMO"))
    assert _figures(claims) == [("XMMO", "expense_ratio", 34.0), ("SPMO", "expense_ratio", 13.0)]


def test_a_row_of_many_tickers_is_no_headline_in_capitals(reader: Reader) -> None:
    head = "Year | XLK | XLC | XLY | XLI | XLF | XLV | XLE | XLU"
    claims = _read(reader, _table(head, "2021 | 1% | 2% | 3% | 4% | 5% | 6% | 7% | 8%"))
    assert len({claim.subject for claim in claims}) == 8


def test_rows_of_years_and_columns_of_months_make_a_month(reader: Reader) -> None:
    text = _table("Year | Jan | Feb", "2021 | -0.8% | 1.3%").replace("Review", "XLK by month")
    ends = [(c.subject, str(c.window.end)) for c in _read(reader, text)]
    assert ends == [("XLK", "2021-01-31"), ("XLK", "2021-02-28")]


def test_a_column_of_periods_dates_its_row(reader: Reader) -> None:
    claims = _read(reader, _table("Fund | Period | Return", "XLK | 2021 | 34%", " | 2020 | 43%"))
    assert [(c.subject, str(c.window.end)) for c in claims] == [
        ("XLK", "2021-12-31"),
        ("XLK", "2020-12-31"),
    ]


def test_a_cell_may_hold_name_and_figure(reader: Reader) -> None:
    claims = _read(reader, _table("Rank | 2021 | 2020", "1 | XLE 53.3% | XLK: 43.6%"))
    assert _figures(claims) == [("XLE", "total_return", 53.3), ("XLK", "total_return", 43.6)]


def test_the_name_of_a_fund_is_as_good_as_its_ticker(reader: Reader) -> None:
    row = "Invesco S&P SmallCap Momentum ETF | 21.4%"
    check(_read(reader, _table("Fund | 2021", row))[0], {"subject": "XSMO"})


def test_an_index_may_have_a_row(reader: Reader) -> None:
    claims = _read(reader, _table("Index | 1M | YTD", "S&P 500 | 1.2% | (3.0%)"))
    assert _figures(claims) == [("SP500", "total_return", 1.2), ("SP500", "total_return", -3.0)]


def test_a_ticker_that_nobody_knows_stands_in_the_column_of_tickers(reader: Reader) -> None:
    check(_read(reader, _table("Ticker | 2021", "ZQZZ | 3.0%"))[0], {"subject": "ZQZZ"})


def test_a_benchmark_column_is_a_fact_and_not_the_subject(reader: Reader) -> None:
    claims = _read(reader, _table("Index | Ticker | 2021", "S&P 500 | SPY | 28.7%"))
    assert _figures(claims)[-1] == ("SPY", "total_return", 28.7)


def test_a_table_of_correlations_compares_row_and_column(reader: Reader) -> None:
    rows = ("XLK | 1.00 | 0.45", "XLE | 0.45 | 1.00")
    claims = _read(reader, _table(" | XLK | XLE", *rows, caption="Correlations since 2017"))
    check(claims[0], {"subject": "XLK", "comparators": {"XLE"}, "value": 0.45})
    assert len(claims) == 2


def test_a_funds_own_page_may_leave_its_name_out_of_the_rows(reader: Reader) -> None:
    text = _table(" | 1Y | 3Y", "Fund (NAV) | 4% | 5%", "S&P 500 | 6% | 7%")
    claims = _read(reader, text.replace("# Review", "# XSMO"))
    assert [claim.subject for claim in claims] == ["XSMO", "XSMO", "SP500", "SP500"]


def test_two_rows_of_heads_speak_together(reader: Reader) -> None:
    text = (
        "<html><body><p>Annualised figures to 31 December 2021.</p><table>"
        "<tr><th></th><th colspan=2>Total return (%)</th><th>Std. dev. (%)</th></tr>"
        "<tr><th>Fund</th><th>3Y</th><th>5Y</th><th>5Y</th></tr>"
        "<tr><td>QUAL</td><td>25.6</td><td></td><td>15.5<sup>2</sup></td></tr>"
        "<tr><td colspan=4>Benchmarks</td></tr>"
        "<tr><td>S&amp;P 500</td><td>26.1</td><td>18.5</td><td>15.3</td></tr>"
        "</table></body></html>"
    )
    assert _figures(_read(reader, text)) == [
        ("QUAL", "total_return", 25.6),
        ("QUAL", "volatility", 15.5),
        ("SP500", "total_return", 26.1),
        ("SP500", "total_return", 18.5),
        ("SP500", "volatility", 15.3),
    ]


PLAIN: dict[str, str] = {
    "blanks": "Ticker    1Y      3Y     Fee\n"
    "XLK     (20.0)   16.1   0.10\nXLE      44.7           0.10",
    "tabs": "Ticker\t1Y\t3Y\tFee\nXLK\t(20.0)\t16.1\t0.10\nXLE\t44.7\t\t0.10",
    "bars": "Ticker | 1Y | 3Y | Fee\nXLK | (20.0) | 16.1 | 0.10\nXLE | 44.7 | | 0.10",
    "single blanks": "Ticker 1Y 3Y Fee\nXLK (20.0) 16.1 0.10\nXLE 44.7 n/a 0.10",
    "ruled off": "Ticker    1Y      3Y     Fee\n----------------------------\n"
    "XLK     (20.0)   16.1   0.10\nXLE      44.7           0.10",
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN.keys())
def test_a_plain_table_is_read_like_any_other(reader: Reader, rows: str) -> None:
    claims = _read(reader, f"Sector scorecard\n\nTotal return to end-June, %\n{rows}\n")
    assert _figures(claims) == [
        ("XLK", "total_return", -20.0),
        ("XLK", "total_return", 16.1),
        ("XLK", "expense_ratio", 0.1),
        ("XLE", "total_return", 44.7),
        ("XLE", "expense_ratio", 0.1),
    ]


def test_the_table_of_a_quoted_note_is_read_at_its_own_date(reader: Reader) -> None:
    text = (
        "From: a@b.example\nTo: d@e.example\nDate: Fri, 19 Aug 2022 19:42:10 -0500\n"
        "Subject: Factors\n\nSee below.\n\nOn Mon, 7 Jan 2019 at 10:00, Jane Roe wrote:\n"
        "> Ticker    1Y     3Y\n> MTUM    -1.7   12.0\n> QUAL    -5.7    8.0\n"
    )
    claims = _read(reader, text)
    check(claims[0], {"subject": "MTUM", "base": "2018-01-07", "modality": "reported"})


def test_a_claim_in_a_table_is_the_whole_row(reader: Reader) -> None:
    claims = _read(reader, _table("Fund | 2020 | 2021", "XSMO | 1.0% | 2.0%"))
    spans: list[Any] = [claim.text for claim in claims]
    assert spans == ["XSMO | 1.0% | 2.0%"] * 2


def test_prose_that_repeats_a_cell_is_linked_to_it(reader: Reader) -> None:
    text = _table("Fund | 2018 | 2021", "XSMO | (15.4%) | 2.0%") + "\nXSMO lost 15.4% in 2018.\n"
    assert _read(reader, text)[-1].repeats == "c1"
