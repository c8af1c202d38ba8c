"""What the pages' forms send, read with limits."""

from __future__ import annotations

from datetime import date
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.http.uploads import clean_name, require_plain
from ingest.limits import MEBIBYTE
from tapecheck.service.limits import BATCH_FILES
from tapecheck.service.types import Upload

_PASTED: Final = "pasted.txt"
_PASTE_BYTES: Final = 2 * MEBIBYTE
_FIELDS: Final = 20


class NothingGiven(ValueError):
    """A form without what it is for; the message says what to do."""


async def read_notes(request: Request) -> list[Upload]:
    """The files and the pasted text of a form; raises `NothingGiven`."""
    require_plain(request)
    async with request.form(
        max_files=BATCH_FILES, max_fields=_FIELDS, max_part_size=_PASTE_BYTES
    ) as form:
        as_of = _day(form)
        uploads = [
            Upload(name=clean_name(file.filename), data=await file.read(), as_of=as_of)
            for file in form.getlist("files")
            if isinstance(file, UploadFile) and file.filename
        ]
        text = _words(form, "text")
    if text.strip():
        uploads.append(Upload(name=_PASTED, data=text.encode(), as_of=as_of))
    if not uploads:
        raise NothingGiven("Nothing was given: choose a file, or paste the text of a note.")
    return uploads


async def read_fields(request: Request) -> dict[str, str]:
    """The plain fields of a form; of two with the same name the last."""
    require_plain(request)
    async with request.form(max_files=0, max_fields=_FIELDS) as form:
        return {name: _words(form, name) for name in form}


def _words(form: FormData, name: str) -> str:
    """A field's words; what can't be encoded, as lone surrogates can't, is replaced."""
    given = form.get(name)
    return given.encode("utf-8", "replace").decode() if isinstance(given, str) else ""


def _day(form: FormData) -> date | None:
    words = _words(form, "as_of").strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise NothingGiven(f"“{words[:40]}” is no day; write one as 2026-07-31.") from None
