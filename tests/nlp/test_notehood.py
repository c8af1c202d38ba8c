"""Research notes are read, whatever their length; what was uploaded by mistake is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import ingest
from ingest.types import Document
from nlp.errors import NotAResearchNote
from nlp.notehood import require_note
from nlp.reading import Reader
from tests.nlp.notes import blocks, note

AS_OF = date(2023, 1, 5)
NOTES = Path(__file__).parents[2] / "examples" / "notes"
REAL = sorted(p for p in NOTES.iterdir() if p.is_file() and p.name != "consent_wall.html")


def _require(reader: Reader, doc: Document) -> None:
    require_note(doc, reader.read(doc, as_of=AS_OF))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_example_notes_are_notes(reader: Reader, path: Path) -> None:
    _require(reader, ingest.read_file(path))


SHORT = [
    "MTUM has outperformed QUAL, SIZE and USMV since 2017, and we expect the lead to hold.",
    "We are trimming small-cap value here: spreads are tight, earnings revisions have rolled over, "
    "and the regional banks have not priced the risk of a slower economy.",
    "Treasury yields fell again this week as inflation cooled. We stay long duration and would add "
    "on any backup toward four percent.",
    "Gold has no yield and still beat the S&P 500 last year. That should worry anyone who thinks "
    "real rates explain everything about bullion.",
    "Apple Inc. (AAPL) reported revenue ahead of consensus; services margins widened and the "
    "buyback continues. We raise our price target to $210 and keep our Buy rating.",
]


@pytest.mark.parametrize("text", SHORT)
def test_short_notes_are_notes(reader: Reader, text: str) -> None:
    _require(reader, note(text))


def test_a_long_note_with_few_terms_of_the_trade_is_a_note(reader: Reader) -> None:
    told = (
        "The committee met twice over the summer and heard from four outside speakers. Most of the "
        "discussion was about patience, and about how hard it is to sit still when others move. "
    )
    named = "In the end we kept XSMO and sold nothing, because its momentum has held up since 2020."
    _require(reader, note("\n".join([told] * 6 + [named])))


def test_a_note_about_a_cookie_maker_is_a_note(reader: Reader) -> None:
    _require(
        reader,
        note(
            "The shares of the cookie maker fell after earnings, because margins shrank and the "
            "company lost volume. We expect the stock to lag the consumer staples sector."
        ),
    )


def test_a_note_with_a_consent_bar_left_in_it_is_a_note(reader: Reader) -> None:
    doc = blocks(
        [
            ("We use cookies. Accept all or manage your preferences.", "paragraph", "furniture"),
            ("MTUM has outperformed QUAL, SIZE and USMV since 2017.", "paragraph", "body"),
            ("We would hold the fund, and add to it on weakness.", "paragraph", "body"),
        ]
    )
    _require(reader, doc)


def test_a_transcript_with_times_in_brackets_is_a_note(reader: Reader) -> None:
    told = [
        "[02:10] VPU against XLU: both hold utilities, and the broader fund costs a basis point.",
        "[18:20] Rates: falling yields help the sector, though valuations leave little room.",
        "[36:00] What we would do: keep VPU, add on weakness, and not chase the dividend.",
    ]
    _require(reader, note("\n".join(told)))


def test_an_account_statement_is_refused_for_all_the_funds_in_its_table(reader: Reader) -> None:
    rows = ["IVV | 80 shares | 36,294.40", "IJR | 200 shares | 21,576.00", "AGG | 150 | 16,065.00"]
    asked = (
        "Please review your statement and contact us within sixty days if you find an error in it."
    )
    doc = blocks([*((row, "table_row", "body") for row in rows), (asked, "paragraph", "body")])
    with pytest.raises(NotAResearchNote, match="deals with its reader"):
        _require(reader, doc)


def test_a_letter_that_says_you_is_a_note(reader: Reader) -> None:
    _require(
        reader,
        note(
            "Dear Ana, since you asked: please keep your IVV. It has beaten EFA since 2010, and "
            "you would pay tax on the gain if you sold. We expect its fees to stay at 0.03%."
        ),
    )


LOG = "\n".join(
    f"2025-03-0{day} 09:3{day}:12,{day}04 INFO market.feed: {day}42 quotes of XSMO read"
    for day in range(1, 9)
)
ACCESS_LOG = "\n".join(
    f'10.0.0.{n} - - [05/Mar/2025:09:30:1{n} +0000] "GET /funds/XSMO HTTP/1.1" 200 51{n}'
    for n in range(1, 9)
)
CODE = """import numpy as np
def annualised(returns):
    total = np.prod(1 + returns);
    return total ** (252 / len(returns)) - 1;
