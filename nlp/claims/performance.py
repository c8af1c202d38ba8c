"""Recognises claims that prices can answer: comparison, equivalence, level, rank and risk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparators import Comparators, find_comparators
from nlp.claims.cues import Cue
from nlp.claims.draft import INVERSE, NO_WINDOW, Draft, finish
from nlp.claims.memory import TRADED, Memory, Subject
from nlp.types import Claim, Magnitude, Metric, Relation, Window

_PERCENT = {"percent", "times"}
_GAP_UNITS = {"percent", "percentage_points", "basis_points"}
_METRICS: tuple[tuple[Metric, re.Pattern[str]], ...] = (
    ("volatility", re.compile(r"\b(?:volatility|standard deviation)\b", re.I)),
    ("max_drawdown", re.compile(r"\bdrawdowns?\b", re.I)),
    ("sharpe", re.compile(r"\bsharpe|risk-adjusted\b", re.I)),
    ("sortino", re.compile(r"\bsortino\b", re.I)),
    ("expense_ratio", re.compile(r"\b(?:expense ratio|fees?|costs?)\b", re.I)),
    ("yield", re.compile(r"\b(?:yields?|income)\b", re.I)),
    ("price_return", re.compile(r"\bprice (?:return|terms|basis)\b|excluding dividends", re.I)),
)  # fmt: skip
_MORE = re.compile(r"\b(?:higher|greater|larger|deeper|worse|more|bigger|above)\b", re.I)
_LESS = re.compile(r"\b(?:lower|smaller|shallower|less|below|reduced|milder)\b", re.I)
_THAN = re.compile(r"\b(?:than|of|that of|as|versus|vs\.?|against|to|with)\b", re.I)
_THAN_NEXT = re.compile(r" (?:less|more|further|faster)\b", re.I)
_BANDS = {
    "low": "low", "lower": "low", "modest": "low", "limited": "low", "below-average": "low",
    "moderate": "moderate", "medium": "moderate", "average": "moderate",
    "high": "high", "elevated": "high", "above-average": "high",
}  # fmt: skip
# How far behind "up" or "down" its number may stand: "up 12 %", "down by about 12 %".
_NEAR = 12


def comparison(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A has outperformed B and C since 2017, by 2 points a year"."""
    scene, region = draft.scene, draft.region
    stretch = scene.until_stop(region.after)
    found = _compared(draft, stretch, memory)
    if not _speaks_of_assets(draft, found):
        return
    missing = () if found.ids or found.inferred else ("comparators",)
    yield finish(
        draft,
        relation=INVERSE[draft.relation] if _compares_falls(draft) else draft.relation,
        metric=_metric(scene.text((region.start, stretch[1]))) or "total_return",
        comparators=found,
        magnitude=_gap(draft),
        missing=missing + _open_window(draft.window),
    )


def _compares_falls(draft: Draft) -> bool:
    """True for "fell less than": whoever falls less is ahead."""
    if draft.region.cue.span[-1].lower_ != "than":
        return False
    before = [r.cue for r in draft.scene.regions if r.start < draft.region.start]
    return bool(before) and before[-1].type in {"level", "comparison"} and _falls(before)


def _falls(cues: list[Cue]) -> bool:
    moves = [cue.predicate.relation for cue in cues if cue.type == "level"]
    return bool(moves) and moves[-1] == "falls"


def _compared(draft: Draft, stretch: tuple[int, int], memory: Memory) -> Comparators:
    return find_comparators(
        draft.scene, stretch, subject=draft.subject.id, window=draft.window, memory=memory
    )


def _speaks_of_assets(draft: Draft, found: Comparators) -> bool:
    """False for "beat estimates" and "more than ever": neither side is something with a price.

    Only words that mean nothing else ("outperformed") may go without a comparator.
    """
    if found.ids or found.inferred:
        return True
    cue = draft.region.cue
    return draft.subject.id is not None and cue.span.text.lower() in cue.predicate.forms


def _gap(draft: Draft) -> Magnitude | None:
    """The stated gap: after "by", or right before "ahead of"."""
    scene, region = draft.scene, draft.region
    near = (max(region.start, region.cue.span.start_char - 45), region.cue.span.start_char)
    before = scene.quantities_in(near)
    after = [q for q in scene.quantities_in(region.after) if _follows_by(draft, q)]
    return next((q for q in [*after, *before] if q.unit in _GAP_UNITS), None)


def _follows_by(draft: Draft, quantity: Magnitude) -> bool:
    assert quantity.span is not None
    start = quantity.span.start - draft.scene.parsed.offset
    return (
        draft.scene.text((start - 12, start)).rstrip().endswith(("by", "by a", "within", "about"))
    )


