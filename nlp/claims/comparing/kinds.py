"""The words of a kind of fund among which something is ranked: "equity-income funds"."""

from __future__ import annotations

import re

_KINDS = (
    r"(?:etfs?|etns?|funds?|spdrs?|sectors?|trackers?|peers?|rivals?|competitors?|names|sleeves?"
    r"|trusts?|blocks|line-?up|category|universe|portfolios?|holdings?|overweights|underweights"
    r"|picks|strateg(?:y|ies)|products?|factors?|styles?|markets?|countries|regions?|class|book"
    r"|pool|vehicles?|industry groups|ishares|large[- ](?:value|growth|blend)|small[- ](?:value"
    r"|growth|blend)|screen|watch-?list|stablemates|members|things?|lines?)"
)
# A group in words that says what kind of things it holds: "of our six public sleeves".
DESCRIBED = re.compile(
    rf"(?:(?:,|\u2014|\u2013)? ?\b(?:of|among|amongst|out of|in|on|for|from|than)|^) "
    r"(?P<group>(?:(?!in\b|on\b|by\b|since\b|over\b|for\b|with\b|at\b|to\b)[\w.&'\u2019$-]{1,20} )"
    rf"{{0,6}}?{_KINDS}(?: {_KINDS}){{0,2}}\b(?: (?:(?:that |which )?(?:we|I|they|you)|on|in"
    r"|there|listed|covered)(?: (?!(?:19|20)\d\d)[\w'\u2019-]{1,14}){1,6})?)",
    re.IGNORECASE,
)
# "The best 3x fund of the year": the kind stands between the superlative and its noun.
KIND_INSIDE = re.compile(
    r"(?:best|worst|top|strongest|weakest|cheapest|dearest|largest|biggest|smallest|oldest|newest"
    r"|youngest|volatile|hottest|poorest|safest|expensive|riskiest|risky|resilient|finest)"
    rf"[- ](?:performing |returning |yielding )?(?P<group>(?:[\w.&-]{{1,20}} ){{1,3}}{_KINDS}"
    r"(?: there is)?|(?:thing|name|line)s?)\b",
    re.IGNORECASE,
)


def without_kind(text: str) -> str:
    """The text without the name of a kind of fund: "equity-income funds" speaks of no income."""
    kind = DESCRIBED.search(text)
    return text.replace(kind["group"], "") if kind is not None else text
