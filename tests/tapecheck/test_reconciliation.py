"""What verdicts leave of a note's score, and how far the note's own word is from both."""

from __future__ import annotations

import pytest

from analytics.types import Verdict
from analytics.verdicts.self_report import verify_self_report
from models.note_score import combine_note
from models.types import Probabilities, Sentiment
from nlp.types import Claim, Sentence
from tapecheck.report import SentimentReport
from tapecheck.sentiment import Scores, sentiment_report
from tests.analytics.support import AS_OF, claim

GOOD, BAD = (0.8, 0.2, 0.0), (0.0, 0.4, 0.6)


def _sentiment(positive: float, neutral: float, negative: float) -> Sentiment:
    chances = Probabilities(positive=positive, neutral=neutral, negative=negative)
    return Sentiment(score=positive - negative, probabilities=chances)


def _sentence(at: int) -> Sentence:
    return Sentence(start=at, end=at + 10, text="…", weight=1.0, block=0)


OVERALL = (_sentiment(*GOOD), _sentiment(*GOOD), _sentiment(*BAD))
SCORES = Scores(
    sentences=tuple(_sentence(at) for at in (0, 10, 20)),
    overall=OVERALL,
    note=combine_note(OVERALL, weights=[1.0, 1.0, 1.0]),
    entities={},
)
LEADS = claim(start=10, end=15)
OWN = claim("self_report", start=20, end=25)


def _verdict(label: str) -> Verdict:
    return Verdict(label=label, reason="…", detail="…", as_of=AS_OF)  # type: ignore[arg-type]


def _report(*judged: tuple[Claim, Verdict]) -> SentimentReport:
    return sentiment_report(SCORES, judged)


def _own(score: float | None) -> tuple[Claim, Verdict]:
    return OWN, verify_self_report(label="positive", score=score, measured=0.3, as_of=AS_OF)


@pytest.mark.parametrize("label", ["supported", "mixed", "pending", "unverifiable"])
def test_only_what_is_refuted_is_taken_out(label: str) -> None:
    report = _report((LEADS, _verdict(label)))
    assert report.verified_score == pytest.approx(report.score)


def test_a_refuted_sentence_is_taken_out() -> None:
    report = _report((LEADS, _verdict("refuted")))
    rest = combine_note(OVERALL, weights=[1.0, 0.0, 1.0])
    assert report.verified_score == pytest.approx(rest.score)
    assert report.verified_score < report.score
    assert "1 of 3 sentences (1 positive)" in report.reconciliation


def test_a_notes_own_word_is_held_against_text_and_verdicts() -> None:
    report = _report((LEADS, _verdict("refuted")), _own(0.5))
    apart = abs(0.5 - report.score), abs(0.5 - report.verified_score)
    assert "The note gives itself +0.50" in report.reconciliation
    assert f"{apart[0]:.2f} from what its text scores" in report.reconciliation
    assert f"{apart[1]:.2f} from what is left of it" in report.reconciliation


def test_a_refuted_self_report_takes_no_sentence_out() -> None:
    report = _report(_own(-0.9))
    assert report.verified_score == pytest.approx(report.score)


def test_a_note_that_gives_itself_no_score_has_no_such_line() -> None:
    assert "gives itself" not in _report(_own(None)).reconciliation
