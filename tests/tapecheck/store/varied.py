"""Reports of every kind without a model: the same number gives the same note, to the byte."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, get_args

from analytics.types import (
    CounterWindow,
    Direction,
    Flag,
    MagnitudeCheck,
    PricesUsed,
    Robustness,
    Significance,
    Verdict,
    VerdictLabel,
)
from models.note_score import label_of
from models.types import Probabilities
from nlp.types import ClaimType, Metric, Relation
from tapecheck.report import (
    AlternativeReport,
    ClaimReport,
    EntityReport,
    EntitySentimentReport,
    MagnitudeReport,
    MentionReport,
    NoteReport,
    ProbabilitiesReport,
    Report,
    SentenceReport,
    SentimentReport,
    StatedReport,
    VersionsReport,
    WindowReport,
)
from tapecheck.store.types import Original, Run

TICKERS = ("MTUM", "USMV", "QUAL", "VLUE", "SIZE", "XSMO", "IJR", "DWAS", "SP500", "R2000")
AUTHORS = (None, "Sofia Leclerc", "Ana  de Souza", "J. Müller", "O'Hara & Co.", "Ngô Văn", "李 明")
LATEST = date(2026, 7, 31)
RUN = Run(
    id="run-1",
    tapecheck="0.1.0",
    model="keywords",
    model_sha256="0" * 64,
    spotter_sha256="1" * 64,
    catalog="2026-07",
    prices="steady prices",
    prices_until=LATEST,
)
_WORDS = """
momentum value quality small caps lagged outperformed steady carry tilt dispersion drawdown
premium breadth rotation crowded turnover capacity rebalancing convexity spread duration
dividend buyback margin earnings revision liquidity hedge beta alpha regime sector
""".split()  # noqa: SIM905
_FEW = 0.02


def varied(
    number: int, *, claims: int = 6, run: Run = RUN, as_of: date | None = None
) -> tuple[Original, Report, Run]:
    """The note of this number as it came, its report, and the run that read it."""
    dice = Random(number)
    data = f"Note {number}. {_sentence(dice)}\n".encode()
    published = None if dice.random() < 0.1 else date(2016, 1, 4) + timedelta(dice.randrange(3800))
    original = Original(
        id=hashlib.sha256(data).hexdigest(),
        data=data,
        name=f"note {number}.txt",
        received=datetime(2026, 8, 1, 9, 30, tzinfo=UTC) + timedelta(seconds=number),
    )
    said = [_sentence(dice) for _ in range(claims)]
    note = NoteReport(
        id=original.id,
        title=f"On {dice.choice(_WORDS)} and {dice.choice(_WORDS)}, part {number}",
        author=dice.choice(AUTHORS),
        published=published,
        media_type="text/plain",
        stated_sentiment=StatedReport(label="positive", score=None) if number % 3 else None,
    )
    report = _report(dice, note, said, as_of=as_of or published or LATEST)
    return original, report, run


def _sentence(dice: Random) -> str:
    """Some words are in every other sentence and some in few, as in any language."""
    picked = [_WORDS[min(int(dice.expovariate(0.25)), len(_WORDS) - 1)] for _ in range(9)]
    rare = f" rare{dice.randrange(10_000)}" if dice.random() < _FEW else ""
    return f"{dice.choice(TICKERS)}, {' '.join(picked)}{rare} “since 2017”."


def _report(dice: Random, note: NoteReport, said: list[str], *, as_of: date) -> Report:
    score = dice.uniform(-1, 1)
    chances = Probabilities(positive=max(score, 0.0), neutral=1 - abs(score), negative=0.0)
    places = _places(said)
    return Report(
        note=note,
        text="\n".join(said),
        as_of=as_of,
        sentiment=SentimentReport(
            score=score,
            label=label_of(score, probabilities=chances),
            probabilities=ProbabilitiesReport(
                positive=chances.positive, neutral=chances.neutral, negative=chances.negative
            ),
            sentences=[
                SentenceReport(start=a, end=b, score=score, weight=0.25, contribution=score / 4)
                for a, b in places
            ],
            truncated=False,
            verified_score=score / 3,
            reconciliation="One positive sentence rests on a claim that did not hold.",
        ),
        entities=[_entity(dice, one) for one in dice.sample(TICKERS, 3)],
        claims=[
            _claim(dice, number, text, place, as_of=as_of)
            for number, (text, place) in enumerate(zip(said, places, strict=True), 1)
        ],
        versions=VersionsReport(
            tapecheck=RUN.tapecheck,
            model=RUN.model,
            model_sha256=RUN.model_sha256,
            spotter_sha256=RUN.spotter_sha256,
            catalog=RUN.catalog,
        ),
    )


def _places(said: list[str]) -> list[tuple[int, int]]:
    ends = [sum(len(one) + 1 for one in said[: count + 1]) - 1 for count in range(len(said))]
    return [(end - len(one), end) for one, end in zip(said, ends, strict=True)]


def _entity(dice: Random, ticker: str) -> EntityReport:
    score = dice.uniform(-1, 1)
    mood = EntitySentimentReport(score=score, label="neutral") if score > -0.8 else None
    return EntityReport(
        kind="index" if ticker[-1].isdigit() else "fund",
        id=ticker,
        name=f"{ticker} Fund",
        mentions=[MentionReport(start=0, end=len(ticker), text=ticker)],
        sentiment=mood,
    )


def _claim(
    dice: Random, number: int, text: str, place: tuple[int, int], *, as_of: date
) -> ClaimReport:
    subject, *comparators = dice.sample(TICKERS, dice.randint(1, 4))
    verdict = _verdict(dice, subject, comparators, as_of=as_of)
    return ClaimReport(
        id=f"c{number}",
        type=dice.choice(get_args(ClaimType)),
        text=text,
        start=place[0],
        end=place[1],
        standalone_text=f"{subject}: {text}",
        subject=None if dice.random() < 0.1 else subject,
        comparators=comparators,
        comparators_inferred=False,
        comparators_text=None,
        quantifier="named" if comparators else None,
        relation=dice.choice(get_args(Relation)),
        metric=dice.choice(get_args(Metric)),
        basis=None,
        window=WindowReport(
            kind="since", text="since 2017", start=date(2016, 12, 30), end=as_of, inferred=False
        ),
        magnitude=_magnitude(dice),
        modality="asserted",
        source=None,
        condition=None,
        horizon=None,
        legs=[],
        repeats=None,
        missing=[],
        alternatives=[AlternativeReport(slot="subject", value="IJR", weight=dice.random())],
        parse_confidence=dice.random(),
        verdict=verdict,
        verdict_now=_verdict(dice, subject, comparators, as_of=LATEST) if as_of < LATEST else None,
        chart=_chart(dice, text) if verdict.direction and number % 3 == 0 else None,
    )


def _magnitude(dice: Random) -> MagnitudeReport | None:
    if dice.random() < 0.5:
        return None
    value = round(dice.uniform(0, 100), 2)
    return MagnitudeReport(
        value=value,
        unit="percent",
        low=value - 0.005,
        high=None,
        approximate=False,
        annualised=None,
        text=None,
    )


def _verdict(dice: Random, subject: str, comparators: list[str], *, as_of: date) -> Verdict:
    label: VerdictLabel = dice.choice(get_args(VerdictLabel))
    tested = label in {"supported", "refuted", "mixed"}
    flags = [flag for flag in get_args(Flag) if dice.random() < 0.05]
    return Verdict(
        label=label,
        reason=f"{subject} is {label}" if tested else "causal",
        detail="4 of 4 comparators",
        as_of=as_of,
        first_session=date(2016, 12, 30) if tested else None,
        last_session=as_of if tested else None,
        direction=tuple(_direction(dice, one) for one in comparators) if tested else (),
        magnitude=_check(dice) if tested else None,
        significance=_luck(dice) if tested else None,
        robustness=_elsewhere(dice, as_of) if tested else None,
        flags=tuple(flags),
        conventions=("total return, adjusted closes",),
        prices=PricesUsed(source="steady", fingerprint=f"sha256:{'a' * 64}") if tested else None,
        reproduce=f"tapecheck verify --subject {subject} --relation above --as-of {as_of}",
    )


def _direction(dice: Random, comparator: str) -> Direction:
    gap = dice.uniform(-9, 9)
    return Direction(
        comparator=comparator,
        subject_value=10.0 + gap,
        comparator_value=10.0,
        gap=gap,
        unit="percent_per_year",
        holds=gap > 0,
    )


def _check(dice: Random) -> MagnitudeCheck:
    stated = dice.uniform(0, 90)
    return MagnitudeCheck(
        claimed=stated, computed=stated, unit="percent", tolerance=0.5, within=True, exact=True
    )


def _luck(dice: Random) -> Significance:
    p = dice.random()
    return Significance(
        comparator=None,
        t=dice.gauss(0, 2),
        interval=(-3.9, 8.8),
        p=p,
        p_holm=min(1.0, 3 * p),
        detectable_gap=8.6,
        observations=1500,
        method="Newey-West",
    )


def _elsewhere(dice: Random, as_of: date) -> Robustness:
    worst = CounterWindow(start=date(2018, 1, 2), end=as_of, gap=-dice.random())
    return Robustness(
        share_of_starts=dice.random(),
        share_of_rolling=None,
        counter_window=worst,
        price_return_gap=None,
    )


def _chart(dice: Random, title: str) -> dict[str, Any]:
    values = [{"x": place, "y": round(dice.random(), 4)} for place in range(40)]
    return {"title": title, "mark": "line", "data": {"values": values}, "width": 1.0, "height": 2}
