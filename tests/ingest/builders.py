"""Real files of every format, made by the libraries that users' programs use."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime

from docx import Document as WordDocument
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

PROSE = (
    "Since 2017, XSMO has outperformed its key small-cap momentum peers, though it only matches"
    " the SmallCap 600 Index since inception and still lags IJT over the long term."
)
MORE = (
    "Momentum in small caps often becomes a late-cycle proxy for improving risk appetite, not a"
    " standalone source of alpha. If earnings revisions flatten, the names with the highest"
    " momentum can de-rate faster than the market."
)
THIRD = (
    "Breadth is the variable to watch: the equal-weight index has led since March, and the share"
    " of members above their 200-day average is the widest in four years."
)


def note_pdf(*, title: str = "Small-Cap Momentum Review", pages: int = 1) -> bytes:
    """A note with a title, a dated byline, prose, a list and a table; a running head and foot."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [
        Paragraph(title, styles["Title"]),
        Paragraph("By Jane Doe | 14 May 2026", styles["Normal"]),
        Paragraph("Performance", styles["Heading2"]),
        Paragraph(PROSE, styles["BodyText"]),
        Paragraph(MORE, styles["BodyText"]),
        ListFlowable(
            [Paragraph("Rates stay elevated", styles["BodyText"]),
             Paragraph("Breadth narrows again", styles["BodyText"])],
            bulletType="bullet", start="•",
        ),
        Table([["Fund", "1Y", "3Y"], ["XSMO", "12.1%", "9.0%"], ["IJR", "10.0%", "8.0%"]],
              colWidths=[120, 100, 100]),
    ]  # fmt: skip
    for _ in range(pages - 1):
        story += [PageBreak(), *(Paragraph(THIRD, styles["BodyText"]) for _ in range(3))]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story, onFirstPage=_frame, onLaterPages=_frame)
    return out.getvalue()


def _frame(page: canvas.Canvas, _: SimpleDocTemplate) -> None:
    page.setFont("Helvetica", 8)
    page.drawString(72, 815, "Acme Research")
    page.drawString(280, 25, f"Page {page.getPageNumber()}")


def drawn_pdf(lines: Sequence[str], *, encrypt: str | None = None) -> bytes:
    """One page of lines at a fixed leading, as a plain printer would draw them."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, encrypt=encrypt)
    page.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        page.drawString(72, 700 - 14 * number, line)
    page.showPage()
    page.save()
    return out.getvalue()


def two_column_pdf(left: Sequence[str], right: Sequence[str]) -> bytes:
    """One page of two columns."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setFont("Helvetica", 10)
    for column, lines in ((60, left), (320, right)):
        for number, line in enumerate(lines):
            page.drawString(column, 700 - 12 * number, line)
    page.showPage()
    page.save()
    return out.getvalue()


def image_pdf() -> bytes:
    """A scan: one picture, no text."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "grey").save(picture, "PNG")
    picture.seek(0)
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawImage(ImageReader(picture), 0, 0, 400, 400)
    page.showPage()
    page.save()
    return out.getvalue()


def note_docx(*, author: str = "Jane Doe", created: datetime | None = None) -> bytes:
    """A note with a title, prose, a heading, a list and a table."""
    word = WordDocument()
    word.core_properties.author = author
    word.core_properties.created = created or datetime(2026, 5, 14, 9, 30)
    word.add_heading("Small-Cap Momentum Review", 0)
    word.add_paragraph(PROSE)
    word.add_heading("Risks", 1)
    word.add_paragraph("Rates stay elevated", style="List Bullet")
    word.add_paragraph("Breadth narrows again", style="List Bullet")
    table = word.add_table(rows=0, cols=3)
    for values in (("Fund", "1Y", "3Y"), ("XSMO", "12.1%", "9.0%")):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    word.add_paragraph(MORE)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def docx_of(document_xml: str, others: dict[str, str] | None = None) -> bytes:
    """A DOCX with this main part, byte for byte, and other parts."""
    return zipped({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": document_xml,
        **(others or {}),
    })  # fmt: skip


def word_xml(body: str, *, doctype: str = "") -> str:
    """A WordprocessingML document around `body`."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{namespace}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )


def zipped(parts: dict[str, str]) -> bytes:
    """A deflated zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def page_html(body: str, *, head: str = "") -> bytes:
    """A news page around `body`: navigation, scripts, cookie banner, footer."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Small-Cap Momentum Review</title>{head}
<style>.x {{ color: red }}</style><script>var tracker = "secret";</script></head>
<body><nav><a href="/">Home</a> <a href="/m">Markets</a></nav>
<header class="site-header"><a href="/login">Log in</a></header>
<article><h1>Small-Cap Momentum Review</h1>{body}</article>
<aside class="related"><h3>Related articles</h3><a href="/x">Ten hot stocks to buy</a></aside>
<footer><p>Copyright © 2026 Acme Media. All rights reserved.</p></footer>
<script>track();</script></body></html>""".encode()


def paragraphs_html(*paragraphs: str) -> str:
    """The paragraphs in `p` elements."""
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def mail(
    body: str,
    *,
    subject: str = "Small-Cap Momentum Review",
    headers: str = "",
    content_type: str = "text/plain; charset=utf-8",
) -> bytes:
    """A message of one part."""
    return (
        f"From: Jane Doe <jane@example.com>\nTo: clients@example.com\nSubject: {subject}\n"
        f"Date: Thu, 14 May 2026 09:30:00 -0400\nMIME-Version: 1.0\n{headers}"
        f"Content-Type: {content_type}\n\n{body}"
    ).encode()


EVERY_FORMAT: dict[str, Callable[[], bytes]] = {
    "text": lambda: f"Small-Cap Momentum Review\n\n{PROSE}\n\n{MORE}\n".encode(),
    "markdown": lambda: f"# Small-Cap Momentum Review\n\n**Bold** {PROSE}\n\n- {MORE}\n".encode(),
    "html": lambda: page_html(paragraphs_html(PROSE, MORE, THIRD)),
    "pdf": note_pdf,
    "docx": note_docx,
    "mail": lambda: mail(f"{PROSE}\n\n{MORE}\n"),
}
