"""Outcomes as a Parquet data set: kept by note, so that nothing in it is ever scored again.

A shard is written once, whole or not at all, and is named for the notes in it: a worker that does
the work of a dead one writes the same file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import fs

from tapecheck.batch.on_ray.places import opened, told
from tapecheck.batch.types import Item, Outcome, RefusedItem, Scored
from tapecheck.report import Report
from tapecheck.service.errors import NotReady

SCHEMA: Final = pa.schema(
    [
        pa.field("note_id", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("report", pa.large_string()),
        pa.field("refusal", pa.string()),
        pa.field("signature", pa.binary()),
    ]
)
"""`report` is the JSON of a report and null for a note that was refused; `refusal` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    """The part of a data set that one run writes: its folder is named for the run and the day."""

    system: fs.FileSystem
    folder: str

    @classmethod
    def open(cls, place: str, *, run: str, as_of: date | None) -> Shards:
        """The data set below a path or URI, made if it isn't there; raises `NotReady`."""
        system, root = opened(place)
        folder = f"{root.rstrip('/')}/run={run}/as_of={as_of or 'own'}"
        try:
            system.create_dir(folder, recursive=True)
        except OSError as error:
            raise NotReady(told(place, f"{error}; check who may write there")) from None
        return cls(system=system, folder=folder)

    def names(self) -> list[str]:
        """The shards that are finished, by name."""
        infos = self.system.get_file_info(fs.FileSelector(self.folder))
        return sorted(info.base_name for info in infos if info.base_name.startswith("part-"))

    def index(self) -> Index:
        """Which note is in which shard; 36 bytes a note."""
        names = self.names()
        ids = [self._table(name, columns=["note_id"])["note_id"] for name in names]
        keys = keys_of(note_id.as_py() for column in ids for note_id in column)
        numbers = np.repeat(np.arange(len(names), dtype=np.int32), [len(column) for column in ids])
        order = np.argsort(keys, kind="stable")
        return Index(keys=keys[order], numbers=numbers[order], names=tuple(names))

    def write(self, outcomes: Sequence[Outcome]) -> str:
        """Keep outcomes for good; the name of their shard."""
        together = "".join(outcome.item.note_id for outcome in outcomes)
        name = f"part-{hashlib.sha256(together.encode()).hexdigest()[:32]}.parquet"
        # Readers pass over names that begin with a dot.
        begun = f"{self.folder}/.{name}.{uuid4().hex}"
        table = pa.Table.from_pylist([_row(outcome) for outcome in outcomes], schema=SCHEMA)
        pq.write_table(table, begun, filesystem=self.system, compression="zstd")
        self.system.move(begun, f"{self.folder}/{name}")
        return name

    def outcomes(self, name: str, items: Sequence[Item]) -> list[Outcome]:
        """What a shard says of those of the items that are in it."""
        rows = {row["note_id"]: row for row in self._table(name).to_pylist()}
        return [_outcome(item, rows[item.note_id]) for item in items if item.note_id in rows]

    def _table(self, name: str, *, columns: list[str] | None = None) -> pa.Table:
        # `read_table` would take the folder's name for columns.
        with self.system.open_input_file(f"{self.folder}/{name}") as file:
            return pq.ParquetFile(file).read(columns=columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Sorted keys of notes, and the number of each one's shard in `names`."""

    keys: NDArray[np.bytes_]
    numbers: NDArray[np.int32]
    names: tuple[str, ...]

    def shard(self, note_id: str) -> str | None:
        """The shard that has the note; None where none has."""
        at = find(self.keys, note_id)
        return None if at is None else self.names[self.numbers[at]]


def keys_of(note_ids: Iterable[str]) -> NDArray[np.bytes_]:
    """The first 128 bits of each id, in hex, which tell notes apart; in the order given."""
    return np.fromiter((_key(note_id) for note_id in note_ids), dtype="S32")


def find(keys: NDArray[np.bytes_], note_id: str) -> int | None:
    """Where an id is among sorted keys; None where it isn't."""
    key = _key(note_id)
    at = int(np.searchsorted(keys, np.bytes_(key)))
    return at if at < len(keys) and keys[at] == key else None


def _key(note_id: str) -> bytes:
    return note_id[:32].encode()


def _row(outcome: Outcome) -> dict[str, Any]:
    row: dict[str, Any] = {"note_id": outcome.item.note_id, "name": outcome.item.name}
    if isinstance(outcome, RefusedItem):
        return row | {"refusal": outcome.reason}
    return row | {"report": outcome.report.model_dump_json(), "signature": outcome.signature}


def _outcome(item: Item, row: dict[str, Any]) -> Outcome:
    if row["report"] is None:
        return RefusedItem(item=item, reason=row["refusal"])
    report = Report.model_validate_json(row["report"])
    return Scored(item=item, report=report, signature=row["signature"])
