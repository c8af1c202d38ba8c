"""Signing in with an API key, where the service asks for one; the key itself is never kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.context import Running
from api.http.keys import COOKIE
from api.http.rates import Rates
from api.pages.forms import read_fields
from api.pages.render import page, see

router = APIRouter()
LASTS: Final = timedelta(hours=12)
# A path of this server: no scheme, no second slash, nothing that a browser reads as one.
_OWN_PATH: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,2000}")


@router.get("/sign-in")
def ask(request: Request) -> Response:
    """Ask for a key."""
    return page(request, "sign_in.html", next=own_path(request.query_params.get("next", "/")))


@router.post("/sign-in")
async def sign_in(request: Request, service: Running) -> Response:
    """Begin a session for a key that is known, and go where the reader wanted to."""
    fields = await read_fields(request)
    wanted = own_path(fields.get("next", "/"))
    key = await run_in_threadpool(service.reader.key_of, fields.get("key", "").strip())
    if key is None:
        # Guesses alone are counted: behind a proxy everybody may have the guesser's address.
        address = request.client.host if request.client else "unknown"
        rates: Rates = request.app.state.rates
        await rates.hit("failed", address)
        told = "This key is not known, or was revoked. Check that all of it was copied."
        return page(request, "sign_in.html", status=401, next=wanted, problem=told)
    token = await service.write(lambda store: store.add_session(key.id, lasts=LASTS))
    answer = see(wanted)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
async def sign_out(request: Request, service: Running) -> Response:
    """End the session, here and in the store."""
    token = request.cookies.get(COOKIE)
    if token:
        await service.write(lambda store: store.end_session(token))
    answer = see("/")
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def own_path(wanted: str) -> str:
    """Where to go after signing in; anything but a path of this server is the first page."""
    return wanted if _OWN_PATH.fullmatch(wanted) else "/"
