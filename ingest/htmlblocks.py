"""The visible blocks of an HTML tree in document order: paragraphs, headings, items, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from ingest.canonical import one_line
from ingest.plain_tables import table_rows
from ingest.raw import RawBlock
from ingest.types import BlockKind
from ingest.unwrap import unwrap

_INVISIBLE: Final = frozenset(
    {
        *("script", "style", "template", "noscript", "svg", "math", "head", "nav", "iframe"),
        *("button", "select", "input", "textarea", "object", "canvas", "audio", "video", "dialog"),
    }
)
_INLINE: Final = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    "blockquote": "quote",
    "pre": "code",
}
_BOILERPLATE_TAGS: Final = frozenset({"header", "footer", "aside", "form"})
_BOILERPLATE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|consent|share|sharing|social"
    r"|subscribe|newsletter|signup|related|recommended|promo|promotion|sidebar|footer|comments?"
    r"|advert(?:isement)?|ads?|banner|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_CELL: Final = 200
_MAX_SPAN: Final = 20
_MAX_TERM: Final = 60
_RAISED: Final = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)
_HIDDEN: Final = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlBlock:
    """A block with what the markup says of its surroundings; `link_share` in [0, 1]."""

    raw: RawBlock
    quote_depth: int
    is_boilerplate: bool
    link_share: float


@dataclass(slots=True)
class _Walk:
    """Open elements and the text since the last block boundary."""

    tags: list[str] = field(default_factory=list)
    boilerplate: list[bool] = field(default_factory=lambda: [False])
    links: int = 0
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    row: list[str] | None = None
    blocks: list[HtmlBlock] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Take text in; white space is a space except inside `pre`."""
        if text:
            shown = text if "pre" in self.tags else re.sub(r"\s+", " ", text)
            # A footnote's mark would otherwise be the last digit of the number it hangs on.
            shown = shown.translate(_RAISED) if self.tags[-1:] == ["sup"] else shown
            self.parts.append(shown)
            self.linked += len(shown) if self.links else 0

    def flush(self) -> None:
        """Close the current block at a boundary."""
        text, linked = "".join(self.parts), self.linked
        if self.row is not None or not text.strip():
            return
        self.parts, self.linked = [], 0
        self._emit(text, linked / len(text))

    def close_row(self) -> None:
        """Close a table row, empty cells kept; a row of one cell is layout, not a table."""
        cells = [*map(one_line, self.row or ())]
        shown = [*filter(None, cells)]
        self.row = None
        if shown:
            is_row = len(shown) > 1
            text = " | ".join(cells) if is_row else shown[0]
            self._emit(text, 0.0, kind="table_row" if is_row else None)

    def _emit(self, text: str, link_share: float, *, kind: BlockKind | None = None) -> None:
        kind = kind or next((_KINDS[tag] for tag in reversed(self.tags) if tag in _KINDS), None)
        for raw in self._raw(text, kind):
            self.blocks.append(
                HtmlBlock(
                    raw=raw,
                    quote_depth=self.tags.count("blockquote"),
                    is_boilerplate=self.boilerplate[-1],
                    link_share=link_share,
                )
            )

    def _raw(self, text: str, kind: BlockKind | None) -> Iterator[RawBlock]:
        origin = f"{self.tags[-1] if self.tags else 'body'}[{len(self.blocks) + 1}]"
        if kind == "code" and table_rows(text.split("\n")):
            kind = None
        if kind in ("code", "table_row", "heading"):
            shown = text if kind == "code" else one_line(text)
            yield RawBlock(text=shown, kind=kind, origin=origin)
            return
        for block in unwrap(text):
            found = kind or ("paragraph" if block.kind == "heading" else block.kind)
            yield RawBlock(text=block.text, kind=found, origin=origin)


def html_blocks(tree: html.HtmlElement) -> list[HtmlBlock]:
    """The blocks of the tree; scripts, styles, navigation and form controls are not among them."""
    walk = _Walk()
    context = etree.iterwalk(tree, events=("start", "end"))
    for event, node in context:
        hidden = _is_hidden(node)
        if event == "start" and hidden:
            context.skip_subtree()
        elif event == "start":
            _open(walk, node)
        else:
            if not hidden:
                _close(walk, node)
            walk.add(node.tail)
    walk.flush()
    return walk.blocks


def _open(walk: _Walk, node: html.HtmlElement) -> None:
    tag = node.tag
    if tag == "br":
        walk.parts.append("\n")
    elif tag == "a":
        walk.links += 1
    elif tag not in _INLINE:
        walk.flush()
    opens_row = (tag == "tr" and _is_data_row(node)) or (tag == "dt" and _is_field(node))
    if opens_row and walk.row is None:
        walk.row, walk.parts = [], []
    elif tag in ("td", "th") and walk.row is not None:
        walk.parts = []
    walk.tags.append(tag)
    walk.boilerplate.append(_is_boilerplate(walk, node))
    walk.add(node.text)


def _close(walk: _Walk, node: html.HtmlElement) -> None:
    tag = node.tag
    if tag == "a":
        walk.links -= 1
    elif tag in ("td", "th", "dt", "dd") and walk.row is not None:
        walk.row += ["".join(walk.parts), *[""] * (_columns(node) - 1)]
        walk.parts = []
        if tag == "dd":
            walk.close_row()
    elif tag == "tr" and walk.row is not None:
        walk.close_row()
    elif tag not in _INLINE and tag != "br":
        walk.flush()
    walk.tags.pop()
    walk.boilerplate.pop()


def _is_hidden(node: html.HtmlElement) -> bool:
    return (
        node.tag in _INVISIBLE
        or node.get("hidden") is not None
        or node.get("role") == "navigation"
        or bool(_HIDDEN.search((node.get("style") or "")[:500]))
    )


def _is_boilerplate(walk: _Walk, node: html.HtmlElement) -> bool:
    """Inside a header, footer, aside or a box named like one; an article starts afresh."""
    if node.tag in ("main", "article"):
        return False
    if walk.boilerplate[-1] or node.tag in ("html", "body"):
        return walk.boilerplate[-1]
    if node.tag == "header" and {"article", "main"} & set(walk.tags):
        return False
    names = f"{node.get('class') or ''} {node.get('id') or ''}"[:500]
    return node.tag in _BOILERPLATE_TAGS or bool(_BOILERPLATE.search(names))


def _columns(cell: html.HtmlElement) -> int:
    """How many columns a cell covers."""
    span = cell.get("colspan") or ""
    return min(max(int(span), 1), _MAX_SPAN) if re.fullmatch(r"\d{1,3}", span) else 1


def _is_field(term: html.HtmlElement) -> bool:
    """A short term with one short definition: "Expense ratio" and "0.39%"."""
    value = term.getnext()
    if value is None or value.tag != "dd" or _is_hidden(value):
        return False
    after = value.getnext()
    alone = after is None or after.tag != "dd"
    plain = all(child.tag in _INLINE for node in (term, value) for child in node.iterdescendants())
    return alone and plain and all(len(n.text_content()) <= _MAX_TERM for n in (term, value))


def _is_data_row(node: html.HtmlElement) -> bool:
    """A row of short cells; long ones, or a table within, are page layout."""
    if node.find(".//table") is not None:
        return False
    return all(len(cell.text_content()) <= _MAX_CELL for cell in node if cell.tag in ("td", "th"))
