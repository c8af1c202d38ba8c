"""The shipped catalogue holds together, and answers what notes ask of it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import nlp
from nlp.catalog import Catalog, GroupQuery
from nlp.catalog_types import Fund, Index
from nlp.errors import CatalogError

CATALOG = Catalog.load()
TABLES = Path(nlp.__file__).parent / "data"
FIRST_ETF = date(1993, 1, 22)
LONG_LIVED = timedelta(days=round(20 * 365.25))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables that a test may break."""
    return Path(shutil.copytree(TABLES, tmp_path / "data"))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _written_names() -> Iterator[tuple[str, str]]:
    for fund in CATALOG.funds.values():
        yield from ((name, fund.ticker) for name in {fund.name, *fund.aliases})
    for index in CATALOG.indices.values():
        yield from ((name, index.id) for name in {index.name, *index.aliases})


def _followed_since(fund: Fund) -> date:
    return fund.index_since or fund.inception


def _best_proxy(index: Index) -> str | None:
    followers = [
        fund
        for fund in CATALOG.funds.values()
        if fund.index == index.id and fund.leverage == 1 and fund.closed is None
    ]
    long_lived = [fund for fund in followers if _followed_since(fund) <= index.vintage - LONG_LIVED]
    if long_lived:
        return min(long_lived, key=lambda fund: (fund.expense_ratio, fund.inception)).ticker
    return min(followers, key=_followed_since).ticker if followers else None


# The tables


def test_catalogue_is_large_enough() -> None:
    assert len(CATALOG.funds) >= 1500
    assert len(CATALOG.indices) >= 150
    assert len(CATALOG.events) >= 230


def test_catalogue_holds_funds_that_are_gone() -> None:
    assert sum(fund.closed is not None for fund in CATALOG.funds.values()) >= 120


def test_a_fund_and_an_index_never_share_an_id() -> None:
    assert CATALOG.funds.keys() & CATALOG.indices.keys() == set()


def test_every_closed_fund_has_the_event_of_its_end() -> None:
    ends = {
        (event.ticker, event.on) for event in CATALOG.events if event.kind in {"closure", "merger"}
    }
    closed = {(fund.ticker, fund.closed) for fund in CATALOG.funds.values() if fund.closed}
    assert closed == ends


def test_a_bond_fund_of_a_year_ended_in_that_year() -> None:
    matured = {event.ticker for event in CATALOG.events if event.after == "matured"}
    assert [
        ticker
        for ticker in matured
        if (fund := CATALOG.funds[ticker]).sector == "target_maturity"
        and str(fund.closed)[:4] not in fund.name
    ] == []


def test_inceptions_lie_between_the_first_etf_and_the_check() -> None:
    assert [
        fund.ticker
        for fund in CATALOG.funds.values()
        if not FIRST_ETF <= fund.inception < fund.vintage
    ] == []


def test_index_is_never_followed_before_inception() -> None:
    assert [
        fund.ticker
        for fund in CATALOG.funds.values()
        if fund.index_since and fund.index_since <= fund.inception
    ] == []


def test_events_lie_within_the_life_of_their_fund() -> None:
    assert [
        event
        for event in CATALOG.events
        if not CATALOG.funds[event.ticker].inception
        < event.on
        <= CATALOG.funds[event.ticker].vintage
    ] == []


def test_fees_are_percent_a_year() -> None:
    assert [
        fund.ticker
        for fund in CATALOG.funds.values()
        if fund.expense_ratio is None or not 0.01 <= fund.expense_ratio <= 3
    ] == []


def test_the_name_of_a_followed_index_is_that_of_the_index_table() -> None:
    assert [
        fund.ticker
        for fund in CATALOG.funds.values()
        if fund.index and fund.index_name != CATALOG.indices[fund.index].name
    ] == []


def test_index_since_is_the_day_of_the_last_mandate_change() -> None:
    dated = {fund.ticker: fund.index_since for fund in CATALOG.funds.values() if fund.index_since}
    assert {ticker: CATALOG.mandate_changes(ticker)[-1].on for ticker in dated} == dated


