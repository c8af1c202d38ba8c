"""Names of funds, indices and stocks are found where they are meant, and only there."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reading import Reader
from nlp.types import Entity
from tests.nlp.notes import blocks, note

AS_OF = date(2022, 8, 19)
# Kinds that a ticker or an index name can stand for; concepts are tested by themselves.
TRADED = {"fund", "index", "stock"}


def _entities(reader: Reader, text: str) -> tuple[Entity, ...]:
    return reader.read(note(text), as_of=AS_OF).entities


def _traded(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [(e.kind, e.id) for e in _entities(reader, text) if e.kind in TRADED]


def _concepts(reader: Reader, text: str) -> list[str]:
    return [e.id for e in _entities(reader, text) if e.kind not in TRADED]


TICKERS = [
    ("XSMO has beaten IJR.", ["XSMO", "IJR"]),
    ("TQQQ fell hard this year.", ["TQQQ"]),
    ("TQQQ fell three times as far as QQQ did.", ["TQQQ", "QQQ"]),
    ("XSMO's lead over IJR's return is wide.", ["XSMO", "IJR"]),
    ("The XSMO/IJR spread has widened.", ["XSMO", "IJR"]),
    ("The fund (XSMO) has beaten its rivals (IJR, DWAS).", ["XSMO", "IJR", "DWAS"]),
    ("We bought XSMO, sold IJR; DWAS stays.", ["XSMO", "IJR", "DWAS"]),
    ("Before 2019 it traded as PXSG.", ["XSMO"]),
    ("MOAT has beaten SIZE since 2017.", ["MOAT", "SIZE"]),
    ("Buyers of $XSMO were early.", ["XSMO"]),
    ("The fund (NYSEARCA: XSMO) has momentum.", ["XSMO"]),
    ("The fund (NYSE Arca: XSMO) has momentum.", ["XSMO"]),
    ("The fund (NASDAQ:QQQ) has momentum.", ["QQQ"]),
    ("Peers: DVY, SDY, VIG, VYM, SCHD, HDV.", ["DVY", "SDY", "VIG", "VYM", "SCHD", "HDV"]),
]


@pytest.mark.parametrize(("text", "funds"), TICKERS)
def test_tickers_of_funds(reader: Reader, text: str, funds: list[str]) -> None:
    assert _traded(reader, text) == [("fund", ticker) for ticker in funds]


CUED_WORDS = [
    ("The Goldman Sachs fund (NYSEARCA: JUST) has led.", "JUST"),
    ("We hold $TILT for this.", "TILT"),
    ("The ProShares UltraPro Example ETF (DIG) has led.", "DIG"),
]


@pytest.mark.parametrize(("text", "ticker"), CUED_WORDS)
def test_a_ticker_that_is_a_word_is_read_with_a_cue(reader: Reader, text: str, ticker: str) -> None:
    assert ("fund", ticker) in _traded(reader, text)


def test_an_index_is_meant_before_the_fund_that_bears_its_name(reader: Reader) -> None:
    assert _traded(reader, "The DAX rose, and DAX futures too.") == [("index", "DAX40")]


STOCKS = [
    ("NASDAQ: ABCD, a leading maker of chips, rose.", ["ABCD"]),
    ("The insurer (NYSE: ALL) raised its prices.", ["ALL"]),
    ("We like $NOW and $BRK.B here.", ["NOW", "BRK.B"]),
    ("Buffett's company (NYSE: BRK.B) holds cash.", ["BRK.B"]),
    ("Apple Inc. (AAPL) is the largest holding.", ["AAPL"]),
    ("Most of that was NVDA, with AMZN a distant second.", ["NVDA", "AMZN"]),
]


@pytest.mark.parametrize(("text", "stocks"), STOCKS)
def test_stocks_need_a_sign_that_they_are_stocks(
    reader: Reader, text: str, stocks: list[str]
) -> None:
    assert _traded(reader, text) == [("stock", ticker) for ticker in stocks]


WORDS = [
    "ALL of us think IT is NOW or never.",
    "A is for effort, and SO on.",
    "Position size matters, and cash is a moat.",
    "You may grow rich; it can tan your skin.",
    "It costs $5 a share, and US$20 buys four.",
    "OUR BEST IDEAS FOR JETS, HACK AND SIZE THIS YEAR",
    "The EPS estimates and the NAV are up; the CEO will BUY.",
    "Spy satellites and a qqq typo.",
    "This is JUST the start: we WANT more, and you CUT too early.",
    "The FCA and the BIS asked, but UST yields and BTC did not care.",
    "The UAE, an IPO, a CTA and a UFO walk into a BAD bar.",
    "Written by E. Castellano, CFA, and her CPA.",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_tickers(reader: Reader, text: str) -> None:
    assert _traded(reader, text) == []


def test_a_colon_behind_an_exchange_makes_no_word_a_stock(reader: Reader) -> None:
    found = _traded(reader, "Listed on NASDAQ: the shares of a maker of chips.")
    assert not [name for kind, name in found if kind == "stock"]


def test_name_with_its_ticker_is_one_entity_named_twice(reader: Reader) -> None:
    text = "The Invesco S&P SmallCap Momentum ETF (XSMO) leads."
    (entity,) = (e for e in _entities(reader, text) if e.kind == "fund")
    assert [m.text for m in entity.mentions] == ["Invesco S&P SmallCap Momentum ETF", "XSMO"]


def test_unknown_fund_is_known_by_its_ticker_in_brackets(reader: Reader) -> None:
    text = "The Example Small Caps ETF (EXSC) leads."
    assert ("fund", "EXSC") in _traded(reader, text)


LONGEST = [
    ("It tracks the S&P SmallCap 600 Momentum Index.", ("index", "SP600MOM")),
    ("It tracks the S&P 500 Momentum Index.", ("index", "SP500MOM")),
    ("It has beaten the S&P 500.", ("index", "SP500")),
    ("It has beaten the Russell 2000 Value Index.", ("index", "R2000V")),
    ("It has beaten the S&P Small-Cap 600.", ("index", "SP600")),
    ("It has beaten the Russell 1000.", ("index", "R1000")),
    ("It has beaten the S&P 400.", ("index", "SP400")),
    ("It has beaten the Nasdaq 100.", ("index", "NDX")),
    ("It has beaten the S&P since 2017.", ("index", "SP500")),
    ("It has beaten the Russell.", ("index", "R2000")),
    ("It has beaten the S&P.", ("index", "SP500")),
    ("It is shy of the Bloomberg Aggregate.", ("index", "US_AGG")),
    ("The iShares Core S&P Small-Cap ETF is cheap.", ("fund", "IJR")),
    ("Invesco S&P Small Cap Momentum ETF leads.", ("fund", "XSMO")),
]


@pytest.mark.parametrize(("text", "only"), LONGEST)
def test_longest_name_wins(reader: Reader, text: str, only: tuple[str, str]) -> None:
    assert _traded(reader, text) == [only]


def test_word_index_belongs_to_the_name_before_it(reader: Reader) -> None:
    (entity,) = _entities(reader, "It has beaten the S&P 500 index by far.")
    assert [m.text for m in entity.mentions] == ["S&P 500 index"]


CONCEPTS = [
    ("Momentum has paid.", ["momentum"]),
    ("Value stocks and small-cap names led.", ["value", "small_caps"]),
    ("Low volatility lagged as interest rates rose.", ["low_volatility", "interest_rates"]),
    ("The Fed watches inflation.", ["fed", "inflation"]),
    ("Small companies lag large-value shares.", ["small_caps", "large_caps"]),
    ("Growth ran ahead of value on a weaker dollar.", ["growth", "value", "dollar"]),
    ("Energy led as oil rose; tech sank.", ["energy", "oil", "technology"]),
    ("EM lagged, and dividend funds too.", ["emerging_markets", "dividend"]),
    ("A bond fund and an equity fund fell.", ["bonds", "equities"]),
]


@pytest.mark.parametrize(("text", "concepts"), CONCEPTS)
def test_concepts_are_typed(reader: Reader, text: str, concepts: list[str]) -> None:
    assert _concepts(reader, text) == concepts


SHADOWS = [
    "It is a relative-value trade.",
    "A relative value trade, in short.",
    "The net asset value is published daily.",
    "Its market value has doubled.",
    "The fair value is lower than the book value.",
    "Credit quality has improved.",
    "The quality of the data is poor.",
    "It offers good value for money.",
    "It lost a third of its value.",
    "Earnings growth and the growth of its assets were fast, in dollar terms.",
    "The energy transition has fed on floating-rate debt.",
    "Central banks are emerging from a long sleep.",
]


@pytest.mark.parametrize("text", SHADOWS)
def test_longer_phrase_with_another_meaning_hides_the_concept(reader: Reader, text: str) -> None:
    assert _concepts(reader, text) == []


def test_entities_come_in_order_with_all_their_mentions(reader: Reader) -> None:
    doc = note("XSMO leads IJR.\nIJR is cheaper than XSMO, and XSMO knows it.")
    found = [e for e in reader.read(doc, as_of=AS_OF).entities if e.kind == "fund"]
    assert [(e.id, len(e.mentions)) for e in found] == [("XSMO", 3), ("IJR", 2)]


def test_mentions_lead_back_to_the_note(reader: Reader) -> None:
    doc = note("Small caps led.\nXSMO has beaten the S&P SmallCap 600 Index.\nMomentum pays.")
    spans = [m for e in reader.read(doc, as_of=AS_OF).entities for m in e.mentions]
    assert [doc.text[m.start : m.end] for m in spans] == [m.text for m in spans]
    assert len(spans) == 4


@pytest.mark.parametrize("role", ["furniture", "disclaimer", "signature", "stated_sentiment"])
def test_what_surrounds_the_note_names_nothing(reader: Reader, role: str) -> None:
    doc = blocks(
        [
            ("XSMO has beaten IJR.", "paragraph", "body"),
            ("Read next: why QQQ soared.", "paragraph", role),  # type: ignore[list-item]
        ]
    )
    found = reader.read(doc, as_of=AS_OF).entities
    assert [e.id for e in found] == ["XSMO", "IJR"]


def test_a_quoted_note_names_what_it_speaks_of(reader: Reader) -> None:
    doc = blocks(
        [
            ("XSMO has beaten IJR.", "paragraph", "body"),
            ("QQQ looked better then.", "quote", "quoted"),
        ]
    )
    assert [e.id for e in reader.read(doc, as_of=AS_OF).entities] == ["XSMO", "IJR", "QQQ"]
