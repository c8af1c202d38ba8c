"""One file of an archive as the notes that it holds, archives inside it opened one level deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from ingest.archives.kinds import PACKED, Kind, kind_of
from ingest.archives.limits import CHUNK, HEAD, MAX_ENTRIES, MAX_NESTED
from ingest.archives.lines import read_bounded, too_large
from ingest.archives.mailboxes import mbox_messages
from ingest.archives.packed import unpacked
from ingest.archives.parquets import parquet_notes
from ingest.archives.tables import csv_notes, jsonl_notes
from ingest.archives.tars import tar_members
from ingest.archives.types import DAMAGE, Found, Member, Skipped, skipped
from ingest.archives.zips import is_office, zip_members
from ingest.limits import MAX_BYTES

Step = Found | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Expander:
    """How files are opened; `levels` is how deep archives may still stand inside each other."""

    text_column: str | None
    levels: int = 2

    def file(self, name: str, file: BinaryIO) -> Iterator[Step]:
        """The notes of a seekable file, which stays open until the last is taken."""
        steps = self._guarded(name, self._dispatched(name, file))
        yield from islice(steps, MAX_ENTRIES)
        if next(steps, None) is not None:
            reason = f"more than {MAX_ENTRIES:,} notes; the rest is not read: split it"
            yield Skipped(name=name, reason=reason)

    def _guarded(self, name: str, steps: Iterator[Step]) -> Iterator[Step]:
        """What a broken archive gives up to where it breaks, and then why it ends there."""
        try:
            yield from steps
        except DAMAGE as error:
            yield skipped(name, error)

    def _dispatched(self, name: str, file: BinaryIO) -> Iterator[Step]:
        head = file.read(HEAD)
        kind = kind_of(head, text_column=self.text_column)
        file.seek(0)
        if kind in PACKED:
            yield from self._packed(name, file, kind)
            return
        if kind == "zip" and is_office(file):
            kind = "note"
        file.seek(0)
        yield from self._opened(name, file, kind)

    def _opened(self, name: str, file: BinaryIO, kind: Kind) -> Iterator[Step]:
        if kind == "note":
            return iter([Found(name=name, load=partial(read_bounded, file, limit=MAX_BYTES))])
        if self.levels == 0:
            reason = "an archive inside an archive inside an archive; unpack the outermost first"
            return iter([Skipped(name=name, reason=reason)])
        if kind in ("zip", "tar"):
            return self._members(name, zip_members(file) if kind == "zip" else tar_members(file))
        if kind == "mbox":
            return mbox_messages(name, file)
        if kind == "jsonl":
            return jsonl_notes(name, file, text_column=self.text_column)
        if kind == "csv":
            return csv_notes(name, file, text_column=self.text_column)
        return parquet_notes(name, file, text_column=self.text_column)

    def _packed(self, name: str, file: BinaryIO, kind: Kind) -> Iterator[Step]:
        """What a packed stream holds: a tar, a table, a mailbox or one note."""
        stream = unpacked(file, kind)
        inner = kind_of(stream.peek(HEAD), text_column=self.text_column)
        if inner in PACKED:
            return iter([Skipped(name=name, reason="packed twice; unpack it first")])
        if inner in ("zip", "parquet"):
            return self._spooled(name, stream)
        return self._opened(name, cast(BinaryIO, stream), inner)

    def _members(self, name: str, members: Iterator[Member | Skipped]) -> Iterator[Step]:
        inside = replace(self, levels=self.levels - 1)
        for member in members:
            if _is_hidden(member.name):
                continue
            full = f"{name}/{member.name}"
            if _leads_out(member.name):
                yield Skipped(name=full, reason="its name leads out of the archive; pack it anew")
            elif isinstance(member, Skipped):
                yield Skipped(name=full, reason=member.reason)
            else:
                yield from self._guarded(full, inside._member(full, member))

    def _member(self, name: str, member: Member) -> Iterator[Step]:
        head = member.file.read(HEAD)
        if kind_of(head, text_column=self.text_column) == "note":
            yield Found(name=name, load=partial(_rest, head, member))
        else:
            yield from self._spooled(name, member.file, head=head)

    def _spooled(self, name: str, stream: BinaryIO, *, head: bytes = b"") -> Iterator[Step]:
        """The notes of a file that can only be read once, by way of a nameless temporary one."""
        with SpooledTemporaryFile(max_size=MAX_BYTES) as spool:
            spool.write(head)
            while piece := stream.read(CHUNK):
                spool.write(piece)
                if spool.tell() > MAX_NESTED:
                    raise too_large(MAX_NESTED)
            spool.seek(0)
            yield from self._dispatched(name, cast(BinaryIO, spool))


def _rest(head: bytes, member: Member) -> bytes:
    if member.size > MAX_BYTES:
        raise too_large(MAX_BYTES)
    return head + read_bounded(member.file, limit=MAX_BYTES)


def _is_hidden(name: str) -> bool:
    """Hidden files, and the folder in which macOS keeps its own."""
    parts = name.split("/")
    return any(part == "__MACOSX" or (part[:1] == "." and part.strip(".")) for part in parts)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/")
