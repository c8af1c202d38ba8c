"""Words that name a cause of what was said before, without saying again what that was."""

from __future__ import annotations

import re

from nlp.screening import Alternation, Screened

_HOW = (
    r"(?:(?:almost|largely|mostly|partly|chiefly|mainly|entirely|simply|really|just|again|also|all"
    r"|probably|perhaps|likely|surely|clearly|alone|not|still|again|actually|plainly) ){0,2}"
)
_IS = rf"(?:is|are|was|were|be|been|looks|remains?|['\u2019]s) {_HOW}"
_KIND = (
    r"(?:whole|entire|real|main|chief|usual|only|sole|big|biggest|full|simple|key|obvious|likely"
    r"|likeliest|proximate|single|true|bigger|other|main|ultimate|immediate|underlying|common"
    r"|dominant|primary|deciding|decisive|prime|leading|largest|stated|first|second|principal"
    r"|partial"
    r"|bigger|single biggest|most important|additional|further|chief|contributory|obvious)"
)
_NOUN = (
    r"(?:reasons?|causes?|culprits?|explanations?|drivers?|engines?|triggers?|catalysts?|villains?"
    r"|swing factors?|(?:whole |entire |real |big |main )story|differences?|spark|answer"
    r"|contributors?|drag|influence|common thread|suspect|ingredient|propellant|decider|tailwind"
    r"|headwind|force|momentum killer|scapegoat|deciding factor)"
)
_EVENT = (
    r"(?:it|this|that|both|them|these|the (?:\w{2,12} ){0,2}(?:outcome|results?|gaps?|moves?|rall"
    r"(?:y|ies)|slides?|sell-?offs?|loss(?:es)?|gains?|rise|fall|drop|decline|lead|lag|shortfall"
    r"|rebound|bounce|swings?|damage|numbers?|divergence|dispersion|spread|difference|advance"
    r"|slump|rout|collapse|crash|jump|surge|outperformance|underperformance|return|reversal"
    r"|recovery|pullback|correction|retreat))"
)
# What stands before these words is the cause of what the note talks of.
VERDICT = Alternation(
    (
        # "Duration did it", "Cheaper fuel did that", "Banks did the damage".
        r"(?<!\bit )(?<!\bwe )(?<!\bI )(?<!\bthey )(?<!\bhe )(?<!\bshe )(?<!\bwho )(?<!\bwhich )"
        r"(?<!\bfund )(?<!\byou )(?<!\bnobody )(?<!\bone )(?<!\bever )(?<!\bnever )"
        r"(?<!\bit )\b(?:did|do|does|has done|have done)"
        r" (?:it|this|that|the (?:trick|job|rest|business|running|pushing|legwork|hard yards))"
        r"(?=\W|$)(?! (?:again|in|before|for|to|with|too|so|better|on|through|over)\b)",
        # "Hedging was the whole difference", "Nvidia is the whole story there".
        rf"\b{_IS}(?:the|its|our|your|one|a|an) (?:{_KIND} ){{0,2}}{_NOUN}"
        r"(?: (?:given|cited|offered|stated|there|here|behind (?:it|this|that)|for (?:it|this"
        r"|that)))?"
        r"(?= ?(?:[.,;:)\x22\u201d]|$)| (?:of|behind|for|in) (?:the|its|our|this|that|both|it|them"
        r"|their"
        r"|my|all|most|much|\w+['\u2019]s)\b)",
        # "With crude the culprit", "bond yields the driver".
        rf"\b(?:the (?:{_KIND} )?(?:culprits?|villains?|drivers?|triggers?|catalysts?))"
        r"(?= (?:in|behind|of|for) (?:both|the|its|this|that|it|all)\b|[.;]|$)",
        rf"\b{_IS}(?:to blame|responsible|to thank|(?:the ones? )?at fault|why|behind (?:it|this"
        rf"|that))"
        r"(?= ?(?:[.,;:)]|$))",
        # "Microsoft mattered most", "Utilities helped".
        r"\b(?:mattered|counted|weighed|helped|hurt|contributed|hindered) (?:the )?(?:most|more|too"
        r"|little|a lot|a great deal|a good deal|as well|nothing|heavily|also)(?=\W|$)",
        r"\b(?:made (?:all |most of |half )?the difference|tipped the (?:scales?|balance)"
        r"|took (?:its|their) toll|set the tone|lit the (?:fuse|touchpaper|match)|bore the blame"
        r"|paid for the party|turned the tide|stole the show|came to the rescue|got the blame"
        r"|saved the day|spoiled the party|(?:played|plays) (?:a|its|their|the) (?:[a-z]{3,9} )?"
        r"(?:part|role))(?=\W|$)",
        r"(?<=\w)(?: alone| also| too)? (?:helped|hurt|didn['\u2019]t help|did not help)"
        r"(?= ?(?:[.;:,)]|$))",
        # "Technology drove the outcome", "caused it".
        rf"\b(?:drove|drives?|caus(?:ed|es)|produc(?:ed|es)|suppl(?:ied|ies)|provid(?:ed|es)|generated"
        rf"|fuell?ed|powered|explain(?:s|ed)?|accounts? for|accounted for|triggered|started"
        rf"|set off|brought about|ignited|sparked|prompted|engineered)"
        rf" (?:(?:nearly|almost|practically|virtually|about|some|roughly) )?(?:(?:all|most|much"
        rf"|half|the (?:bulk|whole|rest|best part|lion['\u2019]s share)|two[- ]thirds|a third"
        rf"|part) of )?"
        rf"{_EVENT}(?=\W|$)",
        r"\bat work(?= ?[.,;]|$)",
    ),
    re.IGNORECASE,
)
# What stands behind these words is the cause: "the culprit was biotech", "same cause, dollar".
NAMED_CAUSE = Screened(
    rf"^[^.;:]{{0,30}}\b(?:the|its|one|our) (?:{_KIND} ){{0,2}}(?:reasons?|causes?|culprits?"
    r"|explanations?|drivers?|engines?|triggers?|catalysts?|villains?|swing factors?|blame"
    r"|credit|thanks)(?: (?:for|of|behind) [^.;:,]{2,50}?)? (?:is|was|were|are|lies? with"
    r"|belongs? to|goes to|has to be|had to be|must be)\b"
    r"|\bsame (?:reason|cause|culprit|driver|explanation)s?(?= ?[,:(\u2014-])"
    r"|^\W{0,3}(?:blame|thank)(?: \([^)]{2,20}\))? (?=\w)"
    r"|^\W{0,3}credit (?=(?:goes|belongs|the|its|rising|falling|lower|higher|weak|strong|a)\b)"
    r"|^[^.;:]{0,20}\bwhat (?:\w{2,10}ly )?(?:[a-z]{3,12}ed|drove|lit|set|made|sank|hurt|did|kept"
    r"|sent|held|tipped|cost|won|lost) (?:it|this|that|them|the (?:fuse|move|rally|pot|market"
    r"|gap|fund|difference|slide|day|tone|trade|shares|sector|group|index)"
    r"|(?-i:[A-Z]{2,5}))(?: \w{2,8})?"
    r" (?:was|were|is)\b",
    re.IGNORECASE,
)
# The whole sentence before these words is the cause.
AFTER_ALL = Screened(
    r"\b(?:and |so )?(?:that|this|which|there)(?: (?:is|was)|['\u2019]s) (?:\w{2,10}ly )?"
    rf"(?:all there (?:is|was) to it|(?:the|your|our|its) (?:{_KIND} ){{0,2}}(?:reason|explanation"
    r"|difference|story|answer|cause)(?= ?(?:[.,;!]|$)))",
    re.IGNORECASE,
)
WHY_ASKED = Screened(
    r"\bwhy\b|\b(?:what|who) (?:\w{2,10}ly )?(?:drove|caused|explains?|happened|went wrong|changed"
    r"|moved|is behind|was behind|accounts for|did it|sank|lifted|hurt|helped)\b|\bhow come\b"
    r"|\breason\b",
    re.IGNORECASE,
)
