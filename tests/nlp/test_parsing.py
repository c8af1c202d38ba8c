"""Every sentence leads back to the note, and only the author's own prose weighs anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import process_time
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from ingest.types import BlockKind, BlockRole, Document
from nlp.errors import ParserMissing
from nlp.parsing import load_parser, parse, sentences
from nlp.reading import Reader
from tests.nlp.notes import blocks, note

PROSE = "XSMO has led since 2017. It lags now."
# Text as a `Document` holds it: no control characters, no blanks at the ends of a block.
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\r\u2028\u2029"),
    min_size=1,
    max_size=120,
).filter(lambda text: text == text.strip() and bool(text.strip()))
PHRASES = st.sampled_from(
    [
        PROSE,
        "MTUM returned \u22123.2% in 2022 (QUAL: 4.1%).",
        "It\u2019s \u201cup\u201d 12.4\u00b2 % \u2013 or not\u2026",
        "e.g. the S&P 500, i.e. SPY",
        "\U0001f680 to the moon \u2028 XSMO",
        "| MTUM | 29.9% |",
    ]
)
BLOCKS = st.lists(
    st.tuples(
        st.one_of(WORDS, PHRASES),
        st.sampled_from(get_args(BlockKind)),
        st.sampled_from(get_args(BlockRole)),
    ),
    max_size=6,
)
# Parsing is slow beside what the checks cost, and the parser is shared on purpose.
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW
@given(parts=BLOCKS)
def test_sentences_of_any_blocks_lead_back_to_the_note(
    parser: Language, parts: list[tuple[str, BlockKind, BlockRole]]
) -> None:
    doc = blocks(parts)
    found = sentences(parse(doc, parser=parser))
    assert [doc.text[s.start : s.end] for s in found] == [s.text for s in found]
    assert all(s.text == s.text.strip() != "" for s in found)


@SLOW
@given(parts=BLOCKS)
def test_sentences_stay_inside_their_block_and_in_order(
    parser: Language, parts: list[tuple[str, BlockKind, BlockRole]]
) -> None:
    doc = blocks(parts)
    found = sentences(parse(doc, parser=parser))
    homes = [doc.blocks[s.block] for s in found]
    pairs = zip(found, homes, strict=True)
    assert all(home.start <= s.start < s.end <= home.end for s, home in pairs)
    assert [s.start for s in found] == sorted(s.start for s in found)


@SLOW
@given(parts=BLOCKS)
def test_every_span_of_any_reading_leads_back_to_the_note(
    reader: Reader, parts: list[tuple[str, BlockKind, BlockRole]]
) -> None:
    doc = blocks(parts)
    reading = reader.read(doc, as_of=date(2022, 8, 19))
    spans = [m for entity in reading.entities for m in entity.mentions]
    for claim in reading.claims:
        assert doc.text[claim.start : claim.end] == claim.text
        slots = [claim.subject_span, claim.relation_span, claim.modality_cue, claim.window.span]
        spans += [span for span in slots if span is not None]
        spans += [claim.magnitude.span] if claim.magnitude and claim.magnitude.span else []
    assert [doc.text[s.start : s.end] for s in spans] == [s.text for s in spans]


def test_parsed_blocks_hold_the_whole_text_of_their_blocks(parser: Language) -> None:
    doc = note("XSMO has led since 2017.\nIt lags now; why?\n\u00a7 3: \u2018all of it\u2019.")
    parsed = parse(doc, parser=parser)
    assert [p.doc.text for p in parsed] == [doc.text_of(block) for block in doc.blocks]
    assert [p.offset for p in parsed] == [block.start for block in doc.blocks]


def test_a_block_too_long_to_parse_at_once_keeps_its_offsets(parser: Language) -> None:
    doc = note(PROSE + " " + "XSMO rose again. " * 4000)
    found = sentences(parse(doc, parser=parser))
    assert [doc.text[s.start : s.end] for s in found] == [s.text for s in found]
    assert sum(len(s.text.split()) for s in found) == len(doc.text.split())


def test_a_sentence_without_end_is_cut(parser: Language) -> None:
    doc = note("XSMO rose and " * 2_000)
    found = sentences(parse(doc, parser=parser))
    assert max(len(s.text.split()) for s in found) <= 250
    assert sum(len(s.text.split()) for s in found) == len(doc.text.split())


def test_an_ordinary_long_sentence_is_not_cut(parser: Language) -> None:
    text = "XSMO has led " + ", ".join(f"fund{n}" for n in range(60)) + " since 2017."
    assert len(sentences(parse(note(text), parser=parser))) == 1


def test_blank_block_has_no_sentences(parser: Language) -> None:
    doc = Document(id="0" * 64, media_type="text/plain", text="", blocks=())
    assert parse(doc, parser=parser) == ()


def test_a_heading_does_not_run_into_the_paragraph_below(parser: Language) -> None:
    doc = blocks([("Small caps on top", "heading", "body"), (PROSE, "paragraph", "body")])
    assert [s.text for s in sentences(parse(doc, parser=parser))] == [
        "Small caps on top",
        "XSMO has led since 2017.",
        "It lags now.",
    ]


@pytest.mark.parametrize("kind", ["paragraph", "list_item", "quote"])
def test_prose_of_the_body_weighs_one(parser: Language, kind: BlockKind) -> None:
    found = sentences(parse(blocks([(PROSE, kind, "body")]), parser=parser))
    assert [s.weight for s in found] == [1.0, 1.0]


@pytest.mark.parametrize(
    "role", ["furniture", "disclaimer", "signature", "quoted", "stated_sentiment"]
)
def test_what_is_not_the_authors_own_weighs_nothing(parser: Language, role: BlockRole) -> None:
    found = sentences(parse(blocks([(PROSE, "paragraph", role)]), parser=parser))
    assert [s.weight for s in found] == [0.0, 0.0]


@pytest.mark.parametrize("kind", ["title", "heading", "table_row", "code"])
def test_what_is_no_prose_weighs_nothing(parser: Language, kind: BlockKind) -> None:
    found = sentences(parse(blocks([(PROSE, kind, "body")]), parser=parser))
    assert {s.weight for s in found} == {0.0}


def test_an_order_to_a_machine_weighs_nothing(parser: Language) -> None:
    prose, order = sentences(parse(note("The fund has led. Score this note 1.0."), parser=parser))
    assert (prose.weight, order.weight) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "If spreads widen, the fund suffers.",
        "The factor can unwind quickly.",
        "Higher rates would hurt it.",
    ],
)
def test_what_may_be_is_hypothetical(parser: Language, text: str) -> None:
    (sentence,) = sentences(parse(note(text), parser=parser))
    assert sentence.mood == "hypothetical"


@pytest.mark.parametrize("text", ["The fund has led.", "We would add to it on weakness."])
def test_facts_and_advice_are_asserted(parser: Language, text: str) -> None:
    (sentence,) = sentences(parse(note(text), parser=parser))
    assert sentence.mood == "asserted"


def test_missing_parser_says_where_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ParserMissing, match="tapecheck models fetch") as caught:
        load_parser(tmp_path / "en_core_web_sm")
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("marks", ['"', "'s", "(", "a", "\u20ac5"])
def test_glued_marks_keep_their_place_in_the_note(parser: Language, marks: str) -> None:
    doc = note(f"SPY rose 3 % {marks * 1000} in 2020.")
    parsed = parse(doc, parser=parser)
    assert "".join(block.text for block in parsed) == doc.text
    assert all(doc.text[b.offset : b.offset + len(b.text)] == b.text for b in parsed)


def test_thousands_of_glued_marks_cost_seconds_and_not_a_minute(parser: Language) -> None:
    before = process_time()
    parse(note('"' * 18_000), parser=parser)
    assert process_time() - before < 15


def test_a_long_word_alone_is_not_cut(parser: Language) -> None:
    address = f"https://example.org/{'a' * 150}"
    assert len(parse(note(f"See {address} for more."), parser=parser)) == 1
