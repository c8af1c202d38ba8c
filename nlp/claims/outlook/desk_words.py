"""Orders as desks and minutes write them: tickets, weights, arrows, resolutions in the passive.

Every pattern is read in a text whose names are masked; groups as in `position_words`.
"""

from __future__ import annotations

import re

from nlp.claims.outlook.order_words import LIST, NAME

_GRADE = (
    r"(?:(?P<grade>under-?weight|negative|sell|avoid|reduce|u/?w|short)|over-?weight|neutral|buy"
    r"|hold"
    r"|positive|long|o/?w|accumulate|market[- ]?weight|equal[- ]?weight)"
)
_SOLD = (
    r"(?P<grade>sold(?: down)?|trimmed|cut|dropped|exited|reduced|closed(?: out)?|halved|liquidated"
    r"|pared(?: back)?|wound down|unwound|redeemed|disposed of|scaled back|lightened|lowered"
    r"|avoided|removed)"
)
_BOUGHT = (
    r"(?:bought|added(?: to)?|topped up|increased|raised|kept|retained|left alone|maintained"
    r"|left unchanged|initiated|built up|accumulated|doubled|lifted|reinstated|held)"
)
_MOVED = (
    r"(?:transferred|switched|moved|swapped|rolled|rotated|shifted|exchanged|replaced|reallocated"
    r"|redeployed|reinvested|converted|mapped)"
)
_MUST = r"(?:should|must|ought to|needs? to|is to|are to|to|shall|now to)"
_TO_WEIGHT = (
    r"(?:to (?:zero|nil|nothing|neutral|under-?weight|market[- ]?weight|benchmark|[\d.]{1,4} ?%)"
    r"|by [\d.]{1,4} ?(?:%|points?|bps?|pp))"
)
_NOUNS = (
    r"(?:(?P<grade>(?:disposal|sale|liquidation|reduction|redemption|trimming)s?)|purchases?"
    r"|acquisition)"
)
_SIZE = r"[\d.,]{1,10}(?:k|m|mm)? ?(?:shs?|shares|units|lots?|contracts|x)? ?(?:of )?"
_SOURCES = (
    # "Neither A nor B is a buy".
    rf"\b(?P<verb>neither) (?P<object>{NAME}+,? nor {NAME}+) (?:is|are|looks?|would be|seems?)"
    r" (?:yet |now )?(?:an? )?(?:outright |screaming )?(?:buy|hold|purchase|long|trade)\b",
    # "Duration: modest overweight through IEF".
    rf"(?:^|[.;] )(?P<verb>[\w &/-]{{3,30}}: (?:[\w-]{{3,12}} )?{_GRADE},? (?:through|via|in|using"
    rf"|with|by way of|by means of|expressed (?:in|through|via)|held (?:in|through|via)))"
    rf" (?P<object>{LIST})",
    # "Credit: our view is underweight".
    rf"(?P<object>{NAME}+)(?P<verb>(?::|,| [\u2014\u2013-]) (?:our|the house|the desk['\u2019]s)"
    rf" (?:view|stance|position|rating|call|recommendation) (?:is|remains|stays) (?:still |now )?"
    rf"{_GRADE})\b",
    # "Equities ▲".
    rf"(?P<object>{NAME}+):? ?(?P<verb>(?P<grade>[\u25bc\u2193\u25be\u21d3])|[\u25b2\u2191\u25ba"
    r"\u2192\u25b4\u21d1\u25b6\u2194])(?! ?[+\d\u2212-])",
    # "QUAL 8 → 5".
    rf"(?P<object>{NAME}+):? (?P<verb>(?:from )?[1-3]?\d(?:\.\d)? ?%? ?(?:\u2192|->|=>|\u2794)"
    r" ?[1-3]?\d(?:\.\d)? ?%?)(?= ?(?:[.;,)]|$))",
    # "SLX: take half off", "VTV: leave as is".
    rf"(?P<object>{NAME}+)(?P<verb>(?::| [\u2014\u2013-]) ?(?:we )?(?:(?P<grade>take (?:half|some|a"
    r" third|a quarter|a bit|profits?|money)(?: off| out)?|trim|sell|cut|halve|close|exit|get out"
    r"|reduce)|leave(?: it)?(?: alone| as is| be)?|no (?:change|action)s?|keep|hold|add|top up"
    r"|stay (?:put|long)|buy|nothing to do))\b",
    # "SPHB cut to zero", "SPHB trimmed by 2 points".
    rf"(?P<object>{NAME}+)(?P<verb> (?:position |holding |weight )?(?:(?:(?:is|was|were|has been)"
    rf" )?(?:{_SOLD}|{_BOUGHT})|goes|up|down|back) {_TO_WEIGHT})"
    r"(?![^.;]{0,40} by the\b)(?= ?(?:[.;,)]|$)| (?:of|from|and)\b)",
    # "XLE stays, though trimmed", "GLDM stays put".
    rf"(?P<object>{NAME}+)(?P<verb> (?:stays?|remains?|is staying)(?: (?:put|in place|where it is"
    r"|as it is|as is|untouched|a holding))?)(?= ?(?:[.,;:!)]|$))",
    # "Both should be switched into IJR", "that the holding in IWM be transferred to IJR".
    rf"(?P<other>{LIST})(?P<verb>(?: (?:position|holding|balances?|stake|money))? (?:{_MUST} )?be"
    rf" {_MOVED}) (?:in ?to|to|by|for|with) (?:the )?(?P<object>{LIST})",
    # "Positions in both to be closed", "both should be cut", "that IWM be sold".
    rf"(?P<object>{LIST})(?P<verb>(?: (?:position|holding|stake|weight|allocation))?"
    rf"(?: {_MUST})? be (?:{_SOLD}|{_BOUGHT}))"
    r"(?! (?:by (?!half|a |\d)|responsible|against|hard|back|up)\b)",
    # "B 12,500 XLE @ 72.02".
    rf"(?:^|[;,:] |\n)(?P<verb>(?-i:(?P<grade>S|SLD|SS|SELL|SOLD)|B|BOT|BUY|BOUGHT)) {_SIZE}"
    rf"(?P<object>{NAME}+)",
    # "Disposal of DBC", "the sale of half of IWM".
    rf"\b(?P<verb>(?:the |a )?(?:full |partial |outright |immediate |further )?{_NOUNS} of)"
    rf"(?: (?:the|our|half|some|all|of|its|holding|position|in|a|third)){{0,5}} (?P<object>{LIST})",
    # "QYLD is the one I'd run away from".
    rf"(?P<object>{NAME}+)(?P<verb> (?:is|would be|remains|was) (?:still )?the (?:\w{{3,8}} )?"
    r"(?:one|fund|etf|name)(?: that)? (?:I|we)(?:['\u2019]d| would|['\u2019]ve| have|['\u2019]re"
    r"|['\u2019]m| are| am)? (?:still |now |actually |rather )?"
    r"(?:(?P<grade>sell|avoid|trim|run (?:away )?from|drop|cut|sold|steer clear of)|own|hold|buy"
    r"|keep|pick|choose|take|bought|have|adding|buying|add to))\b",
)
DESK = tuple(re.compile(source, re.IGNORECASE) for source in _SOURCES)
# Whose these are must be looked for; the rest is the author's.
PROPOSALS = tuple(pattern for pattern in DESK if _NOUNS in pattern.pattern)
