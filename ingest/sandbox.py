"""Parses an untrusted format in a child process that memory, CPU and wall-time limits hold.

The child gets the bytes on standard input, an empty environment and no name; it answers with
JSON. If it dies the parent only reports that.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final, Literal

from ingest import errors
from ingest.errors import IngestError, InputTooLarge, UnreadableInput
from ingest.limits import CHILD_SECONDS
from ingest.raw import RawNote, from_json

Format = Literal["markdown", "html", "pdf", "docx", "mail"]

ANSWER: Final = b"note\n"
REFUSAL: Final = b"refused\n"
NAMES: Final[dict[Format, str]] = {
    "markdown": "Markdown",
    "html": "web page",
    "pdf": "PDF",
    "docx": "DOCX",
    "mail": "e-mail",
}
_ROOT: Final = str(Path(__file__).resolve().parent.parent)


class SandboxedReader:
    """Reads one format by way of `ingest.child`."""

    def __init__(self, format_: Format) -> None:
        """Take the name of the module that parses the format."""
        self._format = format_

    def read(self, data: bytes, /) -> RawNote:
        """The note; UnreadableInput or InputTooLarge where the child gives up or is stopped."""
        try:
            done = subprocess.run(
                [sys.executable, "-s", "-P", "-m", "ingest.child", self._format, str(len(data))],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT, "PYTHONUTF8": "1"},
                cwd="/",
                timeout=CHILD_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise self._stopped() from None
        return self._note(done.stdout)

    def _note(self, answer: bytes) -> RawNote:
        if answer.startswith(REFUSAL):
            kind, _, message = answer[len(REFUSAL) :].decode("utf-8", "replace").partition("\n")
            raise _named(kind)(message)
        if not answer.startswith(ANSWER):
            raise self._stopped()
        try:
            return from_json(answer[len(ANSWER) :])
        except (ValueError, KeyError, TypeError):
            raise self._stopped() from None

    def _stopped(self) -> InputTooLarge:
        return InputTooLarge(
            f"reading this {NAMES[self._format]} was stopped: it needs more memory or time than a"
            " note may; save it anew, or give its text"
        )


def _named(kind: str) -> type[IngestError]:
    found = getattr(errors, kind, UnreadableInput)
    return found if issubclass(found, IngestError) else UnreadableInput
