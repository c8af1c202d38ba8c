"""Errors as pages, in the words of someone who reads notes and not logs."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.http.keys import COOKIE
from api.http.problems import PROBLEMS, Problem, request_id
from api.pages.render import page, see
from api.pages.sign_in import own_path
from api.pages.views.figures import as_sentence
from api.pages.views.lists import link

_HOME: Final = ("/", "Go to the notes")
# What differs from the problem's own title and detail, which are for programs.
_PLAIN: Final[dict[str, tuple[str, str]]] = {
    "not-found": ("There is no such page", "Nothing is at this address. It may be mistyped."),
    "no-such-thing": (
        "This is not here",
        "The note or claim was deleted, or the address is mistyped.",
    ),
    "wrong-method": (
        "There is no such page",
        "This address only takes what a form sends. Open the page that has the form.",
    ),
    "no-chart": ("There is no chart", "No return decided this verdict, so there is none to draw."),
    "bad-cursor": (
        "This page of the list is not there",
        "The address is of another list. Begin at its first page.",
    ),
    "cross-site": (
        "This was not sent from here",
        "Another site sent the form, so nothing was done. Open the page here and send it again.",
    ),
    "too-large": ("This is too large", "Give smaller files, or fewer of them."),
    "too-slow": (
        "The upload stalled",
        "The file came too slowly, so it was not stored. Try again.",
    ),
    "busy": ("Too much is waiting", "Many notes are being read. Try again in a minute."),
    "not-ready": ("Not ready yet", "The service is starting or stopping. Try again in a moment."),
    "scope-needed": (
        "Your key may not do this",
        "Sign in with a key of a wider scope, or ask whoever runs this service.",
    ),
    "internal": (
        "Something went wrong here",
        "It is not your doing. Try again; if it stays, give the number below to who runs this.",
    ),
    "store-failed": ("The store can’t be used", "Ask whoever runs this service to check it."),  # noqa: RUF001
    "store-full": ("The disk is full", "What is stored can be read, but nothing can be added."),
}


async def page_of_problem(request: Request, problem: Problem) -> Response:
    """The page of an error; who has to sign in is sent to where that is done."""
    if problem.kind == "key-needed":
        return _to_sign_in(request)
    sort = PROBLEMS[problem.kind]
    heading, reason = _PLAIN.get(problem.kind, (sort.title, as_sentence(problem.detail)))
    back, back_name = _HOME
    return page(
        request,
        "problem.html",
        status=problem.status_code,
        headers=problem.headers,
        heading=heading,
        reason=reason,
        back=back,
        back_name=back_name,
        request_id=request_id(request) if sort.status >= 500 else "",
    )


def _to_sign_in(request: Request) -> Response:
    """After signing in, the page that was asked for; after a form, the first page."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = own_path(asked) if request.method == "GET" else "/"
    answer = see(link("/sign-in", {"next": "" if wanted == "/" else wanted}))
    if COOKIE in request.cookies:
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer
