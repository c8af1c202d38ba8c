"""The forms in which a note names a period, each with what turns its match into a `Window`.

The rules are the table of `docs/claims.md`: "since 2017" starts at the last close before
1 January 2017, "since 21 June 2019" at the close of that day, "in 2022" runs from the last close
of 2021 to the last of 2022. Sessions are found later, where the prices are. A rule is matched
against a text in which `mask` has put a sign over every calendar phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp import window_days as days
from nlp import window_ranges as ranges
from nlp import window_resolvers as read
from nlp.dates import Phrase
from nlp.lengths import COUNT, LENGTH
from nlp.window_counted import COUNTED_RULES
from nlp.window_resolvers import Resolver
from nlp.window_words import (
    ANY,
    APART,
    APPOSED,
    BORN,
    COUNTED_THINGS,
    DASH,
    DAY,
    EPISODE,
    FILL,
    FUND,
    LATEST,
    MEASURED,
    NOT_BORN,
    NOT_DONE,
    NOT_THEN,
    NOW,
    ORDINAL_DAY,
    OVER,
    OWNER,
    SHORT_WEEKDAYS,
    SIGN,
    SINCE_START,
    TO,
    TODAY,
    WEEKDAYS,
    WHOLE,
    YESTERDAY,
    S,
)

_SIGNS = re.compile(f"[{SIGN}{FILL}]")
DATE = f"(?P<a>{ANY})"
_THEN = f"(?P<b>{ANY})"

# In this order: a longer form hides the shorter ones inside it.
_RULES: tuple[tuple[Resolver, tuple[str, ...]], ...] = (
    (
        read.since_inception,
        (
            rf"(?:since|from)[ -]{OWNER}?(?:{ANY} )?{BORN}\b(?:,? (?:in |on |\(){ANY}\)?)?",
            rf"since {FUND} (?:was |were )?(?:first )?"
            rf"(?:launched|listed|debuted|(?:began|started) trading)\b(?: (?:in|on) {ANY})?",
            rf"since {FUND} (?:appeared|arrived|opened|existed|was (?:born|created|founded))\b",
            r"inception[ -]to[ -]date\b",
        ),
    ),
    (
        read.year_to_date,
        (
            rf"{SINCE_START} (?:the|this) year\b",
            r"(?:since|from) (?:the )?(?:begin(?:ning)?|start|first) of (?:the )?year\b(?! to\b)",
            r"since (?:the end of last year|(?:the )?new year)\b",
        ),
    ),
    (read.running, (rf"{SINCE_START} (?:the|this) (?P<p>week|month|quarter)\b",)),
    (read.since_previous, (rf"{SINCE_START} last (?P<p>week|month|quarter|year)\b",)),
    (
        read.since,
        (
            rf"since {DATE}",
            rf"since (?:the )?(?:purchase|buying(?: it)?|entry)(?: (?:on|in))? {DATE}",
            rf"from {DATE} on(?:wards?)?\b",
            rf"since [^.;,()%\d{SIGN}]{{2,30}} \({DATE}(?: close)?\)",
            rf"\A\W{{0,3}}from {DATE}(?!{FILL}|{APPOSED} (?:{TO}|and)\b| ?{DASH})",
            rf"(?:measured|counted|reckoned) from {DATE}(?!{FILL}|,? {TO}\b)",
            rf"from (?:the )?{DATE}(?:{S})? (?:close|high|low|peak|trough)\b(?!,? {TO}\b)",
            rf"since (?:I|we|it|they|he|she|you|its?|the|their|his|our|my|(?-i:[A-Z]{{2,5}})|both)"
            rf"(?: [\w'\u2019-]{{1,14}}){{1,5}}?(?: (?:in|on|at|of))? {DATE}",
            rf"(?<=% )from {DATE}(?!{FILL}|,? (?:{TO})\b)",
            rf"(?:going|dating|reaching|stretching) back to {DATE}",
            rf"(?:from|(?:starting|beginning) (?:in|on|from)) {DATE}"
            rf"(?=,)(?!{APPOSED} (?:{TO}|when|which|where|whose)\b)",
        ),
    ),
    (read.since_end, (rf"after {DATE}(?=,)",)),
    (
        read.to_date,
        (
            rf"(?:so|thus) far (?:in|during) {DATE}",
            rf"(?:(?:from|{OVER}) )?{DATE},? (?:so far|{TO} {NOW}|year[ -]to[ -]date|YTD)\b",
            rf"{DATE} ?{DASH} ?{NOW}",
            rf"{DATE}[ -]to[ -]date\b",
        ),
    ),
    (ranges.years, (rf"(?:{OVER} |from )?{DATE}{DASH}(?P<short>\d\d)(?![\w%-]| ?%)",)),
    (
        ranges.days_of_month,
        (
            rf"(?:between|from) {DAY} (?:and|to) {_THEN}",
            rf"(?:{OVER}|from) {DAY} ?{DASH} ?{_THEN}",
        ),
    ),
    (ranges.month_days, (rf"{DATE} ?{DASH} ?{DAY},? {_THEN}",)),
    (
        ranges.between,
        (
            rf"from {DATE}{APPOSED} {TO} {_THEN}",
            rf"between {DATE} and {_THEN}",
            rf"from [^.;,()%{SIGN}]{{2,50}} \({DATE}\),? {TO} {_THEN}",
            rf"{DATE} ?{DASH} ?{_THEN}",
            rf"{DATE},? (?:to|through) {_THEN}",
        ),
    ),
    (
        read.trailing_to,
        (
            rf"(?:(?<=, )|\A|{OVER} )(?:the )?"
            rf"(?:(?:{LATEST}|full|calendar|fiscal|financial) )?{LENGTH}"
            rf" (?:to|(?:that |which )?(?:ended|ending|ends)|through|until|up to)(?: in| on| with)?"
            rf" {DATE}",
        ),
    ),
    (ranges.until_yesterday, (rf"(?:from|between) {DATE},? (?:{TO}|and) yesterday\b",)),
    (ranges.fiscal, (rf"{_THEN} (?:closed|ended|finished) (?:on )?{DATE}",)),
    (ranges.ended, (rf"{OVER} {DATE} (?:to|ended|ending) {_THEN}",)),
    (
        ranges.quarters,
        (
            rf"{OVER} (?:the )?(?P<q>first|second|third) and"
            r" (?P<r>second|third|fourth) quarters\b",
        ),
    ),
    (ranges.following, (rf"{OVER} (?:the )?(?:first )?{LENGTH} (?:after|following) {DATE}",)),
    (
        ranges.starting,
        (
            rf"{OVER} (?:the )?(?:first )?{LENGTH} (?:from|(?:starting|beginning)(?: in| on)?)"
            rf" {DATE}",
        ),
    ),
    (
        ranges.preceding,
        (rf"{OVER} (?:the )?{LENGTH} (?:before|prior to|preceding|(?:leading )?up to) {DATE}",),
    ),
    (
        read.calendar,
        (
            rf"{NOT_DONE}(?!over {ANY} (?:{COUNTED_THINGS})\b){OVER} {WHOLE}{DATE}",
            rf"{DATE}{S}",
            rf"{APART}{DATE}(?= (?:{MEASURED}|{EPISODE}))",
            rf"{DATE}(?= (?:was|(?:has|had) been|saw|proved|brought|marked)\b)",
            rf"(?:year|half|quarter|month) was {DATE}",
            rf"\({DATE}\)",
            rf"{DATE}(?=, when\b)",
            rf"(?<=, ){DATE}(?=, )",
            rf"an? (?:[a-z-]{{3,12}} )?{DATE}"
            r"(?= ?(?:[(,.;]|in which|when\b|for\b|and\b|but\b|as\b))",
            rf"\A{DATE}(?= (?:[\w-]{{1,12}} ){{0,3}}(?:was|were|is|saw|brought|gave|belonged)\b)",
            rf"{DATE}: ?(?=[(+\u2212\u2013-]?\d)",
        ),
    ),
    (read.calendar_of, (rf"(?!of {ANY} (?:{COUNTED_THINGS})\b)of {DATE}",)),
    (read.calendar_year, (rf"(?:ended|finished|closed|began|started)(?: out)? {DATE}",)),
    (read.said_month, (DATE,)),
    (
        days.day,
        (rf"{NOT_BORN}on {DATE}",),
    ),
    (
        days.week_of_month,
        (rf"{OVER} the (?P<q>first|second|third|last|final) week of {DATE}",),
    ),
    (
        days.since_day,
        (
            rf"(?:since|from) (?:the )?(?:close|open|low|high) (?:on|of) the {DAY}\b(?! of\b)",
            rf"since (?:(?:{WEEKDAYS}),? )?the {ORDINAL_DAY}",
        ),
    ),
    (days.day_of_month, (rf"(?:on|{WEEKDAYS}) the {ORDINAL_DAY}",)),
    (days.yesterday, (YESTERDAY,)),
    (days.today, TODAY),
    (
        days.since_weekday,
        (rf"since (?:last |this )?(?P<w>{WEEKDAYS})\b(?:['\u2019]s (?:close|open|low|high)\b)?",),
    ),
    (
        days.weekday,
        (
            rf"(?P<w>{WEEKDAYS})['\u2019]s (?=[+\u2212-]?\d)",
            rf"(?<=[\d)%] )(?P<w>{SHORT_WEEKDAYS})\b(?=[.,;)]|$)",
            rf"(?:on|for|during) (?:last )?(?P<w>{WEEKDAYS})\b(?! (?:evening|night|week))",
            rf"{NOT_THEN}(?:last )?(?P<w>{WEEKDAYS})\b(?!,? (?:\d|{ANY}|evening|night|week"
            rf"|morning['\u2019]s|and\b|to\b)|{DASH}|,? ?{ANY}"
            rf"|['\u2019]s (?:close|open|high|low|peak|post|print|meeting|note|letter|newsletter"
            rf"|mail|email|intraday|levels?)\b)",
        ),
    ),
    (
        days.week,
        (
            rf"(?:week|wk) (?:ending|ended|to) (?:on )?{DATE}",
            r"(?:on|over|for) (?:the )?week\b(?! (?:of|to|end|before|after|that|and))",
            r"w/w\b|(?-i:WoW)\b|week[- ]on[- ]week\b",
        ),
    ),
    (
        days.sessions,
        (
            rf"(?:{OVER} )?(?:the )?{LATEST} (?P<n>{COUNT})"
            r" (?:trading )?(?:sessions|trading days)\b",
            rf"(?:over|in|across) (?:only |just |the )?(?P<n>{COUNT}) "
            r"(?:trading )?(?:sessions|trading days)\b",
        ),
    ),
    (
        read.previous,
        (
            r"(?<!the )(?:(?:in|over|during) )?last (?P<p>week|month|quarter|year)\b(?! of\b)"
            r"(?!['\u2019]s (?:darling|star|winner|loser|hero|villain|note|letter|table|column|call"
            r"|report|favou?rite|meeting|story|news|laggard|leader)\b)",
            r"the (?:calendar |past )?(?P<p>week|month|quarter|year)"
            r" just (?:gone|ended|past|over|closed)\b",
            rf"(?:{OVER} )?(?:the )?(?:{LATEST}|most recent|latest) (?:(?P<n>{COUNT}) )?"
            r"(?:full |calendar |completed ){1,2}(?P<p>week|month|quarter|year)s?\b(?! of\b)",
        ),
    ),
)
RULES = tuple(
    (re.compile(rf"(?<![\w-])(?:{form})", re.IGNORECASE), resolve)
    for resolve, forms in (*_RULES, *COUNTED_RULES)
    for form in forms
)


def mask(text: str, phrases: Iterable[Phrase]) -> str:
    """The text with every calendar phrase replaced by signs of the same length."""
    masked = [*_SIGNS.sub(" ", text)]
    for phrase in phrases:
        masked[phrase.start : phrase.end] = SIGN + FILL * (phrase.end - phrase.start - 1)
    return "".join(masked)
