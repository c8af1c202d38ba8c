"""Trades, causes, conditions and prospects, in the many ways in which a desk says them."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import Slots, check, read

# (text, who is bought or held, the other leg)
TRADES: list[tuple[str, list[str], list[str]]] = [
    ("Position: long SMH, short IGV, equal dollars.", ["SMH"], ["IGV"]),
    ("OW XLI, UW XLP for the autumn.", ["XLI"], ["XLP"]),
    ("The committee voted to exit EEM and redeploy into INDA.", ["INDA"], ["EEM"]),
    ("Switch from VTV to VUG.", ["VUG"], ["VTV"]),
    ("We would rotate out of XLK into XLU.", ["XLU"], ["XLK"]),
    ("Prefer MTUM over VLUE.", ["MTUM"], ["VLUE"]),
    ("I'd rather own IWM than IJR here.", ["IWM"], ["IJR"]),
    ("Sell TLT and put the cash into SHY.", ["SHY"], ["TLT"]),
    ("We have cut our holding in HYG by a third and parked the proceeds in SHY.", ["SHY"], ["HYG"]),
    ("Model portfolio change: MTUM out, QUAL in.", ["QUAL"], ["MTUM"]),
    ("Neutral IWM; overweight XLI.", ["IWM", "XLI"], []),
    ("Added a bit of GDX to the tactical sleeve yesterday.", ["GDX"], []),
    ("We used the dip to add to SMH and IWM.", ["SMH", "IWM"], []),
    ("We are sellers of TLT into strength.", ["TLT"], []),
    ("We'd fade any bounce in XLF.", ["XLF"], []),
    ("My advice: avoid ARKK.", ["ARKK"], []),
    ("Our top pick remains XLE.", ["XLE"], []),
    ("XLV remains our largest position.", ["XLV"], []),
    ("Clients should hold on to SCHD.", ["SCHD"], []),
    ("Took profits in SMH, sold half of SOXX.", ["SMH", "SOXX"], []),
    ("SPLV and USMV are cheap. I own both.", ["SPLV", "USMV"], []),
    ("SPLV came before USMV. We own the latter in the model book.", ["USMV"], []),
]


def _of(claims: tuple[Claim, ...], kind: str) -> list[Claim]:
    return [claim for claim in claims if claim.type == kind]


@pytest.mark.parametrize(("text", "subjects", "others"), TRADES, ids=[row[0] for row in TRADES])
def test_trade_names_what_is_bought_and_its_other_leg(
    reader: Reader, text: str, subjects: list[str], others: list[str]
) -> None:
    found = _of(read(reader, text), "trade")
    assert [claim.subject for claim in found] == subjects
    assert {other for claim in found for other in claim.comparators} == set(others)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Goldman recommends trimming XLK.", "Goldman"),
        ("Goldman downgraded XLU to sell.", "Goldman"),
        ("Maria Sand rates SCHD a buy and VYM a hold.", "Maria Sand"),
    ],
)
def test_trade_of_another_is_reported(reader: Reader, text: str, source: str) -> None:
    found = _of(read(reader, text), "trade")
    assert {(claim.modality, claim.source) for claim in found} == {("reported", source)}


NO_TRADE = [
    "Investors bought XLU and sold XLE in June.",
    "The fund is overweight technology and underweight banks.",
    "Owning TLT has cost holders dear.",
    "The index added XLE in March.",
    "We keep an eye on XLE.",
    "We put XLE first in the table.",
    "We start with XLE.",
    "Short interest in XLE rose.",
    "We cut our forecast for XLE's yield.",
    "Ratings: Buy, Hold and Sell are relative to SPY.",
]


@pytest.mark.parametrize("text", NO_TRADE)
def test_words_of_trading_alone_are_no_trade(reader: Reader, text: str) -> None:
    assert _of(read(reader, text), "trade") == []


CAUSES: list[tuple[str, str, str]] = [
    ("Much of QQQ's gain was the work of Nvidia.", "QQQ", "asserted"),
    ("What sank IWM was its regional banks.", "IWM", "asserted"),
    ("Rising rates hurt TLT.", "TLT", "asserted"),
    ("A stronger dollar weighed on EEM last year.", "EEM", "asserted"),
    ("The rally in KRE reflected short covering.", "KRE", "asserted"),
    ("Semiconductors contributed more than half of QQQ's return.", "QQQ", "asserted"),
    ("Weak oil was the reason XLE trailed SPY in 2020.", "XLE", "asserted"),
    ("XLE fell 4% in March on lower crude.", "XLE", "asserted"),
    ("XSMO lagged IJR in 2021 because it owned no banks.", "XSMO", "asserted"),
    ("Thanks to its utilities, SPLV held up better than SPY in 2018.", "SPLV", "asserted"),
    ("DWAS trailed IJR in 2021. Reason: no banks.", "DWAS", "asserted"),
    ("XSMO beat SPY in 2021. The gap to SPY is probably down to banks.", "XSMO", "hedged"),
    ("Analysts blame the weak yen for EWJ's loss.", "EWJ", "reported"),
    ("GLD's advance had little to do with inflation.", "GLD", "negated"),
]


@pytest.mark.parametrize(("text", "subject", "modality"), CAUSES, ids=[row[0] for row in CAUSES])
def test_cause_is_of_whom_it_explains(
    reader: Reader, text: str, subject: str, modality: str
) -> None:
    (claim,) = _of(read(reader, text), "causal")
    assert (claim.subject, claim.modality) == (subject, modality)


@pytest.mark.parametrize(
    "text",
    [
        "We use XSMO because it is cheap.",
        "XSMO rebalances because its index does.",
        "XSMO is led by a team in Chicago.",
        "The name XSMO came from PXSG.",
        "The gap between XSMO and IJR is about 3 points.",
    ],
)
def test_reason_for_what_did_not_move_is_no_cause(reader: Reader, text: str) -> None:
    assert _of(read(reader, text), "causal") == []


CONDITIONS: list[tuple[str, Slots]] = [
    (
        "If oil breaks 100, XLE will likely outrun SPY.",
        {"subject": "XLE", "comparators": {"SPY"}, "relation": "above", "modality": "forecast"},
    ),
    (
        "If spreads widen from here HYG is apt to fall further than LQD.",
        {"subject": "HYG", "trigger": "If spreads widen from here", "modality": "forecast"},
    ),
    (
        "Should the euro slip to parity, HEDJ would beat EZU.",
        {"subject": "HEDJ", "comparators": {"EZU"}, "trigger": "Should the euro slip to parity"},
    ),
    (
        "IJR is cheap, and if breadth returns, it could rally 10%.",
        {"subject": "IJR", "value": 10.0, "modality": "possible"},
    ),
    (
        "In the event of a recession, HYG may drop by a fifth.",
        {"subject": "HYG", "relation": "falls", "value": 20.0, "modality": "possible"},
    ),
    (
        "When stocks run, XYLD tends to fall behind SPY.",
        {"subject": "XYLD", "comparators": {"SPY"}, "relation": "below", "modality": "hedged"},
    ),
    (
        "Unless earnings recover, we would sell KWEB.",
        {"subject": "KWEB", "modality": "asserted"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_condition_takes_the_slots_of_its_consequence(
    reader: Reader, text: str, wanted: Slots
) -> None:
    (claim,) = _of(read(reader, text), "conditional")
    check(claim, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "When it was launched, XSMO had few assets.",
        "XSMO did what was asked of it in 2021, if no more.",
        "VIG has been cheaper than SDY for as long as both have existed.",
        "Once splits are taken into account, XSMO has lost 9% since 2021.",
        "Do: long GDX, short GLD, stop if the gap reaches 35.",
    ],
)
def test_what_is_over_or_only_said_in_passing_is_no_condition(reader: Reader, text: str) -> None:
    assert _of(read(reader, text), "conditional") == []


def test_what_stands_beside_a_condition_is_read_too(reader: Reader) -> None:
    text = "Momentum may reverse abruptly, and if rates rise, XMMO could give up its gains."
    assert [claim.type for claim in read(reader, text)] == ["possibility", "conditional"]


PROSPECTS: list[tuple[str, str, Slots]] = [
    (
        "We look for XLE to add 8-10% by mid-2023.",
        "forecast",
        {"subject": "XLE", "value": 9.0},
    ),
    ("A cut by the Fed would lift IWM.", "forecast", {"subject": "IWM", "relation": "rises"}),
    ("We see GLD at new highs by March.", "forecast", {"subject": "GLD", "relation": "rises"}),
    ("XLE gives back 5% by year end.", "forecast", {"subject": "XLE", "relation": "falls"}),
    (
        "It is hard to see ARKK beating QQQ over the next year.",
        "forecast",
        {"subject": "ARKK", "relation": "below", "comparators": {"QQQ"}},
    ),
    (
        "TLT might well lose another 5% this autumn.",
        "possibility",
        {"subject": "TLT", "relation": "falls", "value": 5.0},
    ),
    (
        "A tariff scare might pull EWW lower.",
        "possibility",
        {"subject": "EWW", "relation": "falls"},
    ),
    (
        "VTV could win back ground on VUG.",
        "possibility",
        {"subject": "VTV", "comparators": {"VUG"}, "relation": "above"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), PROSPECTS, ids=[row[0] for row in PROSPECTS])
def test_prospect_has_its_direction(reader: Reader, text: str, kind: str, wanted: Slots) -> None:
    (claim,) = read(reader, text)
    check(claim, {"type": kind, **wanted})


@pytest.mark.parametrize(
    "text",
    [
        "XSMO can be bought through any broker.",
        "XSMO will be rebalanced next month.",
        "The fund will publish its report on XSMO in May.",
        "We would like to thank the holders of XSMO.",
    ],
)
def test_a_plan_that_moves_no_price_is_no_prospect(reader: Reader, text: str) -> None:
    assert read(reader, text) == ()
