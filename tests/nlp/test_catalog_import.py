"""A user's table of funds is checked row by row, kept, and laid over the shipped catalogue."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from nlp.catalog import Catalog, GroupQuery
from nlp.catalog_history import Period, history
from nlp.catalog_own import OwnTable, check_table, keep
from nlp.errors import CatalogError

SHIPPED = Catalog.load()
TODAY = date(2026, 11, 23)
HEAD = "ticker,name,inception"
OWN = "ZZSM,Example Small Cap Momentum ETF,2021-03-02"


def _table(tmp_path: Path, *lines: str) -> OwnTable:
    file = tmp_path / "mine.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return check_table(file, catalog=SHIPPED, today=TODAY)


def _merged(tmp_path: Path, *lines: str) -> Catalog:
    table = _table(tmp_path, *lines)
    assert table.faults == ()
    keep(table.funds, file=tmp_path / "own" / "funds.csv")
    return Catalog.load(own=tmp_path / "own" / "funds.csv")


# What a row becomes


def test_three_columns_make_a_plain_fund(tmp_path: Path) -> None:
    (fund,) = _table(tmp_path, HEAD, OWN).funds
    assert (fund.ticker, fund.issuer, fund.inception) == ("ZZSM", "Example", date(2021, 3, 2))
    assert (fund.asset_class, fund.region, fund.leverage) == ("equity", "us", 1)
    assert (fund.factors, fund.expense_ratio, fund.closed) == ((), None, None)
    assert fund.vintage == TODAY


def test_columns_may_stand_in_any_order_and_hold_lists(tmp_path: Path) -> None:
    head = "inception,factors,aliases,name,ticker,size"
    row = "2021-03-02,value;quality,Small Example;Example SC,Example Small Cap ETF,ZZSM,small"
    (fund,) = _table(tmp_path, head, row).funds
    assert (fund.factors, fund.size) == (("value", "quality"), "small")
    assert fund.aliases == ("Small Example", "Example SC")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert len(_table(tmp_path, "\ufeff" + HEAD, OWN).funds) == 1


def test_a_known_index_is_followed_by_its_id(tmp_path: Path) -> None:
    (fund,) = _table(tmp_path, f"{HEAD},index_name", f"{OWN},S&P SmallCap 600 Index").funds
    assert fund.index == "SP600"


def test_an_unknown_index_keeps_its_words_alone(tmp_path: Path) -> None:
    (fund,) = _table(tmp_path, f"{HEAD},index_name", f"{OWN},Example 40 Index").funds
    assert (fund.index, fund.index_name) == (None, "Example 40 Index")


def test_a_shipped_fund_keeps_what_the_table_does_not_say(tmp_path: Path) -> None:
    row = "XSMO,Invesco S&P SmallCap Momentum ETF,2005-03-03,0.33"
    (fund,) = _table(tmp_path, f"{HEAD},expense_ratio", row).funds
    assert fund == replace(SHIPPED.funds["XSMO"], expense_ratio=0.33, vintage=TODAY)


# What is refused

FAULTY = [
    (HEAD, "ZZSM,Example ETF,3 March 2021", r"mine\.csv, line 2: inception is '3 March 2021'"),
    (HEAD, "ZZSM,Example ETF,2031-03-02", "line 2: ZZSM begins on 2031-03-02"),
    (HEAD, "zzsm,Example ETF,2021-03-02", "line 2: zzsm is no ticker"),
    (HEAD, "ZZSM,,2021-03-02", "line 2: name is empty"),
    (HEAD, "ZZSM,Example, the ETF,2021-03-02", "line 2: not as many cells"),
    (HEAD, "ZZSM,Example ETF", "line 2: not as many cells"),
    (HEAD, "ZZSM,SPDR S&P 500 ETF Trust,2021-03-02", "line 2: the name SPDR S&P 500 ETF Trust"),
    (HEAD, "SP600,Example ETF,2021-03-02", "line 2: SP600 is the name of an index"),
    (f"{HEAD},closed", f"{OWN},2020-01-02", "line 2: ZZSM closed before it began"),
    (f"{HEAD},leverage", f"{OWN},0", "line 2: ZZSM has leverage 0"),
    (f"{HEAD},expense_ratio", f"{OWN},45", "line 2: ZZSM has a fee of 45 percent"),
    (f"{HEAD},expense_ratio", f"{OWN},nan", "line 2: ZZSM has a fee of nan percent"),
    (f"{HEAD},leverage", f"{OWN},nan", "line 2: ZZSM has leverage nan"),
    (f"{HEAD},factors", f"{OWN},speed", "line 2: factors is 'speed'"),
    (f"{HEAD},asset_class", f"{OWN},stocks", "line 2: asset_class is 'stocks'"),
]


@pytest.mark.parametrize(("head", "row", "message"), FAULTY)
def test_a_faulty_row_is_named_by_file_and_line(
    tmp_path: Path, head: str, row: str, message: str
) -> None:
    table = _table(tmp_path, head, row)
    (fault,) = table.faults
    assert table.funds == ()
    assert "\n" not in fault
    assert re.search(message, fault)


def test_every_faulty_row_is_told(tmp_path: Path) -> None:
    table = _table(tmp_path, HEAD, "a,b,c", OWN, OWN, "ZZZZ,Other ETF,tomorrow")
    assert [fault.split(":")[0] for fault in table.faults] == [
        "mine.csv, line 2",
        "mine.csv, line 4",
        "mine.csv, line 5",
    ]
    assert [fund.ticker for fund in table.funds] == ["ZZSM"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("ticker,name", "ZZSM,Example ETF"), "line 1: the column inception is missing"),
        ((f"{HEAD},fee", f"{OWN},0.3"), "line 1: the columns may be ticker,name.*correct fee"),
        ((f"{HEAD},name", f"{OWN},Again"), "line 1: .*the one named twice"),
        ((HEAD,), r"mine\.csv holds no row"),
        (("",), "line 1: the column ticker is missing"),
    ],
)
def test_a_table_with_other_columns_is_refused(
    tmp_path: Path, lines: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CatalogError, match=message) as refused:
        _table(tmp_path, *lines)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "mine.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CatalogError, match="can't be read"):
        check_table(file, catalog=SHIPPED, today=TODAY)


# What the catalogue is with it


def test_without_a_table_the_catalogue_is_the_shipped_one(tmp_path: Path) -> None:
    assert Catalog.load(own=tmp_path / "none.csv") is SHIPPED


def test_own_funds_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    merged = _merged(tmp_path, HEAD, OWN)
    assert merged.resolve_ticker("ZZSM") == "ZZSM"
    assert merged.funds.keys() == SHIPPED.funds.keys() | {"ZZSM"}
    assert ("Example Small Cap Momentum ETF", "ZZSM") in set(merged.names())


def test_own_funds_are_members_of_groups(tmp_path: Path) -> None:
    merged = _merged(tmp_path, f"{HEAD},size,factors", f"{OWN},small,momentum")
    assert "ZZSM" in merged.group(GroupQuery(size="small", factor="momentum"))


def test_own_row_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    row = "XSMO,Invesco S&P SmallCap Momentum ETF,2005-03-03,0.33"
    assert _merged(tmp_path, f"{HEAD},expense_ratio", row).funds["XSMO"].expense_ratio == 0.33


def test_version_tells_own_funds_and_which(tmp_path: Path) -> None:
    first = _merged(tmp_path, HEAD, OWN).version
    second = _merged(tmp_path, HEAD, OWN.replace("2021", "2022")).version
    assert len({SHIPPED.version, first, second}) == 3
    assert first.startswith(f"{SHIPPED.version} own:")


def test_a_later_table_adds_to_the_one_before(tmp_path: Path) -> None:
    _merged(tmp_path, HEAD, OWN)
    merged = _merged(tmp_path, HEAD, "ZZLM,Example Large Cap Momentum ETF,2022-03-02")
    assert {"ZZSM", "ZZLM"} <= merged.funds.keys()


def test_what_is_kept_is_what_was_checked(tmp_path: Path) -> None:
    table = _table(tmp_path, f"{HEAD},aliases,closed", f'{OWN},"A, B;C",2024-01-02')
    keep(table.funds, file=tmp_path / "funds.csv")
    assert Catalog.load(own=tmp_path / "funds.csv").funds["ZZSM"] == table.funds[0]


# The dated facts of a fund


def test_history_tells_tickers_in_time() -> None:
    tickers = history("QQQ", catalog=SHIPPED).tickers
    assert [(period.value, period.until) for period in tickers] == [
        ("QQQ", date(2004, 12, 1)),
        ("QQQQ", date(2011, 3, 23)),
        ("QQQ", None),
    ]


def test_history_tells_indices_in_time() -> None:
    first, *_, last = history("XSMO", catalog=SHIPPED).indices
    assert first.since == date(2005, 3, 3)
    assert (last.value, last.since) == ("S&P SmallCap 600 Momentum Index", date(2019, 6, 21))


def test_history_of_a_former_ticker_is_that_of_todays_fund() -> None:
    assert history("pxsg", catalog=SHIPPED) == history("XSMO", catalog=SHIPPED)


def test_a_name_without_a_day_has_none() -> None:
    *_, last = history("PRF", catalog=SHIPPED).names
    assert last == Period(value="Invesco RAFI US 1000 ETF", since=None, until=None)


def test_a_closed_fund_ends_on_its_last_day() -> None:
    found = history("RSX", catalog=SHIPPED)
    assert {found.names[-1].until, found.tickers[-1].until} == {date(2023, 1, 12)}


def test_periods_of_a_fund_never_overlap() -> None:
    assert [
        ticker
        for ticker in SHIPPED.funds
        for told in (history(ticker, catalog=SHIPPED),)
        for periods in (told.names, told.tickers, told.indices)
        for earlier, later in pairwise(periods)
        if later.since and (earlier.until is None or earlier.until > later.since)
    ] == []


def test_an_unknown_ticker_has_no_history() -> None:
    with pytest.raises(CatalogError, match=r"no fund .* ticker ZZZZ; add it with"):
        history("ZZZZ", catalog=SHIPPED)
