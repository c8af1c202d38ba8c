"""`tapecheck claims`: what the notes of a store claim, and how it turned out."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from rich.text import Text

from api.commands.keys import Db
from api.console import err, fail, one_line_errors, out

if TYPE_CHECKING:
    from tapecheck.store import Reader
    from tapecheck.store.types import ClaimQuery, ClaimRow

_DAY = ["%Y-%m-%d"]
_A_PAGE = 500
_EPILOG = (
    "Examples:  tapecheck claims --db notes.db --ticker XSMO --verdict refuted  |  "
    "tapecheck claims --db notes.db --words 'small caps' --since 2024-01-01 --json"
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="claims", epilog=_EPILOG)(claims)


def claims(
    db: Db,
    ticker: Annotated[
        str | None, typer.Option(help="Claims on this fund, stock or index, or against it.")
    ] = None,
    verdict: Annotated[
        str | None,
        typer.Option(help="supported, refuted, mixed, pending or unverifiable."),
    ] = None,
    author: Annotated[str | None, typer.Option(help="Author of the notes, the whole name.")] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="comparison, level, risk, rank, forecast, …")
    ] = None,
    flag: Annotated[str | None, typer.Option(help="mandate_change, proxy_used, …")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=_DAY, metavar="DATE", help="Notes from this day on.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=_DAY, metavar="DATE", help="Notes up to this day.")
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="Words of the claim or the note's title, all of them.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="A claim a line, as in the report.")] = False,
) -> None:
    """List claims of a store with their verdicts, newest first, and count them by verdict."""
    from analytics.types import Flag, VerdictLabel
    from nlp.types import ClaimType
    from tapecheck.store import Reader
    from tapecheck.store.forms import claim_object
    from tapecheck.store.types import ClaimQuery

    query = ClaimQuery(
        ticker=ticker,
        type=_one_of(kind, get_args(ClaimType), option="--type"),
        verdict=_one_of(verdict, get_args(VerdictLabel), option="--verdict"),
        author=author,
        flag=_one_of(flag, get_args(Flag), option="--flag"),
        since=since.date() if since else None,
        until=until.date() if until else None,
        words=words,
    )
    with one_line_errors(), Reader.open(db) as reader:
        for row in _first(reader, query, limit):
            if json:
                print(jsonlib.dumps(claim_object(row), ensure_ascii=False))
            else:
                out.print(_told(row), soft_wrap=True)
        if not json:
            err.print(_counted(reader.count(query)), markup=False, soft_wrap=True)


def _one_of(value: str | None, known: tuple[str, ...], *, option: str) -> Any:
    """The value, if it is one of the known words; ends the command where it is not."""
    if value is not None and value not in known:
        fail(f"{option} {value!r} is not known; give one of {', '.join(known)}")
    return value


def _first(reader: Reader, query: ClaimQuery, limit: int) -> Iterator[ClaimRow]:
    after: int | None = None
    while limit > 0:
        page = reader.claims(query, after=after, limit=min(limit, _A_PAGE))
        yield from page.rows
        after, limit = page.after, limit - len(page.rows)
        if after is None:
            return


def _told(row: ClaimRow) -> Text:
    """Two lines: whose claim it is and what of it, then its words and why."""
    from api.terminal import verdict_mark

    verdict, now = row.claim["verdict"], row.claim["verdict_now"]
    told = verdict_mark(verdict["label"])
    about = [row.id, str(row.published or "undated"), row.author, row.title or row.note_name]
    told.append("  " + " · ".join(filter(None, about)), style="dim")
    told.append(f"\n  {' '.join(row.claim['standalone_text'].split())}", style="bold")
    told.append(f"\n  {verdict['reason']}")
    if now is not None and now["label"] != verdict["label"]:
        told.append(f"; as of {now['as_of']}: {now['label']}")
    return told


def _counted(counts: Mapping[Any, int]) -> str:
    parts = ", ".join(f"{count:,} {label}" for label, count in sorted(counts.items()))
    total = sum(counts.values())
    return f"of any verdict: {total:,} claims" + (f" ({parts})" if parts else "")
