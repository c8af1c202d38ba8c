"""Templates to answers; every value is escaped, and a name that is missing is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from api.http.keys import COOKIE
from api.pages.views.lists import segment

FOLDER: Final = Path(__file__).parent
# Back and forward may use the page; a shared cache never holds it.
_CACHE = "private, no-cache"


@cache
def static(name: str) -> str:
    """The address of a static file, another one for other contents: no old one is ever used."""
    digest = sha256((FOLDER / "static" / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        # A page of an upgrade is not to be shown by the program before it.
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["segment"] = segment
    made.globals["static"] = static
    return made


_ENVIRONMENT: Final = _environment()


def html(template: str, **shown: Any) -> str:
    """A template as text; what every page may be given is empty where it isn't."""
    usual: dict[str, Any] = {"json": "", "section": "", "signed_in": False, "problem": ""}
    return _ENVIRONMENT.get_template(template).render(usual | shown)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **shown: Any,
) -> HTMLResponse:
    """A page for whoever asks."""
    text = html(template, signed_in=COOKIE in request.cookies, **shown)
    return HTMLResponse(text, status, {"Cache-Control": _CACHE, **(headers or {})})


def see(path: str) -> RedirectResponse:
    """The answer to a form: where to look now."""
    return RedirectResponse(path, status_code=303)
