"""A site with notes in it, for tests of the pages: text whose claims have every verdict."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.api.http.app import UNLIMITED, app_over

FUND_NOTE = """Small caps with momentum

2022-03-01

By Ann Author

XSMO has outperformed IJR and DWAS since 2017. MTUM has lagged SPY over the past three years. \
USMV is ahead of SPY this year. Momentum pays because news travels slowly.

We expect VLUE to beat QUAL. QUAL is weak and fell behind SIZE. SIZE gained 5% in 2021.

Fund | 2020 | 2021
MTUM | 29.9% | 13.4%
VLUE | -0.2% | 29.2%
"""
OLDER_NOTE = """Four years in front

2021-02-12

By Ben Writer

MTUM has outperformed QUAL since 2017. XSMO trails IJR since 2019. VLUE fell slightly in 2020.
"""
NO_NOTE = "cookies are used on this page, and nothing else is said at all"


def pages_over(folder: Path, **how: Any) -> FastAPI:
    """The application with its pages over a new store."""
    return app_over(folder, **{"pages": "on", **UNLIMITED, **how})


def upload(client: TestClient, text: str = FUND_NOTE) -> str:
    """A stored note's id."""
    answer = client.post("/v1/notes", content=text.encode())
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["note"]["id"])


def tree(page: str) -> Any:
    """A page as a tree to look into; lxml's stubs know only its roots."""
    return lxml.html.fromstring(page)


def claim_ids(page: str) -> list[str]:
    """The claims that a page links to, in its order."""
    return list(dict.fromkeys(re.findall(r'href="/claims/(\d+-c\d+)"', page)))


def parsed(client: TestClient, path: str) -> Any:
    """The page at a path, which must be there, as a tree."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return tree(answer.text)


def one_claim(client: TestClient, note_id: str) -> str:
    """The first claim of a note."""
    return claim_ids(client.get(f"/notes/{note_id}").text)[0]
