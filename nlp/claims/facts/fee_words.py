"""The words that make a cost of a number, and those that make a difference or a return of it."""

from __future__ import annotations

import re

from nlp.screening import Screened

# No fund of the market costs more than this a year, in per cent.
DEAREST = 3.0
CHEAP = 1.0
# How far before a number the words stand that make a price of it.
REACH = 100
# The sentence speaks of what things cost.
SPEAKS_OF_FEES = Screened(
    r"\b(?:fees?|costs?|TER|MER|OCF|expense ratios?|charg(?:es?|ed|ing)|cheap(?:er|est)?"
    r"|dear(?:er|est)?"
    r"|pric(?:ey|ier|iest)|undercut\w{0,4}|bargain|stickers?|waiver"
    r"|savings?|expensive|ongoing charges?|levies|price tag|(?:practically"
    r"|virtually|almost|nearly) free|expenses|(?:half|same|twice|double|full) the price"
    r"|goes for|go for|(?:higher|lower|same) price)\b",
    re.IGNORECASE,
)
CHARGES = re.compile(
    r"\b(?:charg(?:es?|ed|ing)|costs?|costing|asks?(?: for)?|asking|asked|levies|levied|levy"
    r"|on offer (?:at|for)|on sale (?:at|for)|comes in at|yours for|(?:fee|cost|charge) is"
    r"|priced at|bills?|billed|carries|carried|passes on|(?:you|we|I|one|investors|holders|clients)"
    r" pays?|(?:you|we|they)(?:['\u2019]re| are) paying|paying|priced from)"
    r"(?: (?:you|us|clients|investors|holders|its owners|all of|just|only|now|a mere|a|still|merely"
    r"|barely|of|the same|each|more|less|than)){0,3} [(~]?$",
    re.IGNORECASE,
)
# Words that mean a price only where the talk is of prices.
HAS = re.compile(
    r"\b(?:wants?|takes?|took|sits? at|stands? at|comes? in at|comes? at|runs? at|does (?:it"
    r"|the job|the"
    r" same) for|goes for|gone to|went to|down to|cut to"
    r"|(?:cut|down|lowered|reduced|trimmed|reduction) from"
    r"|from \S{1,6}(?: (?:%|per ?cent|bps?|basis points))? to"
    r"|(?:took|takes|taking|brought|brings|cuts?|cutting|lowered|lowers|trimmed|slashed|reduced"
    r"|shaved|dropped|lopped) (?:\S{1,20} ){1,4}to|is|are|was|at|for|with|only|just|has|pays?"
    r"|['\u2019]s(?: at)?)(?: (?:still|now|only|just|a mere|at)){0,2} [(~]?$",
    re.IGNORECASE,
)
ACCESS = re.compile(
    r"\b(?:access|exposure|index|same|market|the lot)\b.{0,60}\b(?:for|at) (?:just |only )?$", re.I
)
SAVING = re.compile(
    r"\b(?:(?:savings?|gap|difference|discount|premium|edge|advantage)\b[^,;.%\d]{0,40}|by"
    r"(?: (?:about|just|only))?) $",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:wants|takes|does (?:it|the job|the same|this) for|yours for|can be had for)"
    r"(?: (?:just|only|a mere))? [(~]?$",
    re.IGNORECASE,
)
# "At 0.15 % a year, MTUM is no bargain."
AT_FIRST = re.compile(r"\W{0,3}(?:at|for) (?:just |only |a mere )?", re.IGNORECASE)
YEARLY = re.compile(r" (?:apiece|each|(?:a|per) (?:year|annum)|annually|p\.a\.)(?:,| )")
# "with 0.25 % cheaper than B" is a price and not a difference.
WITH = re.compile(r"\b(?:with|at) $", re.IGNORECASE)
CHEAPER = re.compile(r" ?(?:cheaper|dearer)", re.IGNORECASE)
RETURNS = re.compile(
    r"\b(?:gain|rose|rise|return|fell|fall|lost|los|up|down|beat|made|ahead|behind|added|climbed)"
    r"(?:s|es|ed|ing)?\b",
    re.IGNORECASE,
)
# What else than a cost is told in basis points.
OTHER_POINTS = re.compile(
    r"\b(?:gain|rose|rise|return|fell|fall|lost|los|up|down|beat|made|added|climbed|ahead|behind"
    r"|yield|spread|widen|tighten|wider|tighter|rate|hike|cut|trail|lag|lead|led|tracking|alpha"
    r"|better|worse|apart|within|gap|error|out-?perform|under-?perform|Treasur\w{1,3}|curve|Fed|vs"
    r"|versus|over|drift|short of|premium|discount|volatility|points? of)(?:s|es|ed|ing|n)?\b",
    re.IGNORECASE,
)
DEARER = re.compile(
    r"\b(?:cheap(?:er|est)?|dear(?:er|est)?|pric(?:ey|ier|iest)|(?:more |less )?expensive"
    r"|costs? (?:more|less)) \(?$",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\(0[.,]\d\d ?(?:%|per ?cent)[),;].?")
CLOSES = re.compile(r"(?: (?:a|per) (?:year|annum)| p\.a\.| annually)? ?(?:[,;.](?!\d)|$)")
# A fund's index, size or issuer, or words on what it is, between its name and the figure.
DESCRIBES = re.compile(
    r"\b(?:track|benchmark|follow|replicat|launch|trading since|issue)|\$ ?\d|['\u2019]s entry"
    r"|: (?:[a-z][\w-]{1,15} ){1,5}?[a-z][\w-]{1,15}[,;]",
)
# Of what one sentence tells with the day on which a fund began, a share of a per cent is its cost.
BEGUN = re.compile(
    r"\b(?:launched|started|listed|born|incepted|trading since|live since|debuted)\b"
)
# What may stand before a figure that opens a sentence, whoever speaks it.
SPEAKER = re.compile(r"^(?:[A-Z][\w .]{1,30}: )?[\s\"'\u201c(-]*$")
# "Tracks the S&P 500 for 0.03 %", a known index being veiled.
FOR_INDEX = re.compile(
    r"\b(?:track|follow|replicat|mirror)[^,;.:%]{2,70}(?:\bx{2,12}|[Ii]ndex) (?:for|at) (?:just "
    r"|only |a mere )?$"
)
ASKED = re.compile(r"\b(?:fees?|costs?|TER|MER|OCF|price|charges?)\? $", re.IGNORECASE)
OF_MONEY = re.compile(
    r" ?\)?(?: (?:a|per) year| annually| p\.a\.)?,? (?:lower|higher|less|more|cheaper|dearer"
    r"|below|above"
    r"|under|over|ahead|behind|points|apart|better|worse|of (?:performance|return|its|the)|in (?:19"
    r"|20)\d\d"
    r"|last|yield|since|volatility|a month|drawdown)\b",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom $", re.IGNORECASE)
NOW = re.compile(r"\d[\d.]{0,5} ?(?:%|bps?)? to (\d[\d.]{0,5})")
AT = re.compile(r"(?:['\u2019]s| is| was) at $")