def level(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A returned 94.27 % since 21 June 2019"; one claim a number with a window of its own."""
    scene, region = draft.scene, draft.region
    if not _is_traded(draft, memory):
        return
    numbers = [q for q in scene.quantities_in(region.after) if q.unit in _PERCENT]
    numbers = [q for q in numbers if not _is_of_something_else(draft, q)]
    if region.cue.span[-1].lower_ in {"up", "down"}:
        numbers = [q for q in numbers if _starts_within(draft, q, _NEAR)]
        if not numbers and not _is_predicate(region.cue):
            return
    windows = scene.windows_in((region.start, region.end))
    if numbers:
        pairs = zip(numbers, windows, strict=True) if len(windows) == len(numbers) > 1 else None
        for number, window in pairs or [(numbers[0], draft.window)]:
            yield _level(draft, number, window)
    elif _says_direction(draft):
        yield _level(draft, None, draft.window)


def _says_direction(draft: Draft) -> bool:
    """True for "rose in 2021", and not for "fell less than SPY", which compares."""
    cue = draft.region.cue
    if draft.relation == "equals" or len(cue.span) > 1 or draft.window.kind == "none":
        return False
    after = draft.scene.parsed.text[cue.span.end_char : cue.span.end_char + 12]
    return _THAN_NEXT.match(after) is None


def _is_predicate(cue: Cue) -> bool:
    """True for "is down", where the word itself says it, and not for "set up"."""
    return cue.token.head.lemma_ == "be" and cue.token.dep_ in {"advmod", "acomp", "prt", "prep"}


def _level(draft: Draft, number: Magnitude | None, window: Window) -> Claim:
    words = draft.scene.text((draft.region.start, draft.region.end))
    return finish(
        draft,
        relation=draft.relation,
        metric="price_return" if _metric(words) == "price_return" else "total_return",
        magnitude=number,
        window=window,
        missing=_open_window(window),
    )


def _is_traded(draft: Draft, memory: Memory) -> bool:
    subject = draft.subject.id
    if subject is None:
        return False
    known = memory.catalog.funds.keys() | memory.catalog.indices.keys()
    return subject in known or any(m.id == subject and m.kind in TRADED for m in memory.named)


def _is_of_something_else(draft: Draft, quantity: Magnitude) -> bool:
    """True for "12 % volatility" and "a 0.15 % fee": the number has a noun of its own."""
    assert quantity.span is not None
    end = quantity.span.end - draft.scene.parsed.offset
    return re.match(
        r" (?:\w+ )?(?:volatility|drawdown|fee|expense|yield|of (?:its|the) (?:assets|portfolio))",
        draft.scene.text((end, end + 40)),
    ) is not None  # fmt: skip


def _starts_within(draft: Draft, quantity: Magnitude, characters: int) -> bool:
    assert quantity.span is not None
    start = quantity.span.start - draft.scene.parsed.offset
    return start - draft.region.cue.span.end_char <= characters


def risk(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A's volatility was 18 %", "half the volatility of B", "a deeper drawdown than B"."""
    scene, region = draft.scene, draft.region
    metric = region.cue.predicate.metric
    if region.cue.span[-1].lower_ == "risk":
        yield from _risk_band(draft, memory)
        return
    stretch = scene.until_stop((region.cue.span.end_char, region.end))
    found = Comparators()
    if _THAN.match(scene.text(stretch).lstrip()) or region.cue.span[-1].lower_ == "than":
        found = _compared(draft, stretch, memory)
    number = _risk_number(draft)
    relation = _risk_relation(draft, number, found)
    if not _is_traded(draft, memory) or (number is None and not found.ids):
        return
    yield finish(
        draft,
        relation=relation,
        metric=metric,
        comparators=found,
        magnitude=number,
        window=NO_WINDOW if metric == "current_drawdown" else draft.window,
        missing=() if metric == "current_drawdown" else _open_window(draft.window),
    )


def _risk_number(draft: Draft) -> Magnitude | None:
    """The nearest number on either side: "18 % volatility", "volatility of 18 %", "beta of 1.1"."""
    region = draft.region
    metric = region.cue.predicate.metric
    units = {"times"} | (
        {"percent"} if metric not in {"beta", "sharpe", "sortino", "correlation"} else {"ratio"}
    )
    numbers = [q for q in draft.scene.quantities_in((region.start, region.end)) if q.unit in units]
    middle = draft.scene.parsed.offset + region.cue.span.start_char
    return min(numbers, key=lambda q: abs(q.span.start - middle) if q.span else 0, default=None)


def _risk_relation(draft: Draft, number: Magnitude | None, found: Comparators) -> Relation:
    before = draft.scene.text((draft.region.start, draft.region.cue.span.end_char))[-60:]
    if draft.relation != "equals":
        return draft.relation
    if found.ids and number is not None and number.unit == "times":
        return "below" if number.value < 1 else "above"
    if found.ids and _LESS.search(before):
        return "below"
    return "above" if found.ids and _MORE.search(before) else "equals"


def _risk_band(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "moderate sector and company risk": an adjective as a band of volatility in the category."""
    span = draft.scene.span((draft.region.cue.span.start_char, draft.region.cue.span.end_char))
    word = span.text.split()[0].lower()
    band = Magnitude(value=0.0, unit="text", low=0.0, high=0.0, text_value=_BANDS[word], span=span)
    if _is_traded(draft, memory):
        yield finish(draft, relation="equals", metric="volatility", magnitude=band)


def rank(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "the best-performing of the five factor funds in 2020"; the others compare."""
    draft = _behind_copula(draft)
    scene, region = draft.scene, draft.region
    if not _is_traded(draft, memory):
        return
    found = _compared(draft, scene.until_stop(region.after), memory)
    yield finish(
        draft,
        relation=draft.relation,
        metric=region.cue.predicate.metric or "total_return",
        comparators=found,
        missing=(() if found.ids else ("comparators",)) + _open_window(draft.window),
    )


def _behind_copula(draft: Draft) -> Draft:
    """Take what follows "was" as the subject: "the weakest of the five in 2020 was USMV"."""
    token = draft.region.cue.token
    if token.dep_ != "nsubj" or token.head.lemma_ != "be":
        return draft
    behind = (token.head.idx, draft.region.end)
    named = [m for m in draft.scene.mentions_in(behind) if m.kind in TRADED]
    if not named:
        return draft
    span = draft.scene.span((named[0].start, named[0].end))
    return replace(draft, subject=Subject(id=named[0].id, span=span, inherited=False))


def _metric(text: str) -> Metric | None:
    return next((metric for metric, pattern in _METRICS if pattern.search(text)), None)


def _open_window(window: Window) -> tuple[str, ...]:
    return ("window",) if window.kind == "none" else ()
