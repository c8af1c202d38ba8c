"""The vocabulary of buying, selling and holding, as parts of the patterns of an order."""

from __future__ import annotations

# One sign of a masked name.
NAME = "\x01"
_POINTER = (
    r"(?:the (?:latter|former|lot|pair|two|three|four|five|fund|etf|name|shares|group|sector)"
    r"|the (?:position|holding)(?! (?:in|of|to) )"
    r"|(?:all|any|each|either|both)(?: of)? (?:the )?(?:two|three|four|five|them|funds|these)"
    r"|both|(?:them|it)(?! (?:in|into|to|towards) (?:the )?\x01)|mine|ours|neither)\b"
)
OBJECT = rf"(?:{NAME}+|{_POINTER})"
_NUMBER = r"\$?\d{1,4}(?:[.,]\d{1,3})?(?: ?%| ?bps?| per ?cent)?"
# What may stand between a verb of trading and what is traded.
FILL = (
    r"(?:[ ,]{1,2}(?:the|my|our|their|its|your|at|a|an|some|any|more|most|half|part|parts|all|rest"
    r"|remainder|of"
    r"|old|new|full|small|core|modest|current|existing|remaining|further|additional|extra|little"
    r"|lil|bit|lot|positions?|stakes?|holdings?|exposures?|allocations?|weights?|shares|money"
    r"|proceeds|cash|profits?|gains|in|into|to|from|for|on|up|down|out|back|clear|away|half|any"
    r"|every|(?:it|them|that|this)(?= in(?:to)? )|(?:over|fore)seas|foreign|domestic|equity|bond"
    r"|idle"
    r"|spare|purchases?|additions?|clip|chunk|slug|slice|bits|dry|powder|cash|smidgen|touch"
    r"|one|hundred|thousand|million|dollars|euros|pounds|percent|tranches|last|final|nibble"
    r"|starter|bulk|whole|less|two|four|five|ten|twenty"
    r"|fifty|thirds?|three|quarters?|fifths?|towards?|again|still|only|just|against|slightly"
    rf"|long|portfolio|portfolios|orders?|plain|iShares|bounces?|rall(?:y|ies)|strength|weakness"
    rf"|dips?"
    rf"|pullbacks?|overweights?|underweights?|{_NUMBER})(?= |-)){{0,8}}? "
)
_JOIN = r"(?:,? and|,| &| plus|,? or|/) ?"
_SMALL = r"(?:(?:the|our|a|half|third|quarter|lil|little|bit|in|to|into|of|some) ){0,4}"
LIST = rf"{OBJECT}(?:{_JOIN}{_SMALL}{NAME}+){{0,6}}"
TAIL = (
    r"(?:,? (?:ETF|fund|position|exposure|holding|shares|stake|allocation|sleeve|balances?|assets"
    r"|units|money|weight))?"
    r"(?: off(?: the table)?\b)?(?: by (?:[\d.]{1,5} ?(?:%|per ?cent|points?|bps?)|half|a (?:third"
    r"|quarter|fifth|half)))?"
)
OTHER = (
    r"(?:,? (?:(?:here|now|again|today|instead|out|every month|each month),? )?"
    r"(?:(?:and )?(?:fund|pay|financ)(?:ed|ing)(?: for)?(?: it| that| this| them)? (?:out of|from"
    r"|by (?:selling|trimming|cutting|reducing))|over|versus|vs\.?|against|rather than"
    rf"|than|instead of|at the expense of|in preference to|(?:in favou?r|out) of|relative to)"
    rf"(?: the| our)? (?P<other>{LIST}))?"
)
BUY = (
    r"buy(?:s|ing)?|bought|add(?:s|ed|ing)?|accumulat(?:e|es|ed|ing)|top(?:ped|ping)?(?: up)?"
    r"|buil(?:d|t|ding)(?: up)?|increas(?:e|ed|ing)|rais(?:e|ed|ing)"
    r"|initiat(?:e|ed|ing)|open(?:ed|ing)?|start(?:ed|ing)?|load(?:ed|ing)? up"
    r"|(?:rotat|mov|shift)(?:e|ed|ing)|shift|switch(?:ed|ing)?|put(?:ting)?|reinvest(?:ed|ing)?"
    r"|favou?r(?:s|ed|ing)?|prefer(?:s|red)?|upgrad(?:e|ed|ing)|pick(?:ed|ing)? up|nibbl(?:e|ed"
    r"|ing)"
    r"|chas(?:e|ing)|(?:re)?deploy(?:ed|ing)?|park(?:ed|ing)?|recycl(?:ed|ing)|(?<=m )buyers of"
    r"|(?<=re )buyers of|no changes? (?:to|in)"
    r"|allocat(?:e|ed|ing)|lean(?:ed|ing)? into|keep(?:s|ing)?|kept|hold(?:s|ing(?! (?:in|of)\b))?"
    r"|own(?:s|ing)?|retain(?:s|ed|ing)?|maintain(?:s|ed|ing)?|st(?:ay|aying|ick|icking"
    r"|uck) (?:with|in)"
    r"|cover(?:ed|ing)?(?= (?:the |our |my |half |some )?\x01{1,80} shorts?\b)|hedg(?:e|ed|ing)"
    r"|(?<=should )consider|(?<=could )consider|(?<=might )consider|(?<=may )consider"
    r"|remain(?:s|ing)? in|recommend(?:s|ed|ing)?|back(?:s|ing)?|all in|sit(?:ting)? tight in"
    r"|(?:stuck|sweep|swept|tuck(?:ed)?|roll(?:ed|ing)?)(?= [^.;,\x01]{0,30}\bin(?:to)?\b)"
    r"|leav(?:e|ing)(?= [^.;,\x01]{0,30}\bin\b)|invest(?:ed|ing)?|bid for|doubl(?:e|ed|ing) (?:up"
    r"|down)"
)
SELL = (
    r"sell(?:s|ing)?(?: out| down)?|sold(?: out| down)?|trim(?:s|med|ming)?|reduc(?:e|es|ed|ing)"
    r"|cut(?:s|ting)?(?: back)?|exit(?:ed|ing)?|clos(?:e|ed|ing)(?: out)?|halv(?:e|ed|ing)"
    r"|lighten(?:ed|ing)?(?: up)?|(?:tak(?:e|en|ing)|took|book(?:ed|ing)?|lock(?:ed|ing)?(?: in)?)"
    r"(?: some| partial| our)? (?:profits?|gains) (?:in|on)|dump(?:ed|ing)?|unload(?:ed|ing)?"
    r"|liquidat(?:e|ed|ing)|offload(?:ed|ing)?|avoid(?:ed|ing)?|downgrad(?:e|ed|ing)|fad(?:e|ed"
    r"|ing)"
    r"|bank(?:ed|ing)?(?= (?:an?|half|some|part|most|the|our|my|profits?|gains?)\b)"
    r"|(?:tak(?:e|en|ing)|took) (?:a |an |one )?(?:half|thirds?|quarters?|fifths?|tenth|little|bit"
    r"|few chips|chips|some|money|profits?)(?: more| chips| money)?(?: off(?! the)| out of| from"
    r"| of)?"
    r"|sit(?:ting)? out|pass(?:ing)? on|skip(?:ped|ping)?|hands off|stand(?:ing)? aside from"
    r"|(?:not|n['\u2019]t|never) (?:be )?(?:chas(?:e|ing)|buy(?:ing)?|own(?:ing)?|add(?:ing)?)"
    r"|scal(?:e|ed|ing) back|par(?:e|ed|ing)(?: back)?|(?:rotat|mov|shift)(?:e|ed|ing) out of"
    r"|(?:get|getting|got) (?:out of|rid of)|st(?:ay|aying) (?:away from|out of|clear of)"
    r"|steer(?:ing)? clear of|(?:not|n['\u2019]t|never) (?:be )?touch(?:ing)?|drop(?:ped"
    r"|ping)? (?=the|our)"
    r"|no (?:new |further |more )?(?:orders|purchases|buying|additions)|ditch(?:ed|ing)?"
    r"|no (?:action|switch|move|trade|business)s? (?:on|in|to|into)|halve(?:s|d)?"
    r"|redeem(?:s|ed|ing)?|dispos(?:e|ed|ing) of"
    r"|(?<=m )out of|(?<=re )out of|no (?:position|exposure|holding|stake)s? (?:in|to)"
    r"|unwind(?:ing)?|(?<=m )sellers of|(?<=re )sellers of|short(?:ed|ing)"
)
_AFTER_STANCE = (
    r"(?![- ](?:term|run|time|as|only|history|standing|dated|duration|of|volatility)\b|-)"
)
_BEING = r"(?:go(?:ing)? |went |be |stay(?:ing)? |remain(?:ing)? )?"
LONG = (
    rf"{_BEING}(?:longs?:|(?<=[/,;:] )l(?= \x01)|^l(?= \x01)|(?:long|overweight|ow"
    rf"|o/w){_AFTER_STANCE}"
    r"|(?:neutral|market[- ]?weight|equal[- ]?weight)(?: (?:on|in))?(?= (?:the )?[\x01g])"
    r"|(?<=[,;:] )flat(?: in)?(?= \x01))"
)
SHORT = rf"{_BEING}(?:shorts?:|(?<=[/,;:] )s(?= \x01)|(?:short|underweight|uw|u/w){_AFTER_STANCE})"
