"""Markdown to pieces of a note: marks go, headings, lists, tables and code stay known as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.canonical import clean, join_lines, one_line, words_of
from ingest.dates import parse_date
from ingest.decode import decode_text
from ingest.markdown_tables import plain_parts
from ingest.plain_tables import table_rows
from ingest.raw import Metadata, RawBlock, RawNote
from ingest.types import BlockKind
from ingest.unwrap import is_label, unwrap

_PARSER: Final = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
_FRONT: Final = re.compile(r"\A\s{0,20}---\n((?:[A-Za-z_]{1,30}:[^\n]{0,300}\n){1,30})---(?:\n|\Z)")
_CONTAINERS: Final[dict[str, BlockKind]] = {
    "heading_open": "heading",
    "list_item_open": "list_item",
    "blockquote_open": "quote",
}
_CODE: Final = ("fence", "code_block")


def parse(data: bytes) -> RawNote:
    """The note, with title, author and date of a front matter if it has one."""
    text = decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    shift = front[0].count("\n") if front else 0
    lines = text.split("\n")[shift:]
    blocks: list[RawBlock] = []
    for part in plain_parts(lines):
        if part.rows:
            blocks += (replace(row, origin=f"line {number + shift}") for number, row in part.rows)
        else:
            tokens = _PARSER.parse("\n".join(lines[part.start : part.end]))
            blocks += _blocks(tokens, shift=shift + part.start)
    return RawNote(blocks=tuple(blocks), stated=_metadata(front[1]) if front else Metadata())


def _metadata(front: str) -> Metadata:
    fields = dict(line.split(":", 1) for line in front.splitlines())
    values = {key.strip().lower(): value.strip(" '\"") for key, value in fields.items()}
    return Metadata(
        title=one_line(values.get("title", "")) or None,
        author=one_line(values.get("author", "")) or None,
        published=parse_date(values.get("date", values.get("published", ""))),
    )


def _blocks(tokens: Sequence[Token], *, shift: int) -> Iterator[RawBlock]:
    within: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        origin = f"line {(token.map[0] if token.map else 0) + 1 + shift}"
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield RawBlock(text=" | ".join(row), kind="table_row", origin=within[-1])
            row = None
        elif token.type == "inline" and row is not None:
            row.append(one_line(_words(token)))
        elif token.type == "inline":
            yield from _paragraph(_words(token), _kind(within), origin)
        elif token.type in _CODE and table_rows(token.content.split("\n")):
            yield from (replace(block, origin=origin) for block in unwrap(token.content))
        elif token.type in _CODE:
            yield RawBlock(text=token.content, kind="code", origin=origin)
        elif token.type == "html_block":
            yield from _paragraph(
                re.sub(r"<[^<>]{0,500}>", " ", token.content), "paragraph", origin
            )
        if token.nesting == 1:
            within.append(token.type if token.type != "tr_open" else origin)
        elif token.nesting == -1:
            within.pop()


def _kind(within: Sequence[str]) -> BlockKind:
    """The innermost container that gives a paragraph its kind."""
    kinds = (_CONTAINERS[name] for name in reversed(within) if name in _CONTAINERS)
    return next(kinds, "paragraph")


def _words(token: Token) -> str:
    """The inline text: of links their words, of images nothing; line breaks stay."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if child.type == "softbreak" else "\n\n")
    return "".join(parts)


def _paragraph(text: str, kind: BlockKind, origin: str) -> Iterator[RawBlock]:
    """A soft break is a space, but field lines ("Ticker: XSMO") stay apart."""
    words = words_of(text)
    for part in text.split("\n\n"):
        held: list[str] = []
        for line in filter(None, clean(part).split("\n")):
            if held and is_label(line) and is_label(held[-1]):
                yield RawBlock(text=join_lines(held, words=words), kind=kind, origin=origin)
                held = []
            held.append(line)
        if held:
            yield RawBlock(text=join_lines(held, words=words), kind=kind, origin=origin)
