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
    """`noun` names it, in `units`, from `least` to `most`; `foreign` before it: another's."""

    metric: Metric
    noun: re.Pattern[str]
    units: frozenset[Unit]
    most: float = 1e15
    least: float = 0.0
    foreign: re.Pattern[str] = re.compile(r"\b(?:implied|expected|target) $", re.I)


def _noun(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{source})(?![\w])", re.IGNORECASE)


# The longer names first: "tracking error" before "error", "downside deviation" before "deviation".
MEASURES: tuple[Measure, ...] = (
    Measure(
        metric="downside_deviation",
        noun=_noun(r"(?:downside|semi)[- ]?(?:deviations?|volatilit(?:y|ies)|risk)"),
        units=_PERCENT,
    ),
    Measure(
        metric="tracking_error", noun=_noun("tracking[- ]errors?|(?-i:TE)|active risk"), units=_FEE
    ),
    Measure(
        metric="current_drawdown",
        noun=_noun(
            r"draw-?down(?= from (?:its|the|their|a) [^.;,:%]{0,30}(?:high|peak|close|top)\b)"
        ),
        units=_PERCENT,
    ),
    Measure(
        metric="max_drawdown",
        noun=_noun(
            r"(?:max(?:imum)?\.?|worst|deepest|largest|peak) (?:draw-?downs?|DD|hole)"
            r"|draw-?downs?|drew down|drawn down|maxDD|MDD|max loss"
            r"|top to bottom"
            r"|peak[- ]to[- ]trough(?: (?:loss|fall|decline|drop|slide|move|draw-?down))?"
            r"|(?:deepest|worst|biggest|largest|smallest|shallowest|steepest|deeper|shallower"
            r"|smaller|milder|max(?:imum)?) (?:hole|trough|dip|slump|setback|pullback|slide|fall"
            r"|decline|drop|peak[- ]to[- ]trough (?:loss|fall|decline|drop))"
            r"(?! (?:in|of|on) (?:a|one|any|the) (?:single )?(?:day|week|month|quarter|year"
            r"|session)|[,:]? (?:since|of the (?:day|week|month|quarter|year|session)|today"
            r"|on (?:the|Mon|Tues|Wednes|Thurs|Fri)))"
        ),
        units=_PERCENT,
    ),
    Measure(
        metric="volatility",
        noun=_noun(
            r"volatilit(?:y|ies)|vols?|(?:standard|std\.?|st\.?) ?dev(?:iations?|s|\.)?|stdev|sigma"
            r"|(?:annuali[sz]ed|monthly|annual) deviation|reali[sz]ed(?=:? [\d~])|(?-i:SD)"
            r"|(?:(?:least|most|more|less|as|equally) volatile|steadiest|calmest|choppiest|wildest"
            r"|riskiest|bumpiest|steadier|calmer|choppier)"
            r"(?=[^.;:()\d%$]{0,60}(?: \(|,? at |: )(?:about |some |around )?[\d~x])"
        ),
        units=_PERCENT,
    ),
    Measure(metric="beta", noun=_noun("betas?"), units=_RATIO, most=6),
    Measure(metric="sharpe", noun=_noun(r"sharpes?(?: ratios?)?"), units=_RATIO, most=9),
    Measure(metric="sortino", noun=_noun(r"sortinos?(?: ratios?)?"), units=_RATIO, most=15),
    Measure(metric="calmar", noun=_noun(r"calmars?(?: ratios?)?"), units=_RATIO, most=15),
    Measure(
        metric="correlation",
        noun=_noun(
            r"(?:pairwise )?correlations?|correl\.?|corr\.?|rho|\u03c1|correlate[sd]?|correlating"
        ),
        units=_RATIO,
        most=1,
    ),
    Measure(metric="alpha", noun=_noun(r"(?:Jensen['\u2019]s )?alpha"), units=_FEE),
    Measure(
        metric="yield",
        noun=_noun(
            r"yields?|yielding|yielded|yld|payouts?|(?:distribution|payout) rate"
            r"|(?<=\bon )income|income(?=:| (?:is|was|has|of)\b)"
        ),
        units=_PERCENT,
        most=40,
        foreign=re.compile(
            r"\b(?:treasury|bond|\d+|year|as|when|if|while|with|rising|falling|higher|lower"
            r"|global|junk|gilts?|bunds?|real|market|notes?|earnings|cash[- ]flow|FCF"
            r"|basis|breakeven|policy|fixed|equity|premium|net|interest|operating|rental|high) $",
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
            r"|price tag|stickers?(?: price)?|costs?|charges?"
        ),
        units=_FEE,
        most=3,
        foreign=re.compile(
            r"\b(?:performance|trading|transaction|advisory|borrowing|hedging|funding|opportunity"
            r"|financing|entry|exit|wrap|platform) $",
            re.IGNORECASE,
        ),
    ),
    # A fund that "pays 5.2 %" yields it; what its holders pay is a fraction of that.
    Measure(
        metric="yield",
        noun=_noun(
            r"(?:pays?|paying|paid|throws? off|throwing off)(?: out)?(?=(?: (?:about|around|roughly"
            r"|nearly|over|some|just|only|you|a|close|to|almost|more|than)){0,3} [\d~])"
        ),
        units=_PERCENT,
        least=1.5,
        most=40,
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
