"""The measures that a note may give figures of, by the words that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.types import Metric, Unit

_PERCENT: frozenset[Unit] = frozenset({"percent"})
_FEE: frozenset[Unit] = frozenset({"percent", "basis_points"})
_RATIO: frozenset[Unit] = frozenset({"ratio"})
_USD: frozenset[Unit] = frozenset({"usd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`noun` names it, in `units` and no larger than `most`; `foreign` before it: another's."""

    metric: Metric
    noun: re.Pattern[str]
    units: frozenset[Unit]
    most: float = 1e15
    foreign: re.Pattern[str] = re.compile(r"\b(?:implied|expected|target) $", re.I)


def _noun(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{source})(?![\w])", re.IGNORECASE)


# The longer names first: "tracking error" before "error", "downside deviation" before "deviation".
MEASURES: tuple[Measure, ...] = (
    Measure(
        metric="downside_deviation",
        noun=_noun(r"(?:downside|semi)[- ]?(?:deviation|volatility|risk)"),
        units=_PERCENT,
    ),
    Measure(metric="tracking_error", noun=_noun("tracking[- ]errors?"), units=_FEE),
    Measure(
        metric="max_drawdown",
        noun=_noun(
            r"(?:max(?:imum)?\.?|worst|deepest|largest|peak) (?:draw-?downs?|DD|hole)"
            r"|draw-?downs?|drew down|drawn down|maxDD|MDD|max loss"
            r"|top to bottom"
            r"|peak[- ]to[- ]trough(?: (?:loss|fall|decline|drop|slide|move|draw-?down))?"
            r"|(?:deepest|worst) (?:hole|peak[- ]to[- ]trough (?:loss|fall|decline|drop))"
        ),
        units=_PERCENT,
    ),
    Measure(
        metric="volatility",
        noun=_noun(r"volatilit(?:y|ies)|vols?|standard deviations?|std\.? ?dev\.?|st\.? ?dev\.?"),
        units=_PERCENT,
    ),
    Measure(metric="beta", noun=_noun("betas?"), units=_RATIO, most=6),
    Measure(metric="sharpe", noun=_noun(r"sharpes?(?: ratios?)?"), units=_RATIO, most=9),
    Measure(metric="sortino", noun=_noun(r"sortinos?(?: ratios?)?"), units=_RATIO, most=15),
    Measure(metric="calmar", noun=_noun(r"calmars?(?: ratios?)?"), units=_RATIO, most=15),
    Measure(metric="correlation", noun=_noun("correlations?"), units=_RATIO, most=1),
    Measure(metric="alpha", noun=_noun(r"(?:Jensen['\u2019]s )?alpha"), units=_FEE),
    Measure(
        metric="yield",
        noun=_noun(r"yields?|yielding|yielded|yld"),
        units=_PERCENT,
        most=40,
        foreign=re.compile(
            r"\b(?:treasury|bond|\d+|year|as|when|if|while|with|rising|falling|higher|lower"
            r"|global|junk|gilts?|bunds?|real|market|notes?|earnings|cash[- ]flow|FCF"
            r"|basis|breakeven|policy) $",
            re.IGNORECASE,
        ),
    ),
    Measure(
        metric="expense_ratio",
        noun=_noun(
            r"(?:net |gross |total )?expense ratios?|TER|MER|OCF|(?:management|annual"
            r"|sponsor) fees?"
            r"|fees?|fee load|ongoing charges?(?: figure)?|(?:annual|running|headline) (?:cost"
            r"|charge)s?"
            r"|price tag|costs?|charges?"
        ),
        units=_FEE,
        most=3,
        foreign=re.compile(
            r"\b(?:performance|trading|transaction|advisory|borrowing|hedging|funding|opportunity"
            r"|financing|entry|exit|wrap|platform) $",
            re.IGNORECASE,
        ),
    ),
    Measure(
        metric="aum",
        noun=_noun(
            r"(?:net |total )?assets(?: under management)?|AUM|under management|fund size|size"
            r"|(?:manages?|oversees?|holds?|boasts|runs|gathered)(?= (?:[a-z]{4,8} ){0,2}\$)"
            r"|giant|market cap(?:itali[sz]ation)?"
        ),
        units=_USD,
        foreign=re.compile(r"\b(?:risk|real|safe|foreign|other) $", re.IGNORECASE),
    ),
)
# "The mistake cost XSMO 0.8 %" (a name written as letters) speaks of a loss.
COST_WHOM = re.compile(r"\bcosts? x{2,6} ", re.IGNORECASE)
