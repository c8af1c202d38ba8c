"""Facts of the catalogue: fee, inception, index, issuer, each with the day it was checked."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from analytics import tolerance
from analytics.relations import conclude, flip, relation_test
from analytics.types import Direction, MagnitudeCheck, VerdictLabel
from analytics.verdicts.case import Case, Finding, unverifiable
from nlp.catalog_types import Fund
from nlp.types import Magnitude

# A fee or an index may change; a fact checked further than this from the note can't refute it.
CURRENT = timedelta(days=366)
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")
_LEGAL_WORDS = re.compile(r"\b(?:the|index|inc|llc|ltd|co|etfs?|funds?|trust)\b|\(.{0,20}\)|[®™]")


def judge(case: Case) -> Finding:
    """Compare a stated fact with the catalogue's."""
    fund = case.tape.facts.fund(case.claim.subject) if case.claim.subject else None
    if fund is None:
        return unverifiable("unknown_subject", f"{case.subject} isn't in the fund catalogue")
    match case.metric:
        case "expense_ratio":
            return _fee(case, fund)
        case "inception_date":
            return _inception(case, fund)
        case "index_tracked":
            return _index(case, fund)
        case "issuer":
            return _issuer(case, fund)
        case _:
            return unverifiable("no_price_data", f"the catalogue doesn't hold {case.metric}")


def same_name(stated: str, known: str) -> bool:
    """Two spellings of one name: case, spaces, marks and "the … Index" don't matter."""
    return _plain(stated) == _plain(known)


def index_on(case: Case, fund: Fund) -> tuple[str, ...]:
    """Names of the index that the fund followed on the as-of date, its id among them."""
    changes = case.tape.facts.mandate_changes(fund.ticker)
    later = [event for event in changes if event.on > case.as_of]
    if later:
        return _index_names(case, later[0].before)
    known = [fund.index_name] if fund.index_name else []
    return (*known, *(_index_names(case, fund.index) if fund.index else ()))


def _fee(case: Case, fund: Fund) -> Finding:
    if case.claim.comparators:
        return _fees_compared(case, fund)
    stated, fee = case.claim.magnitude, fund.expense_ratio
    if stated is None or fee is None:
        return unverifiable(
            "vague_metric", f"the claim or the catalogue gives no fee of {fund.ticker}"
        )
    check = _fee_check(stated, fee)
    finding = _fact(case, fund, holds=check.within, fact=f"fee is {fee:g} % a year", check=check)
    if not check.within and not _is_current(case, fund):
        return unverifiable(
            "out_of_coverage",
            f"{finding.reason}; fees change, and the note is of {case.as_of}: look up the"
            " prospectus of that date",
        )
    return finding


def _fee_check(stated: Magnitude, fee: float) -> MagnitudeCheck:
    """A fee is a published figure: only its rounding is allowed for."""
    computed = 100 * fee if stated.unit == "basis_points" else fee
    checked = tolerance.check(stated, computed)
    return MagnitudeCheck(
        claimed=checked.claimed,
        computed=computed,
        unit=checked.unit,
        tolerance=0.0 if math.isinf(stated.high - stated.low) else (stated.high - stated.low) / 2,
        within=checked.exact,
        exact=checked.exact,
    )


def _fees_compared(case: Case, fund: Fund) -> Finding:
    test = relation_test(case.claim, margin=0.005)
    others = [case.tape.facts.fund(name) for name in case.claim.comparators]
    fees = [other.expense_ratio if other else None for other in others]
    if test is None or fund.expense_ratio is None or any(fee is None for fee in fees):
        return unverifiable(
            "unknown_comparator", "the catalogue lacks a fee that the claim compares"
        )
    lines = tuple(
        Direction(
            comparator=name,
            subject_value=fund.expense_ratio,
            comparator_value=fee,
            gap=fund.expense_ratio - fee,
            unit="percent_per_year",
            holds=test.holds_for(fund.expense_ratio - fee),
        )
        for name, fee in zip(case.claim.comparators, fees, strict=True)
        if fee is not None
    )
    label = conclude([bool(line.holds) for line in lines], case.claim.quantifier, test=test)
    others_text = ", ".join(f"{line.comparator} {line.comparator_value:g} %" for line in lines)
    return Finding(
        label=label,
        reason=f"fee of {fund.ticker} is {fund.expense_ratio:g} % a year; {others_text}",
        detail=f"catalogue as checked on {fund.vintage}",
        direction=lines,
        conventions=("fees from the dated fund catalogue",),
    )


def _inception(case: Case, fund: Fund) -> Finding:
    stated = case.claim.magnitude
    if stated is None or stated.unit != "date":
        return unverifiable("vague_metric", "the claim gives no inception date")
    holds = stated.low <= fund.inception.toordinal() <= stated.high
    return _fact(case, fund, holds=holds, fact=f"inception is {fund.inception}", check=None)


def _index(case: Case, fund: Fund) -> Finding:
    stated = (*case.claim.comparators, _stated_text(case))
    names = index_on(case, fund)
    if not any(stated) or not names:
        return unverifiable(
            "vague_metric", f"the claim or the catalogue names no index of {fund.ticker}"
        )
    holds = any(same_name(one, name) for one in stated if one for name in names)
    return _fact(case, fund, holds=holds, fact=f"index is {names[0]}", check=None)


def _issuer(case: Case, fund: Fund) -> Finding:
    stated = _stated_text(case)
    if not stated:
        return unverifiable("vague_metric", "the claim names no issuer")
    ours, theirs = _plain(stated), _plain(fund.issuer)
    holds = bool(ours) and (ours in theirs or theirs in ours)
    return _fact(case, fund, holds=holds, fact=f"issuer is {fund.issuer}", check=None)


def _fact(
    case: Case, fund: Fund, *, holds: bool, fact: str, check: MagnitudeCheck | None
) -> Finding:
    label: VerdictLabel = "supported" if holds else "refuted"
    return Finding(
        label=flip(label) if case.is_negated else label,
        reason=f"{fund.ticker}'s {fact}",
        detail=f"catalogue as checked on {fund.vintage}",
        magnitude=check,
        conventions=("facts from the dated fund catalogue",),
    )


def _stated_text(case: Case) -> str:
    """The stated fact in words; empty if there is none."""
    return (case.claim.magnitude.text_value or "") if case.claim.magnitude else ""


def _index_names(case: Case, index: str) -> tuple[str, ...]:
    known = case.tape.facts.index(index)
    return (known.name, *known.aliases, index) if known else (index,)


def _is_current(case: Case, fund: Fund) -> bool:
    vintage: date = fund.vintage
    return abs(vintage - case.as_of) <= CURRENT


def _plain(name: str) -> str:
    return _NOT_A_LETTER.sub("", _LEGAL_WORDS.sub("", name.lower()))
