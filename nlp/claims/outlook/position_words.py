"""Positions told with the holding first: "A was sold", "A: underweight", "A stays at full weight".

Every pattern is read in a text whose names are masked; `object` is what is bought, sold or held,
`other` what pays for it, `grade` the word that tells a sale where the verb doesn't.
"""

from __future__ import annotations

import re

from nlp.claims.outlook.order_words import FILL, LIST, NAME

_WHOSE = (
    r"(?:our|my|the (?:desk|committee|fund|team|house|board|book|trust|family)['\u2019]s|his|her)"
)
_HOLDING = (
    r"(?:vehicle|holding|line|position|pick|choice|favou?rite|anchor|core|overweight|underweight"
    r"|long|short|hedge|instrument|exposure|bet|ballast|preference|conviction|stake|purchase|buy"
    r"|sell|hold|way in|idea|top up|sleeve)s?"
)
_ADVERB = r"(?:still|now|again|also|therefore|accordingly|instead|already|meanwhile|duly)"
_ASIDE = r"(?:,? [^,;.:]{2,50},|, which [^,;.:]{2,60} and|,)?"
_DONE = (
    r"(?P<grade>sold|trimmed|cut(?! in half)|dropped|exited|reduced|closed|liquidated|pared|ditched"
    r"|bought|added|topped up|increased|raised|initiated|kept|held|retained|reinstated)"
)
_CALL = (
    r"(?P<grade>over-?weight|under-?weight|exit|hold|buy|sell|neutral|avoid|trim|add|reduce"
    r"|accumulate|long|short|upgrade|keep|pass|skip|take profits?|increase|cut|ow|uw|no position"
    r"|out|top up|market[- ]?weight|equal[- ]?weight)"
)
_END = r"(?= ?(?:[.,;:()]|$)| (?:at|on|in|into|with|from|until|for|and|but|again|here|still|vs)\b)"
_SENT = r"(?:goes?|went|going|gone|moves?|moved|switched|shifted|rolled|rotated)"
_SOURCES = (
    # "DBC, which we dropped in March", "DVY I hold out of sentiment".
    rf"(?P<object>{NAME}+),? (?P<verb>(?:which|that|and which)? ?(?:we|I)(?:['\u2019]ve| have"
    rf"| would"
    rf"|['\u2019]d| will)? (?:{_ADVERB} )?(?:(?P<grade>sold|dropped|trimmed|cut|exited|ditched"
    rf"|avoid"
    r"|reduced|shorted|pared|closed)|own|hold|held|keep|kept|bought|added|like|prefer|favou?r"
    r"|are long|am long|introduced|initiated|started))\b(?! (?:off|up to|in the same))",
    # "PDP was sold in full", "half of it has been trimmed".
    rf"(?P<object>{NAME}+)(?P<verb> (?:was|were|has been|have been|is being|gets|got|will be|is"
    rf"|are)"
    rf" (?:{_ADVERB} )?{_DONE})\b(?! (?:off|by|hard|heavily|down|aggressively|at the|after|when"
    r"|back|to|from)\b)",
    # "IJR has been replaced by AVUV".
    rf"(?P<other>{NAME}+)(?P<verb> (?:was|were|has been|have been|is|gets) (?:{_ADVERB} )?"
    rf"(?:replaced|swapped|exchanged|switched)) (?:by|for|with|into"
    rf"|to) (?:the )?(?P<object>{LIST})",
    # "GLD stays at its full weight".
    rf"(?P<object>{NAME}+)(?P<verb> (?:stays?|remains?|is|goes|sits?|was|are|stand|stands|moves?"
    rf"|kept"
    rf"|held)(?: {_ADVERB})? (?:at|to|on) (?:(?:its|their|a|the|our|full|half|target|current"
    rf"|neutral"
    r"|benchmark|maximum|minimum|double|normal|strategic|model|reduced|[\d.]{1,4} ?%) ){0,3}"
    r"(?:(?P<grade>underweight|sell)|weight|overweight|neutral|size|allocation|position|hold|buy"
    r"|strength))\b",
    # "HEDJ is our preferred vehicle", "MTUM, the fund's core line".
    rf"(?P<object>{NAME}+){_ASIDE}(?P<verb> (?:(?:is|remains|stays|was|becomes"
    rf"|are) (?:{_ADVERB} )?)?"
    rf"{_WHOSE} (?:[\w-]{{1,15}} ){{0,3}}{_HOLDING})\b",
    rf"(?P<object>{NAME}+){_ASIDE}(?P<verb> (?:is|remains|stays"
    rf"|are) (?:{_ADVERB} )?an? (?:\w{{3,10}} )?"
    r"(?:(?P<grade>sell|avoid|short|underweight)|hold|buy|long|overweight|keeper|core holding))"
    r"(?!-)(?= ?(?:[.,;:!)]|$)| (?:here|for|at|below|above|on|until|from|in|and|but)\b)",
    rf"(?P<object>{NAME}+){_ASIDE}(?P<verb> (?:is|are|comes?) next on (?:my|our"
    rf"|the) (?:\w+ )?list)",
    # "The core stays GLD", "our largest position is SPMO".
    rf"\b(?P<verb>(?:{_WHOSE}|the) (?:[\w-]{{1,15}} ){{0,2}}(?:core|anchor|ballast|base|default"
    rf"|hedge"
    r"|workhorse|instrument|vehicle|purchase|sleeve|exposure|overweight|underweight|pick|choice)"
    rf" (?:is|are|stays?|remains?|becomes?)(?: {_ADVERB})?) (?:the |in |with )?(?P<object>{LIST})",
    # "Utilities: underweight still", "MTUM, accordingly: exit".
    rf"(?P<object>{NAME}+)(?:,? (?!and\b|or\b)[a-z]{{3,12}})?(?P<verb>(?::| [\u2014\u2013-]"
    rf"|,) ?(?:we )?"
    rf"(?:stay |remain |still |now |keep |hold |go |back to |up to |down to )?{_CALL}){_END}",
    # "XLP long, XLF short".
    rf"(?P<object>{NAME}+) (?P<verb>(?P<grade>long|short|out|overweight|underweight|exit|in)) ?"
    rf"(?:[,;&/+]|and|\(open) ?(?P<other>{NAME}+) (?:short|long|in|underweight|overweight|out)\b",
    # "Trimmed: a third of ICLN", "Resolved: sell".
    rf"(?<![\w-])(?P<verb>(?:(?P<grade>sold|sells?|trims?|trimmed|exits?|exited|cut|cuts|reduced"
    r"|reduce|closed|shorts?)|bought|buys?|added|adds?|opened|started|initiated|holds?"
    rf"|kept|overweights?|core|longs?)(?: positions?)?:){FILL}(?P<object>{LIST})",
    # "Use SCHP instead of TIP".
    rf"\b(?P<verb>us(?:e|es|ed|ing)|choos(?:e|ing)|chose|chosen|opt(?:ed|ing)? for|go(?:ing)? with"
    rf"|went with|settled on|pick(?:ed|ing)?|tak(?:e|ing)|took|ha(?:ve|d)) (?:the |our )?"
    rf"(?P<object>{NAME}+),? (?:instead of|rather than|in place of|in preference to|and not|, not)"
    rf" (?:the )?(?P<other>{LIST})",
    # "I'd rather own VNQ", "she would sooner hold XLF than VNQ".
    rf"\b(?P<verb>(?:(?:would|['\u2019]d) )?(?:rather|sooner) (?:own|have|hold|be in|buy|be long"
    rf"|sit in"
    rf"|pay up for|take))(?P<fill>{FILL})(?P<object>{LIST})(?:,? (?:(?:here|now|today"
    rf"|still) )?(?:than|over|instead of) (?:own |hold "
    rf"|the )?(?P<other>{LIST}))?",
    rf"\b(?P<verb>better (?:to (?:own|hold|buy)|(?P<grade>seller)s?|buyers?)(?: of| in)?)"
    rf" (?P<object>{LIST})",
    rf"\b(?P<verb>(?:am|are|be|stay|staying|remain|['\u2019](?:m|re)) (?P<grade>light)) (?:on "
    rf"|in )?"
    rf"(?P<object>{LIST})",
    # "A third of SPLV goes into VOO", "the proceeds went to XMMO".
    rf"(?P<other>{NAME}+)(?P<verb> (?:(?:is|are|has"
    rf"|have) )?{_SENT}) (?:in)?to (?:the )?(?P<object>{LIST})",
    rf"\b(?P<verb>(?:money|proceeds|cash|capital|weight|balance|difference|rest|remainder)"
    rf" (?:(?:is|are|has|have|all|has all|will) )?{_SENT})(?: (?:from"
    rf"|out of) (?P<other>{NAME}+))?,?"
    rf" (?:back )?(?:in)?to (?:the )?(?P<object>{LIST})",
    # "Holders of MTUM should switch".
    rf"\b(?P<verb>(?:holders|owners|buyers|investors) (?:of|in)) (?P<object>{NAME}+) (?:should"
    rf"|ought to"
    r"|would do well to|might|need to) (?:now )?(?:(?P<grade>switch|sell|exit|trim|get out|cut|move"
    r"|take profits?|reduce)|stay|hold|add|keep|sit tight)",
    rf"\b(?P<verb>(?:mak(?:e|ing)|made) (?:some )?room for) (?P<object>{LIST})",
)
POSITIONS = tuple(re.compile(source, re.IGNORECASE) for source in _SOURCES)
