"""The forms in which a note names a period, each with what turns its match into a `Window`.

The rules are the table of `docs/claims.md`: "since 2017" starts at the last close before
1 January 2017, "since 21 June 2019" at the close of that day, "in 2022" runs from the last close
of 2021 to the last of 2022. Sessions are found later, where the prices are. A rule is matched
against a text in which `mask` has put a sign over every calendar phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp import window_resolvers as read
from nlp.dates import Phrase
from nlp.lengths import COUNT, COUNTED, LENGTH
from nlp.window_resolvers import Resolver

_SIGN, _FILL = "\ue000", "\ue001"
_SIGNS = re.compile(f"[{_SIGN}{_FILL}]")
_ANY = f"{_SIGN}{_FILL}*"
DATE = f"(?P<a>{_ANY})"
_THEN = f"(?P<b>{_ANY})"

_DASH = "[-\u2013\u2014]"
_S = "['\u2019]s"
_DAY = r"(?P<d>\d\d?)(?:st|nd|rd|th)?"
_TO = "(?:through|until|up to|till|to)"
_NOW = r"(?:date|now|(?:the )?present|today)\b"
_OVER = "(?:in|over|during|for|across|within|throughout)"
_OWNER = rf"(?:its |their |fund |the (?:\w{{1,12}}{_S} )?|\w{{1,12}}{_S} )"
_BORN = "(?:inception|launch(?:ing)?|listing|debut|birth|creation|start(?= in | on |[,.;)]|$))"
# "Launched on 3 March 2005" dates the fund, and no return.
_NOT_BORN = "".join(
    f"(?<!{verb} )"
    for verb in (
        "it was", "launched", "listed", "debuted", "incepted", "started", "opened", "began",
        "trading", "dated",
    )
)  # fmt: skip
_FUND = "(?:it|they|the (?:fund|ETF|product|strategy))"
_SINCE_START = "since (?:the )?(?:start|beginning|turn) of"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday"
_LATEST = "(?:past|last|trailing|prior|previous|preceding)"
_ABOUT = "(?:(?:about|roughly|almost|nearly|approximately) )?"
_WHOLE = "(?:(?:all|(?:the )?whole|the course|the entirety|the month|most) of )?"
# "Over 2000 stocks" counts, "over 2000" is a year.
_COUNTED_THINGS = (
    "stocks|companies|shares|names|holdings|securities|issuers|constituents|members|points|funds"
    "|ETFs"
)
_LONG = "(?:very |much )?long(?:er)?"
_CYCLE = (
    "(?:a |the |several |multiple |many )?(?:full |complete |entire |whole )?"
    "(?:market |economic |business )?cycles?"
)
_MEASURED = (
    r"(?:(?:total|annuali[sz]ed|cumulative|price|excess|average|compound|maximum|max|track"
    r"|trailing|reali[sz]ed|active) ){0,2}"
    r"(?:returns?|performance|records?|CAGR|gains?|loss(?:es)?|volatility|Sharpe|Sortino|beta"
    r"|alpha|tracking (?:error|difference)|drawdowns?|correlation|standard deviation"
    r"|(?:out|under)performance)\b"
)
# "A 5-year basis" is one to measure on, "the 10-year" a Treasury.
_NO_BOND = (
    r"(?![\w.]{1,9}-(?:day|week|month|year)\b"
    r"(?! (?:period|stretch|span|window|horizon|view|basis)))"
)
_EPISODE = (
    r"(?:crash|crisis|sell-?off|rally|rebound|recovery|slump|rout|declines?|drop|fall|correction"
    r"|(?:bear|bull) market)\b"
)
_APART = "".join(f"(?<!{word} )" for word in ("before", "after", "until", "than"))

# In this order: a longer form hides the shorter ones inside it.
_RULES: tuple[tuple[Resolver, tuple[str, ...]], ...] = (
    (
        read.since_inception,
        (
            rf"(?:since|from)[ -]{_OWNER}?(?:{_ANY} )?{_BORN}\b(?:,? (?:in |on |\(){_ANY}\)?)?",
            rf"since {_FUND} (?:was |were )?(?:first )?"
            rf"(?:launched|listed|debuted|(?:began|started) trading)\b(?: (?:in|on) {_ANY})?",
            rf"since {_FUND} (?:appeared|arrived|opened|existed|was (?:born|created|founded))\b",
            r"inception[ -]to[ -]date\b",
        ),
    ),
    (
        read.year_to_date,
        (
            rf"{_SINCE_START} (?:the|this) year\b",
            r"since (?:the end of last year|(?:the )?new year)\b",
        ),
    ),
    (read.running, (rf"{_SINCE_START} (?:the|this) (?P<p>week|month|quarter)\b",)),
    (read.since_previous, (rf"{_SINCE_START} last (?P<p>week|month|quarter|year)\b",)),
    (
        read.since,
        (
            rf"since {DATE}",
            rf"from {DATE} on(?:wards?)?\b",
            rf"(?:going|dating|reaching|stretching) back to {DATE}",
            rf"(?:from|(?:starting|beginning) (?:in|on|from)) {DATE}(?=,(?! {_TO}))",
        ),
    ),
    (read.since_end, (rf"after {DATE}(?=,)",)),
    (
        read.to_date,
        (
            rf"(?:so|thus) far (?:in|during) {DATE}",
            rf"(?:(?:from|{_OVER}) )?{DATE},? (?:so far|{_TO} {_NOW}|year[ -]to[ -]date|YTD)\b",
            rf"{DATE} ?{_DASH} ?{_NOW}",
        ),
    ),
    (read.years, (rf"(?:{_OVER} |from )?{DATE}{_DASH}(?P<short>\d\d)(?![\w%-]| ?%)",)),
    (
        read.days_of_month,
        (
            rf"(?:between|from) {_DAY} (?:and|to) {_THEN}",
            rf"(?:{_OVER}|from) {_DAY} ?{_DASH} ?{_THEN}",
        ),
    ),
    (read.month_days, (rf"{DATE} ?{_DASH} ?{_DAY},? {_THEN}",)),
    (
        read.between,
        (
            rf"from {DATE},? {_TO} {_THEN}",
            rf"between {DATE} and {_THEN}",
            rf"{DATE} ?{_DASH} ?{_THEN}",
            rf"{DATE},? (?:to|through) {_THEN}",
        ),
    ),
    (
        read.trailing_to,
        (
            rf"{_OVER} (?:the )?(?:(?:{_LATEST}|full|calendar|fiscal|financial) )?{LENGTH}"
            rf" (?:to|ended|ending|through|until|up to)(?: in| on)? {DATE}",
        ),
    ),
    (read.ended, (rf"{_OVER} {DATE} (?:to|ended|ending) {_THEN}",)),
    (read.following, (rf"{_OVER} (?:the )?(?:first )?{LENGTH} (?:after|following) {DATE}",)),
    (
        read.starting,
        (
            rf"{_OVER} (?:the )?(?:first )?{LENGTH} (?:from|(?:starting|beginning)(?: in| on)?)"
            rf" {DATE}",
        ),
    ),
    (
        read.preceding,
        (rf"{_OVER} (?:the )?{LENGTH} (?:before|prior to|preceding|(?:leading )?up to) {DATE}",),
    ),
    (
        read.calendar,
        (
            rf"(?!over {_ANY} (?:{_COUNTED_THINGS})\b){_OVER} {_WHOLE}{DATE}",
            rf"{DATE}{_S}",
            rf"{_APART}{DATE}(?= (?:{_MEASURED}|{_EPISODE}))",
            rf"{DATE}(?= (?:was|(?:has|had) been|saw|proved|brought|marked)\b)",
            rf"(?:year|half|quarter|month) was {DATE}",
        ),
    ),
    (read.calendar_of, (rf"(?!of {_ANY} (?:{_COUNTED_THINGS})\b)of {DATE}",)),
    (read.calendar_year, (rf"(?:ended|finished|closed)(?: out)? {DATE}",)),
    (read.said_month, (DATE,)),
    (
        read.day,
        (rf"{_NOT_BORN}on {DATE}",),
    ),
    (read.yesterday, (r"yesterday\b(?!['\u2019]s)",)),
    (read.weekday, (rf"on (?P<w>{_WEEKDAYS})\b(?! (?:evening|night))",)),
    (
        read.previous,
        (
            r"(?<!the )(?:(?:in|over|during) )?last (?P<p>week|month|quarter|year)\b(?! of\b)",
            rf"(?:{_OVER} )?(?:the )?(?:{_LATEST}|most recent|latest) (?:(?P<n>{COUNT}) )?"
            r"(?:full |calendar |completed ){1,2}(?P<p>week|month|quarter|year)s?\b(?! of\b)",
        ),
    ),
    (
        read.year_to_date,
        (
            r"(?:(?:in|over|for) )?(?:the )?(?:calendar )?year[ -]to[ -]date\b",
            r"YTD\b",
            r"(?:for|on) the year\b(?! to| end)",
            r"(?:so far )?(?:this|(?:in )?the current) (?:calendar )?year\b",
            r"in the (?:calendar )?year so far\b",
        ),
    ),
    (
        read.running,
        (
            r"(?P<p>week|month|quarter)[ -]to[ -]date\b",
            r"(?P<p>[WMQ])TD\b",
            r"(?:so far )?(?:this|(?:in )?the current) (?P<p>week|month|quarter|decade)\b",
        ),
    ),
    (
        read.trailing,
        (
            rf"(?:{_OVER} )?{_ABOUT}(?:the |these )?{_LATEST}[ -]{LENGTH}(?! of (?:the\b|{_ANY}))",
            rf"(?:{_OVER} )?(?:the )?(?:most recent|latest) {COUNTED}",
            rf"(?:over|for|across|on) (?:an? |the )?{_NO_BOND}(?!\d{{1,9}}m\b){COUNTED}(?! of\b)",
            rf"(?<!rolling ){COUNTED} (?:trailing|annuali[sz]ed|basis|{_MEASURED})",
        ),
    ),
    (read.trailing_year, (r"(?:TTM|LTM)\b",)),
    (
        read.long_term,
        (
            rf"(?:over|in|for|across) (?:the )?{_LONG}[ -]?"
            r"(?:run|term|haul|horizons?|periods?|stretch(?:es)?)\b",
            rf"(?<!, )(?<!a ){_LONG}[ -](?:term|run)(?=,| ?[.;)]|$| {_MEASURED})",
            rf"(?:over|across|throughout|in) {_OWNER}(?:full |entire |whole |long )?history\b",
            r"over (?:the )?(?:long )?(?:sweep of )?history\b",
            rf"(?:over|across|through) {_CYCLE}\b",
            r"historically\b",
            r"over time\b",
        ),
    ),
)
RULES = tuple(
    (re.compile(rf"(?<![\w-])(?:{form})", re.IGNORECASE), resolve)
    for resolve, forms in _RULES
    for form in forms
)


def mask(text: str, phrases: Iterable[Phrase]) -> str:
    """The text with every calendar phrase replaced by signs of the same length."""
    masked = [*_SIGNS.sub(" ", text)]
    for phrase in phrases:
        masked[phrase.start : phrase.end] = _SIGN + _FILL * (phrase.end - phrase.start - 1)
    return "".join(masked)
