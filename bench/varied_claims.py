"""Claims of every type over many funds, drawn with a seed; no two are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import cycle, islice
from random import Random
from types import MappingProxyType
from typing import Any

from nlp.types import Claim, ClaimType, Condition, Magnitude, Metric, Relation, Unit, Window

FIRST_YEAR, LAST_YEAR = 2006, 2024
_RISKS: tuple[Metric, ...] = (
    "volatility",
    "max_drawdown",
    "sharpe",
    "sortino",
    "downside_deviation",
)
_PAIRED: tuple[Metric, ...] = ("beta", "alpha", "correlation", "tracking_error")
_LEADS: tuple[Relation, ...] = ("above", "below")


def varied(count: int, tickers: Sequence[str], *, seed: int) -> list[tuple[str, Claim]]:
    """`count` claims, each with the name of its kind, kinds in turn."""
    random, pool = Random(seed), sorted(tickers)  # noqa: S311
    return [
        (kind, KINDS[kind](random, pool, f"c{at}"))
        for at, kind in enumerate(islice(cycle(KINDS), count))
    ]


def _level(random: Random, pool: Sequence[str], name: str) -> Claim:
    stated = _number(random.uniform(-20, 40), "percent")
    return _claim(name, "level", random.choice(pool), window=_window(random), magnitude=stated)


def _comparison(random: Random, pool: Sequence[str], name: str) -> Claim:
    return _against(random, pool, name, others=1, window=_window(random))


def _comparison_of_five(random: Random, pool: Sequence[str], name: str) -> Claim:
    return _against(random, pool, name, others=5, window=_window(random))


def _untimed(random: Random, pool: Sequence[str], name: str) -> Claim:
    return _against(random, pool, name, others=2, window=Window(kind="none"))


def _equivalence(random: Random, pool: Sequence[str], name: str) -> Claim:
    ours, theirs = random.sample(pool, 2)
    return _claim(
        name,
        "equivalence",
        ours,
        comparators=(theirs,),
        relation="in_line",
        metric="total_return",
        window=_window(random),
    )


def _rank(random: Random, pool: Sequence[str], name: str) -> Claim:
    ours, *theirs = random.sample(pool, 6)
    return _claim(
        name,
        "rank",
        ours,
        comparators=tuple(theirs),
        relation=random.choice(("highest", "lowest")),
        metric="total_return",
        window=_window(random),
    )


def _risk(random: Random, pool: Sequence[str], name: str) -> Claim:
    metric = random.choice(_RISKS)
    unit: Unit = "ratio" if metric in ("sharpe", "sortino") else "percent"
    stated = _number(random.uniform(0.2, 1.2) if unit == "ratio" else random.uniform(10, 35), unit)
    return _claim(
        name,
        "risk",
        random.choice(pool),
        metric=metric,
        window=_window(random),
        magnitude=stated,
    )


def _risk_to_benchmark(random: Random, pool: Sequence[str], name: str) -> Claim:
    metric = random.choice(_PAIRED)
    ours, theirs = random.sample(pool, 2)
    unit: Unit = "ratio" if metric in ("beta", "correlation") else "percent"
    return _claim(
        name,
        "risk",
        ours,
        comparators=(theirs,),
        metric=metric,
        window=_window(random),
        magnitude=_number(random.uniform(0.5, 1.5), unit),
    )


def _risk_compared(random: Random, pool: Sequence[str], name: str) -> Claim:
    return _against(
        random, pool, name, others=1, window=_window(random), metric=random.choice(_RISKS)
    )


def _band(random: Random, pool: Sequence[str], name: str) -> Claim:
    word = random.choice(("low", "moderate", "high"))
    stated = Magnitude(value=0, unit="text", low=0, high=0, text_value=word)
    return _claim(
        name,
        "risk",
        random.choice(pool),
        metric="volatility",
        window=_window(random),
        magnitude=stated,
    )


def _conditional(random: Random, pool: Sequence[str], name: str) -> Claim:
    shown, ours, theirs = random.sample(pool, 3)
    trigger = f"if {shown} falls {random.randint(5, 15)} % in a month"
    condition = Condition(trigger=trigger, consequence=f"{ours} beats {theirs}")
    return _claim(
        name,
        "conditional",
        ours,
        comparators=(theirs,),
        relation=random.choice(_LEADS),
        metric="total_return",
        condition=condition,
    )


def _causal(random: Random, pool: Sequence[str], name: str) -> Claim:
    ours, theirs = random.sample(pool, 2)
    text = f"{ours}'s lead was driven by {theirs}"
    return _claim(name, "causal", ours, text=text, standalone_text=text, window=_window(random))


def _possibility(random: Random, pool: Sequence[str], name: str) -> Claim:
    return _against(
        random, pool, name, others=1, window=Window(kind="none"), kind="possibility",
        modality="possible",
    )  # fmt: skip


def _reference(random: Random, pool: Sequence[str], name: str) -> Claim:
    stated = _number(round(random.uniform(0.03, 0.6), 2), "percent")
    return _claim(name, "reference", random.choice(pool), metric="expense_ratio", magnitude=stated)


KINDS: Mapping[str, Callable[[Random, Sequence[str], str], Claim]] = MappingProxyType(
    {
        "level": _level,
        "comparison": _comparison,
        "comparison, 5 others": _comparison_of_five,
        "comparison, no window": _untimed,
        "equivalence": _equivalence,
        "rank of 6": _rank,
        "risk figure": _risk,
        "risk to a benchmark": _risk_to_benchmark,
        "risk compared": _risk_compared,
        "risk in words": _band,
        "conditional": _conditional,
        "causal": _causal,
        "possibility": _possibility,
        "reference": _reference,
    }
)


def _against(
    random: Random,
    pool: Sequence[str],
    name: str,
    *,
    others: int,
    window: Window,
    kind: ClaimType = "comparison",
    **slots: Any,
) -> Claim:
    ours, *theirs = random.sample(pool, others + 1)
    stated = {"relation": random.choice(_LEADS), "metric": "total_return"} | slots
    return _claim(name, kind, ours, comparators=tuple(theirs), window=window, **stated)


def _claim(name: str, kind: ClaimType, subject: str, **slots: Any) -> Claim:
    words = {"text": name, "standalone_text": name} | slots
    return Claim(id=name, type=kind, start=0, end=1, subject=subject, **words)


def _window(random: Random) -> Window:
    """A window of one to ten years between year ends."""
    start = random.randint(FIRST_YEAR, LAST_YEAR - 1)
    end = min(start + random.randint(1, 10), LAST_YEAR)
    return Window(kind="between", base=date(start, 12, 31), end=date(end, 12, 31))


def _number(value: float, unit: Unit) -> Magnitude:
    return Magnitude(value=value, unit=unit, low=value - 0.05, high=value + 0.05)
