"""The words between a figure and the name of what it belongs to."""

from __future__ import annotations

import re

# "12.3 % for XLK", "0.0945 % of SPY", "at a fee of 0.2 % for either".
BEHIND = re.compile(
    r"(?: (?:a year|annuali[sz]ed|per annum|p\.a\.|each|apiece|vol(?:atility)?))?,?"
    r" (?:\(|(?:for|of|on|at|by|from) (?:the |its |shares of )?)",
    re.IGNORECASE,
)
# "It's 35 basis points, by the way, both of them."
ALL_BEHIND = re.compile(
    r",? (?:across the board|all round|right down the line|for (?:the lot|all of them"
    r"|each of them))\b",
    re.IGNORECASE,
)
BOTH_BEHIND = re.compile(
    r",(?: [^,.;\d]{2,20},)? (?:for )?(?:both|either)(?: of (?:them|the two))?\b", re.I
)
# "USMV's 0.28", "ZROZ, with 23 %", "IJS 0.18", "GLD (0.4 %)": the name right before a number.
RIGHT_BEFORE = re.compile(
    r"(?:['\u2019]s)?(?:,? (?:was|is|are|at|has"
    r"|(?:(?:cut|lowered|trimmed|down|reduced) )?to|had|with|only|about|a|just|came to|comes in at"
    r"|has been"
    r"|too|also|alas|asks|takes|wants|charges|costs|ran|run|runs|stood|stands|sits|comes|closer"
    r"|nearer|some|around|roughly|nearly|almost|under|over|even|still|lower|higher|the (?:most"
    r"|least"
    r"|highest|lowest)|\d{1,3}[- ]?(?:d|w|m|y|yr)|reali[sz]ed)\b,?){0,3},?:?(?: ?= ?)?[ (]{1,2}"
    r"(?:also |at |now )?~?"
)
# A name behind one of these is what something is held against.
AGAINST = re.compile(
    r"\b(?:than|versus|vs\.?|against|over|behind|with|like|as|to|for|beat|beats|beating|lagged|lags"
    r"|lagging|trailed|trails|trailing|outperformed|unlike|from|between|below|above|under"
    r"|regressed on)"
    r"(?: (?:the|its|that of|those of|both|plain|index|either|neither))? $",
    re.IGNORECASE,
)
# "In fairness to DWAS, it …" speaks of it all the same.
ADDRESSED = re.compile(r"\b(?:to|for|like|with|as) (?:the )?$", re.IGNORECASE)
POINTER = re.compile(
    r"\b(?P<near>which|whose|who)\b|\b(?P<former>the former)\b|\b(?P<latter>the latter)\b"
    r"|\b(?P<two>both|either|neither|(?<!of )the two|(?<!of )the pair"
    r"|the two of them)\b"
    r"|\b(?P<three>all three|(?<!of )the three)\b"
    r"|\b(?:each|every one|all|any) of (?:the|these|those|our) (?P<many>two|three|four|five|six"
    r"|seven|eight)\b"
    r"|\ball (?P<many2>four|five|six|seven|eight)\b"
    r"|\b(?P<board>across the board)\b"
    r"|\b(?P<all>each(?: of (?:them|these|the))?|all of them"
    r"|all(?= (?:track|follow|charge|cost)))\b"
    r"|\b(?P<one>it|its|it['\u2019]s|(?:this|that)(?: one)?|the (?:[\w-]{1,15} ){0,2}?(?:fund|etf"
    r"|product|vehicle|tracker|note|share class))\b",
    re.IGNORECASE,
)
JOINED = re.compile(r",? (?:and|or|nor) |/| & ")
AND = re.compile(rf"(?:{JOINED.pattern}|, )(?:(?:the|shares of|its sibling) )?")
# "At 0.15 % a year, MTUM is cheap", "Since its launch in 2019 AVUV has …".
OPENING = re.compile(
    r"(?: (?:a|per) year| annually| p\.a\.)?(?: (?:to|against|with) [^,;]{2,30})?,? (?:the )?"
)
OPENS_WITHIN = 12
# A name with a figure of its own: "Fees: 0.35, QYLD 0.60".
ENTRY = re.compile(r"[ :,(]{1,2}\d")
# "A fee of 39 basis points is steep for XSMO."
LATER = re.compile(r"[^,;.:%\d]{0,40}? (?:for|on|at|(?<!that )of) (?:the )?")
APIECE = re.compile(r" (?:apiece|each)\b", re.IGNORECASE)
EITHER = re.compile(r"(?:either|both|each)\b")
# "The former yields 3.4, the latter 3.0".
ORDERED = re.compile(
    r"\bthe (?:former|latter|other)(?:['\u2019]s)?(?:,? (?:is|was|at|has|pays|asks|yields|charges"
    r"|only|just|about))? ?$",
    re.IGNORECASE,
)
ECHO = re.compile(
    r"(?: (?:a|per) year| annually)?(?:,|;| and|, and)? (?:as|so|just as|and so) (?:does|do|did|is"
    r"|was"
    r"|has|have|are) (?:the )?|,? (?:ditto|likewise|same for|same goes for|as with) (?:the )?",
    re.IGNORECASE,
)
