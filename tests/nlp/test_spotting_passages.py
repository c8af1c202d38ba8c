"""A note cut into passages: every word is asked about once, and nothing reaches over an edge."""

from __future__ import annotations

from datetime import date

import pytest

import ingest
from nlp.reading import Reader
from nlp.spotting.ground import Ground
from nlp.spotting.passages import passages

DAY = date(2022, 8, 19)
SENTENCE = "XSMO gained 12.5 % in 2021 while its small-cap rivals and IJR made {} %. "


def _ground(reader: Reader, text: str) -> Ground:
    with reader.ground(ingest.read(text.encode(), name="note.txt"), as_of=DAY) as ground:
        return ground


def _long(sentences: int) -> str:
    return "".join(SENTENCE.format(number) for number in range(sentences))


def test_a_short_note_is_one_passage(reader: Reader) -> None:
    ground = _ground(reader, _long(3))
    (passage,) = passages(ground)
    assert passage.text == ground.text
    assert passage.words == ground.words


@pytest.mark.parametrize("text", [_long(60), "a " * 4000, "x" * 9000, "MTUM " * 900])
def test_every_word_is_asked_about_once(reader: Reader, text: str) -> None:
    ground = _ground(reader, text)
    asked = [word for passage in passages(ground) for word in passage.words]
    assert asked == [*ground.words]


def test_candidates_stand_where_they_are_said_to(reader: Reader) -> None:
    ground = _ground(reader, _long(60))
    for passage in passages(ground):
        names = [passage.text[start:end] for start, end in passage.candidates["subject"]]
        assert set(names) <= {"XSMO", "IJR", "small-cap"}
        windows = [passage.text[start:end] for start, end in passage.candidates["window"]]
        assert set(windows) == {"in 2021"}
        assert len(passage.entities) == len(names)


def test_a_passage_is_shown_with_what_stands_before_it(reader: Reader) -> None:
    second = [*passages(_ground(reader, _long(60)))][1]
    assert second.text.startswith("XSMO gained")
    assert second.asked[0][0] > 300


def test_a_quoted_note_counts_from_its_own_day(reader: Reader) -> None:
    mail = (
        "From: a@example.com\nDate: Fri, 19 Aug 2022 09:00:00 +0000\nSubject: MTUM\n\n"
        "See below.\n\nOn 4 Jan 2021, B wrote:\n> MTUM is up 3 % this year.\n"
    )
    doc = ingest.read(mail.encode(), name="note.eml")
    with reader.ground(doc, as_of=DAY) as ground:
        ends = [window.end for window in ground.windows if window.text == "this year"]
    assert ends == [date(2021, 1, 4)]
