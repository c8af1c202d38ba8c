from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest
from ingest import (
    Document,
    EmptyInput,
    IngestError,
    InputTooLarge,
    UnreadableInput,
    read,
    read_file,
)
from tests.ingest.builders import EVERY_FORMAT, PROSE

SAMPLES = {name: build() for name, build in EVERY_FORMAT.items()}


def assert_canonical(doc: Document) -> None:
    texts = [doc.text_of(block) for block in doc.blocks]
    assert doc.text == "\n\n".join(texts)
    assert all(text == text.strip() and text for text in texts)
    assert unicodedata.is_normalized("NFC", doc.text)
    assert not re.search(r"[\r\t\xad\u200b\ufeff]| \n|  |\n{3}", doc.text)
    assert all("\n" not in doc.text_of(block) for block in doc.blocks if block.kind != "code")


@pytest.mark.parametrize("name", SAMPLES)
def test_blocks_cover_the_canonical_text_exactly(name: str) -> None:
    assert_canonical(read(SAMPLES[name]))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_prose_is_the_same_from_every_format(name: str) -> None:
    assert PROSE in read(SAMPLES[name]).text


@pytest.mark.parametrize("name", SAMPLES)
def test_the_title_is_the_same_from_every_format(name: str) -> None:
    assert read(SAMPLES[name]).title == "Small-Cap Momentum Review"


def test_the_id_is_the_hash_of_the_bytes() -> None:
    data = SAMPLES["text"]
    assert read(data).id == hashlib.sha256(data).hexdigest()


def test_the_name_decides_nothing() -> None:
    assert read(SAMPLES["pdf"], name="note.txt") == read(SAMPLES["pdf"], name="note.docx")


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"\x89PNG\r\n\x1a\n", b"PK\x05\x06" + bytes(18), b"%PDF-1.4", b"----"]
)
def test_a_refusal_is_one_line_with_the_name_and_the_next_step(data: bytes) -> None:
    with pytest.raises(IngestError) as caught:
        read(data, name="odd\nname")
    message = str(caught.value)
    assert re.fullmatch(r"odd name: [^\n]+; [^\n]+", message)


def test_input_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(InputTooLarge, match="split it"):
        read(b"a" * (20 * 1024 * 1024 + 1))


def test_text_over_the_limit_is_refused() -> None:
    with pytest.raises(InputTooLarge, match="2,000,000 characters"):
        read(b"A word. " * 300_000)


def test_marks_without_words_are_empty() -> None:
    with pytest.raises(EmptyInput, match="no words"):
        read(b"--- *** ---\n")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(SAMPLES["text"])
    assert read_file(path) == read(SAMPLES["text"])


@pytest.mark.parametrize(
    ("path", "message"), [("missing.txt", "missing.txt: not found; check the path"), ("", "folder")]
)
def test_a_path_that_cannot_be_read(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(UnreadableInput, match=message):
        read_file(tmp_path / path)


def test_a_path_with_a_nul_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="check the path"):
        read_file("a\0b")


def test_every_public_name_is_there() -> None:
    assert sorted(ingest.__all__) == sorted(set(ingest.__all__))
    assert all(hasattr(ingest, name) for name in ingest.__all__)


def read_or_refuse(data: bytes) -> None:
    try:
        doc = read(data)
    except IngestError:
        return
    assert_canonical(doc)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text.encode("utf-8", "surrogatepass"))


LINES = st.sampled_from(
    ["Overall Sentiment", "mildly positive", "Sentiment Score", "0.25", "Request Demo", "- item",
     "1. one", "By Jane Doe", "14 May 2026", "Ticker: XSMO", "| a | b |", "|---|---|", "-----",
     "Disclaimer", "Past performance is no guarantee of future results.", "Best regards,", "",
     "The fund leads its peers over every horizon, though it only matches the in-", PROSE]
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_note_lines_keeps_its_offsets(lines: list[str]) -> None:
    read_or_refuse("\n".join(lines).encode())


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Bytes overwritten, cut out or doubled anywhere in a real file."""
    sample = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(sample)))
        length = data.draw(st.integers(0, 40))
        sample[start : start + length] = data.draw(
            st.one_of(st.binary(max_size=40), st.just(bytes(sample[start : start + 2 * length])))
        )
    read_or_refuse(bytes(sample))
