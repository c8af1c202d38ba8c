"""HTML to pieces of a note: every visible block in page order, the main text told from the rest.

trafilatura decides what the main text is, but drops repeated paragraphs; so the blocks come from
the page itself, and what stands between two main blocks outside boilerplate is main text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import trafilatura
from lxml import etree, html

from ingest.canonical import one_line
from ingest.dates import parse_date
from ingest.decode import decode
from ingest.errors import InputTooLarge, UnreadableInput
from ingest.htmlblocks import HtmlBlock, html_blocks
from ingest.limits import MAX_XML_DEPTH
from ingest.raw import Metadata, RawBlock, RawNote

_CHARSET: Final = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MAX_LINKS: Final = 0.5
_MIN_PHRASE: Final = 30


def parse(data: bytes) -> RawNote:
    """The page; raises UnreadableInput when nothing on it can be read."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared=declared[1].decode("ascii") if declared else None)
    blocks = html_blocks(parse_tree(text))
    if not blocks:
        raise UnreadableInput(
            "this web page holds no text, perhaps a script draws it; save it from a browser as PDF"
        )
    page = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict):
        return RawNote(blocks=tuple(_settle(blocks, kept="", title="")))
    title = one_line(page.title or "")
    stated = Metadata(
        title=title or None,
        author=one_line(page.author or "") or None,
        published=parse_date(page.date or ""),
    )
    return RawNote(blocks=tuple(_settle(blocks, kept=page.text or "", title=title)), stated=stated)


def parse_tree(text: str) -> html.HtmlElement:
    """The element tree of `text`, with no entity resolved and nothing fetched."""
    text = re.sub(r"\A\s{0,100}<\?xml[^<>]{0,200}\?>", "", text.replace("\0", ""))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return html.document_fromstring("<p></p>")
    _refuse_depth(tree)
    return tree


def _refuse_depth(tree: html.HtmlElement) -> None:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_XML_DEPTH:
            raise InputTooLarge(
                f"elements nested deeper than {MAX_XML_DEPTH}; give the text of the page"
            )


def _settle(blocks: Sequence[HtmlBlock], *, kept: str, title: str) -> Iterator[RawBlock]:
    """The blocks with `furniture` set on what is not main text, and the title known as such."""
    main = _main(blocks, kept)
    untitled = bool(title)
    for index, block in enumerate(blocks):
        raw = block.raw
        if untitled and raw.kind in ("heading", "title") and _key(raw.text) == _key(title):
            untitled = False
            yield replace(raw, kind="title")
        elif index in main:
            yield raw
        else:
            yield replace(raw, role="furniture")


def _main(blocks: Sequence[HtmlBlock], kept: str) -> set[int]:
    """Indexes of the main text; without a verdict of trafilatura's, all outside boilerplate."""
    lines = {_key(line) for line in kept.splitlines()}
    phrase = _key(kept)
    sure = [
        index for index, block in enumerate(blocks)
        if (key := _key(block.raw.text))
        and (key in lines or (len(key) >= _MIN_PHRASE and key in phrase))
    ]  # fmt: skip
    if not sure:
        return {i for i, block in enumerate(blocks) if not block.is_boilerplate} or set(
            range(len(blocks))
        )
    first, last = _reach(blocks, sure[0], -1), _reach(blocks, sure[-1], 1)
    between = {i for i in range(first, last + 1) if _is_content(blocks[i])}
    return between | set(sure)


def _reach(blocks: Sequence[HtmlBlock], index: int, step: int) -> int:
    """The farthest block from `index` in one direction before boilerplate begins."""
    while 0 <= index + step < len(blocks) and _is_content(blocks[index + step]):
        index += step
    return index


def _is_content(block: HtmlBlock) -> bool:
    return not block.is_boilerplate and block.link_share <= _MAX_LINKS


def _key(text: str) -> str:
    """Letters and digits alone, for comparing two renderings of one text."""
    return re.sub(r"[\W_]", "", text).lower()
