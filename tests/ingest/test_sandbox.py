"""Bombs: each is refused, or its child dead, within three CPU seconds, and the parent unhurt."""

from __future__ import annotations

import resource
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache

import pytest

from ingest import IngestError, InputTooLarge, UnreadableInput, read
from ingest.sandbox import _PARSERS, Parsers, SandboxedReader
from tests.ingest.builders import docx_of, mail, word_xml, zipped

SECONDS = 3.0
PARENT_KILOBYTES = 300 * 1024


def deflated(size: int) -> bytes:
    packer = zlib.compressobj(1)
    chunk = b"0 " * 524_288
    return b"".join(packer.compress(chunk) for _ in range(size // len(chunk))) + packer.flush()


def pdf_with_stream(stream: bytes, filters: str) -> bytes:
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter[%s]>>stream\n"
        % (len(stream), filters.encode())
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def zip_bomb() -> bytes:
    return docx_of(word_xml("<w:p><w:r><w:t>" + "a" * 60_000_000 + "</w:t></w:r></w:p>"))


def crowded_zip() -> bytes:
    return zipped({"[Content_Types].xml": "", **{f"word/{i}.xml": "" for i in range(3_000)}})


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    doctype = f'<!DOCTYPE d [<!ENTITY a0 "lol">{entities}]>'
    return docx_of(word_xml("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", doctype=doctype))


def deep_xml() -> bytes:
    return docx_of(word_xml("<w:p>" * 200_000))


def many_paragraphs() -> bytes:
    """Under the ratio limit by noise in between; far too many elements."""
    noise = "".join(f"<w:p w:id='{i * 2_654_435_761 % 4_294_967_296}'/>" for i in range(1_500_000))
    return docx_of(word_xml(noise))


BOMBS: dict[str, Callable[[], bytes]] = {
    "zip bomb": zip_bomb,
    "zip of many entries": crowded_zip,
    "billion laughs": billion_laughs,
    "deep XML": deep_xml,
    "deep HTML": lambda: b"<html><body>" + b"<div>" * 300_000 + b"x",
    "deep inline HTML": lambda: b"<html><body>" + b"<b><i>" * 100_000 + b"x",
    "nested tables": lambda: b"<html><body>" + b"<table><tr><td>" * 50_000 + b"x",
    "broken HTML": lambda: b"<html><p " + b"a=<" * 1_000_000,
    "huge PDF stream": lambda: pdf_with_stream(deflated(400_000_000), "/FlateDecode"),
    "PDF stream packed twice": lambda: pdf_with_stream(
        zlib.compress(deflated(1_500_000_000)), "/FlateDecode/FlateDecode"
    ),
    "PDF of 10 million pages": lambda: pdf_with_stream(b"", "").replace(
        b"/Count 1>>", b"/Count 10000000>>"
    ),
    "PDF whose pages are their own children": lambda: pdf_with_stream(b"", "").replace(
        b"/Kids[3 0 R]", b"/Kids[2 0 R 2 0 R]"
    ),
    "nested mail": lambda: mail(
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 5_000,
        content_type="multipart/mixed; boundary=b",
    ),
    "mail of mails": lambda: mail(
        "Content-Type: message/rfc822\n\n" * 5_000, content_type="message/rfc822"
    ),
    "text of short lines": lambda: b"a\n" * 999_000,
    "text of short paragraphs": lambda: b"Buy.\n\n" * 30_000,
    "Markdown of open brackets": lambda: b"# T\n\n- **a** " + b"[" * 400_000,
}


def cost() -> tuple[float, int]:
    """CPU seconds of this process and its children so far; peak memory of this one in KiB.

    CPU time, not wall time, so that a busy machine fails no test. Forks count once the process
    that made them has ended.
    """
    _PARSERS.close()
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = (own.ru_utime, own.ru_stime, children.ru_utime, children.ru_stime)
    return sum(times), own.ru_maxrss


@cache
def bomb(name: str) -> bytes:
    return BOMBS[name]()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_harms_nobody(name: str) -> None:
    data = bomb(name)
    seconds, memory = cost()
    with suppress(IngestError):
        read(data)
    assert cost()[0] - seconds < SECONDS
    assert cost()[1] - memory < PARENT_KILOBYTES


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(InputTooLarge, match="would unpack to"):
        read(bomb("zip bomb"))


def test_deep_markup_is_refused_by_its_depth() -> None:
    with pytest.raises(IngestError, match=r"nested|damaged"):
        read(bomb("deep XML"))


def test_a_child_that_dies_is_reported() -> None:
    with pytest.raises(InputTooLarge, match="stopped"):
        SandboxedReader("pdf")._note(b"")


def test_an_answer_that_is_no_note_is_reported() -> None:
    with pytest.raises(InputTooLarge, match="stopped"):
        SandboxedReader("pdf")._note(b"note\n{}")


def test_a_refusal_keeps_its_kind() -> None:
    with pytest.raises(UnreadableInput, match="no text"):
        SandboxedReader("pdf")._note(b"refused\nUnreadableInput\nno text")


def test_a_parser_process_that_was_killed_is_replaced() -> None:
    parsers = Parsers()
    first = parsers.answer("markdown", b"# MTUM\n\nIt beat SPY.")
    assert parsers._process is not None
    parsers._process.kill()
    parsers._process.wait()
    assert parsers.answer("markdown", b"# MTUM\n\nIt beat SPY.") == first
    parsers.close()


def test_documents_are_parsed_side_by_side() -> None:
    texts = [b"# Note %d\n\nMTUM beat SPY %d times." % (i, i) for i in range(40)]
    with ThreadPoolExecutor(8) as pool:
        notes = list(pool.map(SandboxedReader("markdown").read, texts))
    assert [f"{i} times" in notes[i].blocks[-1].text for i in range(40)] == [True] * 40
