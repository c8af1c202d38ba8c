"""Many tests at once: Holm over the claims of a note, Benjamini and Hochberg over an archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from statsmodels.stats.multitest import fdrcorrection

from analytics.types import Significance, Verdict


def holm(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts of one note with `p_holm` adjusted over all of the note's tests (Holm 1979).

    Reading only claims of `p_holm` below 0.05 as shown, the chance that even one of them is luck
    is at most 5 %, whatever the dependence.
    """
    values = iter(holm_adjusted([one.p for one in _tests(verdicts)]))
    return _with(verdicts, lambda one: replace(one, p_holm=next(values)))


def benjamini_hochberg(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts of an archive with `p_bh`, adjusted over all of its tests (1995).

    Of the claims with `p_bh` below 0.05 at most 5 % are expected to be luck, for tests that are
    independent or positively dependent. A claim that is made again is to be left out: it is no
    further test.
    """
    tests = _tests(verdicts)
    values = iter(fdrcorrection([one.p for one in tests])[1] if tests else ())
    return _with(verdicts, lambda one: replace(one, p_bh=float(next(values))))


def holm_adjusted(values: Sequence[float]) -> list[float]:
    """P-values times the number of hypotheses still standing, never falling, at most 1.

    As statsmodels' multipletests(method="holm"), which collects all garbage at every call: a
    fifth of a second beside a language model.
    """
    order = np.argsort(values, kind="stable")
    steps = np.asarray(values)[order] * np.arange(len(values), 0, -1)
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return [float(p) for p in adjusted]


def _tests(verdicts: Sequence[Verdict]) -> list[Significance]:
    return [one.significance for one in verdicts if one.significance is not None]


def _with(
    verdicts: Sequence[Verdict], adjust: Callable[[Significance], Significance]
) -> tuple[Verdict, ...]:
    """The verdicts with every test adjusted, in their order."""
    return tuple(
        one if one.significance is None else replace(one, significance=adjust(one.significance))
        for one in verdicts
    )
