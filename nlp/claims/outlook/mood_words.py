"""The words of what is to come, may come, is usual, or is only imagined."""

from __future__ import annotations

import re

from nlp.screening import Screened

FUTURE = Screened(
    r"\b(?:(?<!you )will(?! you\b)|won['\u2019]t|['\u2019]ll"
    r"|(?<!we )(?<!I )(?<!you )would(?! you\b)(?= (?:\w{2,10}ly )?(?!have|be |not|say|like)\w)"
    r"|expect(?:s|ed)?|forecasts?|project(?:s|ed)|(?:un)?likely to|apt to|set to"
    r"|poised to|ought to|going to|should(?! have)|bound to|due to (?=\w+ (?:by|in|over))|look(?:s"
    r"|ing)? for"
    r"|we (?:see|target)|points? to|pencil(?:s|led)? in|predict(?:s|ed)?|anticipates?"
    r"|(?:odds|chances) (?:are|is)|headed (?:for|to)|(?:on course|on track|destined|sure"
    r"|about) (?:to|for)|(?:sees?|saw|has|have) (?:it|(?:the \w+ )?\x01{1,80}|them"
    r"|both) \w{2,12}ing"
    r"|targets?(?= (?:[+\d\u2212-]|of|is|at|for))|likely(?= (?:by|in|over|before|into|to))|doubts?"
    r"|(?:base|central|bull|bear) case|price target"
    r"|(?<=\d)(?: ?%| per ?cent| points?)(?: of)? (?:upside|downside)"
    r"|(?<=\x01 )to(?= [a-z]))\b",
    re.IGNORECASE,
)
POSSIBLE = Screened(
    r"(?<!you )\b(?:can|could|(?-i:may)|might|tends? to)\b(?! have (?!further|room|more|some way"
    r"|legs))(?!['\u2019]t| ?not"
    r"| you\b)(?! be (?:found|seen|said|had|bought))"
    r"|\b(?:is|are|looks?|seems?) (?:quite |well |always |perfectly |considered )?possible\b"
    r"|\bpossible (?=in|into|by|over|before|this|next)|^\W{0,4}(?-i:May)\b(?! \d)"
    r"|\bno reason (?:why )?(?:it|they|\x01{1,80}) can['\u2019]?t|\b(?:room|scope) (?:for|to)\b",
    re.IGNORECASE,
)
HEDGED = re.compile(r"\b(?:tends? to|usually|typically|often)\b", re.IGNORECASE)
WOULD = re.compile(r"\bwould\b|['\u2019]d\b", re.IGNORECASE)
IMAGINED = re.compile(r"\b(?:would|should|could) have\b", re.IGNORECASE)
