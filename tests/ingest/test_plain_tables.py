"""Tables in plain text come out as rows, each cell under its column."""

# ruff: noqa: RUF001 - tables are set with typographic dashes and signs
from __future__ import annotations

import time

import pytest

from ingest import read
from ingest.plain_tables import table_rows
from ingest.unwrap import unwrap


def rows(source: str) -> list[str]:
    return [block.text for block in unwrap(source) if block.kind == "table_row"]


def cells(*lines: str) -> list[tuple[str, ...]]:
    return [*table_rows(lines).values()]


def test_a_head_set_in_from_the_margin_leaves_the_names_without_one() -> None:
    found = cells("        2021    2022", "XLK     34.5  (27.7)", "XLE     53.3    64.3")
    assert found[0] == ("", "2021", "2022")


def test_a_missing_figure_leaves_its_cell_empty() -> None:
    found = cells("Fund    1Y     3Y    5Y", "XLK   10.1          7.0", "XLE    3.1    2.0   1.0")
    assert found[1] == ("XLK", "10.1", "", "7.0")


def test_an_abbreviation_with_a_full_stop_ends_a_cell() -> None:
    found = cells(
        "       3y p.a.    3y vol", "XLK       11.9      19.8", "XLE       12.4      17.1"
    )
    assert found[0] == ("", "3y p.a.", "3y vol")


def test_bars_keep_empty_cells() -> None:
    assert cells("| | 1Y | 3Y |", "| XLK | | 9% |") == [("", "1Y", "3Y"), ("XLK", "", "9%")]


def test_tabs_that_only_line_columns_up_make_no_cells() -> None:
    found = cells("Fund\t\t1Y\t3Y", "XLK\t\t1.0\t2.0", "Technology ETF\t1.0\t2.0")
    assert {len(row) for row in found} == {3}


def test_single_blanks_part_the_figures_behind_a_name() -> None:
    found = cells("Ticker 1Y 3Y", "XLK (20.0) 16.1", "S&P 500 −10.6 n/a")
    assert found == [("Ticker", "1Y", "3Y"), ("XLK", "(20.0)", "16.1"), ("S&P 500", "−10.6", "n/a")]


def test_heads_of_two_words_are_one_column_each() -> None:
    found = cells("Ticker 3Y ann. Max DD Since inception", "XLK 1.0 2.0 3.0", "XLE 4.0 5.0 6.0")
    assert found[0] == ("Ticker", "3Y ann.", "Max DD", "Since inception")


@pytest.mark.parametrize(
    "prose",
    [
        "We met on Monday.  It was fine.\nThey left at 3.  It rained.",
        "The fund returned 12 9\nand the index 10 8",
        "In 2021 the fund\nreturned 21.4 2022",
        "Highest since 2017 2018\nLowest since 2019 2020",
    ],
)
def test_prose_is_no_table(prose: str) -> None:
    assert rows(prose) == []


def test_a_blank_line_below_the_head_does_not_part_the_table() -> None:
    source = "Fund    1Y      3Y\n\nXSMO    12.1%   9.0%\nIJR     10.0%   8.0%"
    assert rows(source)[0] == "Fund | 1Y | 3Y"


def test_a_table_of_blanks_in_markdown_is_a_table() -> None:
    table = "          2021    2022\nXLK       34.5   -27.7\nXLE       53.3    64.3"
    source = f"# Note\n\n**Returns, %**\n\n{table}\n\nThey *differ*.\n"
    doc = read(source.encode())
    assert [doc.text_of(block) for block in doc.blocks][2:] == [
        "| 2021 | 2022",
        "XLK | 34.5 | -27.7",
        "XLE | 53.3 | 64.3",
        "They differ.",
    ]


def test_an_underlined_head_in_markdown_is_no_heading() -> None:
    source = "# Note\n\nFund     2021    2022\n---------------------\nXLK      34.5   -27.7\n"
    assert {block.kind for block in read(source.encode()).blocks} == {"title", "table_row"}


def test_a_table_in_a_code_block_is_a_table() -> None:
    source = "# Note\n\n- a\n\n```\nFund     2021    2022\nXLK      34.5   -27.7\n```\n"
    assert [block.kind for block in read(source.encode()).blocks][-2:] == ["table_row"] * 2


def test_other_code_stays_code() -> None:
    source = "# Note\n\n- a\n\n```\na = 1\nb = 2\n```\n"
    assert read(source.encode()).blocks[-1].kind == "code"


def test_html_keeps_empty_cells_and_the_width_of_wide_ones() -> None:
    source = (
        "<html><body><p>Returns.</p><table><tr><td></td><td colspan=2>Return</td><td>Vol</td></tr>"
        "<tr><td>XLK</td><td></td><td>1</td><td>2</td></tr></table></body></html>"
    )
    doc = read(source.encode())
    assert [doc.text_of(block) for block in doc.blocks][-2:] == [
        "| Return | | Vol",
        "XLK | | 1 | 2",
    ]


def test_a_raised_figure_in_html_is_a_footnotes_mark() -> None:
    doc = read(b"<html><body><p>It returned 12.4<sup>2</sup> %.</p></body></html>")
    assert "12.4\u00b2 %" in doc.text


def test_a_table_in_a_pre_element_is_a_table() -> None:
    source = "<html><body><pre>Fund   2021    2022\nXLK    34.5   -27.7\n</pre></body></html>"
    assert [block.kind for block in read(source.encode()).blocks] == ["table_row", "table_row"]


@pytest.mark.parametrize("hostile", [" 1" * 60_000, "a  " * 40_000, "| " * 40_000, "A" + "1 " * 9])
def test_odd_lines_take_no_time(hostile: str) -> None:
    start = time.perf_counter()
    table_rows([hostile] * 3)
    assert time.perf_counter() - start < 2


def test_a_bar_before_one_row_alone_parts_an_empty_cell() -> None:
    found = cells("               | AAA          | BBB", "1 year         | 5.1%         | 6.2%")
    assert found == [("", "AAA", "BBB"), ("1 year", "5.1%", "6.2%")]
