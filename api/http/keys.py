"""Who asks, and may they: API keys by header, sessions by cookie, and neither on loopback.

Every route names the scope it needs by `require`; a test walks the routes for one that doesn't.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import structlog
from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api.http.options import Options
from api.http.problems import Problem
from api.http.rates import Purpose, Rates
from tapecheck.store.errors import StoreError
from tapecheck.store.types import ApiKey, Scope

if TYPE_CHECKING:
    from tapecheck.service import Service

COOKIE: Final = "tapecheck_session"
_RANKS: Final[dict[Scope, int]] = {"read": 0, "write": 1, "admin": 2}
_TOUCH_EVERY: Final = timedelta(minutes=1)
_log = structlog.get_logger("tapecheck.http")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks; without a key, on loopback, everything is allowed."""

    key: ApiKey | None
    address: str

    @property
    def scope(self) -> Scope:
        """What the caller may do."""
        return self.key.scope if self.key else "admin"

    @property
    def name(self) -> str | None:
        """The key's name, as corrections are signed with."""
        return self.key.name if self.key else None

    @property
    def bucket(self) -> str:
        """Whose requests are counted together."""
        return f"key {self.key.id}" if self.key else f"address {self.address}"

    def may(self, scope: Scope) -> bool:
        """True where the caller's scope is at least `scope`."""
        return _RANKS[self.scope] >= _RANKS[scope]


@dataclass(frozen=True, slots=True)
class Require:
    """A dependency: the caller, who has the scope needed and has not asked too often."""

    scope: Scope
    purpose: Purpose

    async def __call__(self, request: Request) -> Caller:
        """Raise the 401, 403 or 429 `Problem` of a caller who may not."""
        caller = await identify(request)
        rates: Rates = request.app.state.rates
        request.state.headers.update(await rates.hit(self.purpose, caller.bucket))
        if not caller.may(self.scope):
            raise Problem(
                "scope-needed",
                f"this needs a key of scope {self.scope}, and yours has {caller.scope}",
                needs=self.scope,
            )
        request.state.caller = caller
        return caller


def require(scope: Scope, *, purpose: Purpose | None = None) -> Require:
    """The dependency of a route that needs `scope`; what only reads is counted as such."""
    return Require(scope, purpose or ("read" if scope == "read" else "write"))


async def identify(request: Request) -> Caller:
    """The caller by Bearer key, else by session cookie, else nobody where none is needed."""
    address = request.client.host if request.client else "unknown"
    service: Service = request.app.state.service
    header = request.headers.get("authorization")
    cookie = request.cookies.get(COOKIE)
    if header is None and cookie is None:
        return await _nobody(request, service, address)
    key = await run_in_threadpool(_key, service, header, cookie)
    if key is None:
        if header is None and not await needs_key(request):
            return Caller(key=None, address=address)
        rates: Rates = request.app.state.rates
        await rates.hit("failed", address)
        raise _key_needed("the key or session is not known, or was revoked")
    request.state.key_id = key.id
    await _touch(service, key)
    return Caller(key=key, address=address)


async def needs_key(request: Request) -> bool:
    """True unless this is a server on loopback whose store has no keys."""
    options: Options = request.app.state.options
    if options.auth == "required":
        return True
    return await run_in_threadpool(request.app.state.service.reader.has_keys)


async def _nobody(request: Request, service: Service, address: str) -> Caller:
    if await needs_key(request):
        raise _key_needed("no key was sent")
    return Caller(key=None, address=address)


def _key(service: Service, header: str | None, cookie: str | None) -> ApiKey | None:
    if header is not None:
        scheme, _, secret = header.partition(" ")
        known = scheme.lower() == "bearer" and secret.strip()
        return service.reader.key_of(secret.strip()) if known else None
    return service.reader.session_key(cookie or "", at=datetime.now(UTC))


async def _touch(service: Service, key: ApiKey) -> None:
    """Keep when the key was last used, to the minute: a write for every request would be a crowd.

    What is asked is answered also where nothing can be written.
    """
    now = datetime.now(UTC)
    if key.last_used is not None and now - key.last_used < _TOUCH_EVERY:
        return
    try:
        await service.write(lambda store: store.touch_key(key.id, now))
    except StoreError as error:
        _log.warning("key not touched", key=key.id, error=str(error))


def _key_needed(what: str) -> Problem:
    return Problem(
        "key-needed",
        f"{what}; send `Authorization: Bearer tk_…` with a key of `tapecheck keys create`",
        headers={"WWW-Authenticate": 'Bearer realm="tapecheck"'},
    )