def test_each_mandate_change_takes_up_where_the_one_before_left_off() -> None:
    assert [
        (earlier, later)
        for ticker in CATALOG.funds
        for earlier, later in pairwise(CATALOG.mandate_changes(ticker))
        if earlier.after != later.before
    ] == []


def test_proxy_is_the_cheapest_long_lived_follower() -> None:
    chosen = {index.id: index.proxy for index in CATALOG.indices.values()}
    assert chosen == {index.id: _best_proxy(index) for index in CATALOG.indices.values()}


def test_proxy_resembles_its_index() -> None:
    pairs = [(index, CATALOG.proxy_of(index.id)) for index in CATALOG.indices.values()]
    assert [
        index.id
        for index, fund in pairs
        if fund
        and (index.asset_class, index.size, index.style, index.factors, index.sector)
        != (fund.asset_class, fund.size, fund.style, fund.factors, fund.sector)
    ] == []


def test_growth_and_value_index_funds_carry_a_style_and_no_factor() -> None:
    for ticker in ("IJT", "VBK", "IWD", "SLYV", "VTWG"):
        fund = CATALOG.funds[ticker]
        assert fund.style in {"growth", "value"}
        assert fund.factors == ()


def test_no_written_name_belongs_to_two() -> None:
    owners = Counter(name.casefold() for name, _ in _written_names())
    assert [name for name, count in owners.items() if count > 1] == []


# Facts that notes are checked against


def test_xsmo_facts() -> None:
    fund = CATALOG.funds["XSMO"]
    assert fund.name == "Invesco S&P SmallCap Momentum ETF"
    assert fund.inception == date(2005, 3, 3)
    assert fund.expense_ratio == 0.36
    assert (fund.index, fund.index_since) == ("SP600MOM", date(2019, 6, 21))
    assert fund.factors == ("momentum",)


def test_xsmo_followed_three_indices_before_its_own() -> None:
    assert [(change.on, change.before) for change in CATALOG.mandate_changes("XSMO")] == [
        (date(2011, 6, 16), "Dynamic Small Cap Growth Intellidex Index"),
        (date(2015, 5, 22), "RAFI Fundamental Small Growth Index"),
        (date(2019, 6, 21), "Russell 2000 Pure Growth Index"),
    ]


def test_spsm_changed_index_twice() -> None:
    assert [change.on for change in CATALOG.mandate_changes("SPSM")] == [
        date(2017, 11, 16),
        date(2020, 1, 24),
    ]


def test_sly_merged_into_spsm() -> None:
    assert CATALOG.funds["SLY"].closed == date(2023, 6, 9)
    merger = [event for event in CATALOG.events if event.kind == "merger"]
    assert [(event.before, event.after, event.on) for event in merger] == [
        ("SLY", "SPSM", date(2023, 6, 9))
    ]


def test_an_unchanged_fund_has_no_mandate_changes() -> None:
    assert CATALOG.mandate_changes("IJR") == ()


@pytest.mark.parametrize(
    ("index", "proxy"),
    [
        ("SP600", "IJR"),
        ("SP500", "IVV"),
        ("SP400", "IJH"),
        ("R2000", "IWM"),
        ("NDX", "QQQ"),
        ("US_AGG", "AGG"),
        ("MSCI_EM", "EEM"),
        ("DWASTL", "DWAS"),
    ],
)
def test_indices_are_stood_for_by_the_usual_fund(index: str, proxy: str) -> None:
    fund = CATALOG.proxy_of(index)
    assert fund is not None
    assert fund.ticker == proxy


@pytest.mark.parametrize("index", ["TOPIX", "VIX", "NO_SUCH_INDEX"])
def test_indices_without_a_fund_have_no_proxy(index: str) -> None:
    assert CATALOG.proxy_of(index) is None


# Tickers


@pytest.mark.parametrize(
    ("ticker", "today"),
    [
        ("XSMO", "XSMO"),
        ("PXSG", "XSMO"),
        ("PWT", "XSMO"),
        ("QQQQ", "QQQ"),
        ("SPLG", "SPYM"),
        ("TWOK", "SPSM"),
        ("SLY", "SLY"),
        ("GROW", None),
        ("xsmo", None),
    ],
)
def test_former_tickers_lead_to_todays(ticker: str, today: str | None) -> None:
    assert CATALOG.resolve_ticker(ticker) == today


