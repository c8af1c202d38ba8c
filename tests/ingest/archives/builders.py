"""Archives of every kind, made by the libraries and programs that users have."""

from __future__ import annotations

import io
import json
import mailbox
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.archives import Entry, Skipped, entries
from tests.ingest.builders import mail

NOTE = b"XSMO has outperformed IJR since 2017, with a larger drawdown in 2020."
OTHER = b"USMV lagged QUAL in 2020, which is not what its buyers had paid for."


def read_all(source: Path, *, text_column: str | None = None) -> dict[str, bytes]:
    """Names to bytes; fails where anything was skipped."""
    found = list(entries(source, text_column=text_column))
    assert not [one for one in found if isinstance(one, Skipped)]
    return {one.name: one.data for one in found if isinstance(one, Entry)}


def reasons(source: Path, *, text_column: str | None = None) -> dict[str, str]:
    """Names of what was skipped to the reasons."""
    found = entries(source, text_column=text_column)
    return {one.name: one.reason for one in found if isinstance(one, Skipped)}


def got(source: Path) -> list[str]:
    """Names of what was read, in order."""
    return [one.name for one in entries(source) if isinstance(one, Entry)]


def zip_of(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(files: Mapping[str, bytes], *, pack: Literal["", "gz", "bz2", "xz"] = "") -> bytes:
    """A tar of the files, packed or not."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{pack}") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zstd(data: bytes) -> bytes:
    """The bytes packed by zstd."""
    return bytes(pa.Codec("zstd").compress(data))


def jsonl_of(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """One object a line."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def parquet_of(columns: Mapping[str, Sequence[Any]], **options: Any) -> bytes:
    """A Parquet file as pyarrow writes it."""
    out = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), out, **options)
    return out.getvalue()


def mbox_of(bodies: Sequence[str], folder: Path) -> Path:
    """A mailbox as the standard library writes it."""
    path = folder / "inbox.mbox"
    box = mailbox.mbox(path)
    for body in bodies:
        box.add(mail(body))
    box.close()
    return path


def maildir_of(bodies: Sequence[str], folder: Path) -> Path:
    """A maildir with a subfolder "Old", as the standard library writes it."""
    path = folder / "mail"
    box = mailbox.Maildir(path)
    for body in bodies:
        box.add(mail(body))
    box.add_folder("Old").add(mail("An older one."))
    return path


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
