"""Datasette opens a store that is being written, with the views and queries that are shipped."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files

import pytest
import yaml  # type: ignore[import-untyped]

from tapecheck.store import Store
from tapecheck.store.views import VIEWS
from tests.tapecheck.store.varied import varied

SHIPPED = yaml.safe_load(files("tapecheck.store").joinpath("datasette.yaml").read_text())
NAMES = [view.split()[2] for view in VIEWS]
QUERIES = SHIPPED["databases"]["notes"]["queries"]


@pytest.fixture
def filled(store: Store) -> Store:
    store.add_reports(varied(number) for number in range(20))
    store.add_key(name="desk", scope="read")
    return store


def ask(store: Store, address: str) -> tuple[int, str]:
    from datasette.app import Datasette  # type: ignore[import-untyped]

    async def get() -> tuple[int, str]:
        datasette = Datasette([str(store.path)], metadata=SHIPPED)
        response = await datasette.client.get(address)
        return response.status_code, response.text

    return asyncio.run(get())


@pytest.mark.parametrize("view", NAMES)
def test_a_view_has_rows(filled: Store, view: str) -> None:
    status, told = ask(filled, f"/notes/{view}.json?_shape=objects")
    assert status == 200
    assert json.loads(told)["rows"]


def test_every_view_is_described() -> None:
    assert set(NAMES) <= set(SHIPPED["databases"]["notes"]["tables"])


@pytest.mark.parametrize("query", QUERIES)
def test_a_shipped_query_answers(filled: Store, query: str) -> None:
    status, told = ask(filled, f"/notes/{query}.json?author=Sofia+Leclerc&_shape=array")
    assert status == 200
    assert json.loads(told)


@pytest.mark.parametrize("table", ["api_keys", "sessions", "answers"])
def test_who_may_ask_is_not_shown(filled: Store, table: str) -> None:
    assert ask(filled, f"/notes/{table}.json")[0] == 403


def test_the_verdicts_of_a_ticker_are_the_reader_s(filled: Store) -> None:
    from tapecheck.store import Reader

    _, told = ask(filled, "/notes/verdicts_by_ticker.json?_shape=array&_size=max")
    with Reader.open(filled.path) as reader:
        for row in json.loads(told):
            assert row["refuted"] == reader.entity(row["ticker"]).verdicts.get("refuted", 0)
