"""Object storage as a cluster uses it, against a server that speaks S3."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pyarrow import fs

from ingest.archives import Entry, Skipped, entries
from tapecheck.batch.on_ray.places import is_remote, opened
from tapecheck.batch.on_ray.shards import Shards
from tapecheck.batch.on_ray.sources import Source, entries_of, listed
from tapecheck.batch.types import Item, RefusedItem
from tapecheck.service.errors import NotReady
from tests.tapecheck.batch.apart import read_apart

# What people call their notes, and what a URI has to spell otherwise.
NAMES = ("a.txt", "2019/Q3 outlook.txt", "2019/50% off?.txt", "2019/déjà #1.txt", "2019/x+y&z.txt")
_PORT = re.compile(r"Running on http://127\.0\.0\.1:(\d+)")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Host and port of an object store, empty but for what the tests put there."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        assert run.stdout is not None
        told = next(found for line in run.stdout if (found := _PORT.search(line)))
        yield f"127.0.0.1:{told.group(1)}"
        run.kill()


@pytest.fixture
def query(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a URI needs to reach the server."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return f"endpoint_override={server}&scheme=http&region=us-east-1"


@pytest.fixture
def notes(query: str, tmp_path: Path) -> Path:
    """A folder whose copy is in the bucket `desk`, under `notes`."""
    for name in NAMES:
        path = tmp_path / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"What {name} says.")
    store, _ = opened(f"s3://desk?allow_bucket_creation=true&{query}")
    store.create_dir("desk")
    fs.copy_files(str(tmp_path), "desk", destination_filesystem=store)
    return tmp_path / "notes"


def test_a_bucket_is_read_as_a_folder_whatever_its_objects_are_called(
    notes: Path, query: str
) -> None:
    assert read_apart(f"s3://desk/notes?{query}") == list(entries(notes))


def test_spaces_and_accents_of_a_uri_need_no_encoding(notes: Path, query: str) -> None:
    (found,) = read_apart(f"s3://desk/notes/2019/Q3 outlook.txt?{query}")
    assert found == Entry(name="Q3 outlook.txt", data=b"What 2019/Q3 outlook.txt says.")


def test_the_endpoint_may_stand_in_the_environment(
    notes: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{server}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    assert read_apart("s3://desk/notes/") == list(entries(notes))


def test_what_is_kept_in_a_bucket_is_found_there(notes: Path, query: str) -> None:
    shards = Shards.open(f"s3://desk/outcomes?{query}", run="r1", as_of=date(2020, 1, 2))
    refused = RefusedItem(item=Item.of(Entry(name="a.txt", data=b"nothing")), reason="no note")
    name = shards.write([refused])
    again = Shards.open(f"s3://desk/outcomes?{query}", run="r1", as_of=date(2020, 1, 2))
    assert again.index().shard(refused.item.note_id) == name
    assert again.outcomes(name, [refused.item]) == [refused]


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(
    notes: Path, query: str
) -> None:
    with pytest.raises(NotReady, match="nothing is there; check the bucket and the folder"):
        list(listed(f"s3://desk/nobody?{query}"))


def test_a_bucket_that_is_not_there_takes_no_shards(query: str) -> None:
    with pytest.raises(NotReady, match="check who may write there"):
        Shards.open(f"s3://nobody/outcomes?{query}", run="r1", as_of=None)


def test_an_unknown_kind_of_storage_is_told_with_the_forms_that_are_known() -> None:
    with pytest.raises(NotReady, match="give a folder, or a URI such as s3://"):
        opened("nosuch://desk/notes")


def test_keys_in_a_uri_reach_the_files_below_it_and_no_message(
    notes: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert read_apart(f"s3://reader:secret@desk/notes?{query}") == list(entries(notes))
    with pytest.raises(NotReady, match="s3://desk/nobody") as failure:
        list(listed(f"s3://reader:secret@desk/nobody?{query}"))
    assert "secret" not in str(failure.value)


def test_one_such_object_among_others_is_skipped() -> None:
    (found,) = entries_of(Source(name="a", at="nosuch://desk/a"), text_column=None)
    assert found == Skipped(name="a", reason="not found; check the path")


@pytest.mark.parametrize("place", ["s3://bucket/notes", "gs://bucket", "file:///notes"])
def test_a_uri_is_remote(place: str) -> None:
    assert is_remote(place)


@pytest.mark.parametrize("place", ["notes", "/notes/s3", "C:notes", "./a:b"])
def test_a_path_is_not(place: str) -> None:
    assert not is_remote(place)
