"""The user's own note against the reference prices: what the project was built to say of it."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from ingest import read_file
from tapecheck.pipeline import Pipeline
from tapecheck.report import ClaimReport, Report
from tapecheck.settings import Settings

# Growth from close to close, by hand from the price file: 2016-12-30 and 2005-03-03 to 2026-07-31.
SINCE_2017 = {"XSMO": 2.5761, "DWAS": 1.8959}
SINCE_INCEPTION = {"XSMO": 5.421, "IJT": 6.536, "IJR": 6.028}
YEARS_SINCE_2017 = (date(2026, 7, 31) - date(2016, 12, 30)).days / 365.25
YEARS_SINCE_INCEPTION = (date(2026, 7, 31) - date(2005, 3, 3)).days / 365.25


def yearly(growth: float, years: float) -> float:
    """Percent a year of a total growth."""
    return 100 * (math.pow(1 + growth, 1 / years) - 1)


@pytest.fixture(scope="module")
def report(settings: Settings, reference_prices: Path, example_note: Path) -> Report:
    return Pipeline.open(settings, prices=str(reference_prices)).score(read_file(example_note))


def claims(report: Report, kind: str) -> list[ClaimReport]:
    return [claim for claim in report.claims if claim.type == kind]


def test_the_stated_sentiment_is_taken_out(report: Report) -> None:
    stated = report.note.stated_sentiment
    assert stated is not None
    assert (stated.label, stated.score) == ("mildly positive", 0.25)


def test_the_text_itself_is_mildly_positive(report: Report) -> None:
    assert report.sentiment.label == "mildly positive"


@pytest.mark.parametrize(
    ("kind", "identifier"),
    [("fund", "XSMO"), ("fund", "IJT"), ("index", "SP600"), ("factor", "momentum"),
     ("asset_class", "small_caps")],
)  # fmt: skip
def test_what_it_speaks_of_is_found(report: Report, kind: str, identifier: str) -> None:
    assert (kind, identifier) in {(entity.kind, entity.id) for entity in report.entities}


def test_ahead_of_momentum_funds_since_2017(report: Report) -> None:
    claim = next(c for c in claims(report, "comparison") if c.window.kind == "since")
    assert (claim.subject, claim.relation, claim.quantifier) == ("XSMO", "above", "key")
    assert claim.window.start == date(2016, 12, 30)
    gaps = {line.comparator: line.gap for line in claim.verdict.direction}
    by_hand = {name: yearly(growth, YEARS_SINCE_2017) for name, growth in SINCE_2017.items()}
    assert gaps["DWAS"] == pytest.approx(by_hand["XSMO"] - by_hand["DWAS"], abs=0.005)


def test_the_later_sentence_is_linked_to_the_first(report: Report) -> None:
    first, *_ = (c for c in claims(report, "comparison") if c.window.kind == "since")
    assert first.id in {c.repeats for c in claims(report, "comparison")}


def test_in_line_with_the_index_since_inception(report: Report) -> None:
    claim = claims(report, "equivalence")[0]
    assert (claim.comparators, claim.window.kind) == (["SP600"], "since_inception")
    verdict = claim.verdict
    assert verdict.label == "supported"
    assert verdict.direction[0].proxy == "IJR"
    by_hand = {n: yearly(growth, YEARS_SINCE_INCEPTION) for n, growth in SINCE_INCEPTION.items()}
    assert verdict.direction[0].gap == pytest.approx(by_hand["XSMO"] - by_hand["IJR"], abs=0.01)


def test_behind_ijt_since_inception(report: Report) -> None:
    claim = next(c for c in claims(report, "comparison") if c.comparators == ["IJT"])
    assert (claim.relation, claim.verdict.label) == ("below", "supported")
    by_hand = {n: yearly(growth, YEARS_SINCE_INCEPTION) for n, growth in SINCE_INCEPTION.items()}
    gap = claim.verdict.direction[0].gap
    assert gap == pytest.approx(by_hand["XSMO"] - by_hand["IJT"], abs=0.01)


def test_the_change_of_mandate_is_flagged_and_split(report: Report) -> None:
    verdict = claims(report, "equivalence")[0].verdict
    assert "mandate_change" in verdict.flags
    assert verdict.robustness is not None
    before, after = verdict.robustness.mandate_split
    assert before.end == after.start == date(2019, 6, 21)
    assert before.gap < 0 < after.gap


def test_conditional_forecasts_keep_their_horizon(report: Report) -> None:
    horizons = [c.horizon.text for c in claims(report, "conditional") if c.horizon]
    assert any("3-6 months" in text for text in horizons)
    assert {c.verdict.label for c in claims(report, "conditional")} == {"pending"}


def test_the_trade_idea_has_both_legs(report: Report) -> None:
    legs = [leg for claim in claims(report, "trade") for leg in claim.legs]
    assert any(leg.startswith("long ") for leg in legs)
    assert any(leg.startswith("short ") for leg in legs)


def test_the_footer_of_the_site_weighs_nothing(report: Report) -> None:
    demo = report.text.index("Request Demo")
    weights = [s.weight for s in report.sentiment.sentences if s.start <= demo < s.end]
    assert weights == [0.0]
