"""A picture as one Vega-Lite object: what is claimed above, growth, then other windows."""

from __future__ import annotations

import textwrap

from analytics.pictures import Picture
from analytics.types import Verdict
from analytics.verdicts.words import computed_of
from tapecheck.charts.growth import growth_panel
from tapecheck.charts.sweep import sweep_panel
from tapecheck.charts.theme import PAGE_INK, SCHEMA, Spec, config, wrapped

Chart = Spec
_DIGITS = 12
_LONGEST_REASON = 160


def chart(picture: Picture, verdict: Verdict, *, claim_id: str, words: str) -> Chart:
    """The Vega-Lite (v6) object of one claim; `words` restate it, and are shown as they are."""
    title = f"{verdict.label.capitalize()}: {words or verdict.reason}"
    others = picture.others
    subject = picture.lines[0].fund
    panels = [growth_panel(picture)]
    if others is not None and others.sweeps:
        panels.append(sweep_panel(others, subject=subject, robustness=verdict.robustness))
    return {
        "$schema": SCHEMA,
        "name": claim_id,
        "description": f"{title} {verdict.reason}",
        "background": None,
        "title": {
            "text": wrapped(title),
            "subtitle": _subtitle(verdict, title),
            "fontSize": 14,
            "offset": 14,
        },
        "vconcat": panels,
        "spacing": 24,
        "resolve": {"scale": {"color": "independent", "strokeDash": "independent"}},
        "config": config(PAGE_INK),
    }


def why_none(verdict: Verdict) -> str:
    """Why a claim has no picture, for a reader who asked for it."""
    if verdict.label == "unverifiable":
        return f"it is unverifiable: {verdict.reason}: {_short(verdict.detail)}"
    if verdict.label == "pending":
        return f"it is pending: {_short(verdict.reason)}"
    return "a picture shows returns, and no return decided its verdict"


def _short(words: str) -> str:
    return textwrap.shorten(words, width=_LONGEST_REASON, placeholder=" …")


def _subtitle(verdict: Verdict, title: str) -> list[str]:
    """The stated number against the computed one, unless the title says it; then the prices."""
    computed = computed_of(verdict.magnitude) if verdict.magnitude else ""
    lines = [] if computed in title else wrapped(computed)
    if verdict.prices is None:
        return lines
    kind, _, digits = verdict.prices.fingerprint.partition(":")
    source = f"prices: {verdict.prices.source}, {kind} {digits[:_DIGITS]}…; as of {verdict.as_of}"
    return [*lines, *wrapped(source)]
