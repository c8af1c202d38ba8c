"""What the label of a column or of a row measures: "Max DD" a drawdown, "TER" a cost."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.types import Metric, Unit

# A table asks for the same few labels row after row.
_REMEMBERED = 1024
# Labels of figures that no claim is made of, however much they look like one that is.
_ELSE = re.compile(
    r"\b(?:weights?|weightings?|wt|wgt|holdings?|alloc\w*|exposure|number|no\. of|count|turnover"
    r"|volume|ADV|ADTV|avg\.? (?:daily )?vol|rank\w*|ratings?|stars?|percentile|quartile|decile"
    r"|duration|maturity|coupon|spread|premium|discount|flows?|target|forecast|expected|fwd|forward"
    r"|est(?:\.|imated?)|capture|up-?side|EPS|earnings|sales|market cap\w*|mkt\.? cap|strike"
    r"|last(?! (?:\d|year|quarter|month|week|decade|two|three|five|ten|twelve))"
    r"|z-?score|signal|score|hit rate|batting|win|tracking diff\w*|information ratio|IR"
    r"|R2|skew\w*|kurtosis|VaR|CVaR|treynor|growth rate|payout|active share|buy|sell|stop"
    r"|treasur(?:y|ies)|gilts?|bunds?|breakeven|fed|policy|GDP|unemployment|mortgage"
    r"|(?:2|5|10|30)[- ]?y(?:ea)?r?s? yield|inflation|CPI"
    r"|rebalanc\w*|frequency|domicile|replication|currency|exchange|ISIN|CUSIP"
    r"|(?:best|worst) (?:month|quarter|year|day|week|12|1|3|6|calendar)|P/?[EBS]|ROE|beta-adj\w*)\b"
    r"|price/|R-?squared|R\u00b2|\bprice$|[#\u2116]",
    re.IGNORECASE,
)
_SIZES = (
    r"\bAUM\b|\bassets\b|\bfund size\b|^size\b|\bmarket value\b|\b(?:under|in) management\b"
    r"|\bTNA\b"
)
# In this order: what a longer name means hides what a part of it would.
_SOURCES: tuple[tuple[Metric, str], ...] = (
    (
        "current_drawdown",
        r"\bcurrent (?:draw-?down|DD)|\b(?:below|from|off|under|vs\.?) (?:its |the |all-?time "
        r"|52[- ]?(?:w|wk|week) |record )?(?:peak|high|ATH)\b|\boff[- ]high",
    ),
    ("downside_deviation", r"\b(?:downside|semi)[- ]?(?:dev\w*|vol\w*|risk)\b"),
    ("tracking_error", r"\btracking err\w*|\bTE\b"),
    (
        "max_drawdown",
        r"\bdraw-?downs?\b|\bMDD\b|\bmax\.? ?DD\b|\bDD\b|\bpeak[- ]to[- ]trough"
        r"|\bmax\w*\.? loss"
        r"|\b(?:worst|deepest|biggest|largest|greatest|steepest|heaviest|max(?:imum)?)"
        r" (?:drop|fall|loss|decline|hole|slide|slump|setback)",
    ),
    ("sharpe", r"\bsharpes?\b|\brisk[- ]adj\w*"),
    ("sortino", r"\bsortino"),
    ("calmar", r"\bcalmar"),
    ("beta", r"\bbeta\b|\u03b2"),
    ("alpha", r"\balpha\b|\u03b1"),
    ("correlation", r"\bcorrel\w*|\bcorr\b|\brho\b|\u03c1"),
    (
        "volatility",
        r"\bvol(?:atility|a|s)?\b|\bst(?:andard|d|dv|\.)?\.? ?dev\w*|\bSD\b|\bstd\b|\u03c3"
        r"|^(?:\d\d? ?-?(?:y|yr|year)s? )?risk\b",
    ),
    (
        "expense_ratio",
        r"\bexpenses?\b|\bexp\.? ratio|\bfees?\b|\b[TM]?ER\b|\bOCF\b|\bOGC\b|\bcosts?\b"
        r"|\bcharges?\b|\bAMC\b|\bprice tag\b|^asks$",
    ),
    (
        "yield",
        r"\byields?\b|\byld\b|\b(?:distribution|payout) rate|\bDY\b|\bYT[MW]\b|\bincome\b",
    ),
    ("aum", _SIZES),
    (
        "inception_date",
        r"(?<!since )(?<!since fund )\binception\b(?! return)|\blaunch(?:ed)?\b|\blisted\b"
        r"|\bstart(?:ed| date)|\bfirst (?:trad\w*|day)|^(?:ticker |etf |fund |trad\w{2,3} )?since$"
        r"|^born$"
        r"|^(?:listed|live|around|trading|trades|began|opened|incepted|debut(?:ed)?"
        r"|established|created)(?: (?:since|on|in))?$"
        r"|\bdate of (?:launch|listing|inception)|\bIPO\b",
    ),
    (
        "index_tracked",
        r"^(?:the )?(?:(?:underlying|tracking|target|reference|tracked|current) )?"
        r"(?:index|benchmark)(?: (?:tracked|followed|name|index))?$"
        r"|^(?:tracks|follows|replicates|mirrors)$",
    ),
    (
        "issuer",
        r"^(?:issuer|issued by|sponsor(?:ed by)?|promoter|mgr"
        r"|(?:fund |etf )?(?:provider|manager|family|company|house)"
        r"|advis[eo]r|brand|managed by|management company)$",
    ),
    (
        "price_return",
        r"\bprice[- ](?:return|change|chg|perf\w*|only|move)|\bPR\b|\bex[- ]div\w*"
        r"|\breturns? \(price\)|\u0394 ?price",
    ),
    (
        "total_return",
        r"\breturns?\b|\bperf(?:ormance|\.)?\b|\bgains?\b|\bCAGR\b|\bTR\b|\bTSR\b|\bchange\b"
        r"|\bchg\b|\bret\b|\bgrowth of\b|\bresults?\b|\bP&?L\b|\b[+]/-",
    ),
)
_METRICS = tuple((metric, re.compile(words, re.I)) for metric, words in _SOURCES)
_SINCE_INCEPTION = re.compile(
    r"\bsince (?:fund |its )?(?:inc\w*|launch|listing)|\bITD\b|^SI\b|\bincep\w*\.? ret\w*", re.I
)
WORDED: frozenset[Metric] = frozenset({"inception_date", "index_tracked", "issuer"})
_PERCENT = re.compile(r"%|\bper ?cent\b|\bpct\b|\bpercentages?\b", re.IGNORECASE)
_BASIS_POINTS = re.compile(r"\b(?:bps?|basis points?)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:pp|ppts?|pts|percentage points?|points)\b", re.IGNORECASE)
_YEARLY = re.compile(
    r"\bannuali[sz]ed\b|\bann\b|\bp\.? ?a\b|\bCAGR\b|\bper (?:annum|year)\b|\ba year\b|/ ?yr\b"
    r"|\bcompound\w*|\bannual (?:total )?return",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(r"\bcum(?:ulative|ul|\.)?\b", re.IGNORECASE)
_GAP = re.compile(
    r"(?:^|\b)(?:vs\.?|versus|relative to|rel\.? to|excess (?:return )?(?:over|vs\.?|to)|minus|less"
    r"|over|against|ahead of|lead over|diff(?:erence|\.)? (?:to|vs\.?)"
    r"|out-?performance (?:of|vs\.?)|[+]/[-\u2212\u2013])(?=\s|$)",
    re.IGNORECASE,
)
_OWN_GAP = re.compile(
    r"\b(?:excess|active|relative|rel|diff\w*|gap|spread|out-?perf\w*|delta|lead|vs)\b|\u0394", re.I
)


@lru_cache(maxsize=_REMEMBERED)
def metric_of(label: str) -> Metric | None:
    """The measure that a label names; None where it names none, or one nothing is claimed of."""
    if is_unclaimed(label):
        return None
    if _SINCE_INCEPTION.search(label):
        label = _SINCE_INCEPTION.sub(" return ", label)
    return next((metric for metric, pattern in _METRICS if pattern.search(label)), None)


@lru_cache(maxsize=_REMEMBERED)
def is_unclaimed(label: str) -> bool:
    """True for a weight, a rank, a rating, a forecast."""
    return _ELSE.search(label) is not None


def is_gap(label: str) -> bool:
    """True for a column of differences: "vs SPY", "excess", "+/- index"."""
    return _GAP.search(label) is not None or _OWN_GAP.search(label) is not None


def names_other(label: str) -> bool:
    """True where the differences are to something that the label goes on to name."""
    return _GAP.search(label) is not None


def unit_of(label: str) -> Unit | None:
    """The unit that a label, a caption or a cell puts in words."""
    if _BASIS_POINTS.search(label):
        return "basis_points"
    if _POINTS.search(label):
        return "percentage_points"
    return "percent" if _PERCENT.search(label) else None


def annualised_in(label: str) -> bool | None:
    """Whether the words say a year, in total, or neither."""
    if _CUMULATIVE.search(label):
        return False
    return True if _YEARLY.search(label) else None
