"""A run on Ray is the run on one machine: same notes, same order, same bytes, whatever dies."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from ingest.archives import Entry, entries
from nlp.reading import Reader
from tapecheck.batch.chunks import chunked
from tapecheck.batch.local import LocalEngine
from tapecheck.batch.on_ray import RayEngine
from tapecheck.batch.on_ray.cluster import join
from tapecheck.batch.types import Engine, Item, Outcome, Scored
from tapecheck.service.errors import NotReady
from tapecheck.service.jobs import Load
from tapecheck.settings import Settings
from tests.conftest import REPOSITORY
from tests.tapecheck.batch.light_engine import LightEngine, MemoryStore

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed")

AS_OF = date(2021, 6, 30)
_FUNDS = ("MTUM", "QUAL", "USMV")
_COPY = "a copy.txt"


def note(number: int) -> str:
    """A note like no other of the archive, with claims that can be checked."""
    first, second = _FUNDS[number % 3], _FUNDS[(number + 1 + number // 50) % 3]
    return (
        f"Factor note {number}\n\n{first} has outperformed {second} since {2015 + number % 4}, a"
        f" strong record for the fund. We expect {second} to recover over the next"
        f" {6 + number % 12} months, and the market rewarded patience. Portfolio {number} holds"
        " both ETFs.\n"
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100 notes in files, in a zip and in a table, one of them twice, and two that are none."""
    folder = tmp_path_factory.mktemp("archive")
    for number in range(50):
        (folder / f"note {number:03}.txt").write_text(note(number))
    (folder / _COPY).write_text(note(49))
    (folder / "empty.txt").touch()
    (folder / "photo.bin").write_bytes(bytes(range(256)) * 8)
    with zipfile.ZipFile(folder / "old.zip", "w") as old:
        for number in range(50, 75):
            old.writestr(f"{number}.txt", note(number))
    rows = [json.dumps({"text": note(number)}) for number in range(75, 100)]
    (folder / "table.jsonl").write_text("\n".join(rows))
    return folder


def run_on_ray(**asked: Any) -> dict[str, Any]:
    """What a run in a process of its own stored; Ray must not have said a word."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.tapecheck.batch.ray_run", json.dumps(asked, default=str)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told | {"said": done.stderr}


def stored(outcomes: Iterator[tuple[Outcome, ...]]) -> list[list[str]]:
    """Outcomes as the run tells them."""
    return [
        [one.item.name, one.report.model_dump_json(), one.signature.hex()]
        if isinstance(one, Scored)
        else [one.item.name, one.reason, ""]
        for part in outcomes
        for one in part
    ]


def undisturbed(engine: Engine, archive: Path) -> list[list[str]]:
    """What one machine stores of the same archive."""
    items: dict[str, Item] = {}
    for entry in entries(archive):
        if isinstance(entry, Entry):
            items.setdefault(Item.of(entry).note_id, Item.of(entry))
    return stored(engine.score(chunked(items.values())))


@pytest.fixture(scope="module")
def disturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A run over three nodes of which a worker was killed, and then a whole node."""
    shards = tmp_path_factory.mktemp("shards")
    told = run_on_ray(engine="slow", archive=archive, machines=True, as_of=AS_OF, shards=shards)
    assert told["killed"] == ["ray::MapWorker(MapBatches(Worker))", "node"]
    return told | {"shards": shards}


@needs_ray
def test_a_killed_worker_and_a_killed_node_change_no_byte_and_no_place(
    disturbed: dict[str, Any], archive: Path
) -> None:
    engine = LightEngine(load(), as_of=AS_OF, workers=1)
    assert disturbed["stored"] == undisturbed(engine, archive)


@needs_ray
def test_shards_have_every_note_once_whatever_died(disturbed: dict[str, Any]) -> None:
    table = ds.dataset(disturbed["shards"], partitioning="hive").to_table()
    names = [name for name, *_ in disturbed["stored"]]
    assert sorted(table["name"].to_pylist()) == sorted([*names, "note 049.txt"])


@needs_ray
def test_the_same_bytes_under_another_name_are_counted_not_stored(
    disturbed: dict[str, Any],
) -> None:
    assert disturbed["tally"]["duplicates"]["bytes"] == 1


@needs_ray
def test_a_cluster_started_here_scores_as_the_engine_of_this_machine(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(note(number))
    (tmp_path / "photo.bin").write_bytes(bytes(range(256)) * 8)
    told = run_on_ray(engine="local", archive=tmp_path, as_of=AS_OF, workers=1)
    engine = LocalEngine(load(), as_of=AS_OF, workers=1)
    try:
        assert told["stored"] == undisturbed(engine, tmp_path)
    finally:
        engine.close()
    assert told["said"] == ""


@needs_ray
def test_a_run_that_is_ended_early_ends_without_a_word(archive: Path) -> None:
    told = run_on_ray(engine="light", archive=archive, workers=1, as_of=AS_OF, limit=20)
    assert (told["tally"]["scored"] + told["tally"]["refused"], told["said"]) == (20, "")


def test_without_ray_one_line_tells_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    engine = RayEngine(load(), as_of=None, workers=1, address=None, opened=LightEngine)
    found = engine.found(str(tmp_path), text_column=None, past=MemoryStore())
    with pytest.raises(NotReady, match=r"^ray isn't installed: pip install 'tapecheck\[ray\]'$"):
        next(found)


@needs_ray
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_address_where_nothing_listens_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(NotReady, match=rf"^{address}: no Ray cluster \(.*refused"):
        join(address, workers=1)


def load() -> Load:
    """The small model and the sample prices."""
    return Load(settings=Settings(), prices="sample", model="minilm")


def test_an_item_that_the_store_lost_is_scored_here(reader: Reader) -> None:
    engine = RayEngine(load(), as_of=AS_OF, workers=1, address=None, opened=LightEngine)
    item = Item.of(Entry(name="a.txt", data=note(1).encode()))
    ((outcome,),) = engine.score([(item,)])
    assert isinstance(outcome, Scored)
