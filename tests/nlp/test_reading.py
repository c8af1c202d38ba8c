"""What a reader keeps of a note when it has read it: nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from ingest.types import Document
from nlp.reading import Reader, Reading
from tests.nlp.notes import note

AS_OF = date(2022, 8, 19)


def unheard(number: int) -> Document:
    """A note whose words and figures no other has."""
    words = " ".join(f"Qz{number}x{word}" for word in range(200))
    return note(f"XSMO has outperformed IJR since {1990 + number % 25} by {number}.7 %. {words}.")


def read(reader: Reader, number: int) -> Reading:
    return reader.read(unheard(number), as_of=AS_OF)


def test_words_that_only_one_note_has_are_forgotten_with_it(reader: Reader) -> None:
    strings = reader._parser.vocab.strings
    read(reader, 1)
    known = len(strings)
    for number in range(2, 12):
        read(reader, number)
    assert len(strings) == known


def test_a_reading_outlives_what_the_parser_forgets(reader: Reader) -> None:
    first = read(reader, 1)
    told = repr(first)
    for number in range(2, 6):
        read(reader, number)
    assert repr(first) == told == repr(read(reader, 1))


def test_threads_that_share_a_parser_read_what_one_would(reader: Reader) -> None:
    alone = [read(reader, number) for number in range(16)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda number: read(reader, number), range(16))) == alone
