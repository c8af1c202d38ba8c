"""The files of a request: a form's parts or the raw body; their kind is told by content later."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.http.bodies import Day
from api.http.limits import NAME_CHARACTERS
from api.http.problems import Problem
from tapecheck.service.limits import BATCH_FILES
from tapecheck.service.types import Upload

FORM: Final = "multipart/form-data"
_DAY: Final[TypeAdapter[date]] = TypeAdapter(Day)
_FIELDS = 4
_FIELD_BYTES = 1024
_FILE: Final[dict[str, Any]] = {"type": "string", "format": "binary"}
_AS_OF: Final[dict[str, Any]] = {"type": "string", "format": "date"}

ONE_FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The note: a form with one `file`, or the bytes themselves.",
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": _FILE, "as_of": _AS_OF},
                    "additionalProperties": False,
                }
            },
            "application/octet-stream": {"schema": _FILE},
            "text/plain": {
                "schema": {"type": "string"},
                "example": "XSMO has returned more than IJR since 2017.",
            },
        },
    }
}
MANY_FILES: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": f"A form with up to {BATCH_FILES} parts `file`.",
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "items": _FILE, "minItems": 1},
                        "as_of": _AS_OF,
                    },
                    "additionalProperties": False,
                }
            }
        },
    }
}


async def read_upload(request: Request, *, name: str | None, as_of: date | None) -> Upload:
    """The one note of a request; `name` and `as_of` of the query count for a raw body."""
    require_plain(request)
    if not is_form(request):
        return Upload(name=_named(request, name), data=await request.body(), as_of=as_of)
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=_FIELD_BYTES) as form:
        (file,) = _files(form, fields={"as_of"}) or (None,)
        if file is None:
            raise _invalid("file", "the form has no file; send it as the part `file`")
        given = _day(form.get("as_of"))
        return Upload(
            name=clean_name(name or file.filename), data=await file.read(), as_of=given or as_of
        )


async def read_uploads(request: Request) -> list[Upload]:
    """All notes of a form, in its order, each as of the form's day."""
    require_plain(request)
    if not is_form(request):
        raise Problem(
            "unsupported-media", f"a batch is a form of type {FORM} with parts `file`; send that"
        )
    async with request.form(
        max_files=BATCH_FILES, max_fields=_FIELDS, max_part_size=_FIELD_BYTES
    ) as form:
        files = _files(form, fields={"as_of"})
        if not files:
            raise _invalid("file", "the form has no file; send each as a part `file`")
        as_of = _day(form.get("as_of"))
        return [
            Upload(name=clean_name(file.filename), data=await file.read(), as_of=as_of)
            for file in files
        ]


def require_plain(request: Request) -> None:
    """Packed bodies are not taken: what they unpack to can't be bounded while they stream in."""
    encoding = request.headers.get("content-encoding", "identity")
    if encoding.strip().lower() != "identity":
        raise Problem(
            "unsupported-media",
            f"the body is encoded as {encoding[:40]!r}; send it as it is",
            headers={"Accept-Encoding": "identity"},
        )


def is_form(request: Request) -> bool:
    """True for a form with parts; any other body is a file."""
    kind, _ = parse_options_header(request.headers.get("content-type"))
    return kind == FORM.encode()


def clean_name(name: str | None) -> str:
    """The last part of a path, its control characters and excess gone; "note" where none is."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable()).strip()
    return kept[:NAME_CHARACTERS] or "note"


def _named(request: Request, name: str | None) -> str:
    if name is not None:
        return clean_name(name)
    _, options = parse_options_header(request.headers.get("content-disposition"))
    return clean_name(options.get(b"filename", b"").decode("utf-8", errors="replace"))


def _files(form: FormData, *, fields: set[str]) -> list[UploadFile]:
    """The parts `file`; raises the 422 `Problem` for any part that is not expected."""
    files = []
    for name, value in form.multi_items():
        if name == "file" and isinstance(value, UploadFile):
            files.append(value)
        elif name not in fields or isinstance(value, UploadFile):
            raise _invalid(name[:100], "is no part of this form; files are parts named `file`")
    return files


def _day(given: UploadFile | str | None) -> date | None:
    if given is None:
        return None
    try:
        return _DAY.validate_python(given)
    except ValidationError:
        raise _invalid("as_of", "must be a day as 2026-07-31") from None


def _invalid(name: str, message: str) -> Problem:
    return Problem(
        "invalid",
        f"body {name}: {message}",
        errors=[{"in": "body", "name": name, "message": message}],
    )
