"""Every limit on what is read, and what each protects."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

MAX_BYTES: Final = 20 * MEBIBYTE
"""Largest input, before anything is parsed."""

MAX_CHARS: Final = 2_000_000
"""Longest text of one note: some 700 printed pages."""

MAX_LINES: Final = 100_000
MAX_BLOCKS: Final = 20_000
"""Blocks of one note: judging the wording of each costs some 0.1 ms."""

MAX_PDF_PAGES: Final = 1_000

MAX_ZIP_ENTRIES: Final = 2_000
MAX_ZIP_BYTES: Final = 100 * MEBIBYTE
"""All entries of a DOCX together, as its directory states them, unpacked."""

MAX_ZIP_RATIO: Final = 200
"""Unpacked over packed size of one entry above 1 MiB; deflate itself ends near 1,000."""

MAX_XML_DEPTH: Final = 250
"""Nesting of elements in HTML and DOCX; the libraries behind recurse on each level."""

CHILD_MEMORY: Final = 512 * MEBIBYTE
"""Address space of the child process that parses untrusted formats."""

CHILD_SECONDS: Final = 10
"""Wall time of that child."""

MAX_WRAP: Final = 130
"""Longest line, in characters, that is taken for part of a hard-wrapped paragraph."""


def cpu_seconds(size: int) -> int:
    """Whole CPU seconds that an input of `size` bytes may cost its child.

    A small file that needs long is an attack: 2.5 KB of PDF once cost 22 s.
    """
    return min(CHILD_SECONDS, 2 + 2 * size // MEBIBYTE)
