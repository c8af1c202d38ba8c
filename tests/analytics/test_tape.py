"""What a verdict may see: nothing after as-of, one basis, and a named stand-in."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.tape import Missing, Quote, Tape
from tests.analytics.support import AS_OF, FakeFacts, facts, index, source, steady

NOTHING = facts()
SP600 = {"SP600": index("SP600", proxy="B")}


def _quote(tape: Tape, entity: str, quoting: str = "total_return") -> Quote:
    found = tape.quote(entity, quoting)  # type: ignore[arg-type]
    assert isinstance(found, Quote), found
    return found


def _missing(tape: Tape, entity: str, quoting: str = "total_return") -> Missing:
    found = tape.quote(entity, quoting)  # type: ignore[arg-type]
    assert isinstance(found, Missing)
    return found


def _tape(prices: object, known: FakeFacts = NOTHING, as_of: date = AS_OF) -> Tape:
    return Tape(prices=prices, facts=known, as_of=as_of)  # type: ignore[arg-type]


def test_no_close_after_as_of_is_seen() -> None:
    tape = _tape(source({"A": steady(0.1)}), as_of=date(2015, 3, 1))
    assert _quote(tape, "A").closes.index[-1] == pd.Timestamp("2015-02-27")


def test_as_of_before_the_first_close_is_out_of_coverage() -> None:
    tape = _tape(source({"A": steady(0.1)}), as_of=date(2009, 1, 2))
    assert _missing(tape, "A").reason == "out_of_coverage"


def test_the_fingerprint_leaves_later_prices_out() -> None:
    whole, part = steady(0.1), steady(0.1, end="2015-02-27")
    early = date(2015, 3, 1)
    one = _tape(source({"A": whole}), as_of=early).used(frozenset("A"))
    other = _tape(source({"A": part}), as_of=early).used(frozenset("A"))
    assert one == other


def test_the_fingerprint_of_one_ticker_is_its_sources_own() -> None:
    prices = source({"A": steady(0.1)})
    series = prices.load("A")
    assert series is not None
    assert _tape(prices).used(frozenset("A")) == series.fingerprint


def test_a_former_ticker_finds_the_fund() -> None:
    known = facts("A", former={"OLD": "A"})
    quote = _quote(_tape(source({"A": steady(0.1)}), known), "OLD")
    assert (quote.entity, quote.ticker) == ("OLD", "A")


def test_a_fund_without_prices_names_the_command_that_gets_them() -> None:
    found = _missing(_tape(source({"B": steady(0.1)}), facts("A")), "A")
    assert found.reason == "no_price_data"
    assert "tapecheck prices fetch A" in found.detail


def test_what_neither_catalogue_nor_prices_know_is_an_unknown_subject() -> None:
    assert _missing(_tape(source({"B": steady(0.1)})), "momentum").reason == "unknown_subject"


def test_prices_of_a_ticker_outside_the_catalogue_are_enough() -> None:
    assert _quote(_tape(source({"AAPL": steady(0.2)})), "AAPL").ticker == "AAPL"


def test_an_index_without_a_series_is_judged_by_its_proxy() -> None:
    tape = _tape(source({"B": steady(0.1)}), facts("B", indices=SP600))
    assert _quote(tape, "SP600").proxy == "B"


def test_an_index_with_a_series_needs_no_proxy() -> None:
    prices = source({"B": steady(0.1), "SP600": steady(0.09)})
    quote = _quote(_tape(prices, facts("B", indices=SP600)), "SP600")
    assert (quote.ticker, quote.proxy) == ("SP600", None)


def test_a_price_only_index_gives_its_headline_but_no_total_return() -> None:
    prices = source({}, close={"SP600": steady(0.07)})
    tape = _tape(prices, FakeFacts(indices={"SP600": index("SP600", proxy=None)}))
    assert _quote(tape, "SP600", "headline").basis == "price_return"
    assert _missing(tape, "SP600").reason == "no_price_data"


def test_a_proxy_goes_before_a_price_only_index_where_total_return_is_asked() -> None:
    prices = source({"B": steady(0.1)}, close={"SP600": steady(0.07)})
    assert _quote(_tape(prices, facts("B", indices=SP600)), "SP600").proxy == "B"


def test_a_price_return_needs_unadjusted_closes() -> None:
    found = _missing(_tape(source({"A": steady(0.1)}), facts("A")), "A", "price_return")
    assert found.reason == "no_price_data"
    assert "adjusted closes only" in found.detail


def test_a_total_return_needs_adjusted_closes() -> None:
    found = _missing(_tape(source({}, close={"A": steady(0.1)}), facts("A")), "A")
    assert found.reason == "no_price_data"


def test_a_proxy_without_prices_is_named_with_its_index() -> None:
    prices = source({}, close={"SP600": steady(0.07)})
    found = _missing(_tape(prices, facts("B", indices=SP600)), "SP600")
    assert "index SP600 has closes of one kind only" in found.detail
    assert "tapecheck prices fetch B" in found.detail


def test_one_pair_is_aligned_once_for_all_windows() -> None:
    tape = _tape(source({"A": steady(0.1), "B": steady(0.05)}))
    quotes = _quote(tape, "A"), _quote(tape, "B")
    assert tape.align(quotes) is tape.align((_quote(tape, "A"), _quote(tape, "B")))


def test_closes_on_price_and_with_dividends_are_aligned_apart() -> None:
    prices = source({"A": steady(0.1)}, {"A": steady(0.07)})
    tape = _tape(prices)
    total, price = _quote(tape, "A"), _quote(tape, "A", "price_return")
    assert tape.align((total,)).closes[0][-1] > 1.1 * tape.align((price,)).closes[0][-1]
