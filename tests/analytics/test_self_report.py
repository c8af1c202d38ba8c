"""A note's own sentiment against its text and the band table."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.types import Verdict
from analytics.verdicts.self_report import verify_self_report
from models.note_score import band


def _verdict(label: str | None, score: float | None, measured: float) -> Verdict:
    return verify_self_report(label=label, score=score, measured=measured, as_of=date(2026, 7, 31))


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (0.0, "neutral"),
        (0.10, "neutral"),
        (-0.11, "mildly negative"),
        (0.35, "mildly positive"),
        (0.36, "moderately positive"),
        (-0.60, "moderately negative"),
        (0.61, "strongly positive"),
    ],
)
def test_bands(score: float, name: str) -> None:
    assert band(score) == name


@pytest.mark.parametrize(
    ("label", "score", "measured", "verdict"),
    [
        ("mildly positive", 0.25, 0.21, "supported"),
        ("Mildly  Positive", None, 0.21, "supported"),
        ("positive", None, 0.7, "supported"),
        (None, 0.25, 0.21, "supported"),
        ("mildly positive", 0.25, -0.40, "refuted"),
        ("mildly positive", 0.25, 0.37, "mixed"),
        ("strongly positive", 0.25, 0.21, "mixed"),
        ("strongly positive", 0.8, 0.1, "refuted"),
    ],
)
def test_a_stated_sentiment_against_the_texts(
    label: str | None, score: float | None, measured: float, verdict: str
) -> None:
    assert _verdict(label, score, measured).label == verdict


def test_a_label_that_contradicts_its_own_score_is_told() -> None:
    assert "contradicts" in _verdict("strongly positive", 0.25, 0.21).detail


def test_nothing_stated_is_nothing_to_judge() -> None:
    assert _verdict(None, None, 0.2).label == "unverifiable"


def test_the_scores_difference_is_shown() -> None:
    check = _verdict("mildly positive", 0.25, 0.21).magnitude
    assert check is not None
    assert (check.claimed, check.computed, check.within) == (0.25, 0.21, True)
