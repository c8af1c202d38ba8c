"""What a cursor is bound to."""

from __future__ import annotations

from starlette.requests import Request

_PLACE = frozenset({"cursor", "limit"})


def query_of(request: Request) -> str:
    """The list that a request asks for: its path and parameters in order, whatever the page."""
    asked = sorted(
        (name, value) for name, value in request.query_params.multi_items() if name not in _PLACE
    )
    return f"{request.url.path}?{asked!r}"
