"""Shards are a Parquet data set that keeps reports to the byte and knows what it has."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.dataset as ds
import pytest

from nlp.reading import Reader
from tapecheck.batch.on_ray.shards import Shards, find, keys_of
from tapecheck.batch.types import Item, Outcome, Scored
from tests.conftest import REPOSITORY
from tests.tapecheck.batch.light_engine import scorer_over

AS_OF = date(2021, 6, 30)
TEXTS = (
    "MTUM has outperformed QUAL since 2015, a strong record. We expect USMV to beat MTUM over the"
    " next year, and the market rewarded patience with factor ETFs.",
    "QUAL has outperformed USMV since 2016 and the portfolio holds the fund. We like the ETF for"
    " its strong returns against the market.",
)


def item(text: str, *, name: str = "note.txt") -> Item:
    data = text.encode()
    return Item(name=name, note_id=hashlib.sha256(data).hexdigest(), data=data)


@pytest.fixture(scope="module")
def outcomes(reader: Reader) -> tuple[Outcome, ...]:
    """Two reports, and a refusal for an empty file."""
    items = (*map(item, TEXTS), item(""))
    return scorer_over(reader).score(items, as_of=AS_OF)


@pytest.fixture
def shards(tmp_path: Path) -> Shards:
    return Shards.open(str(tmp_path), run="r1", as_of=AS_OF)


def test_what_is_read_is_what_was_written(shards: Shards, outcomes: tuple[Outcome, ...]) -> None:
    name = shards.write(outcomes)
    assert shards.outcomes(name, [one.item for one in outcomes]) == list(outcomes)


def test_only_what_is_asked_for_is_read(shards: Shards, outcomes: tuple[Outcome, ...]) -> None:
    name = shards.write(outcomes)
    asked = [outcomes[1].item, item("elsewhere")]
    assert shards.outcomes(name, asked) == [outcomes[1]]


def test_the_index_tells_the_shard_of_each_note(
    shards: Shards, outcomes: tuple[Outcome, ...]
) -> None:
    first, second = shards.write(outcomes[:1]), shards.write(outcomes[1:])
    index = shards.index()
    assert [index.shard(one.item.note_id) for one in outcomes] == [first, second, second]
    assert index.shard(item("elsewhere").note_id) is None


def test_an_empty_data_set_has_no_note(shards: Shards) -> None:
    assert shards.index().shard(item("any").note_id) is None


def test_work_done_twice_is_the_same_shard(shards: Shards, outcomes: tuple[Outcome, ...]) -> None:
    assert shards.write(outcomes) == shards.write(outcomes)
    assert len(shards.names()) == 1


def test_a_shard_that_was_not_finished_is_no_shard(
    shards: Shards, outcomes: tuple[Outcome, ...]
) -> None:
    (Path(shards.folder) / ".part-1.parquet.0a").write_bytes(b"PAR1")
    assert shards.names() == []


def test_runs_and_days_are_apart(tmp_path: Path, outcomes: tuple[Outcome, ...]) -> None:
    Shards.open(str(tmp_path), run="r1", as_of=AS_OF).write(outcomes)
    assert Shards.open(str(tmp_path), run="r2", as_of=AS_OF).names() == []
    assert Shards.open(str(tmp_path), run="r1", as_of=None).names() == []


def test_readers_see_run_and_day_as_columns(
    tmp_path: Path, shards: Shards, outcomes: tuple[Outcome, ...]
) -> None:
    shards.write(outcomes)
    table = ds.dataset(tmp_path, partitioning="hive").to_table()
    assert set(table["run"].to_pylist()) == {"r1"}
    assert set(map(str, table["as_of"].to_pylist())) == {"2021-06-30"}


def test_object_storage_is_written_and_read(tmp_path: Path, outcomes: tuple[Outcome, ...]) -> None:
    remote = Shards.open(f"file://{tmp_path}/set", run="r1", as_of=None)
    name = remote.write(outcomes)
    assert remote.outcomes(name, [outcomes[0].item]) == [outcomes[0]]


def test_a_renamed_note_has_its_new_name(shards: Shards, outcomes: tuple[Outcome, ...]) -> None:
    name = shards.write(outcomes)
    renamed = replace(outcomes[0].item, name="moved.txt")
    (outcome,) = shards.outcomes(name, [renamed])
    assert outcome.item.name == "moved.txt"


def test_an_id_is_found_among_sorted_keys_and_another_is_not() -> None:
    ids = sorted(hashlib.sha256(bytes([number])).hexdigest() for number in range(50))
    keys = keys_of(ids[1:])
    assert [find(keys, one) for one in ids] == [None, *range(49)]


def test_duckdb_reads_the_data_set_as_the_guide_says(
    shards: Shards, outcomes: tuple[Outcome, ...], tmp_path: Path
) -> None:
    shards.write(outcomes)
    guide = (REPOSITORY / "docs" / "clusters.md").read_text(encoding="utf-8")
    query = guide.split("```sql\n")[1].split("```")[0].replace("FOLDER", str(tmp_path))
    rows = duckdb.sql(query)
    assert rows is not None
    scores = [one.report.sentiment.score for one in outcomes if isinstance(one, Scored)]
    assert [score for _, score in rows.fetchall()] == pytest.approx(scores)