@pytest.mark.parametrize("on", [date(2012, 1, 3), date(2026, 1, 2)])
def test_a_former_ticker_is_understood_on_any_day(on: date) -> None:
    assert CATALOG.resolve_ticker("PXSG", on=on) == "XSMO"


def test_a_reissued_ticker_is_read_at_its_day(folder: Path) -> None:
    _edit(folder / "events.csv", "PXMG,XMMO", "IJR,XMMO")
    catalog = Catalog.read(folder)
    assert catalog.resolve_ticker("IJR", on=date(2018, 1, 2)) == "XMMO"
    assert catalog.resolve_ticker("IJR", on=date(2019, 6, 21)) == "IJR"
    assert catalog.resolve_ticker("IJR") == "IJR"


# Groups


def test_small_cap_momentum_group() -> None:
    query = GroupQuery(size="small", factor="momentum")
    assert CATALOG.group(query) == ("DWAS", "XSMO", "XSVM")


def test_single_factor_small_cap_group_leaves_out_blends_and_styles() -> None:
    group = set(CATALOG.group(GroupQuery(size="small", factor_kind="single")))
    assert {"XSMO", "XSLV", "XSHQ", "DWAS", "CALF", "SMMV"} <= group
    assert not {"XSVM", "IJT", "IJR", "VBK"} & group


def test_any_factor_group_holds_blends_too() -> None:
    group = set(CATALOG.group(GroupQuery(size="small", factor_kind="any")))
    assert {"XSVM", "XSLV", "SMLF"} <= group
    assert "IJR" not in group


def test_small_cap_growth_group_holds_no_sector_fund() -> None:
    group = set(CATALOG.group(GroupQuery(size="small", style="growth")))
    assert {"IJT", "VBK", "IWO", "SLYG", "VIOG", "VTWG"} <= group
    assert all(CATALOG.funds[ticker].sector is None for ticker in group)


def test_sector_group() -> None:
    group = set(CATALOG.group(GroupQuery(sector="technology")))
    assert {"XLK", "VGT", "PSCT"} <= group
    assert "TECL" not in group


def test_bond_group_without_a_sector_holds_every_kind() -> None:
    group = set(CATALOG.group(GroupQuery(asset_class="bond")))
    assert {"AGG", "TLT", "HYG", "MUB"} <= group


def test_leveraged_group() -> None:
    group = CATALOG.group(GroupQuery(size="large", leverage=3))
    assert group == ("SPXL", "TQQQ", "UDOW", "UPRO")


def test_group_leaves_out_the_excluded() -> None:
    query = GroupQuery(size="small", factor="momentum")
    assert CATALOG.group(query, exclude={"XSMO"}) == ("DWAS", "XSVM")


@pytest.mark.parametrize(
    ("on", "listed"),
    [
        (date(2005, 11, 7), False),
        (date(2005, 11, 8), True),
        (date(2023, 6, 8), True),
        (date(2023, 6, 9), False),
    ],
)
def test_group_of_a_day_holds_the_funds_of_that_day(on: date, listed: bool) -> None:
    group = CATALOG.group(GroupQuery(size="small", style="blend"), listed_on=on)
    assert ("SLY" in group) is listed


def test_group_of_a_day_before_any_fund_is_empty() -> None:
    assert CATALOG.group(GroupQuery(), listed_on=date(1990, 1, 2)) == ()


# Names


def test_no_surface_form_points_at_two() -> None:
    owners: dict[str, set[str]] = {}
    for form, key in CATALOG.names():
        owners.setdefault(form.casefold(), set()).add(key)
    assert {form: keys for form, keys in owners.items() if len(keys) > 1} == {}


