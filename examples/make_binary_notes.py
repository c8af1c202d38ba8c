"""Builds the two example notes that are no text files: a PDF and a Word document.

Run `python examples/make_binary_notes.py` from the repository root. The dates inside both files
are those of the notes, so a second run writes the same bytes (with the same zlib).
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from reportlab.lib.pagesizes import A5  # type: ignore[import-untyped]
from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate  # type: ignore[import-untyped]

NOTES = Path(__file__).parent / "notes"

PDF_DATE = datetime(2020, 1, 17, 16, 0, tzinfo=UTC)
PDF_TITLE = "Quality: the quiet winner"
PDF_AUTHOR = "Northgate Quantitative Equity"
PDF_BODY = """\
The iShares MSCI USA Quality Factor ETF (QUAL) closed the decade in style. QUAL gained 33.9% in
2019, the best result of the five factor funds we track, and it beat SIZE by 4.9 percentage
points. One strong year proves little, so it is worth looking further back. QUAL returned 8.7% in
2017, and it then fell 5.7% in 2018.

From 2015 to 2019, QUAL returned 12.1% a year, in line with USMV and well ahead of VLUE. Over the
past three years QUAL has outperformed both MTUM and USMV. For a strategy that is often described
as dull, that is a respectable account.

The fund earns its keep when markets are difficult. In the fourth quarter of 2018 QUAL fell less
than MTUM and VLUE, though more than SIZE. Its maximum drawdown in 2018 was 20.5%, and it has been
less volatile than VLUE since 2017. We attribute the record to profitability rather than to low
leverage, although the two are hard to separate.

QUAL tracks the MSCI USA Sector Neutral Quality Index and was launched in July 2013. It charges
0.15% a year, which is low for an index that needs this much maintenance.

We expect QUAL to outperform VLUE over the next twelve months, and we see it as the natural core
of a factor portfolio. If wage growth squeezes margins, QUAL should hold up better than SIZE.
"""
PDF_DISCLAIMER = (
    "Important information. This document is intended for professional clients only. It does not "
    "constitute an offer or a solicitation to buy or sell any security. Past performance is not a "
    "reliable indicator of future results. Capital is at risk."
)

DOCX_DATE = datetime(2021, 6, 11, 12, 0, tzinfo=UTC)
DOCX_TITLE = "Value: the comeback, measured"
DOCX_AUTHOR = "Sofia Leclerc"
DOCX_BODY = """\
Value investors have waited a long time for a spring like this one. The iShares MSCI USA Value
Factor ETF (VLUE) has gained 24.8% year to date, which makes it the strongest of the five factor
funds. It is 18.7 percentage points ahead of MTUM this year, and it has also beaten the S&P 500
year to date. The turn came with the vaccine: VLUE has returned 49.5% since November 2020.

## How much ground is left

A few good months do not repair a poor record. Over the past three years VLUE still lags MTUM,
QUAL, SIZE and USMV. Over the past five years VLUE has outperformed USMV and QUAL, and since
inception it has kept pace with SIZE. VLUE has not beaten QUAL since 2017. It lost 5.2% in 2020.
Older readers will remember that it returned 21% between May and December 2013.

VLUE tracks the Russell 1000 Value Index and charges 0.15% a year. The fund has a dividend yield
of 2.1%. The shares it holds look cheap on any measure we trust, and rising bond yields explain
most of the recovery so far.

## What we would do

- Go long VLUE and short MTUM in equal dollar amounts.

- Keep a stop: if the ten-year Treasury yield falls below 1.25%, VLUE could give back its gains
quickly.

- We expect VLUE to gain at least 5% in the second half of 2021.
"""
DOCX_STYLES = {"## ": "Heading 2", "- ": "List Bullet", "": "Normal"}
DOCX_DISCLAIMER = (
    "Alder & Finch Wealth provides this commentary for information only. It is not a personal "
    "recommendation."
)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n")]


def _page_furniture(canvas: Canvas, layout: SimpleDocTemplate) -> None:
    width, height = A5
    canvas.setFont("Helvetica", 7)
    canvas.drawString(40, height - 25, f"{PDF_AUTHOR} | Factor notes")
    canvas.drawCentredString(width / 2, 20, f"Page {layout.page} of 2")


def write_pdf(path: Path) -> None:
    """A two-page PDF with a running header, page numbers and a page of small print."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(PDF_DATE.timestamp()))
    styles = getSampleStyleSheet()
    layout = SimpleDocTemplate(str(path), pagesize=A5, title=PDF_TITLE, author=PDF_AUTHOR)
    story = [
        Paragraph(PDF_TITLE, styles["Title"]),
        Paragraph(f"{PDF_AUTHOR}, {PDF_DATE:%d %B %Y}", styles["Italic"]),
        *(Paragraph(words, styles["BodyText"]) for words in _paragraphs(PDF_BODY)),
        PageBreak(),
        Paragraph(PDF_DISCLAIMER, styles["BodyText"]),
    ]
    layout.build(story, onFirstPage=_page_furniture, onLaterPages=_page_furniture)


def write_docx(path: Path) -> None:
    """A Word document with headings, a list, core properties and a page footer."""
    document = Document()
    moment = DOCX_DATE.replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author = DOCX_TITLE, DOCX_AUTHOR
    properties.created = properties.modified = moment
    document.sections[0].footer.paragraphs[0].text = DOCX_DISCLAIMER
    document.add_heading(DOCX_TITLE, level=1)
    document.add_paragraph(f"{DOCX_AUTHOR}, {DOCX_DATE:%d %B %Y}")
    for words in _paragraphs(DOCX_BODY):
        mark, style = next(item for item in DOCX_STYLES.items() if words.startswith(item[0]))
        document.add_paragraph(words.removeprefix(mark), style=style)
    packed = BytesIO()
    document.save(packed)
    path.write_bytes(_with_fixed_times(packed, moment=moment))


def _with_fixed_times(packed: BytesIO, *, moment: datetime) -> bytes:
    """The same archive with every member dated `moment`; python-docx writes the present time."""
    fixed = BytesIO()
    with ZipFile(packed) as old, ZipFile(fixed, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, date_time=moment.timetuple()[:6])
            new.writestr(member, old.read(name), compress_type=ZIP_DEFLATED)
    return fixed.getvalue()


if __name__ == "__main__":
    write_pdf(NOTES / "quality_2015_2019.pdf")
    write_docx(NOTES / "value_comeback.docx")
