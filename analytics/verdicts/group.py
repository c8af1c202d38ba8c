"""The subject's closes and those of everything it's held against, quoted alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analytics.pairs import Pair, pair
from analytics.tape import Missing, Quote, Quoting
from analytics.verdicts.case import Case
from nlp.types import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pairs that can be judged, and by comparator id why the others can't."""

    pairs: tuple[Pair, ...]
    missing: tuple[tuple[str, Missing], ...]

    @property
    def is_whole(self) -> bool:
        """True if every comparator of the claim can be judged."""
        return not self.missing


def gather(case: Case, window: Window) -> Group | Missing:
    """Pair the subject with each comparator on the window; `Missing` if none can be paired."""
    names = case.claim.comparators
    if not names:
        return Missing(
            reason="unknown_comparator",
            detail="the claim names no comparator: give one with --comparator",
        )
    subject, *others = _quotes(case, names)
    if isinstance(subject, Missing):
        return _with_fetches(subject, others)
    pairs: list[Pair] = []
    missing: list[tuple[str, Missing]] = []
    for name, other in zip(names, others, strict=True):
        found = other if isinstance(other, Missing) else _pair(case, subject, other, window)
        if isinstance(found, Missing):
            missing.append((name, _as_comparator(found)))
        else:
            pairs.append(found)
    return Group(pairs=tuple(pairs), missing=tuple(missing)) if pairs else _why_none(missing)


def quote_all(case: Case, names: tuple[str, ...]) -> list[Quote | Missing]:
    """Subject first, then `names`, all on one basis: an index quoted without dividends is never
    held against a fund quoted with them.
    """
    return _quotes(case, names)


def _quotes(case: Case, names: tuple[str, ...]) -> list[Quote | Missing]:
    if case.wants_price_return:
        return _quoted(case, names, "price_return")
    quotes = _quoted(case, names, "total_return")
    if any(isinstance(quote, Missing) for quote in quotes):
        headline = _quoted(case, names, "headline")
        bases = {None if isinstance(quote, Missing) else quote.basis for quote in headline}
        if bases == {"price_return"}:
            return headline
    return quotes


def _quoted(case: Case, names: tuple[str, ...], quoting: Quoting) -> list[Quote | Missing]:
    return [case.quote(quoting), *(case.tape.quote(name, quoting) for name in names)]


def _pair(case: Case, subject: Quote, other: Quote, window: Window) -> Pair | Missing:
    if subject.ticker == other.ticker:
        return Missing(
            reason="no_price_data",
            detail=f"{other.entity} would be judged by {other.ticker}, the subject itself",
        )
    return pair(subject, other, window, tape=case.tape)


def _as_comparator(missing: Missing) -> Missing:
    if missing.reason != "unknown_subject":
        return missing
    return replace(missing, reason="unknown_comparator")


def _with_fetches(subject: Missing, others: list[Quote | Missing]) -> Missing:
    """The subject's reason, with every ticker to fetch in one command."""
    wanted = [*subject.fetch, *(t for o in others if isinstance(o, Missing) for t in o.fetch)]
    if len(wanted) < 2 or not subject.fetch:
        return subject
    return replace(subject, detail=_fetch_detail(wanted), fetch=tuple(wanted))


def _why_none(missing: list[tuple[str, Missing]]) -> Missing:
    wanted = [ticker for _, one in missing for ticker in one.fetch]
    first = missing[0][1]
    if len(wanted) > 1 and len(wanted) == len(missing):
        return replace(first, detail=_fetch_detail(wanted), fetch=tuple(wanted))
    details = dict.fromkeys(one.detail for _, one in missing)
    return replace(first, detail="; ".join(details))


def _fetch_detail(tickers: list[str]) -> str:
    unique = list(dict.fromkeys(tickers))
    return f"no prices for {', '.join(unique)}: tapecheck prices fetch {' '.join(unique)}"