def test_every_written_name_is_a_surface_form() -> None:
    assert set(_written_names()) <= set(CATALOG.names())


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("Invesco S&P SmallCap Momentum", "XSMO"),
        ("S&P Small-Cap Momentum ETF", "XSMO"),
        ("PowerShares Russell 2000 Pure Growth Portfolio", "XSMO"),
        ("iShares Core S&P Small Cap ETF", "IJR"),
        ("SPDR S&P Biotech", "XBI"),
        ("Vanguard Total Stock Market ETF", "VTI"),
        ("S&P Small Cap 600", "SP600"),
        ("S&P SmallCap 600 Index", "SP600"),
        ("SmallCap 600", "SP600"),
        ("the Nasdaq", "NASDAQ_COMP"),
        ("Nasdaq-100", "NDX"),
        ("the Dow", "DJIA"),
        ("S&P SmallCap Momentum Index", "SP600MOM"),
    ],
)
def test_names_as_people_write_them(form: str, key: str) -> None:
    assert (form, key) in set(CATALOG.names())


def test_an_issuer_less_name_that_fits_several_funds_is_no_name() -> None:
    forms = {form for form, _ in CATALOG.names()}
    assert "S&P 500 Growth ETF" not in forms
    assert "Growth ETF" not in forms
    assert "Vanguard Growth" not in forms


def test_an_index_keeps_its_name_against_a_fund_without_its_issuer() -> None:
    assert dict(CATALOG.names())["S&P SmallCap 600 Growth"] == "SP600G"


# Loading


def test_catalogue_is_read_once() -> None:
    assert Catalog.load() is CATALOG


def test_version_changes_with_the_tables(folder: Path) -> None:
    assert Catalog.read(folder).version == CATALOG.version
    _edit(folder / "funds.csv", "0.36", "0.37")
    assert Catalog.read(folder).version != CATALOG.version


def test_tables_cannot_be_changed_in_memory() -> None:
    with pytest.raises(TypeError):
        CATALOG.funds["XSMO"] = CATALOG.funds["IJR"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("funds.csv", "2005-03-03", "3 March 2005", r"funds\.csv, line \d+: inception is '3 March"),
        ("funds.csv", ",momentum,", ",speed,", r"funds\.csv, line \d+: factors is 'speed'"),
        ("funds.csv", ",SP600MOM,", ",SP601,", r"funds\.csv, line \d+: XSMO .* index SP601"),
        ("funds.csv", "\nIJS,", "\nIJR,", r"funds\.csv, line \d+: ticker IJR stands there twice"),
        ("funds.csv", "2023-06-09", "2003-06-09", r"funds\.csv, line \d+: SLY closed before"),
        ("funds.csv", "issuer", "maker", r"funds\.csv, line 1: the columns must be ticker"),
        ("funds.csv", '"', "", r"funds\.csv, line \d+: not as many cells as columns"),
        ("indices.csv", ",IJR,", ",IJRR,", r"indices\.csv, line \d+: SP600 .* proxy IJRR"),
        ("events.csv", "XSMO,2011", "XXMO,2011", r"events\.csv, line \d+: .* fund XXMO"),
        ("events.csv", "merger", "wedding", r"events\.csv, line \d+: kind is 'wedding'"),
    ],
)
def test_a_broken_row_is_refused_by_file_and_line(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    _edit(folder / file, old, new)
    with pytest.raises(CatalogError, match=message) as refused:
        Catalog.read(folder)
    assert "\n" not in str(refused.value)


def test_the_line_named_is_the_line_in_the_file(folder: Path) -> None:
    lines = (folder / "funds.csv").read_text(encoding="utf-8").splitlines()
    line = next(at for at, text in enumerate(lines, start=1) if text.startswith("XSMO,"))
    _edit(folder / "funds.csv", "2005-03-03,,0.36", "2005-33-03,,0.36")
    with pytest.raises(CatalogError, match=rf"line {line}: inception"):
        Catalog.read(folder)


def test_a_missing_table_is_refused_by_name(folder: Path) -> None:
    (folder / "events.csv").unlink()
    with pytest.raises(CatalogError, match=r"^events\.csv can't be read"):
        Catalog.read(folder)


def test_a_blend_of_factors_is_no_single_factor() -> None:
    group = CATALOG.group(GroupQuery(size="small", factor_kind="single"))
    assert {"XSLV", "XSHQ", "DWAS"} <= set(group)
    assert not {"SMLF", "FYX", "RWJ", "XSVM"} & set(group)
