"""The words that give a cause, by where what they explain stands."""

from __future__ import annotations

import re
from typing import Literal

from nlp.claims.outlook.order_words import NAME
from nlp.screening import Alternation, Screened

# "its lead came from banks" has the effect before the words, "banks explain its lead" behind
# them; "it fell because …" has the whole clause before them.
Side = Literal["before", "behind", "clause", "label", "verdict"]

_HOW = (
    r"(?:(?:almost|very|in|to a|for the) )?(?:[a-z]{2,12}ly|part|most|much|all|nearly|more|perhaps"
    r"|large extent|maybe|also|simply|again|just|often)"
)
_OPT = rf"(?:{_HOW} ){{0,2}}"
_IS = r"(?:is|are|was|were|be|been|being|['\u2019]s)"
_NO_NUMBER = (
    r"(?! (?:\d|half|one|two|three|four|five|ten|twice|a (?:third|fifth|tenth|quarter)|the same))"
)
_BEFORE = (
    rf"\bc[ao]mes? {_OPT}(?:down to|from)\b",
    rf"\b(?:stem(?:s|med)?|deriv(?:es?|ed)|result(?:s|ed)|follow(?:s|ed)) {_OPT}from\b",
    rf"\b{_IS} {_OPT}(?:due|owed|owing|attributable|down|traceable|thanks|put down|attributed"
    rf"|ascribed|credited|traced(?: back)?)(?: by [^,;.]{{3,40}}?)? {_OPT}to\b",
    rf"\b{_IS} {_OPT}(?:explained|driven|caused|produced|powered|led|fuell?ed|accounted for)"
    rf" {_OPT}by\b",
    rf"\b{_IS} {_OPT}(?:pulled|pushed|dragged|lifted|hurt|helped|boosted|supported|held|weighed|hit"
    r"|buoyed|flattered|rescued|saved|undone|sunk|carried|swept|knocked|propelled|punished"
    r"|cushioned)"
    r"(?: up| down| along| back| higher| lower)? by\b",
    rf"\b{_IS} {_OPT}to be (?:laid|found|sought|put)\b",
    rf"\b{_IS} {_OPT}(?:the (?:work|doing|product|result|fault|consequence|story) of"
    r"|(?:really )?an? (?:matter|function|story|question|product|result|consequence|tale) of)\b",
    rf"\b{_IS} {_OPT}about\b{_NO_NUMBER}",
    rf"\bha[sd] {_OPT}(?:a lot |little |less |everything |nothing |much )?to do with"
    r"\b(?! (?:it|this|that)\b)",
    rf"\bowe[sd]? {_OPT}(?:to|its|their|this|that|much|most|everything)\b",
    rf"\b(?:can|may|must|could|might) {_OPT}be {_OPT}(?:laid|put down|traced|attributed|ascribed"
    r"|credited|explained|blamed)\b",
    r"\breflect(?:s|ed)\b",
    rf"\btraces? {_OPT}(?:back )?to\b|\bhinge(?:s|d) on\b",
    rf"\b(?:was|is|were|are) (?=(?:all |just |only |mostly |purely "
    rf"|simply ){{0,2}}{NAME}+ and {NAME})",
    rf"\b{_IS} {_OPT}an? (?:[a-z-]{{2,15}} ){{1,2}}(?:story|effect|artefact|artifact|phenomenon)\b",
    r"\bregime-dependent\b",
)
_BEHIND = (
    rf"\bha[sd] {_OPT}(?:a lot |little |less |everything |nothing |much )?to do with"
    r"\b(?= (?:it|this|that)\b)",
    rf"\bexplain(?:s|ed)?(?! why (?:we|I|you)\b) {_OPT}(?:for\b)?"
    rf"|(?<!savings )(?<!bank )\baccount(?:s|ed)? {_OPT}for\b",
    r"\b(?:drove|driven(?= (?:most|much|all|nearly|the|its|this|it)\b)"
    r"|drives?(?= (?:most|much|all|nearly|the|its|this|it)\b))",
    r"\b(?:caus(?:ed|es)|suppl(?:ied|ies)|generated|produc(?:ed|es)|provided|delivered|contributed)"
    r" (?=(?:most|much|nearly|almost|all|half|the bulk|the whole|two[- ]thirds|a third) of\b)",
    rf"\bcaus(?:ed|es) (?=(?:the|its|this|that|most|\w+['\u2019]s|{NAME})\b)",
    rf"\b(?:sent|sends|pushed|dragged|pulled|drove|lifted|knocked|hauled|took) (?=(?:the |both )?"
    rf"(?:{NAME}+|it|them|both)(?:['\u2019]s \w+)? (?:up|down|higher|lower|tumbling|soaring|sliding"
    r"|reeling|flying|skyward|into|to new|sharply)\b)",
    rf"\b{_IS} {_OPT}(?:responsible for|to blame for|what (?:drove|lifted|sank|hurt))\b",
    rf"\b{_IS} {_OPT}behind(?= (?:the|this|that|its|most|much|all|nearly)\b)"
    r"(?! (?:the|that|this) (?:\w{2,12} )?(?:fund|index|benchmark|market|etf|group|pack"
    r"|average)\b)",
    rf"\b{_IS} {_OPT}why(?! (?:we|I|you|clients|holders|investors)\b)",
    rf"\b{_IS} the (?:\w+ )?(?:reason|cause|driver|engine|source)"
    rf"(?: (?:for|of|behind|why)\b|(?= {NAME}))",
    r"^\W{0,3}what (?:sank|hurt|drove|lifted|saved|helped|held back|moved|propelled)\b",
    rf"\b(?:lifted|hurt|helped|boosted|supported|sank|dented|depressed|rescued|dragged|pushed"
    rf"|squeezed|hit|saved|punished|favou?red)(?: up| down)?(?= (?:the |its )?{NAME})",
    r"\b(?:did|does|has done|have done|doing) (?:(?:most|much|nearly all|almost all|all|half"
    r"|the bulk)"
    r" of |all )?the (?:real )?(?:work|damage|lifting|heavy lifting|rest|hard work|harm)"
    r"(?: in| to| for)?\b",
    r"\b(?:carried|made|cost|won) (?:it |the fund |holders )?the (?:day|quarter|year|difference)\b",
    rf"\bcost(?= (?:the |its )?{NAME})|\b(?:knocked|shaved|lopped|wiped) [^.;,]{{2,30}} off\b",
    r"\blies? behind\b|\blay behind\b",
    r"\b(?:has|have|had) (?:eaten|cut|weighed|fed) (?:in)?(?:to|on)\b",
    r"\bweigh(?:s|ed)? (?:heavily )?on\b",
    rf"\bcontributed {_OPT}",
    r"\b(?:flattered|propelled|buoyed|dragged down|undid)\b",
)
_CLAUSE = (
    rf"(?<={NAME} )did (?:it|that|so) (?:on|with|through|thanks to|by)\b",
    r"(?<=[,\u2014\u2013] )(?:and )?(?:all |mostly |largely |mainly )?(?:that |all )?(?:on|off)"
    r" (?:the back of|a (?:softer|weaker|firmer|stronger))\b",
    r"(?<=, )and (?:that|all(?: of it)?|most(?: of it)?) (?:on|from|thanks to|because of)\b",
    rf"(?<=, )(?:the )?{NAME}+ having \w",
    r"\bbecause(?: of)?\b|\b(?:due|owing|thanks)(?:, [^,;.]{3,30},)? (?:\w{2,12} ){0,2}to\b"
    r"|\bon account of\b",
    r"\bon the (?:back|strength|heels) of\b|\bwidely (?:ascribed|attributed|credited) to\b",
    r"(?<=, )(?:\w{3,12}ly )?(?:ascribed|attributed|owed|down|attributable) (?:\w{2,12} ){0,2}to\b",
    r"\bas a (?:result|consequence) of\b|\bcourtesy of\b|\bin the wake of\b|\battributable to\b",
    r"(?<!is )(?<!are )(?<!was )(?<!were )\b(?:helped|hurt|saved|driven|lifted|boosted|supported"
    r"|dragged|held back|weighed|buoyed|hit|powered|fuell?ed|propelled|undone|aided|hampered"
    r"|cushioned|flattered|caused|undermined|rescued|led|sunk|spared|set off|set in motion"
    r"|triggered"
    r"|sparked|prompted|brought (?:on|about)|touched off|kicked off|ignited|stoked|spurred"
    r"|unleashed"
    r"|inspired|magnified|amplified|offset|crimped|capped|pressured|pulled|pushed|inflated"
    r"|tempered)"
    r"(?: (?:up|down|along|out|in part|largely|mostly|chiefly))? by\b",
    r"\b(?:on|amid) (?:an? |the )?(?:lower|higher|rising|falling|weak(?:er)?|strong(?:er)?|softer"
    r"|news|hopes?"
    r"|fears?|worries|concerns?|profit[- ]taking|short covering)\b",
    r"^\W{0,3}given (?:its|the|their|that|how)\b",
    r"^\W{0,3}(?:lacking|having (?:no|little|few|so|more|less|an?)|(?:by )?(?:owning|holding"
    r"|avoiding"
    r"|skipping|excluding|leaving out)|with (?:no|little|few|so (?:much|many|few|little)))\b",
    r"\ba (?:casualty|victim|beneficiary|legacy|windfall|gift|by-product|product|result"
    r"|consequence|reward) (?:from|of|for)\b",
    r"(?:^|[,(\u2014\u2013] ?)(?:and )?(?:the |its |their )?(?:[a-z'\u2019-]{2,15} ){1,4}having"
    r"(?: (?:\w{2,10}ly|been|all|again)){0,2} \w{3,14}\b",
    r"\b(?:with|as) (?:the )?(?:[\w'\u2019-]{2,15} ){1,3}(?:rising|falling|climbing|sliding|surging"
    r"|collapsing|widening|narrowing|tightening|easing|weakening|strengthening|slumping|rallying"
    r"|(?:on hold|in freefall|under pressure|on the rise|at a standstill))"
    r"(?=[.,;:)]|$| (?:and|on|in|to|by|as|this|last|from|after|into|again|sharply|fast|hard)\b)",
    r"(?<!even )\bas (?:the )?(?:[\w/'\u2019-]{2,15} ){1,4}(?:rose|fell|tagged|hit|touched|broke"
    r"|slid"
    r"|jumped|rallied|sank|climbed|tumbled|surged|eased|widened|narrowed|tightened|weakened"
    r"|strengthened|recovered|collapsed|dropped|spiked|soared|plunged|rolled over|blew out"
    r"|backed up"
    r"|faded|cooled|firmed|softened|picked up|dried up|fled|gapped|cratered|steepened|flattened"
    r"|stalled|bounced|slumped|melted|cracked|caved)\b",
    r"(?:^|[,;] )on (?:the )?(?:back|strength|heels|news) of\b|\bin (?:response|reaction) to\b",
    r"\bfor (?:want|lack) of\b|\bby (?:dint|virtue) of\b|\bfor (?:this|that|one|a simple|the"
    r" simple) reason\b|\bon (?:a|the) (?:jump|drop|fall|rise|rally|surge|slump|spike|collapse"
    r"|rebound|recovery|cut|hike) in\b",
    r"\bwith (?:the )?[\w -]{2,30} in (?:trouble|retreat|favou?r|demand|free fall)\b",
)
_SIDES: tuple[tuple[tuple[str, ...], Side], ...] = (
    (_BEFORE, "before"),
    (_CLAUSE, "clause"),
    (_BEHIND, "behind"),
)
CUES = tuple((Alternation(found, re.IGNORECASE), side) for found, side in _SIDES)
# "Lasker pinned that on energy", "blamed margin calls for the drop".
CREDITED = Screened(
    r"\b(?P<verb>blam|credit|attribut|ascrib|pin|chalk|trac|pu)(?:es|e|ing|ned|ed|d|s|ning|t|ts|k"
    r"|ked)?\b(?P<what>[^.;:]{0,80}?) (?:instead |largely |mostly |chiefly |mainly |partly )?"
    r"(?P<link>for|with|to|on|down to|back to|up to) (?P<rest>[^.;:]{2,80})",
    re.IGNORECASE,
)
BLAME = Screened(r"\b(?:we|I) blame(?:d)? (?=\w)", re.IGNORECASE)
# "Reason: no China.", "As cause for the weak gold we see the rise of real rates."
LABEL = Screened(
    r"^\W{0,3}(?:(?:the |its )?(?:main |chief |key |stated )?(?:reasons?|causes?|drivers?|culprits?"
    r"|why|explanations?|catalysts?|triggers?|rationale)"
    r"(?: (?:as (?:we|I) (?:read|see) it|given|cited|offered|here|again|per \w{2,12}))?\s?$"
    r"|as (?:the )?(?:cause|reason) (?:for|of)\b"
    r"|the (?:main |chief |key |real |obvious )?(?:reason|cause|driver|culprit|explanation|engine"
    r"|catalyst|trigger)s?(?: (?:for|of|behind|why) [^.;:]{2,50})? (?:is|was|were|are)\b"
    r"|behind (?:the |its |that |this )?[^,.;:]{2,40} (?:stood|stands|lay|lies|was|is|were|are)\b)",
    re.IGNORECASE,
)
PERFORMANCE = re.compile(
    r"\b(?:failures?|disappointment|divergence|outcome|runs?|swings|wilder|calmer|premium|discount"
    r"|resilience|showing|turn(?:around)|bump|squeeze|gulf|setback|woes|slides|puts? on"
    r"|outpac\w{1,4}|widen\w{0,3}|wins?|won|success(?:es)?|sinks?|sank|soar\w{0,3}|tumbl\w{1,3}"
    r"|leads?|led|gain(?:s|ed)?|gaps?|shortfall|advantage|edge|return(?:s|ed)?"
    r"|(?:out|under)perform\w{0,5}|lag(?:s|ged|ging)?|trail(?:s|ed|ing)?|loss(?:es)?|lose[sn]?|lost"
    r"|ran|rall(?:y|ies|ied)|rose|rise[sn]?|rising|fell|fall(?:s|en|ing)?|drop(?:s|ped)?"
    r"|decline[sd]?"
    r"|slump(?:s|ed)?|slide|slid|climb(?:s|ed)?|advance[sd]?|surge[sd]?|jump(?:s|ed)?|misfortune"
    r"|misery|damage|record|success|progress|rebound(?:ed)?|recover(?:y|ed)|reversal|weak(?:ness)?"
    r"|strength"
    r"|margin"
    r"|drawdowns?|volatil\w{1,5}|performance|sell(?:ing|-?off)|rout|pain|result|beat(?:en|s)?"
    r"|better"
    r"|worse|ahead|behind|up|down|difference|deficit|spread|bounce[d]?|moves?|rally|jump|dip"
    r"|collapse[d]?|crash(?:ed)?"
    r"|outran|outdid|more|most of it|halved|doubled|off|surplus|excess|swing|plunge[d]?|swoon"
    r"|(?:horror|good|bad|great|poor) (?:show|year|quarter|month))\b",
    re.IGNORECASE,
)
# "A good part of that is fee", "half the gap was currency": the rest says what it is made of.
SHARE = Screened(
    r"\b(?P<what>(?:part|most|much|half|all|bulk|lot|share|deal|some|third|quarter|two[- ]thirds"
    r"|rest|whole|chunk|majority) (?:of )?(?:it|this|that|them|these|(?:the|its|that"
    r"|this) (?:\w{2,15} )?"
    r"(?:gap|lead|difference|shortfall|rest|damage|gains?|loss(?:es)?|returns?|edge|advantage"
    r"|excess"
    r"|lag|rise|fall|drop|jump|rally|slide|move|outperformance|underperformance|deficit|slump)))"
    r" (?P<verb>(?:is|was|were|are|has been|looks|reflects|comes down to)(?: (?:\w{2,10}ly|just"
    r"|again))?)"
    r"(?! (?:\d|\w{3,12}ed\b|gone|back|lost|over|in|at|below|above|up|down|still|already|now|behind"
    r"|not|yet|made|more|less|than|to come|ahead|within|from|due|about|because|thanks|owed)\b)"
    r" (?=[a-z\x01])",
    re.IGNORECASE,
)
# What a holding that nobody chose for it brought: "it simply owned more banks".
_PLAINLY = r"(?:merely|simply|just|only|happen(?:s|ed) to)"
HELD = Screened(
    rf"^\W{{0,3}}(?:and |but |so )?(?:it|they|the fund|the (?:\w+ )?(?:index|portfolio|ETF))"
    rf" {_PLAINLY} (?:own|hold|held|avoid|miss|lack|had|carr|overweight"
    rf"|underweight)\w{{0,4}} (?![\d$])",
    re.IGNORECASE,
)
# "Since lenders pay the full rate", "as yields rose": a clause with its own verb.
CLAUSE_MARKS = {"as", "since", "because", "given"}
TEMPORAL_VERBS = {
    "launch", "begin", "start", "list", "change", "adopt", "switch", "move", "buy", "open", "take",
    "come", "inherit", "join", "convert", "reorganise", "reorganize", "merge", "exist", "publish",
    "see", "read", "say", "show", "put", "stand", "expect", "mention", "note", "discuss", "define",
    "measure", "describe", "write", "know", "report", "state", "appear", "seem", "happen", "do",
    "go", "please", "like", "explain", "calculate", "point", "suggest", "tell", "argue",
}  # fmt: skip
# A pronoun stands for what was said before: "banks explain nearly all of it".
POINTER = re.compile(
    r"^\W{0,3}(?:(?:of|nearly|almost|about) )?(?:(?:all|most|much|half|part|some|the (?:bulk"
    r"|whole)) of )?"
    r"(?:it|this|that|them|these|both)\b",
    re.IGNORECASE,
)
