"""Forecasts, judged once they're due."""

from __future__ import annotations

from dataclasses import replace

from analytics.verdicts import comparison, level
from analytics.verdicts.case import Case, Finding, unverifiable
from analytics.verdicts.target import as_target
from analytics.windows import SLACK
from nlp.types import Window


def forecast(case: Case) -> Finding:
    """Pending until its due date; then what happened from the day it was made."""
    due = case.claim.horizon.due if case.claim.horizon else None
    if due is None:
        return _pending("no due date is stated, so it never falls due", case)
    if due > case.as_of:
        return _pending(f"due on {due}", case)
    if case.claim.relation not in ("rises", "falls", "above", "below"):
        return unverifiable("vague_metric", "the forecast states no direction")
    window = Window(kind="between", base=case.made_on, end=due)
    judge = comparison.judge if case.claim.comparators else level.judge
    finding = judge(replace(case, claim=as_target(case.claim)), window)
    if finding.reason == "out_of_coverage":
        return _pending(f"due on {due}, and prices end before that", case)
    if finding.last is not None and due - finding.last > SLACK:
        return _pending(f"due on {due}, and prices end on {finding.last}", case)
    return finding


def _pending(why: str, case: Case) -> Finding:
    horizon = case.claim.horizon.text if case.claim.horizon else "no horizon"
    return Finding(
        label="pending",
        reason=f"A forecast made on {case.made_on}: {why}",
        detail=f"horizon as stated: {horizon}",
    )
