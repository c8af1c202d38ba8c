"""A report for a reader at a terminal: the score with its sentences, the claims with numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from analytics.types import Direction, MandateSplit, Robustness, Significance, Verdict, VerdictLabel
from tapecheck.report import ClaimReport, Report, SentenceReport

_COLOURS: dict[VerdictLabel, str] = {
    "supported": "green",
    "refuted": "red",
    "mixed": "yellow",
    "pending": "cyan",
    "unverifiable": "bright_black",
}
_MARKS: dict[VerdictLabel, str] = {
    "supported": "✓",
    "refuted": "✗",
    "mixed": "±",
    "pending": "…",
    "unverifiable": "?",
}
_SENTENCES_SHOWN = 6
_GAPS_SHOWN = 5
_LONGEST = 160
_BAR = 20


def render(report: Report, *, name: str) -> RenderableType:
    """The whole report of one note."""
    return Group(
        _head(report, name),
        _sentences(report),
        *_claims(report),
        _foot(report),
    )


def render_verdict(verdict: Verdict) -> RenderableType:
    """One verdict alone, with its numbers and the command that gives it again."""
    return Group(
        verdict_mark(verdict.label), *_evidence(verdict), Text(verdict.reproduce, style="dim")
    )


def _head(report: Report, name: str) -> RenderableType:
    note, mood = report.note, report.sentiment
    said = [part for part in (note.author, str(note.published or "")) if part]
    lines = Text()
    lines.append(f"{mood.label}  {mood.score:+.2f}  ", style=f"bold {_tone(mood.score)}")
    lines.append(_bar(mood.score), style=_tone(mood.score))
    lines.append(
        f"\npositive {mood.probabilities.positive:.0%} · neutral {mood.probabilities.neutral:.0%}"
        f" · negative {mood.probabilities.negative:.0%} · as of {report.as_of}"
    )
    if note.stated_sentiment is not None:
        stated = note.stated_sentiment
        score = "" if stated.score is None else f" ({stated.score:+.2f})"
        lines.append(f"\nthe note calls itself {stated.label}{score}")
    lines.append(f"\n{_named(report)}", style="dim")
    title = note.title or name
    return Panel(lines, title=Text(title[:90]), subtitle=Text(" · ".join(said)), box=box.ROUNDED)


def _named(report: Report) -> str:
    known = [e.id for e in report.entities if e.kind in {"fund", "index", "stock"}]
    concepts = [
        e.name for e in report.entities if e.kind not in {"fund", "index", "stock", "macro"}
    ]
    return " · ".join([*known, *concepts[:6]])


def _bar(score: float) -> str:
    middle = _BAR // 2
    reach = round(abs(score) * middle)
    left = "─" * (middle - reach) + "█" * reach if score < 0 else "─" * middle
    right = "█" * reach + "─" * (middle - reach) if score > 0 else "─" * middle
    return f"{left}┼{right}"


def _tone(score: float) -> str:
    return "green" if score > 0.1 else "red" if score < -0.1 else "white"


def _sentences(report: Report) -> RenderableType:
    table = Table(
        box=box.SIMPLE_HEAD, expand=True, title="What moves the score", title_justify="left"
    )
    table.add_column("part", justify="right", width=7)
    table.add_column("score", justify="right", width=6)
    table.add_column("sentence", ratio=1)
    weighed = [sentence for sentence in report.sentiment.sentences if sentence.weight]
    strongest = sorted(weighed, key=lambda s: -abs(s.contribution))[:_SENTENCES_SHOWN]
    for sentence in strongest:
        words = _short(report.text[sentence.start : sentence.end])
        table.add_row(_signed(sentence), f"{sentence.score:+.2f}", Text(words))
    rest = sum(s.contribution for s in weighed) - sum(s.contribution for s in strongest)
    if len(weighed) > len(strongest):
        table.add_row(
            f"{rest:+.3f}", "", Text(f"{len(weighed) - len(strongest)} more", style="dim")
        )
    return table


def _signed(sentence: SentenceReport) -> Text:
    return Text(f"{sentence.contribution:+.3f}", style=_tone(sentence.score))


def _claims(report: Report) -> Iterator[RenderableType]:
    table = Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        title="What it claims",
        title_justify="left",
        show_lines=True,
    )
    table.add_column("", width=4)
    table.add_column("verdict", width=14)
    table.add_column("claim, and the numbers behind it", ratio=1)
    for claim in report.claims:
        table.add_row(claim.id, verdict_mark(claim.verdict.label), _story(claim))
    if report.claims:
        yield table
    else:
        yield Text("No checkable claims were found.\n", style="dim")


def verdict_mark(label: VerdictLabel) -> Text:
    """A verdict's sign and name in its colour."""
    return Text.assemble((f"{_MARKS[label]} {label}", f"bold {_COLOURS[label]}"))


def _story(claim: ClaimReport) -> RenderableType:
    told = Text(_short(claim.standalone_text), style="bold")
    if claim.source:
        told.append(f" — says {claim.source}", style="italic")
    lines: list[RenderableType] = [told]
    if claim.repeats:
        return Group(told, Text(f"said before: {claim.repeats}", style="dim"))
    lines += _evidence(claim.verdict)
    now = claim.verdict_now
    if now is not None and now.label != claim.verdict.label:
        lines.append(
            Text(f"as of {now.as_of}: {now.label} — {now.reason}", style=_COLOURS[now.label])
        )
    return Group(*lines)


