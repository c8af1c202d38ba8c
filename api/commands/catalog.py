"""`tapecheck catalog`: add funds of one's own, look at what is known of a fund."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import Json, err, one_line_errors, out, print_json, progress

if TYPE_CHECKING:
    from nlp.catalog_history import History, Period

app = typer.Typer(help="Add funds of your own, look at what is known of one.", no_args_is_help=True)


@app.command(name="import", epilog="Example:  tapecheck catalog import funds.csv")
def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, a fund a row.")],
    as_json: Json = False,
) -> None:
    """Add the funds of a CSV to the catalogue, or none of them if a row is wrong.

    Columns: ticker, name and inception; if you like also issuer, aliases, asset_class, region,
    size, style, factors, sector, leverage, index_name, closed and expense_ratio.
    """
    from datetime import date

    from nlp.catalog import Catalog
    from nlp.catalog_own import check_table, keep
    from tapecheck.settings import Settings

    store = Settings().own_funds
    with one_line_errors(), progress(f"checking {source}"):
        table = check_table(source, catalog=Catalog.load(own=store), today=date.today())
        if not table.faults:
            keep(table.funds, file=store)
    if as_json:
        kept = [] if table.faults else [fund.ticker for fund in table.funds]
        print_json({"imported": kept, "faults": table.faults})
    elif not table.faults:
        out.print(f"{len(table.funds)} funds are in {store}", markup=False, soft_wrap=True)
    for fault in table.faults:
        err.print(f"tapecheck: {fault}", markup=False, soft_wrap=True)
    if table.faults:
        raise typer.Exit(1)


@app.command(epilog="Example:  tapecheck catalog show XSMO")
def show(
    ticker: Annotated[str, typer.Argument(help="A fund's ticker, today's or a former one.")],
    as_json: Json = False,
) -> None:
    """Print the dated facts of a fund: its names, tickers and indices, and what happened to it."""
    from nlp.catalog import Catalog
    from nlp.catalog_history import history
    from tapecheck.settings import Settings

    with one_line_errors():
        found = history(ticker, catalog=Catalog.load(own=Settings().own_funds))
    if as_json:
        print_json(found)
        return
    for line in _lines(found):
        out.print(line, markup=False, soft_wrap=True)


def _lines(found: History) -> list[str]:
    fund = found.fund
    kind = (fund.asset_class, fund.region, fund.size, fund.style, *fund.factors, fund.sector)
    fee = "not known" if fund.expense_ratio is None else f"{fund.expense_ratio:g} percent a year"
    life = f"{fund.inception} to {fund.closed or 'this day'}"
    return [
        f"{fund.ticker}  {fund.name}",
        f"  kind      {', '.join(filter(None, kind))}",
        f"  leverage  {fund.leverage:g}",
        f"  fee       {fee}",
        f"  life      {life}",
        *_told("tickers", found.tickers),
        *_told("names", found.names),
        *_told("indices", found.indices),
        *(
            f"  {event.kind} on {event.on}: {event.before} -> {event.after}"
            for event in found.events
        ),
        f"  checked   {fund.vintage}",
    ]


def _told(what: str, periods: Sequence[Period]) -> list[str]:
    unknown = "(day not known)"
    ends = [period.until or unknown for period in periods[:-1]]
    ends += [period.until or "this day" for period in periods[-1:]]
    return [
        f"  {what:9} {period.since or unknown} to {end}: {period.value}"
        for period, end in zip(periods, ends, strict=True)
    ]
