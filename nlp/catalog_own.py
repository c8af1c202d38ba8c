"""A user's own funds: a table of few columns, checked row by row, laid over the catalogue."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from nlp.catalog import Catalog
from nlp.catalog_load import LIST_SEPARATOR, LISTS, Row, read_fund, read_own, require_whole
from nlp.catalog_types import Fund
from nlp.errors import CatalogError

REQUIRED = ("ticker", "name", "inception")
_NOT_ASKED = {"index", "index_since", "vintage"}
COLUMNS = tuple(field.name for field in fields(Fund) if field.name not in _NOT_ASKED)
_DEFAULTS = {"asset_class": "equity", "region": "us", "leverage": "1"}
_TICKER = re.compile(r"[A-Z][A-Z0-9]{0,9}(?:[.-][A-Z]{1,2})?")
_MOST_FEE = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """The funds of a user's table and, one line each, what is wrong with its other rows."""

    funds: tuple[Fund, ...]
    faults: tuple[str, ...]


def check_table(file: Path, *, catalog: Catalog, today: date) -> OwnTable:
    """Read a user's table against the catalogue it will be laid over.

    An empty or missing cell keeps what the catalogue says of that ticker, else the default
    (a plain, unleveraged US stock fund). `today` becomes the funds' `vintage`. Raises
    `CatalogError` where the file can't be read or its columns aren't known.
    """
    names = _owners(catalog)
    funds: dict[str, Fund] = {}
    faults = []
    for line, given in _rows(file):
        try:
            row = _fund(file.name, line, given, catalog=catalog, today=today)
            _check(row, catalog=catalog, seen=funds, names=names)
        except CatalogError as error:
            faults.append(str(error))
            continue
        funds[row.record.ticker] = row.record
        names |= {name.casefold(): row.record.ticker for name in _names(row.record)}
    if not funds and not faults:
        raise CatalogError(f"{file.name} holds no row under its columns; add a fund to it")
    return OwnTable(funds=tuple(funds.values()), faults=tuple(faults))


def keep(funds: Iterable[Fund], *, file: Path) -> None:
    """Add funds to the stored table; a ticker that is there already is replaced."""
    kept = {fund.ticker: fund for fund in (*read_own(file), *funds)}
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, [f.name for f in fields(Fund)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(fund) for _, fund in sorted(kept.items()))
    partial = file.with_suffix(".partial")
    partial.write_text(text.getvalue(), encoding="utf-8")
    partial.replace(file)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"{file} can't be read ({error}); give a CSV in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text))
    _check_columns(file.name, [name.strip() for name in reader.fieldnames or ()])
    for cells in reader:
        yield reader.line_num, {str(name).strip(): cells[name] for name in cells}


def _check_columns(file: str, columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name not in COLUMNS]
    if missing:
        raise CatalogError(f"{file}, line 1: the column {missing[0]} is missing; add it")
    if unknown or len(set(columns)) < len(columns):
        raise CatalogError(
            f"{file}, line 1: the columns may be {','.join(COLUMNS)}, each once;"
            f" correct {', '.join(unknown) or 'the one named twice'}"
        )


def _fund(
    file: str, line: int, given: Mapping[str, str], *, catalog: Catalog, today: date
) -> Row[Fund]:
    require_whole(file, line, given)
    told = {name: cell.strip() for name, cell in given.items() if cell.strip()}
    for name in REQUIRED:
        if name not in told:
            raise CatalogError(f"{file}, line {line}: {name} is empty; fill that cell")
    shipped = catalog.funds.get(told["ticker"])
    blank = dict.fromkeys((field.name for field in fields(Fund)), "") | _DEFAULTS
    issuer = {"issuer": told["name"].split()[0]}
    known = _cells(shipped) if shipped else blank | issuer
    row = read_fund(file, line, {**known, **told, "vintage": today.isoformat()})
    return replace(row, record=_with_index(row.record, shipped, catalog))


def _with_index(fund: Fund, shipped: Fund | None, catalog: Catalog) -> Fund:
    """The fund with the id of the index that its `index_name` says, if the catalogue has it."""
    if shipped is not None and fund.index_name == shipped.index_name:
        return fund
    ids = (key for key, index in catalog.indices.items() if index.name == fund.index_name)
    return replace(fund, index=next(ids, None), index_since=None)


def _check(
    row: Row[Fund], *, catalog: Catalog, seen: Mapping[str, Fund], names: Mapping[str, str]
) -> None:
    fund = row.record
    if not _TICKER.fullmatch(fund.ticker):
        raise row.error(f"{fund.ticker} is no ticker: capitals and digits, such as XSMO")
    if fund.ticker in seen:
        raise row.error(f"ticker {fund.ticker} stands there twice")
    if fund.ticker in catalog.indices:
        raise row.error(f"{fund.ticker} is the name of an index in the catalogue")
    if fund.inception > fund.vintage:
        raise row.error(f"{fund.ticker} begins on {fund.inception}, which has not come yet")
    if fund.closed is not None and fund.closed <= fund.inception:
        raise row.error(f"{fund.ticker} closed before it began")
    if not 0 < abs(fund.leverage) < math.inf:
        raise row.error(f"{fund.ticker} has leverage {fund.leverage:g}; a plain fund has 1")
    if fund.expense_ratio is not None and not 0 <= fund.expense_ratio <= _MOST_FEE:
        raise row.error(f"{fund.ticker} has a fee of {fund.expense_ratio:g} percent a year")
    for name in sorted(_names(fund)):
        owner = names.get(name.casefold(), fund.ticker)
        if owner != fund.ticker:
            raise row.error(f"the name {name} belongs to {owner}")


def _names(fund: Fund) -> set[str]:
    return {fund.name, *fund.aliases}


def _owners(catalog: Catalog) -> dict[str, str]:
    owners = {
        name.casefold(): fund.ticker for fund in catalog.funds.values() for name in _names(fund)
    }
    return owners | {
        name.casefold(): index.id
        for index in catalog.indices.values()
        for name in (index.name, *index.aliases)
    }


def _cells(fund: Fund) -> dict[str, str]:
    values = {field.name: getattr(fund, field.name) for field in fields(fund)}
    return {
        name: LIST_SEPARATOR.join(value) if name in LISTS else "" if value is None else str(value)
        for name, value in values.items()
    }
