"""The process that parses one untrusted document: `python -m ingest.child FORMAT SIZE`.

Limits come first, then the one parser that is needed; bytes in, JSON out, nothing else.
"""

from __future__ import annotations

import resource
import sys
from importlib import import_module
from typing import cast

from ingest.errors import IngestError, InputTooLarge, UnreadableInput
from ingest.limits import CHILD_MEMORY, MAX_BYTES, MAX_CHARS, cpu_seconds
from ingest.raw import RawNote, to_json
from ingest.sandbox import ANSWER, NAMES, REFUSAL, Format


def main() -> None:
    """Answer on standard output; the exit status says nothing."""
    format_, size = cast(Format, sys.argv[1]), int(sys.argv[2])
    _limit(size)
    try:
        answer = ANSWER + to_json(_parse(format_, sys.stdin.buffer.read(MAX_BYTES + 1)))
    except IngestError as error:
        answer = _refusal(error)
    except MemoryError:
        answer = _refusal(InputTooLarge(f"this {NAMES[format_]} needs too much memory to read"))
    except Exception as error:
        answer = _refusal(_broken(format_, error))
    sys.stdout.buffer.write(answer)


def _limit(size: int) -> None:
    seconds = cpu_seconds(size)
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _parse(format_: Format, data: bytes) -> RawNote:
    note: RawNote = import_module(f"ingest.{format_}").parse(data)
    if sum(len(block.text) for block in note.blocks) > MAX_CHARS:
        raise InputTooLarge(f"more than {MAX_CHARS:,} characters of text; split it into notes")
    return note


def _broken(format_: Format, error: Exception) -> UnreadableInput:
    return UnreadableInput(
        f"this {NAMES[format_]} is damaged ({type(error).__name__}); save it again from its"
        " program, or give its text"
    )


def _refusal(error: IngestError) -> bytes:
    return REFUSAL + f"{type(error).__name__}\n{error}".encode("utf-8", "replace")


if __name__ == "__main__":
    main()
