"""Pictures as Vega-Lite: drawn without a complaint, a note's words shown and never run."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from lxml import etree

from analytics.pictures import picture
from nlp.types import Claim
from tapecheck.charts import ChartError, chart, draw, targets, why_none
from tapecheck.charts.growth import log_ticks
from tapecheck.charts.theme import day_axis, wrapped
from tests.analytics.support import claim, facts, judge, noisy, number, since, source, steady

PRICES = source(
    {ticker: noisy(0.05, seed=seed) for seed, ticker in enumerate("BCDEFGHIJKLM")}
    | {"A": steady(0.10)}
)
KNOWN = facts(*"ABCDEFGHIJKLM")
AHEAD = claim(comparators=("B",), relation="above", quantifier="named", window=since("2014-12-31"))
LEVEL = claim("level", magnitude=number(40.0), window=since("2017-12-31"))
SHORT = replace(AHEAD, window=since("2020-09-30"))
RANK = claim("rank", comparators=tuple("BCDEFGHIJKLM"), relation="highest", quantifier="all")


def spec(stated: Claim = AHEAD, *, words: str = "A has beaten B.") -> dict[str, Any]:
    verdict = judge(stated, PRICES, KNOWN)
    found = picture(stated, verdict, prices=PRICES, facts=KNOWN)
    assert found is not None
    return chart(found, verdict, claim_id="c1", words=words)


def svg_texts(drawn: dict[str, Any]) -> list[str]:
    """Every text that the drawn chart shows."""
    root = etree.fromstring(vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[]).encode())
    return [str(node.xpath("string()")) for node in root.iter("{*}text")]


@pytest.mark.parametrize(
    "stated", [AHEAD, LEVEL, SHORT, RANK], ids=["gap", "level", "short", "rank"]
)
def test_a_chart_is_drawn_without_a_warning(
    stated: Claim, capfd: pytest.CaptureFixture[str]
) -> None:
    svg = vl_convert.vegalite_to_svg(spec(stated), show_warnings=True, allowed_base_urls=[])
    told = capfd.readouterr()
    assert svg.startswith("<svg")
    assert (told.out, told.err) == ("", "")


def test_every_panel_has_marks_and_data_of_its_own() -> None:
    for panel in spec()["vconcat"]:
        assert all(layer["mark"] and layer["data"]["values"] for layer in panel["layer"])


def test_a_chart_asks_for_nothing_from_elsewhere() -> None:
    told = json.dumps({key: part for key, part in spec().items() if key != "$schema"})
    assert "http" not in told
    assert '"url"' not in told


@pytest.mark.parametrize(
    "words",
    [
        'He said "buy" & <b>sold</b>.',
        "</script><script>alert(1)</script>",
        "datum.growth > 1 ? 'a' : 'b'",
        "{{ 7 * 7 }} ${7 * 7} '+ warn('x') +'",
        '{"signal": "width"}',
        "A\\nB\\u0041",
    ],
)
def test_the_words_of_a_note_are_shown_as_they_are(words: str) -> None:
    assert f"Supported: {words}" in svg_texts(spec(words=words))


def test_a_long_claim_goes_over_lines_and_ends_in_an_ellipsis() -> None:
    lines = wrapped("word " * 200)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_the_title_gives_verdict_and_window_and_prices() -> None:
    shown = " ".join(svg_texts(spec()))
    for part in ("Supported: A has beaten B.", "2014-12-31 to 2020-12-31", "prices.csv", "sha256"):
        assert part in shown


def test_the_legend_gives_what_each_fund_grew_by() -> None:
    assert any(text.startswith("A") and text.endswith("+77.2 %") for text in svg_texts(spec()))


def test_the_stated_level_is_labelled() -> None:
    assert "claimed: +40.00 %" in svg_texts(spec(LEVEL))


def test_the_claims_own_window_is_marked() -> None:
    assert any("own window, from 2014-12-31" in text for text in svg_texts(spec()))


def test_every_fund_of_a_rank_is_in_the_legend() -> None:
    starts = {text[0] for text in svg_texts(spec(RANK)) if text.endswith(" %")}
    assert starts == set("ABCDEFGHIJKLM")


def test_the_subject_is_drawn_last_and_so_on_top() -> None:
    rows = spec(RANK)["vconcat"][0]["layer"][0]["data"]["values"]
    assert [row["subject"] for row in rows] == [False] * 12 + [True]


def test_thirty_charts_stay_under_a_megabyte() -> None:
    whole = json.dumps(spec(replace(AHEAD, comparators=("B", "C"))), separators=(",", ":"))
    assert 30 * len(whole) < 1_000_000


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (80, 290, [100, 150, 200]),
        (48, 720, [50, 100, 200, 500]),
        (90, 9_000, [100, 300, 1_000, 3_000]),
        (1, 1_000, [1, 10, 100, 1_000]),
    ],
)
def test_a_log_axis_has_round_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert log_ticks(low, high) == ticks


@pytest.mark.parametrize(
    ("first", "last", "interval", "step"),
    [
        (date(2020, 1, 2), date(2020, 2, 14), "week", 1),
        (date(2020, 1, 2), date(2020, 10, 1), "month", 1),
        (date(2017, 1, 2), date(2021, 2, 1), "month", 6),
        (date(2005, 3, 3), date(2026, 7, 31), "year", 1),
        (date(1926, 7, 1), date(2026, 7, 31), "year", 5),
    ],
)
def test_ticks_stand_as_far_apart_as_their_labels_need(
    first: date, last: date, interval: str, step: int
) -> None:
    assert day_axis(first, last)["axis"]["tickCount"] == {"interval": interval, "step": step}


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg")])
def test_a_file_has_the_form_of_its_extension(tmp_path: Path, name: str, start: bytes) -> None:
    draw(spec(), tmp_path / "new" / name)
    assert (tmp_path / "new" / name).read_bytes().startswith(start)


def test_a_json_file_is_the_chart_of_the_report(tmp_path: Path) -> None:
    draw(spec(), tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == spec()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ChartError, match=r"taken/a\.json can't be written"):
        draw(spec(), tmp_path / "taken" / "a.json")


def test_in_a_folder_each_claim_has_a_file(tmp_path: Path) -> None:
    names = [path.name for path in targets(tmp_path, ["c2", "c4"], stem="note")]
    assert names == ["note-c2.png", "note-c4.png"]


def test_one_file_holds_one_claim() -> None:
    with pytest.raises(ChartError, match=r"2 claims have a picture \(c2, c4\)"):
        targets(Path("a.png"), ["c2", "c4"], stem="note")


def test_an_unknown_extension_is_refused_with_those_known() -> None:
    with pytest.raises(ChartError, match=r"\.gif; write \.png, \.svg, \.json"):
        targets(Path("a.gif"), ["c2"], stem="note")


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        (claim(comparators=("Z",), relation="above"), "unverifiable: no_price_data"),
        (claim("forecast", relation="rises", modality="forecast"), "pending"),
        (claim("risk", magnitude=number(15.0), metric="volatility"), "shows returns"),
    ],
)
def test_why_a_claim_has_no_picture(stated: Claim, why: str) -> None:
    assert why in why_none(judge(stated, PRICES, KNOWN))


def test_the_renderer_is_loaded_only_to_draw() -> None:
    code = "import sys, tapecheck.charts; print('vl_convert' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
