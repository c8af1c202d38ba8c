"""spaCy over the blocks of a document, kept with the offsets that lead back to the note.

Blocks are parsed one by one: a heading never runs into the paragraph below it, and the time grows
with the text and not with the square of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from ingest.types import Block, Document
from nlp.errors import ParserMissing
from nlp.instructions import is_instruction
from nlp.types import Sentence
from nlp.word_rules import remember_word_rules

# The recogniser of names is left out: on fund prose it calls XSMO a firm and "Buy" a place.
_UNUSED = ["ner"]
# A longer block is parsed in pieces, cut at a space (spaCy's own limit is 1 MB).
_PIECE = 50_000
# A longer run without a blank is cut: spaCy peels marks off its ends one by one, which takes time
# with the square of its length (56 s for 18,000 quotation marks).
_GLUED = re.compile(r"\S{200}(?=\S)")
# A stretch of this many words without a full stop is cut: the time to read a sentence grows with
# the square of its length. The longest of the 152 sentences of the example notes has 39 words.
_LONGEST_SENTENCE = 250
_STOPS = {".", "!", "?"}
_TURN = Lock()


_IF = {"if", "unless", "should", "provided", "once"}
_MAY = {"can", "could", "may", "might", "would"}
_AUTHOR = {"i", "we"}


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """A block's parse; `offset` turns a token's index into an offset of the note.

    `text` is the parse's text, kept because spaCy puts it together anew at every call.
    """

    index: int
    block: Block
    doc: Doc
    text: str
    offset: int


@lru_cache(maxsize=2)
def load_parser(path: Path) -> Language:
    """The pinned English pipeline from its folder; raises `ParserMissing` where it isn't."""
    if not (path / "config.cfg").is_file():
        raise ParserMissing(f"no spaCy model in {path}; run `tapecheck models fetch`")
    # numpy's BLAS multiplies five times as fast as thinc's own, and parses come out the same.
    with use_ops("numpy", use_blis=False):
        parser = spacy.load(path, exclude=_UNUSED)
    parser.add_pipe("bounded_sentences", before="parser")
    remember_word_rules(parser)
    return parser


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


@Language.component("bounded_sentences")
def _bounded_sentences(doc: Doc) -> Doc:
    """Let a sentence begin behind punctuation only, or where a stretch has grown too long.

    The parser on its own cuts "SPY -4.6% YTD so no" into three.
    """
    starts = np.fromiter(_starts(doc), dtype=np.int64, count=len(doc)).astype(np.uint64)
    # All at once: told one by one, each token has spaCy look through the whole text.
    return doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]


def _starts(doc: Doc) -> Iterator[int]:
    """For each token 1 where a sentence must begin, -1 where none may, 0 where one can."""
    run, before = 0, None
    for token in doc:
        run = 0 if token.text in _STOPS else run + 1
        if run == _LONGEST_SENTENCE:
            run = 0
            yield 1
        else:
            yield -1 if before is not None and _ends_in_word(before) else 0
        before = token


def _ends_in_word(token: Token) -> bool:
    """True for a token behind which no sentence begins: a word, a number, or none of its own."""
    last = token.text[-1]
    if not token.whitespace_ and not last.isspace() and last not in ".!?":
        return True
    return last.isalnum() or last in ",%$" or unicodedata.category(last) == "So"


@contextmanager
def passing_words(parser: Language) -> Iterator[None]:
    """Words that a parser first meets inside are forgotten at the end, and all parses with them.

    spaCy keeps every string that it has seen, with half a kilobyte about it, and an archive never
    runs out of new figures and names. Threads take turns: a parser forgets for all of them.
    """
    with _TURN, parser.memory_zone():
        yield


def parse(doc: Document, *, parser: Language) -> tuple[ParsedBlock, ...]:
    """Every block with text, parsed, in the order of the note."""
    pieces = [
        piece for index, block in enumerate(doc.blocks) for piece in _pieces(doc, index, block)
    ]
    texts = (doc.text[start:end] for _, _, start, end in pieces)
    # One thread: the products are small, and threads that wait for more would take other workers'
    # processors.
    with _blas().limit(limits=1, user_api="blas"):
        parsed = list(parser.pipe(texts, batch_size=64))
    return tuple(
        ParsedBlock(index, block, spacy_doc, spacy_doc.text, start)
        for (index, block, start, _), spacy_doc in zip(pieces, parsed, strict=True)
    )


def _pieces(doc: Document, index: int, block: Block) -> Iterator[tuple[int, Block, int, int]]:
    start = block.start
    while start < block.end:
        end = _piece_end(doc.text, start, block.end)
        if doc.text[start:end].strip():
            yield index, block, start, end
        start = end


def _piece_end(text: str, start: int, end: int) -> int:
    """Where the piece that begins at `start` is cut: within a glued run, else at a late space."""
    glued = _GLUED.search(text, start, min(end, start + _PIECE))
    if glued is not None:
        return glued.end()
    if end - start <= _PIECE:
        return end
    cut = text.rfind(" ", start, start + _PIECE)
    return cut if cut > start else start + _PIECE


def sentences(blocks: tuple[ParsedBlock, ...]) -> tuple[Sentence, ...]:
    """The sentences of all blocks; only those of the note's own body weigh anything."""
    return tuple(
        _sentence(parsed, span)
        for parsed in blocks
        for span in parsed.doc.sents
        if span.text.strip()
    )


def _sentence(parsed: ParsedBlock, span: Span) -> Sentence:
    text = span.text.strip()
    start = parsed.offset + span.start_char + len(span.text) - len(span.text.lstrip())
    return Sentence(
        start=start,
        end=start + len(text),
        text=text,
        weight=1.0 if is_scored(parsed.block) and not is_instruction(text) else 0.0,
        block=parsed.index,
        mood="hypothetical" if _is_hypothetical(span.root) else "asserted",
    )


def _is_hypothetical(root: Token) -> bool:
    """True where the main clause hangs from an "if", or says only what can or may be.

    "We would add" is advice: what the author would do, he says.
    """
    conditions = (child for child in root.children if child.dep_ == "advcl")
    marks = (
        mark.lower_ for clause in conditions for mark in clause.children if mark.dep_ == "mark"
    )
    helpers = {child.lower_ for child in root.children if child.dep_ == "aux"}
    if any(child.dep_ == "nsubj" and child.lower_ in _AUTHOR for child in root.children):
        helpers.discard("would")
    return not _IF.isdisjoint(marks) or not _MAY.isdisjoint(helpers)


def is_scored(block: Block) -> bool:
    """True for the author's own prose: headings, furniture and quotations say nothing of mood."""
    return block.role == "body" and block.kind in {"paragraph", "list_item", "quote"}


def clause_head(token: Token) -> Token:
    """The nearest word at or above `token` that governs a clause of its own."""
    while not governs_clause(token) and token.head != token:
        token = token.head
    return token


_CLAUSAL = {"ROOT", "advcl", "ccomp", "relcl", "acl", "parataxis", "csubj", "pcomp"}


def governs_clause(token: Token) -> bool:
    """True for the word that a clause of its own hangs from."""
    if token.dep_ in _CLAUSAL:
        return True
    return token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}


def clause_tokens(head: Token) -> list[Token]:
    """The words of a clause without those of the clauses below it, in order."""
    return [token for token in head.subtree if clause_head(token) == head]
