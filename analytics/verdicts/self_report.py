"""What a note says of its own sentiment, against the score of its text."""

from __future__ import annotations

from datetime import date

from analytics.types import MagnitudeCheck, Verdict, VerdictLabel
from models.note_score import band

# Most published scores are multiples of 0.05, and a reader's latitude is half a band.
LATITUDE = 0.125


def verify_self_report(
    *, label: str | None, score: float | None, measured: float, as_of: date
) -> Verdict:
    """Judge a stated label, score or both against the `measured` score of the note's own text.

    Supported if every stated part fits the text: the label's band holds the measured score, the
    score lies within 0.125 of it. Mixed if one part fits, or the label contradicts its own score.
    """
    fits = _fits(label, score, measured)
    if not fits:
        return Verdict(
            label="unverifiable",
            reason="vague_metric",
            detail="no sentiment is stated",
            as_of=as_of,
        )
    verdict: VerdictLabel = "supported" if all(fits) else "mixed" if any(fits) else "refuted"
    return Verdict(
        label=verdict,
        reason=f"The note calls itself {_stated(label, score)}; its text scores {measured:+.2f},"
        f" {band(measured)}",
        detail=_consistency(label, score),
        as_of=as_of,
        magnitude=None if score is None else _check(score, measured),
        conventions=("score: P(positive) - P(negative), summed over sentences; the band table",),
    )


def _fits(label: str | None, score: float | None, measured: float) -> list[bool]:
    fits = [] if label is None else [_same_band(label, measured)]
    if score is not None:
        fits.append(abs(score - measured) <= LATITUDE)
    if label is not None and score is not None and not _same_band(label, score):
        fits.append(False)
    return fits


def _same_band(label: str, score: float) -> bool:
    """Is the score in the label's band; a bare "positive" means any of its degrees."""
    stated = " ".join(label.lower().split())
    name = band(score)
    return stated == name or stated == name.split()[-1] or (stated == "mixed" and name == "neutral")


def _check(score: float, measured: float) -> MagnitudeCheck:
    distance = abs(score - measured)
    return MagnitudeCheck(
        claimed=score,
        computed=measured,
        unit="ratio",
        tolerance=LATITUDE,
        within=distance <= LATITUDE,
        exact=distance <= 0.005,
    )


def _stated(label: str | None, score: float | None) -> str:
    parts = [label] if label else []
    return ", ".join([*parts, f"{score:+.2f}"] if score is not None else parts)


def _consistency(label: str | None, score: float | None) -> str:
    if label is None or score is None or _same_band(label, score):
        return "the stated parts agree with each other"
    return f'the stated label "{label}" contradicts the stated score, which is {band(score)}'
