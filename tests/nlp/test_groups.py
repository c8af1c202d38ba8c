"""Described groups become catalogue queries, and their members were listed on the window."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.catalog import Catalog, GroupQuery
from nlp.groups import benchmark, describe, is_described, members, quantifier_of
from nlp.types import Quantifier

CATALOG = Catalog.load()
XSMO = CATALOG.funds["XSMO"]
SMALL_MOMENTUM = GroupQuery(size="small", factor="momentum", factor_kind="any")
SMALL_SINGLE = GroupQuery(size="small", factor_kind="single")

DESCRIBED = [
    ("small-cap momentum ETFs", [SMALL_MOMENTUM]),
    ("other small cap momentum funds", [SMALL_MOMENTUM]),
    ("SmallCap momentum ETFs", [SMALL_MOMENTUM]),
    ("key small-cap momentum and single-factor ETFs", [SMALL_MOMENTUM, SMALL_SINGLE]),
    ("small-cap single-factor ETFs", [SMALL_SINGLE]),
    ("small-cap value funds", [GroupQuery(size="small", style="value")]),
    ("large-cap growth ETFs", [GroupQuery(size="large", style="growth")]),
    ("mid-cap ETFs", [GroupQuery(size="mid")]),
    ("smaller-company funds", [GroupQuery(size="small")]),
    ("low-volatility ETFs", [GroupQuery(factor="low_volatility", factor_kind="any")]),
    ("minimum-volatility ETFs", [GroupQuery(factor="low_volatility", factor_kind="any")]),
    ("quality ETFs", [GroupQuery(factor="quality", factor_kind="any")]),
    ("dividend funds", [GroupQuery(factor="dividend", factor_kind="any")]),
    ("equal-weighted ETFs", [GroupQuery(factor="equal_weight", factor_kind="any")]),
    (
        "large-cap multi-factor ETFs",
        [GroupQuery(size="large", factor="multifactor", factor_kind="any")],
    ),
    ("factor ETFs", [GroupQuery(factor_kind="any")]),
    (
        "small-cap value, growth and quality ETFs",
        [
            GroupQuery(size="small", style="value"),
            GroupQuery(size="small", style="growth"),
            GroupQuery(size="small", factor="quality", factor_kind="any"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "queries"), DESCRIBED)
def test_description_becomes_queries(text: str, queries: list[GroupQuery]) -> None:
    group = describe(text, subject=None)
    assert group is not None
    assert list(group.queries) == queries


@pytest.mark.parametrize(
    "text", ["other funds", "the ETFs we hold", "its shareholders", "expectations", ""]
)
def test_words_that_narrow_nothing_are_no_group(text: str) -> None:
    assert describe(text, subject=None) is None


def test_factor_without_a_size_takes_the_size_of_the_subject() -> None:
    group = describe("momentum ETFs", subject=XSMO)
    assert group is not None
    assert group.queries == (SMALL_MOMENTUM,)


@pytest.mark.parametrize("text", ["its peers", "rivals", "the category", "its competitors"])
def test_peers_are_funds_like_the_subject(text: str) -> None:
    group = describe(text, subject=XSMO)
    assert group is not None
    found = members(group, catalog=CATALOG, exclude={"XSMO"}, since=date(2022, 1, 3))
    assert {CATALOG.funds[ticker].size for ticker in found} == {"small"}
    assert "DWAS" in found


def test_peers_of_nobody_are_no_group() -> None:
    assert describe("its peers", subject=None) is None


def test_group_keeps_its_words_up_to_the_noun() -> None:
    group = describe("key small-cap momentum ETFs since 2017", subject=None)
    assert group is not None
    assert group.text == "key small-cap momentum ETFs"


def test_members_were_listed_on_the_first_day() -> None:
    group = describe("small-cap single-factor ETFs", subject=None)
    assert group is not None
    since = date(2016, 12, 31)
    found = members(group, catalog=CATALOG, exclude={"XSMO"}, since=since)
    assert "XSLV" in found
    assert "XSHQ" not in found
    assert all(CATALOG.funds[ticker].inception <= since for ticker in found)


def test_members_without_a_window_have_any_age() -> None:
    group = describe("small-cap single-factor ETFs", subject=None)
    assert group is not None
    assert "XSHQ" in members(group, catalog=CATALOG, exclude=set(), since=None)


def test_a_closed_fund_was_a_member_before_it_closed() -> None:
    group = describe("small-cap ETFs", subject=None)
    assert group is not None
    before = members(group, catalog=CATALOG, exclude=set(), since=date(2020, 1, 2))
    after = members(group, catalog=CATALOG, exclude=set(), since=date(2024, 1, 2))
    assert "SLY" in before
    assert "SLY" not in after


def test_subject_is_no_member_of_its_group() -> None:
    group = describe("small-cap momentum ETFs", subject=XSMO)
    assert group is not None
    assert "XSMO" not in members(group, catalog=CATALOG, exclude={"XSMO"}, since=None)


def test_member_of_two_descriptions_counts_once() -> None:
    group = describe("small-cap momentum and single-factor ETFs", subject=None)
    assert group is not None
    found = members(group, catalog=CATALOG, exclude=set(), since=None)
    assert len(found) == len(set(found))


QUANTIFIED: list[tuple[str, Quantifier | None]] = [
    ("all small-cap ETFs", "all"),
    ("every factor fund", "all"),
    ("both QUAL and SIZE", "both"),
    ("most small-cap ETFs", "most"),
    ("most of its peers", "most"),
    ("the majority of its peers", "most"),
    ("key peers", "key"),
    ("major rivals", "key"),
    ("any of its peers", "any"),
    ("at least one of its peers", "any"),
    ("QUAL and SIZE", None),
    ("the most volatile factor ETFs", None),
    ("the most popular small-cap ETFs", None),
]


@pytest.mark.parametrize(("text", "quantifier"), QUANTIFIED)
def test_quantifier_of_the_words(text: str, quantifier: Quantifier | None) -> None:
    assert quantifier_of(text) == quantifier


BENCHMARKS = [
    ("its benchmark", "XSMO", [], "SP600MOM"),
    ("its index", "XSMO", [], "SP600MOM"),
    ("the benchmark", "IJR", [], "SP600"),
    ("the broad small-cap index", "XSMO", [], "SP600"),
    ("the small-cap benchmark", "XSMO", ["R2000"], "R2000"),
    ("the small-cap index", "XSMO", ["SP500"], "SP600"),
    ("the broad market", "XSMO", [], "SP500"),
    ("the large-cap index", None, [], "SP500"),
]


@pytest.mark.parametrize(("text", "subject", "named", "index"), BENCHMARKS)
def test_benchmark_in_words(text: str, subject: str | None, named: list[str], index: str) -> None:
    fund = CATALOG.funds[subject] if subject else None
    assert benchmark(text, subject=fund, named=named, catalog=CATALOG) == index


def test_words_without_a_benchmark_name_none() -> None:
    assert benchmark("expectations", subject=XSMO, named=[], catalog=CATALOG) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" most sector funds in 2021.", "most sector funds"),
        (" of the 11 Select Sector SPDRs in 2022", "the 11 Select Sector SPDRs"),
        (" any fund we monitor", "any fund we monitor"),
    ],
)
def test_group_that_no_query_finds_keeps_its_words(text: str, words: str) -> None:
    assert is_described(text) == words


@pytest.mark.parametrize("text", [" expectations", " IJR and IWM in 2021", " its own record"])
def test_words_without_a_group_describe_none(text: str) -> None:
    assert is_described(text) is None