def _evidence(verdict: Verdict) -> list[RenderableType]:
    """The reason, then a line for each facet that has a number."""
    plain = verdict.label == "unverifiable"
    lines: list[RenderableType] = [
        Text(f"{verdict.reason}: {verdict.detail}" if plain else verdict.reason)
    ]
    facts = [
        *_gaps(verdict),
        *_magnitude(verdict),
        *_significance(verdict.significance, unit=_unit(verdict)),
        *_robustness(verdict.robustness, unit=_unit(verdict)),
    ]
    if verdict.label == "pending":
        facts.append(verdict.detail)
    if verdict.first_session is not None and str(verdict.first_session) not in verdict.reason:
        facts.append(f"{verdict.first_session} to {verdict.last_session}")
    if verdict.flags:
        facts.append("flags: " + ", ".join(flag.replace("_", " ") for flag in verdict.flags))
    lines += [Text(fact, style="dim") for fact in facts]
    return lines


def _gaps(verdict: Verdict) -> list[str]:
    """The gaps, narrowest and widest first where there are too many to show."""
    known = [one for one in verdict.direction if one.gap is not None]
    if len(known) <= _GAPS_SHOWN:
        return [_gap(one) for one in known]
    ranked = sorted(known, key=lambda one: one.gap or 0.0)
    return [_gap(ranked[0]), f"… {len(ranked) - 2} more between", _gap(ranked[-1])]


def _gap(one: Direction) -> str:
    unit = {"percent_per_year": "% a year", "percent": "%"}.get(one.unit, f" {one.unit}")
    points = {"percent_per_year": "points a year", "percent": "points"}.get(one.unit, one.unit)
    against = f"{one.comparator}" + (f" (by {one.proxy})" if one.proxy else "")
    values = f"{one.subject_value:.2f}{unit} against {one.comparator_value:.2f}{unit}"
    return f"{against}: {values}, {one.gap:+.2f} {points}"


def _magnitude(verdict: Verdict) -> list[str]:
    check = verdict.magnitude
    if check is None:
        return []
    unit = check.unit.replace("_", " ")
    verdict_word = (
        "exact" if check.exact else "within tolerance" if check.within else "outside tolerance"
    )
    right = f"; {check.right_for}" if check.right_for else ""
    return [
        f"stated {check.claimed:g}, computed {check.computed:.2f} {unit}: {verdict_word}{right}"
    ]


def _unit(verdict: Verdict) -> str:
    """Gaps of returns are points a year; a claim on risk is tested in its metric's own unit."""
    found = verdict.significance
    return "" if found is not None and "in its own unit" in found.method else " points a year"


def _significance(found: Significance | None, *, unit: str) -> list[str]:
    if found is None:
        return []
    low, high = found.interval
    return [
        f"luck? t = {found.t:.2f}, 95% interval {low:+.1f} to {high:+.1f}{unit},"
        f" p (Holm) {found.p_holm:.2f}; this much data shows gaps from {found.detectable_gap:.1f}",
        *_place(found),
    ]


def _place(found: Significance) -> list[str]:
    if found.rank_interval is None:
        return []
    best, worst = found.rank_interval
    first = "may be first" if found.in_confidence_set else "cannot be first"
    return [f"place {best} to {worst} at 95%, {first}"]


def _robustness(found: Robustness | None, *, unit: str) -> list[str]:
    if found is None:
        return []
    lines = []
    if found.share_of_starts is not None:
        rolling = (
            ""
            if found.share_of_rolling is None
            else f", {found.share_of_rolling:.0%} of rolling windows"
        )
        lines.append(f"holds from {found.share_of_starts:.0%} of start dates{rolling}")
    if found.counter_window is not None:
        worst = found.counter_window
        lines.append(
            f"strongest counter-window: {worst.start} to {worst.end}, {worst.gap:+.1f}{unit}"
        )
    return lines + _split(found)


def _split(found: Robustness) -> list[str]:
    """A line a side of each change of mandate: its gap against one fund, else how many hold."""
    lines = []
    sided: dict[tuple[str, date, date], list[MandateSplit]] = {}
    for part in found.mandate_split:
        sided.setdefault((part.label, part.start, part.end), []).append(part)
    for (label, start, end), sides in sided.items():
        held = sum(part.holds for part in sides)
        told = f"{sides[0].gap:+.2f} points a year against {sides[0].comparator}, "
        told += "holds" if held else "does not hold"
        if len(sides) > 1:
            told = f"holds against {held} of {len(sides)}"
        lines.append(f"{label}: {start} to {end}, {told}")
    return lines


def _foot(report: Report) -> RenderableType:
    sources = {claim.verdict.prices.source for claim in report.claims if claim.verdict.prices}
    versions = report.versions
    lines = Text(report.sentiment.reconciliation + "\n")
    lines.append(
        f"tapecheck {versions.tapecheck} · {versions.model} · catalogue {versions.catalog}"
        f" · prices {', '.join(sorted(sources)) or 'none used'}"
        " · --json has every number and its command",
        style="dim",
    )
    return lines


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else one_line[: _LONGEST - 1] + "…"