class Fund:
    def __init__(self, ticker):
        self.ticker = ticker;
    def momentum(self, prices):
        return prices[-21] / prices[-252] - 1;"""
RECIPE = """Grandmother's apple cake
Peel six apples and cut them into thin slices. Mix the flour with the sugar and the soft butter.
Add three eggs one at a time, then the milk, and stir until the batter is smooth and light.
Bake for forty minutes until golden brown, and let the cake cool before you serve it with cream."""
LOGIN = """Sign in to your account
Log in with your e-mail address and password to continue to this page.
Forgot your password? Sign in with Google. New here? Sign up, it is free.
Please enable JavaScript and cookies in your browser to log in."""
CONSENT = """We value your privacy
We and our partners store cookies on your device and process your browsing data with your consent.
You can accept all cookies, reject all cookies, or set your preferences at any time.
Read our cookie policy and our privacy policy to learn how we use cookies and what consent means."""
COMMENTS = """Leave a reply
Your email address will not be published. Required fields are marked.
Name, email, website. Save my name in this browser for the next time I comment.
Thanks for sharing, great post! Reply to this comment. Load more comments below."""

GYM = (
    "Our momentum class never loses momentum: find the momentum on Monday, keep the momentum on "
    "Friday, and let momentum carry the whole family through a long and happy summer of movement."
)
ADVERT = (
    "Research analyst for our ETF desk. You maintain the factor models and prepare client "
    "meetings; you hold a degree in finance and have experience with equity data. Please send "
    "your CV and your salary expectations, and register for an interview by e-mail."
)
TAGGED_LOG = "\n\n".join(
    f"[backtest] rebalance of SIZE in month {month}: turnover 0.{month}1, cost {month}.1 bp"
    for month in range(1, 9)
)
TRACE = "\n".join(
    f'  File "/srv/app/returns_{n}.py", line {n}4, in load_returns_{n} [frame={n}]'
    for n in range(1, 9)
)
GERMAN = (
    "Der Leitindex stieg um 0,8 Prozent, gestützt von Banken und Versorgern. Nebenwerte hinkten "
    "abermals hinterher, und die Renditen am Anleihemarkt gaben im Verlauf leicht nach."
)
BOOK_INDEX = """alpha, 12-15, 88; decay of, 90
benchmarks, 14, 60, 61-64
dividend yield, 74; drawdown, 48, 139
momentum, 29-64; industry, 44; residual, 45
small caps, 76-82; volatility, 57-64, 138"""
GLOSSARY = """Basis point: one hundredth of a percentage point.
Benchmark: the index to which a portfolio is compared. Drawdown: the way from a peak to the trough.
Expense ratio: the annual charge of a mutual fund. Dividend: the part of earnings that is paid out.
Volatility: the standard deviation of returns. Duration: the sensitivity of a bond to rates."""

REFUSED = [
    ("cookie wall", CONSENT, "cookie or login wall"),
    ("login page", LOGIN, "cookie or login wall"),
    ("comment box", COMMENTS, "deals with its reader"),
    ("application log", LOG, "log file"),
    ("access log", ACCESS_LOG, "log file"),
    ("source code", CODE, "program code"),
    ("recipe", RECIPE, "no fund, index or market"),
    ("one homonym again and again", GYM, "no fund, index or market"),
    ("advert for an analyst", ADVERT, "deals with its reader"),
    ("glossary", GLOSSARY, "does not say how they do"),
    ("prefixed log", TAGGED_LOG, "log file"),
    ("stack trace", TRACE, "program code"),
    ("German market report", GERMAN, "another language"),
    ("book index", BOOK_INDEX, "list"),
    ("two words", "MTUM rose.", "words of prose"),
    ("ticker list", "XSMO\nIJR\nDWAS\nMTUM\nQUAL", "words of prose"),
]


@pytest.mark.parametrize(
    ("text", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_no_note_is_refused_with_the_reason(reader: Reader, text: str, reason: str) -> None:
    with pytest.raises(NotAResearchNote, match=reason):
        _require(reader, note(text))


def test_saved_page_with_nothing_but_its_consent_dialogue_is_refused(reader: Reader) -> None:
    doc = ingest.read_file(NOTES / "consent_wall.html")
    with pytest.raises(NotAResearchNote):
        _require(reader, doc)


def test_page_furniture_alone_is_refused(reader: Reader) -> None:
    doc = blocks([("MTUM has outperformed QUAL since 2017, and so on.", "paragraph", "furniture")])
    with pytest.raises(NotAResearchNote, match="words of prose"):
        _require(reader, doc)


def test_a_table_alone_has_no_sentences_of_its_own(reader: Reader) -> None:
    rows = ["Fund | Return | Volatility | Yield | Index | Sector | Benchmark", "MTUM | 29.9%"] * 4
    with pytest.raises(NotAResearchNote, match="no sentences"):
        _require(reader, blocks((row, "table_row", "body") for row in rows))


def test_refusal_is_one_line(reader: Reader) -> None:
    with pytest.raises(NotAResearchNote) as caught:
        _require(reader, note(RECIPE))
    assert "\n" not in str(caught.value)
