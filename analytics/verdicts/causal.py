"""A cause: prices show what moved together, never why.

Where the words of the cause name something with prices, its co-movement with the subject stands
beside the label, which stays `unverifiable`.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np

from analytics.alignment import align
from analytics.measures import correlation
from analytics.metrics import FEWEST_RETURNS
from analytics.pairs import Floats, Pair, pair
from analytics.stand_ins import Named, named_in
from analytics.tape import Missing, Quote
from analytics.verdicts.case import Case, Finding, unverifiable
from analytics.verdicts.history import whole_history

# Behind these words stands the cause …
_BECAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|owe[sd]?(?: \w+){0,3} to|thanks to|down to"
    r"|on the back of"
    r"|(?:came|comes|stems?|stemmed|resulted|arose)(?: \w+){0,2} from|traces? to|traced to"
    r"|(?:driven|explained|caused|powered|led|fuelled|fueled|helped|hurt|dragged down|boosted) by"
    r"|attribut(?:ed|able) to|reflect(?:s|ed|ing)|blamed?(?: \w+){0,2} on|pinned (?:\w+ )?on"
    r"|a matter of|at the door of|(?:is|was) about)\b",
    re.IGNORECASE,
)
# … and before these.
_EXPLAINS = re.compile(
    r"\b(?:explain(?:s|ed)?|account(?:s|ed)? for|drove|drives|caused?|did the work|is behind"
    r"|are behind|was behind|were behind|did it|led to|powered|fuelled|fueled)\b",
    re.IGNORECASE,
)
# Returns that the market leaves nothing of differ from zero by rounding.
_ROUNDING = 1e-9
_CONVENTION = "co-movement: correlation of simple daily returns on common sessions; no cause"


def judge(case: Case) -> Finding:
    """`unverifiable`, with the co-movement of subject and stated cause where both have prices."""
    said = unverifiable(
        "causal", f'prices can\'t show a cause; "{case.claim.text}" is recorded as stated'
    )
    cause = _cause(case)
    ours = case.quote("headline")
    if cause is None or isinstance(ours, Missing):
        return said
    theirs = case.tape.quote(cause.entity, "headline")
    if isinstance(theirs, Missing) or theirs.ticker == ours.ticker:
        return said
    found = _paired(case, ours, theirs)
    if isinstance(found, Missing) or found.returns < FEWEST_RETURNS:
        return said
    text = _association(case, cause, found)
    return (
        said
        if text is None
        else replace(
            said,
            detail=f"{said.detail}; {text}",
            first=found.stretch.first,
            last=found.stretch.last,
            pairs=(found,),
            conventions=(_CONVENTION,),
        )
    )


def _cause(case: Case) -> Named | None:
    """The first thing with prices that the words of the cause name, the subject itself left out."""
    text = case.claim.text
    because, explains = _BECAUSE.search(text), _EXPLAINS.search(text)
    if because is not None:
        words = text[because.end() :]
    elif explains is not None:
        words = text[: explains.start()]
    else:
        return None
    things = named_in(words, facts=case.tape.facts)
    return next((one for one in things if one.entity != case.claim.subject), None)


def _paired(case: Case, ours: Quote, theirs: Quote) -> Pair | Missing:
    window = case.claim.window
    if window.kind == "none":
        return whole_history(ours, theirs, tape=case.tape)
    return pair(ours, theirs, window, tape=case.tape)


def _association(case: Case, cause: Named, found: Pair) -> str | None:
    """ "XSMO and chips (SMH) moved with a correlation of 0.72"; None for closes at rest."""
    ours, theirs = found.our_closes(), found.their_closes()
    together = correlation(ours, theirs)
    if not math.isfinite(together):
        return None
    name = cause.words if cause.words == found.quotes[1].ticker else _by(cause, found)
    text = (
        f"{case.subject} and {name} moved with a correlation of {together:.2f}"
        f" ({100 * together**2:.0f} % of daily variance shared)"
    )
    apart = _beyond_market(case, found)
    text += f", {apart[1]:.2f} once {apart[0]} is taken out of both" if apart else ""
    return f"{text} from {found.stretch.first} to {found.stretch.last}: association only"


def _by(cause: Named, found: Pair) -> str:
    turned = ", whose price moves the other way" if cause.inverse else ""
    return f"{cause.words} ({found.quotes[1].ticker}{turned})"


def _beyond_market(case: Case, found: Pair) -> tuple[str, float] | None:
    """(the market's fund, correlation of what it leaves of both); None where it is one of them.

    The partial correlation of daily returns: most funds move with the market.
    """
    market = case.tape.quote("SP500", "headline")
    if isinstance(market, Missing) or market.ticker in {one.ticker for one in found.quotes}:
        return None
    days, closes = align((found.our_closes(), found.their_closes(), market.closes))
    if len(days) <= FEWEST_RETURNS:
        return None
    ours, theirs, common = (np.diff(np.log(one)) for one in closes)
    left = _beyond(ours, common), _beyond(theirs, common)
    if min(float(np.std(one)) for one in left) < _ROUNDING:
        return None
    return market.ticker, float(np.corrcoef(*left)[0, 1])


def _beyond(returns: Floats, market: Floats) -> Floats:
    """What a regression on the market leaves of daily returns."""
    spread = float(np.var(market))
    slope = float(np.cov(returns, market, bias=True)[0, 1]) / spread if spread > 0 else 0.0
    rest: Floats = returns - slope * market
    return rest
