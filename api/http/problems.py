"""Every error as `application/problem+json` (RFC 9457); the kinds stand in `PROBLEMS`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Sort:
    """What one `type` of problem means, whatever it befell."""

    status: int
    title: str
    advice: str


PROBLEMS: Final[Mapping[str, Sort]] = {
    "bad-request": Sort(400, "The request can't be read", "Mend the request as `detail` says."),
    "bad-cursor": Sort(
        400,
        "The cursor is not of this list",
        "Take `next` of a page as it is, with the same query; or begin without a cursor.",
    ),
    "key-needed": Sort(
        401,
        "A key is needed",
        "Send `Authorization: Bearer tk_…`; `tapecheck keys create` makes a key.",
    ),
    "scope-needed": Sort(
        403, "The key may not do this", "Use a key of the scope that `needs` names."
    ),
    "cross-site": Sort(
        403, "Sent by another site", "Unsafe requests of a browser must come from the same origin."
    ),
    "not-found": Sort(404, "Nothing is at this address", "Look the address up in `/openapi.json`."),
    "no-such-thing": Sort(
        404, "The store holds no such thing", "It was deleted, or its id is mistyped."
    ),
    "no-chart": Sort(404, "The claim has no chart", "Only verdicts that returns decided have one."),
    "wrong-method": Sort(
        405, "The method is not for this address", "Use one of those in the `Allow` header."
    ),
    "too-slow": Sort(408, "The body came too slowly", "Send it again, at once or in fewer files."),
    "key-in-use": Sort(
        409,
        "A request with this Idempotency-Key is being answered",
        "Ask again after `Retry-After` seconds.",
    ),
    "cancelled": Sort(409, "The task was cancelled", "Upload the note again."),
    "too-large": Sort(413, "The body is too large", "Send at most `limit` bytes."),
    "address-too-long": Sort(414, "The address is too long", "Shorten the query."),
    "unsupported-media": Sort(
        415, "A body of this kind is not taken here", "Send one of the media types documented."
    ),
    "misdirected": Sort(
        421,
        "This server does not answer to that name",
        "Use a name of loopback; a server that asks for keys takes any name.",
    ),
    "invalid": Sort(
        422, "A part of the request can't be used", "`errors` names each part and what it must be."
    ),
    "refused": Sort(
        422,
        "No report can be made of the note",
        "`kind` says why: not_a_note, empty, unsupported, unreadable or out_of_coverage.",
    ),
    "bad-slot": Sort(
        422, "A slot of the claim can't be read", "Change the slot that `detail` names."
    ),
    "key-reused": Sort(
        422,
        "The Idempotency-Key was used for another request",
        "Take a new key for a new request.",
    ),
    "too-many-requests": Sort(
        429, "Too many requests", "Wait as many seconds as `Retry-After` says."
    ),
    "headers-too-large": Sort(431, "Too many headers", "Send at most 100 headers."),
    "internal": Sort(
        500, "The server failed", "Report the request id in `instance`; its log has the cause."
    ),
    "reader-died": Sort(
        500,
        "The note could not be read to its end",
        "Reading it ended its process each time it was tried; the other notes are not touched.",
    ),
    "busy": Sort(503, "Too much is waiting", "Come again after `Retry-After` seconds."),
    "not-ready": Sort(
        503, "The service is not ready", "It is loading or stopping; `/readyz` says why."
    ),
    "store-failed": Sort(
        503, "The store can't be used", "`tapecheck store check` says what is wrong with it."
    ),
    "store-full": Sort(
        507, "The store can't be written to", "Make room where it is; reading goes on meanwhile."
    ),
}


class Problem(HTTPException):
    """An error to answer with; `detail` is what happened, to what, and what to do next."""

    def __init__(
        self, kind: str, /, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(PROBLEMS[kind].status, detail=detail, headers=headers)
        self.kind = kind
        self.members = members

    def body(self, request_id: str) -> dict[str, Any]:
        """The members of RFC 9457, then our own."""
        sort = PROBLEMS[self.kind]
        return {
            "type": f"/problems/{self.kind}",
            "title": sort.title,
            "status": sort.status,
            "detail": self.detail,
            "instance": request_id,
            **self.members,
        }


def request_id(request: Request) -> str:
    """The id under which the log knows this request."""
    return str(getattr(request.state, "request_id", ""))


def problem_response(request: Request, problem: Problem) -> Response:
    """The problem as JSON."""
    return Response(
        json.dumps(problem.body(request_id(request)), ensure_ascii=False),
        status_code=problem.status_code,
        headers={"Cache-Control": "no-store", **(problem.headers or {})},
        media_type=MEDIA_TYPE,
    )


def wants_html(request: Request) -> bool:
    """True for a page's request: outside /v1, by a client that prefers HTML to JSON."""
    if request.url.path.startswith("/v1/"):
        return False
    return "text/html" in request.headers.get("accept", "")
