"""Which if-parts are moves that prices show, and what is said of the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from analytics.catalog_facts import CatalogFacts
from analytics.stand_ins import INVERSE, STAND_INS, named_in
from analytics.verdicts.trigger_words import Trigger, read_trigger
from nlp.catalog import Catalog

FACTS = CatalogFacts(Catalog.load())
FIFTEEN_YEARS = timedelta(days=15 * 365)


def _read(words: str) -> Trigger:
    found = read_trigger(words, facts=FACTS)
    assert isinstance(found, Trigger), found
    return found


@pytest.mark.parametrize(
    ("words", "entity", "way", "size", "sessions"),
    [
        ("If small caps fall 10 %", "IWM", "falls", 10, None),
        ("when the S&P 500 drops 5 % in a month", "SP500", "falls", 5, 21),
        ("when the S&P drops 5% within two weeks", "SPY", "falls", 5, 10),
        ("if long bonds rally", "TLT", "rises", None, None),
        ("Should oil slump by a fifth", "USO", "falls", 20, None),
        ("whenever XLK gains more than 8 % over three months", "XLK", "rises", 8, 63),
        ("If PXSG sells off", "XSMO", "falls", None, None),
        ("Once the Russell 2000's rally resumes", "R2000", "rises", None, None),
        ("If the market crashes", "SPY", "falls", None, None),
        ("If GLD is up 15 % in a year", "GLD", "rises", 15, 252),
        ("if crude doubles", "USO", "rises", 100, None),
    ],
)
def test_a_move_is_read(
    words: str, entity: str, way: str, size: float | None, sessions: int | None
) -> None:
    found = _read(words)
    assert (found.thing.entity, found.way) == (entity, way)
    assert (found.size, found.sessions) == (size, sessions)
    assert not found.from_peak


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("once IWM breaks below its high by 20 %", 20),
        ("if small caps fall 15 % from their peak", 15),
        ("when the next bear market comes along", 20),
        ("if there is a correction", 10),
    ],
)
def test_a_fall_from_a_peak_is_of_any_length(words: str, size: float) -> None:
    found = _read(words)
    assert (found.from_peak, found.size, found.sessions) == (True, size, None)


def test_rising_yields_are_a_falling_bond_fund() -> None:
    found = _read("when yields rise")
    assert (found.thing.entity, found.thing.inverse, found.way) == ("IEF", True, "falls")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("if breadth narrows", "names no fund, index or asset"),
        ("if small-cap breadth falls", "names no fund, index or asset"),
        ("if the Fed cuts twice", "names no fund, index or asset"),
        ("if credit spreads rise 50 bps", "names no fund, index or asset"),
        ("if oil demand falls 5 %", "names no fund, index or asset"),
        ("when rates fall", "names no fund, index or asset"),
        ("if XLK reports earnings", "no rise or fall of it"),
        ("unless crude stabilises", "must stay away"),
        ("if IWM does not fall", "must stay away"),
        ("should the yen fall to 90", "names a level of the yen"),
        ("if gold rises above $3,000", "names a level of gold"),
        ("if yields rise 2 %", "not by how much"),
        ("if yields rise 50 basis points", "in basis points"),
        ("if IWM falls and TLT rises", "at once"),
        ("When the", "names no fund, index or asset"),
        ("", "names no fund, index or asset"),
    ],
)
def test_what_prices_cannot_show_is_named(words: str, said: str) -> None:
    found = read_trigger(words, facts=FACTS)
    assert isinstance(found, str)
    assert said in found


@pytest.mark.parametrize("ticker", sorted({*STAND_INS.values(), *INVERSE.values()}))
def test_a_stand_in_is_a_plain_fund_of_long_life(ticker: str) -> None:
    fund = FACTS.fund(ticker)
    assert fund is not None
    assert (fund.leverage, fund.closed) == (1.0, None)
    assert fund.vintage - fund.inception > FIFTEEN_YEARS or ticker in {"SMH", "OIH"}


def test_the_longest_name_is_taken() -> None:
    found = named_in("long bonds and bonds, the S&P 500 and oil services", facts=FACTS)
    assert [one.entity for one in found] == ["TLT", "AGG", "SP500", "OIH"]


def test_a_name_keeps_its_place() -> None:
    text = "only when small caps fall"
    (one,) = named_in(text, facts=FACTS)
    assert text[one.start : one.end] == one.words == "small caps"
