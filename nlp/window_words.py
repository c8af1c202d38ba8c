"""The words that the forms of a period are built of, as regular expressions."""

from __future__ import annotations

# What a calendar phrase is masked by: a sign, and a filler for each further letter.
SIGN, FILL = "\ue000", "\ue001"
ANY = f"{SIGN}{FILL}*"
DASH = "[-\u2013\u2014]"
S = "['\u2019]s"
DAY = r"(?P<d>\d\d?)(?:st|nd|rd|th)?"
ORDINAL_DAY = (
    r"(?P<d>\d\d?)(?:st|nd|rd|th)\b(?! (?:of|quarter|half|century|percentile|decile|anniversary)\b)"
)
TO = "(?:through|thru|until|up to|till|to)"
NOW = r"(?:date|now|(?:the )?present|today)\b"
OVER = "(?:in|over|during|for|across|within|throughout)"
OWNER = rf"(?:its |their |fund |the (?:\w{{1,12}}{S} )?|\w{{1,12}}{S} )"
BORN = "(?:inception|launch(?:ing)?|listing|debut|birth|creation|start(?= in | on |[,.;)]|$))"
# "Launched on 3 March 2005" dates the fund, and no return.
NOT_BORN = "".join(
    f"(?<!{verb} )"
    for verb in (
        "it was", "launched", "listed", "debuted", "incepted", "started", "opened", "began",
        "trading", "dated", "closed", "ended", "met", "meets", "due", "written", "published",
    )
)  # fmt: skip
# "A fund we sold in April" and "as you asked in December" date what somebody did.
NOT_DONE = "".join(
    f"(?<!{verb} )"
    for verb in (
        "sold", "bought", "bought it", "sold it", "tipped", "trimmed", "purchased", "acquired",
        "opened", "launched", "listed", "debuted", "came along", "came along only", "came out",
        "asked", "wrote", "written", "published", "introduced", "renamed", "we dropped",
        "I dropped", "swapped", "replaced",
    )
)  # fmt: skip
FUND = "(?:it|they|the (?:fund|ETF|product|strategy))"
SINCE_START = "since (?:the )?(?:start|beginning|turn) of"
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday"
SHORT_WEEKDAYS = "Mon|Tues?|Wed|Thur?s?|Fri"
# Words behind which a weekday is no day that something was measured over.
NOT_THEN = "".join(
    f"(?<!{word} )"
    for word in (
        "the", "next", "by", "until", "till", "since", "after", "before", "every", "each", "a",
        "from", "below", "above", "and", "of", "this", "than", "through", "between", "or", "Black",
        "one", "another", "to",
    )
)  # fmt: skip
# "Its assets today" and "the fund as it is today" speak of no day.
YESTERDAY = (
    r"(?<!since )(?<!through )(?<!until )(?<!up to )(?:yesterday|y['\u2019]?day)\b"
    r"(?!['\u2019]s (?:close|high|low|open))"
)
TODAY = (
    r"today\b(?=[.,;:)]|$| (?:as|on|while|and|after|amid|for|against|versus|to|by|with|when|but)\b"
    r"|['\u2019]s (?:[+\u2212-]?\d{1,2}(?:\.\d{1,2})? ?(?:%|per ?cent) )?"
    r"(?:loss|gain|jump|drop|fall|move|slide|rally|session|sell-?off|bounce|rise)\b)",
    r"(?:on|in|over|for|through) the (?:day|session)\b(?! (?:of|before|after|to|when|that|it|its))",
    r"(?:on|at|into) the (?:close|bell)\b(?! (?:of|on)\b)",
    r"(?:d/d|DoD|1d|1-day|one-day|day[- ]on[- ]day)(?![\w/])",
    r"overnight\b(?! (?:rate|index|lend|fund|repo|borrow))",
    r"pre-?(?:market|mkt|open)\b",
    r"(?<=% )pre\b(?=[,.;|)]| \||$)",
)
SHORT_UNIT = r"(?P<u>[ym]|yr|year|mo|month|wk|week)s?(?P<h>(?!))?"
LATEST = "(?:past|last|trailing|prior|previous|preceding)"
ABOUT = "(?:(?:about|roughly|almost|nearly|approximately) )?"
WHOLE = "(?:(?:all|(?:the )?whole|the course|the entirety|the month|most) of )?"
# "Over 2000 stocks" counts, "over 2000" is a year.
COUNTED_THINGS = (
    "stocks|companies|shares|names|holdings|securities|issuers|constituents|members|points|funds"
    "|ETFs"
)
LONG = "(?:very |much )?long(?:er)?"
CYCLE = (
    "(?:a |the |several |multiple |many )?(?:full |complete |entire |whole )?"
    "(?:market |economic |business )?cycles?"
)
MEASURED = (
    r"(?:(?:total|annuali[sz]ed|cumulative|price|excess|average|compound|maximum|max|track"
    r"|trailing|reali[sz]ed|active|ex-post|historical|daily|weekly|monthly) ){0,2}"
    r"(?:returns?|performance|records?|CAGR|gains?|loss(?:es)?|volatility|vol|Sharpe|Sortino|beta"
    r"|alpha|tracking (?:error|difference)|drawdowns?|correlation|standard deviation"
    r"|(?:out|under)performance)\b"
)
# "A 5-year basis" is one to measure on, "the 10-year" a Treasury.
NO_BOND = (
    r"(?![\w.]{1,9}-(?:day|week|month|year)\b"
    r"(?! (?:period|stretch|span|window|horizon|view|basis)))"
)
EPISODE = (
    r"(?:crash|crisis|sell-?off|rally|rebound|recovery|slump|rout|declines?|drop|fall|correction"
    r"|(?:bear|bull) market)\b"
)
# "From 19 February, the top, to 23 March".
APPOSED = rf"(?:, [^,;.\d{SIGN}]{{2,20}},|,)?"
APART = "".join(f"(?<!{word} )" for word in ("before", "after", "until", "than"))
