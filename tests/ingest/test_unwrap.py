# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

import time

import pytest

from ingest.unwrap import unwrap


def texts(source: str) -> list[str]:
    return [block.text for block in unwrap(source)]


def kinds(source: str) -> list[str]:
    return [block.kind for block in unwrap(source)]


WRAPPED = """\
Momentum in small caps often becomes a late-cycle proxy for improving
risk appetite, not a standalone source of alpha. If earnings revisions
flatten or credit conditions tighten, the highest-momentum names can fall.
The fund then lags the market, as it did in the autumn of 2018 and in the
spring of 2020.
"""


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    (text,) = texts(WRAPPED)
    assert text == " ".join(WRAPPED.split())


def test_blank_lines_part_paragraphs() -> None:
    assert len(texts(WRAPPED + "\n" + WRAPPED)) == 2


def test_lines_of_an_editor_without_wrapping_are_paragraphs() -> None:
    line = "A long line of more than a hundred and thirty characters is what an editor without"
    line += " hard wrapping writes for a paragraph, and so each is one."
    assert texts(f"{line}\n{line}\nShort one.") == [line, line, "Short one."]


def test_sentences_on_lines_of_their_own_stay_apart() -> None:
    assert len(texts("The fund leads its peers by far.\nThe index lags.\nWe stay long here.")) == 3


def test_two_lines_are_joined_where_a_sentence_runs_on() -> None:
    assert texts("The fund has beaten its\nbenchmark in each year.") == [
        "The fund has beaten its benchmark in each year."
    ]


def test_label_and_value_lines_stay_apart() -> None:
    assert texts("Expense ratio: 0.39%\nAUM: $1.2bn\nInception: 3 March 2005") == [
        "Expense ratio: 0.39%",
        "AUM: $1.2bn",
        "Inception: 3 March 2005",
    ]


def test_short_lines_of_a_widget_stay_apart() -> None:
    assert texts("Fund size\n$1.2bn\nTicker\nXSMO") == ["Fund size", "$1.2bn", "Ticker", "XSMO"]


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "·"])
def test_bullets_are_list_items_without_their_mark(bullet: str) -> None:
    blocks = unwrap(f"{bullet} rates stay high\n{bullet} breadth narrows")
    assert [(b.kind, b.text) for b in blocks] == [
        ("list_item", "rates stay high"),
        ("list_item", "breadth narrows"),
    ]


def test_a_wrapped_bullet_is_one_item() -> None:
    assert texts("- rates stay high for longer than\n  the market has priced\n- breadth") == [
        "rates stay high for longer than the market has priced",
        "breadth",
    ]


def test_numbered_items_count_up() -> None:
    assert kinds("1. rates\n2. breadth\n3. credit") == ["list_item"] * 3


def test_a_number_in_running_text_starts_no_item() -> None:
    assert len(texts("The fund rose in eleven months out of\n12. that was a record.")) == 1


def test_a_minus_sign_is_no_bullet() -> None:
    assert texts("−5% was the worst month.") == ["−5% was the worst month."]


def test_columns_set_with_spaces_are_table_rows() -> None:
    blocks = unwrap("Fund    1Y      3Y\nXSMO    12.1%   9.0%\nIJR     10.0%   8.0%")
    assert [(b.kind, b.text) for b in blocks][:2] == [
        ("table_row", "Fund | 1Y | 3Y"),
        ("table_row", "XSMO | 12.1% | 9.0%"),
    ]


@pytest.mark.parametrize("rule", ["|---|---|", "+---+---+", "-------"])
def test_rules_in_a_table_are_no_rows(rule: str) -> None:
    assert texts(f"| Fund | 1Y |\n{rule}\n| XSMO | 12% |") == ["Fund | 1Y", "XSMO | 12%"]


def test_tabs_part_cells() -> None:
    assert texts("Fund\t1Y\nXSMO\t12.1%") == ["Fund | 1Y", "XSMO | 12.1%"]


def test_two_spaces_after_a_full_stop_are_no_column() -> None:
    assert kinds("The fund leads.  It has for years.\nThe index lags.  It has since.") == [
        "paragraph",
        "paragraph",
    ]


def test_a_line_that_stands_alone_is_a_heading() -> None:
    assert kinds("Key Risks\n\nRates may stay high.") == ["heading", "paragraph"]


def test_an_underlined_line_is_a_heading() -> None:
    assert kinds("Key risks\n---------\nRates may stay high.") == ["heading", "paragraph"]


def test_origins_name_the_first_line() -> None:
    assert [b.origin for b in unwrap("One.\n\nTwo.\n\n\nThree.")] == ["line 1", "line 3", "line 6"]


@pytest.mark.parametrize(
    "hostile",
    ["a" * 500_000, "a" + " " * 500_000 + "b", "a-" * 250_000, "| " * 250_000, "A: " * 150_000,
     ("x" * 60 + " yy\n") * 8_000, "-" * 500_000 + "x", "1," * 250_000, "\t " * 250_000 + "x"],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(hostile: str) -> None:
    start = time.perf_counter()
    unwrap(hostile)
    assert time.perf_counter() - start < 2


def test_lines_with_dots_that_lead_to_a_value_stay_apart() -> None:
    lines = [
        "Index ............... Some Long Name of an Index",
        "Launched ............ 3 March 2005",
        "Total cost p.a. ..... 0.39%",
    ]
    assert texts("\n".join(lines)) == lines


def test_fields_of_one_length_are_no_wrapped_paragraph() -> None:
    lines = [
        "Index: Some House Large Cap Dividend Index",
        "Cost: 6 bps",
        "Index: Some House US Dividend Growth Index",
        "Cost: 8 bps",
    ]
    assert texts("\n".join(lines)) == lines
