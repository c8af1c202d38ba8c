# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

import pytest

from ingest import UnsupportedInput
from ingest.decode import decode, decode_text


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(charset: str) -> None:
    assert decode("β is 1.2 – fine".encode(charset)) == "β is 1.2 – fine"


def test_utf8_outranks_the_declared_charset() -> None:
    assert decode("−5%".encode(), declared="latin-1") == "−5%"


def test_the_declared_charset_is_used_where_utf8_fails() -> None:
    assert decode("рост".encode("koi8-r"), declared="koi8-r") == "рост"


def test_an_unknown_declared_charset_is_ignored() -> None:
    assert decode(b"caf\xe9", declared="x-nonsense") == "café"


def test_windows_1252_is_the_last_resort() -> None:
    assert decode(b"the fund\x92s \x80 5 fee \x96 low") == "the fund’s € 5 fee – low"


def test_one_damaged_byte_does_not_turn_utf8_into_mojibake() -> None:
    assert decode("“good” – “fine”".encode() + b"\xff") == "“good” – “fine”\ufffd"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(charset: str) -> None:
    assert decode_text("The fund leads its peers.".encode(charset)) == "The fund leads its peers."


@pytest.mark.parametrize("data", [b"abc\0def", bytes(range(256)) * 8, b"\x01\x02\x03\x04" * 50])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedInput, match="binary"):
        decode_text(data)
