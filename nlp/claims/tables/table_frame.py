"""What the words around a table say of all its figures: measure, unit, period and last day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nlp import dates
from nlp.claims.tables.table_grid import Cell, cell_of
from nlp.claims.tables.table_labels import annualised_in, metric_of, unit_of
from nlp.claims.tables.table_periods import period_of, spelled
from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock
from nlp.types import Metric, Unit, Window

_LONGEST_CAPTION = 200
_SENTENCE = re.compile(r"(?<=[.!?:]) (?=[A-Z(])")
_DATED = re.compile(
    r"\b(?:as (?:of|at)|to|through|thru|until|end(?:ing|ed|s|)|at|close(?: of)?|data|dated?)[: ]"
    r"(?:(?:the )?(?:market )?close (?:of |on )?|the |on )?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:since|from|between|after|before|launched|in|on)[: ](?:the )?$", re.I)
# Prose above a table is about it only where it speaks of figures.
_OF_FIGURES = re.compile(
    r"\b(?:table|below|returns?|figures|data|performance|periods?|numbers|scorecard|all to|source"
    r"|annuali[sz]ed|here is|here are)\b|(?<!\d)(?<!\d )(?:%|\bper ?cent\b)",
    re.IGNORECASE,
)
# "Expense ratio: 0.39%" above a table is no word about it.
_FIELD = re.compile(r"[\w ()/-]{2,40}: ?[^\d\s]{0,3}\d[\d.,]{0,9} ?(?:%|bps?|bn|mn?)?", re.I)
_FOOTNOTE = re.compile(
    r"(?:\W{0,3}(?:sources?|notes?|data|figures|(?:total |all )?returns|performance|as (?:of|at)"
    r"|periods|annuali[sz]ed)\b|[*\u2020\u00b9]\s?\w)",
    re.IGNORECASE,
)
# Kinds of fund, whose words name no measure of the table.
_KIND_OF_FUND = re.compile(
    r"\b(?:low|min(?:imum)?|high)[- ](?:vol(?:atility)?|beta|yield|dividend|risk)\b|\bdividend\b"
    r"|\b(?:index|indices|sector|factor)\b",
    re.IGNORECASE,
)
# "Year-end 2019 data" closes with that year.
_CLOSING = re.compile(
    r"\b(?:(?:year|month|quarter|week)[- ]end|end(?:ing|ed)?[- ](?:of )?)(?:[- ]|(?=\d))"
    r"(?=[A-Z0-9])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`end` closes the windows that are open; `window` is for columns that name none.

    `benchmark` is what betas and the like are to, where only the words around the table say it.
    """

    end: date
    is_dated: bool
    written: date
    metric: Metric | None = None
    unit: Unit | None = None
    annualised: bool | None = None
    window: Window | None = None
    topic: Cell | None = None
    benchmark: Cell | None = None

    def period(self, label: str) -> Window | None:
        """The window that a label names, a calendar one whole where it may have been over."""
        window = period_of(label, end=self.end)
        whole = self.written > self.end and not self.is_dated
        if whole and (window is None or window.kind in {"calendar", "between"}):
            later = period_of(label, end=self.written)
            return later if later and later.kind in {"calendar", "between"} else window
        return window


def frame_of(
    captions: Sequence[str],
    *,
    as_of: date,
    written: date | None,
    topic: Cell | None,
    until: date | None = None,
) -> Frame:
    """The frame that captions, notes and the corner of a table make, the nearest first.

    `until` is the day up to which the note elsewhere says that its figures run.
    """
    words = [
        spelled(_CLOSING.sub(" as at ", _KIND_OF_FUND.sub(" ", caption))) for caption in captions
    ]
    dated = [_stated_day(caption, as_of) for caption in words]
    days = [day for _, day in dated if day is not None]
    if until is not None:
        days.append(until)
    end = days[0] if days else as_of
    periods = [period for rest, _ in dated if (period := period_of(rest, end=end))]
    text = " \n ".join(words)
    metrics = [metric for caption in words if (metric := metric_of(caption)) is not None]
    returns = next((metric for metric in metrics if metric.endswith("_return")), None)
    return Frame(
        end=end,
        is_dated=bool(days),
        written=written or as_of,
        metric=returns or (metrics[0] if metrics else None),
        unit=unit_of(text),
        annualised=annualised_in(text),
        window=periods[0] if periods else None,
        topic=topic,
    )


def _stated_day(caption: str, as_of: date) -> tuple[str, date | None]:
    """The last day of the data, and the caption without it.

    It is "as of 30 June 2022", "to September", or a plain date alone.
    """
    bare: date | None = None
    for phrase in dates.find(caption):
        period = phrase.period(as_of=as_of)
        before = caption[: phrase.start]
        if period is None or period.first > as_of:
            continue
        if _DATED.search(before):
            return before + caption[phrase.end :], min(period.end, as_of)
        if period.first == period.last and "y" in phrase.parts and not _FROM.search(before):
            bare = period.last
    return caption, bare


def captions_of(before: Sequence[ParsedBlock], after: Sequence[ParsedBlock]) -> tuple[str, ...]:
    """The words about a table, the nearest first: lines above it, then notes below it."""
    above: list[str] = []
    for block in reversed(before):
        if block.block.kind == "list_item" or _FIELD.fullmatch(block.text):
            break
        last = _SENTENCE.split(block.text)[-1]
        if _is_announcement(block):
            above.append(block.text)
        elif _OF_FIGURES.search(last):
            above.append(last)
        else:
            break
    below = [
        b.text for b in after if _FOOTNOTE.match(b.text) and len(b.text) <= 2 * _LONGEST_CAPTION
    ]
    return (*above, *below)


def _is_announcement(block: ParsedBlock) -> bool:
    """True for a heading, and for a line that is no sentence or leads to what follows."""
    if block.block.kind in {"title", "heading"}:
        return True
    return len(block.text) <= _LONGEST_CAPTION and not block.text.endswith((".", "!", "?"))


_BENCHMARK = re.compile(
    r"\b(?:benchmark(?:ed)?|market(?: proxy)?|beta|betas|correlations?|relative|measured|regressed"
    r"|versus|vs\.?|against)(?:(?:,|:| is| are| being| against| to| with| on| by| versus| vs\.?"
    r"| all| the| =)){0,3} $",
    re.IGNORECASE,
)


def benchmark_of(blocks: Sequence[tuple[ParsedBlock, Sequence[Mention]]]) -> Cell | None:
    """What some blocks around a table say that its figures are measured against."""
    for parsed, mentions in blocks:
        for name in mentions:
            lead = parsed.text[max(0, name.start - 40) : name.start]
            if name.kind in TRADED and _BENCHMARK.search(lead):
                place = (name.start, name.end)
                return cell_of(parsed.text, place, [name], offset=parsed.offset)
    return None


def topic_of(blocks: Sequence[tuple[ParsedBlock, Sequence[Mention]]]) -> Cell | None:
    """The one fund that some blocks name, by its first name there; None where they name two."""
    funds = {m.id for _, mentions in blocks for m in mentions if m.kind == "fund"}
    if len(funds) != 1:
        return None
    parsed, name = next((b, m) for b, mentions in blocks for m in mentions if m.kind == "fund")
    return cell_of(parsed.text, (name.start, name.end), [name], offset=parsed.offset)
