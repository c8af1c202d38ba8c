# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

import pytest

from ingest import StatedSentiment, read
from ingest.raw import RawBlock
from ingest.stated import split_stated
from tests.ingest.builders import PROSE


def blocks(*texts: str) -> list[RawBlock]:
    return [RawBlock(text=text, kind="paragraph", origin="line 1") for text in texts]


@pytest.mark.parametrize(
    ("text", "label", "score"),
    [
        ("Overall Sentiment mildly positive Sentiment Score 0.25", "mildly positive", 0.25),
        ("Overall sentiment: moderately negative (-0.4)", "moderately negative", -0.4),
        ("Overall sentiment: moderately negative (−0.4)", "moderately negative", -0.4),
        ("Sentiment: bullish", "bullish", None),
        ("Sentiment: Bullish (+0.6)", "bullish", 0.6),
        ("Sentiment Score: −0.4 (moderately negative)", "moderately negative", -0.4),
        ("Sentiment | Strongly Positive | 0.8", "strongly positive", 0.8),
        ("Overall Sentimentmildly positiveSentiment Score0.25", "mildly positive", 0.25),
        ("Overall sentiment: neutral.", "neutral", None),
        ("Article sentiment = mixed", "mixed", None),
        ("Overall sentiment: positive (7/10)", "positive", None),
        ("Overall sentiment: positive, score 65%", "positive", None),
        ("Overall sentiment: positive, score: 72", "positive", None),
        ("Overall sentiment: positive (score: 0.6)", "positive", 0.6),
        ("Sentiment: neutral to mildly negative (−0.1)", "neutral to mildly negative", -0.1),
        ("House score: +0.8, strongly positive", "strongly positive", 0.8),
        ("Desk mood on XLU this week: mildly positive, 0.3", "mildly positive", 0.3),
        ("Overall tone of this page: negative", "negative", None),
    ],
)
def test_wordings_of_the_field(text: str, label: str, score: float | None) -> None:
    _, statement = split_stated(blocks(text))
    assert statement is not None
    assert (statement.label, statement.score) == (label, score)


@pytest.mark.parametrize(
    "text",
    [
        "Overall sentiment was mildly positive among retail investors last week.",
        "We think overall sentiment is positive but fragile.",
        "Market sentiment: bearish",
        "Market mood this week: bearish",
        "The tone: positive for banks and brokers.",
        "Sharpe score: 0.8",
        "Investor sentiment positive",
        "Sentiment Positive Ahead of Fed",
        "Sentiment: bullish positioning remains extended.",
        "Sentiment turned negative. Positive 0.3 drift.",
        "Improving sentiment is positive for lenders.",
        "Domestic names translate improving sentiment into earnings revision momentum.",
    ],
)
def test_prose_about_sentiment_states_nothing(text: str) -> None:
    parts, statement = split_stated(blocks(text))
    assert statement is None
    assert [part.text for part in parts] == [text]


def test_a_field_over_several_lines_glued_to_furniture() -> None:
    lines = ("Request DemoOverall Sentiment", "mildly positive", "Sentiment Score", "0.25")
    parts, _ = split_stated(blocks(*lines, "Next."))
    assert [(part.text, part.role) for part in parts] == [
        ("Request Demo", None),
        ("Overall Sentiment mildly positive Sentiment Score 0.25", "stated_sentiment"),
        ("Next.", None),
    ]


def test_furniture_glued_behind_the_score_is_split_off() -> None:
    parts, _ = split_stated(blocks("Overall Sentiment positive Score 0.5Subscribe now"))
    assert [part.text for part in parts] == [
        "Overall Sentiment positive Score 0.5",
        "Subscribe now",
    ]


def test_a_field_behind_a_sentence_leaves_the_sentence() -> None:
    parts, _ = split_stated(blocks("The fund leads. Overall Sentiment: neutral. We stay long."))
    assert [part.text for part in parts] == [
        "The fund leads.",
        "Overall Sentiment: neutral.",
        "We stay long.",
    ]


def test_the_label_does_not_take_in_the_next_paragraph() -> None:
    parts, _ = split_stated(blocks("Overall Sentiment", "Positive", "The fund leads."))
    assert [part.text for part in parts] == ["Overall Sentiment Positive", "The fund leads."]


def test_of_two_statements_the_one_with_a_score_counts() -> None:
    text = f"Sentiment: bullish\n\n{PROSE}\n\nOverall Sentiment: mildly positive (0.3)\n"
    doc = read(text.encode())
    start = doc.text.index("Overall Sentiment")
    assert doc.stated_sentiment == StatedSentiment(
        label="mildly positive", score=0.3, start=start, end=len(doc.text)
    )
