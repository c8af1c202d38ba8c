"""Limits on archives of notes, and what each protects; those on one note are `ingest.limits`."""

from __future__ import annotations

from typing import Final

from ingest.limits import MAX_BYTES, MEBIBYTE

HEAD: Final = 16 * 1024
"""Bytes from which a file's kind is judged."""

CHUNK: Final = 256 * 1024

MAX_ENTRIES: Final = 50_000_000
"""Notes of one archive: a table can claim any number of rows in a few bytes."""

MAX_ROW: Final = MAX_BYTES
"""One line of JSONL, one row of CSV, one message of a mailbox, one page of Parquet."""

MAX_NESTED: Final = 1024 * MEBIBYTE
"""An archive inside an archive; it is spooled to a nameless temporary file."""

MAX_RATIO: Final = 200
"""Unpacked over packed size, where more than FREE is unpacked; deflate itself ends near 1,000."""

FREE: Final = MEBIBYTE

MAX_TAR_HEADER: Final = 16 * 1024
"""One header record of a tar: tarfile searches it in time with the square of its length."""

MAX_XZ_MEMORY: Final = 128 * MEBIBYTE
"""What the first block of an xz file may ask for; `xz -9` asks for 65 MiB."""

MAX_PATH: Final = 4096
"""Bytes of one path on standard input."""
