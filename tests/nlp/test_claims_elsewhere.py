"""Claims outside plain prose: tables, quoted notes, the score a note gives itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ingest.types import Block, BlockKind, BlockRole, Document, StatedSentiment
from nlp.reading import Reader
from tests.nlp.notes import GAP, blocks
from tests.nlp.slots import AS_OF, TODAY, check


def _table(rows: list[str]) -> Document:
    return blocks((row, "table_row", "body") for row in rows)


def test_a_cell_is_a_claim_of_its_row_and_column(reader: Reader) -> None:
    doc = _table(["Fund | 2021 return | Expense ratio | YTD", "XSMO | 21.4% | 0.36% | \u221218.8%"])
    claims = reader.read(doc, as_of=AS_OF).claims
    found = [(c.type, c.subject, c.metric, c.magnitude and c.magnitude.value) for c in claims]
    assert sorted(found) == [
        ("level", "XSMO", "total_return", -18.8),
        ("level", "XSMO", "total_return", 21.4),
        ("reference", "XSMO", "expense_ratio", 0.36),
    ]


def test_a_column_of_years_dates_its_cells(reader: Reader) -> None:
    doc = _table(["Fund | 2020 | 3Y", "XSMO | 21.4% | 40.1%"])
    windows = [c.window for c in reader.read(doc, as_of=AS_OF).claims]
    assert [(str(w.base), str(w.end)) for w in windows] == [
        ("2019-12-31", "2020-12-31"),
        ("2019-08-19", TODAY),
    ]


def test_a_negative_cell_keeps_its_sign(reader: Reader) -> None:
    doc = _table(["Fund | 2018 return", "XSMO | (15.4%)"])
    (claim,) = reader.read(doc, as_of=AS_OF).claims
    check(claim, {"relation": "equals", "value": -15.4, "base": "2017-12-31"})


def test_a_row_without_a_fund_claims_nothing(reader: Reader) -> None:
    doc = _table(["Fund | 2018 return", "Average | 15.4%"])
    assert reader.read(doc, as_of=AS_OF).claims == ()


def _quoted(dated: date | None) -> Document:
    mine, theirs = "I reread your note; MTUM trails QUAL.", "MTUM is up 13.6% year to date."
    start = len(mine) + len(GAP)
    kinds: dict[str, Any] = {"kind": "paragraph", "origin": "line 1"}
    return Document(
        id="0" * 64,
        media_type="text/plain",
        text=mine + GAP + theirs,
        blocks=(
            Block(start=0, end=len(mine), role="body", **kinds),
            Block(
                start=start,
                end=start + len(theirs),
                role="quoted",
                dated=dated,
                author="Priya Nair",
                **kinds,
            ),
        ),
    )


def test_quoted_older_note_is_read_at_its_own_date(reader: Reader) -> None:
    own, quoted = reader.read(_quoted(date(2018, 9, 5)), as_of=AS_OF).claims
    assert (own.read_at, quoted.read_at) == (None, date(2018, 9, 5))
    check(quoted, {"window": "ytd", "base": "2017-12-31", "end": "2018-09-05"})


def test_quoted_older_note_is_attributed(reader: Reader) -> None:
    _, quoted = reader.read(_quoted(date(2018, 9, 5)), as_of=AS_OF).claims
    assert (quoted.modality, quoted.source) == ("reported", "Priya Nair")


@pytest.mark.parametrize("role", ["furniture", "disclaimer", "signature"])
def test_what_surrounds_the_note_claims_nothing(reader: Reader, role: BlockRole) -> None:
    doc = blocks([("XSMO has outperformed IJR since 2017.", "paragraph", role)])
    assert reader.read(doc, as_of=AS_OF).claims == ()


@pytest.mark.parametrize("kind", ["paragraph", "list_item", "heading", "title"])
def test_claims_are_read_wherever_the_author_speaks(reader: Reader, kind: BlockKind) -> None:
    doc = blocks([("XSMO has outperformed IJR since 2017.", kind, "body")])
    assert [c.type for c in reader.read(doc, as_of=AS_OF).claims] == ["comparison"]


def _scored(label: str, score: float | None) -> Document:
    words = "Overall sentiment mildly positive, 0.25"
    said = StatedSentiment(label=label, score=score, start=0, end=len(words))
    block = Block(
        start=0, end=len(words), kind="paragraph", role="stated_sentiment", origin="line 1"
    )
    return Document(
        id="0" * 64, media_type="text/plain", text=words, blocks=(block,), stated_sentiment=said
    )


def test_stated_sentiment_is_a_self_report(reader: Reader) -> None:
    (claim,) = reader.read(_scored("mildly positive", 0.25), as_of=AS_OF).claims
    check(
        claim,
        {"type": "self_report", "metric": "sentiment", "value": 0.25, "unit": "ratio",
         "words": "mildly positive", "subject": None},
    )  # fmt: skip


def test_stated_sentiment_without_a_number_keeps_its_label(reader: Reader) -> None:
    (claim,) = reader.read(_scored("mildly positive", None), as_of=AS_OF).claims
    check(claim, {"unit": "text", "words": "mildly positive"})
