"""`tapecheck verify`: one claim, given as slots; the command that every verdict names."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import err, fail, one_line_errors, out

if TYPE_CHECKING:
    from analytics.pictures import Picture
    from analytics.types import Verdict

_DAY = ["%Y-%m-%d"]
_EPILOG = (
    "Examples:  tapecheck verify --subject XSMO --relation above --comparator IJR --since 2017  |  "
    "tapecheck verify --type level --subject MTUM --magnitude '29.9 percent' "
    "--since 2019-12-31 --until 2020-12-31 --prices sample"
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="verify", epilog=_EPILOG)(verify)


def verify(
    subject: Annotated[
        str | None, typer.Option(help="Ticker or index id the claim is about.")
    ] = None,
    relation: Annotated[
        str | None,
        typer.Option(help="above, below, in_line, equals, highest, lowest, rises or falls."),
    ] = None,
    comparator: Annotated[
        list[str] | None, typer.Option(help="Compared with; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="A year, or a day whose close starts the window.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="A year, or a day whose close ends it.")] = None,
    window: Annotated[
        str | None, typer.Option(help="Kind of window, such as since_inception.")
    ] = None,
    magnitude: Annotated[
        str | None, typer.Option(help="Stated number and unit: '94.27 percent'.")
    ] = None,
    rounding: Annotated[
        tuple[float, float] | None, typer.Option(help="Its interval, if its digits don't say.")
    ] = None,
    annualised: Annotated[
        bool | None, typer.Option("--annualised/--total", help="How the number is meant.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="A stated word: an index id, or low, moderate, high.")
    ] = None,
    dates: Annotated[
        tuple[str, str] | None, typer.Option(help="First and last day of a stated date.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="Type of claim; guessed from the slots.")
    ] = None,
    metric: Annotated[str, typer.Option(help="What is measured.")] = "total_return",
    quantifier: Annotated[
        str | None, typer.Option(help="all, both, most, any, key or named.")
    ] = None,
    modality: Annotated[str, typer.Option(help="asserted, negated, …")] = "asserted",
    cue: Annotated[str | None, typer.Option(help="The word that makes it a possibility.")] = None,
    basis: Annotated[str | None, typer.Option(help="Basis of the return.")] = None,
    inferred: Annotated[
        bool, typer.Option("--inferred", help="Comparators came from a description.")
    ] = False,
    due: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Day a forecast is due.")
    ] = None,
    horizon: Annotated[str | None, typer.Option(help="A forecast's horizon in words.")] = None,
    made_on: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Day a forecast was made.")
    ] = None,
    trigger: Annotated[str | None, typer.Option(help="If-part: 'if small caps fall 10 %'.")] = None,
    consequence: Annotated[str | None, typer.Option(help="Then-part, in words.")] = None,
    words: Annotated[
        str | None, typer.Option(help="The claim's own words: of a cause or a trade.")
    ] = None,
    each_period: Annotated[
        bool, typer.Option("--each-period", help="It speaks of every period apart.")
    ] = False,
    as_of: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Read nothing after this day.")
    ] = None,
    prices: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="As for `tapecheck score`.")
    ] = None,
    expect_fingerprint: Annotated[
        str | None, typer.Option(help="Fail if the closes used have another fingerprint.")
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it, as .png, .svg or .json.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Check one claim given as slots; the verdict is the one a note with that claim would get."""
    from tapecheck.checking import Checker
    from tapecheck.settings import Settings
    from tapecheck.slots import SlotError, claim_of, read_slots

    with one_line_errors():
        checker = Checker.open(Settings(), prices=prices)
    day = as_of.date() if as_of else checker.latest
    try:
        slots = read_slots(
            type=kind,
            subject=subject,
            relation=relation,
            comparators=comparator or (),
            inferred=inferred,
            quantifier=quantifier,
            metric=metric,
            basis=basis,
            modality=modality,
            cue=cue,
            window=window,
            since=since,
            until=until,
            magnitude=magnitude,
            rounding=rounding,
            annualised=annualised,
            text=text,
            dates=dates,
            due=due.date() if due else None,
            horizon=horizon,
            trigger=trigger,
            consequence=consequence,
            words=words,
            each_period=each_period,
        )
        claim = claim_of(slots, as_of=day)
    except SlotError as error:
        fail(str(error))
    with one_line_errors():
        verdict = checker.one(claim, as_of=day, made_on=made_on.date() if made_on else None)
        picture = checker.picture(claim, verdict) if chart else None
    _require(verdict, expect_fingerprint)
    _print(verdict, as_json=json)
    if chart is not None:
        _draw(picture, verdict, chart)


def _require(verdict: Verdict, expected: str | None) -> None:
    """End the command where the closes are not those that the expected fingerprint is of."""
    used = verdict.prices
    if expected is None or (used is not None and used.fingerprint == expected):
        return
    found = f"closes of {used.fingerprint}" if used else f"none to use: {verdict.detail}"
    fail(
        f"the prices have changed: the verdict was made from closes of {expected}, and there are"
        f" {found}; leave out --expect-fingerprint to see the verdict of today's"
    )


def _draw(picture: Picture | None, verdict: Verdict, path: Path) -> None:
    """Draw the claim whose verdict was printed, or say in one line why that can't be done."""
    from tapecheck.charts import ChartError, chart, draw, targets, why_none

    if picture is None:
        fail(f"the claim has no picture: {why_none(verdict)}")
    try:
        (target,) = targets(path, ["c1"], stem="claim")
        draw(chart(picture, verdict, claim_id="c1", words=""), target)
        err.print(str(target), markup=False, soft_wrap=True)
    except ChartError as error:
        fail(str(error))


def _print(verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        from pydantic import TypeAdapter

        from analytics.types import Verdict

        print(TypeAdapter(Verdict).dump_json(verdict).decode())
        return
    from api.terminal import render_verdict

    out.print(render_verdict(verdict))
