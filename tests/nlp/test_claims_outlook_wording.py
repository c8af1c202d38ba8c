"""Conditions, causes and trades in the shorter and looser words of letters and chats."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import read

# (text, subject, relation, modality)
CONDITIONS = [
    ("Small caps would do better should the Fed hike.", "small_caps", "rises", "forecast"),
    ("XMLV will lead again should growth roll over.", "XMLV", "rises", "forecast"),
    ("We expect KRE to beat XLF when the bill becomes law.", "KRE", "above", "forecast"),
    ("IWM would fall 10% were rates to rise another point.", "IWM", "falls", "forecast"),
    ("GLD does well as long as real rates are negative.", "GLD", "rises", "asserted"),
    ("If the fed cuts TNA squeezes 15%.", "TNA", "rises", "asserted"),
    ("Every time the ten-year backs up, XLU lags.", "XLU", "below", "asserted"),
    ("HYG drops whenever spreads widen.", "HYG", "falls", "asserted"),
    ("QQQ will lag SPY in case yields jump again.", "QQQ", "below", "forecast"),
    ("IWM, if the Fed pivots, could beat SPY by 10 points.", "IWM", "above", "possible"),
    ("With yields above 5%, TLT would fall further.", "TLT", "falls", "forecast"),
    ("Barring a recession, IWM should beat SPY in 2023.", "IWM", "above", "forecast"),
    ("If talks fail, chips will suffer first and SMH will fall harder than QQQ.", "SMH", "below",
     "forecast"),
]  # fmt: skip
CAUSES = [
    "XMLV fell 10% in 2022. The reason was rates.",
    "XMLV fell 10% in 2022 as yields rose.",
    "XMLV fell 10% in 2022, triggered by the rate shock.",
    "XMLV fell 10% in 2022, a casualty of the rate shock.",
    "XMLV fell 10% in 2022. A good part of that is fee.",
    "XMLV fell 10% in 2022. Utilities did the damage.",
    "XMLV fell 10% in 2022, utilities having lost their appeal.",
    "Behind XMLV's fall stood the bond market.",
    "The driver of XMLV's fall was the bond market.",
    "A stronger dollar cost XMLV 3 points in 2022.",
]
NO_OUTLOOK = [
    "This summary was produced by a language model and may contain errors.",
    "Shares of SPY may lose value.",
    "As the table shows, XSMO beat IJR.",
    "Since it launched, XSMO has beaten IJR.",
    "XSMO returned 9% in 2021, as did IJR.",
    "SPY beat IWM when rates rose in 2018.",
    "If you believe the brochure, TQQQ gained 40% in 2021.",
    "Once fees are deducted, XSMO has beaten IJR.",
    "From SPY to QQQ, returns were similar.",
    "SPY was flat in March.",
    "Should you buy QQQ?",
]
# (text, who is bought, held or sold, the other leg)
TRADES = [
    ("I'd take half of XLE off and park it in SHY.", ["SHY"], ["XLE"]),
    ("We would fund any new purchase of IJR out of IWM.", ["IJR"], ["IWM"]),
    ("We rotated out of EEM and into VWO.", ["VWO"], ["EEM"]),
    ("IJR has run far, and I'd leave it alone.", ["IJR"], []),
    ("Book: flat IWM, long TLT, no changes.", ["IWM", "TLT"], []),
    ("The trustees hold VT and nothing else.", ["VT"], []),
    ("Of the two keep VTV.", ["VTV"], []),
    ("We remain neutral on XLF.", ["XLF"], []),
    ("L XLE / S XLK", ["XLE"], ["XLK"]),
    ("Pair: XLE vs XLK, dollar neutral.", ["XLE"], ["XLK"]),
    ("Our largest position remains SPY.", ["SPY"], []),
    ("A reader who owns ARKK should sell it.", ["ARKK"], []),
    ("Let your SPY ride.", ["SPY"], []),
]


def _of(claims: tuple[Claim, ...], kind: str) -> list[Claim]:
    return [claim for claim in claims if claim.type == kind]


@pytest.mark.parametrize(("text", "subject", "relation", "modality"), CONDITIONS)
def test_condition_is_found_wherever_it_stands(
    reader: Reader, text: str, subject: str, relation: str, modality: str
) -> None:
    claims = _of(read(reader, text), "conditional")
    found = [(claim.subject, claim.relation, claim.modality) for claim in claims]
    assert found[-1:] == [(subject, relation, modality)]


@pytest.mark.parametrize("text", [row[0] for row in CONDITIONS])
def test_consequence_is_no_prospect_of_its_own(reader: Reader, text: str) -> None:
    claims = read(reader, text)
    assert not [c for c in claims if c.type in {"forecast", "possibility", "comparison"}]


@pytest.mark.parametrize("text", CAUSES)
def test_cause_is_found_in_any_wording(reader: Reader, text: str) -> None:
    (cause,) = _of(read(reader, text), "causal")
    assert cause.subject == "XMLV"


@pytest.mark.parametrize("text", NO_OUTLOOK)
def test_look_alikes_say_nothing_of_the_outlook(reader: Reader, text: str) -> None:
    kinds = {claim.type for claim in read(reader, text)}
    assert kinds <= {"level", "comparison"}


@pytest.mark.parametrize(("text", "subjects", "others"), TRADES)
def test_position_is_read_from_shorthand_and_letters(
    reader: Reader, text: str, subjects: list[str], others: list[str]
) -> None:
    found = _of(read(reader, text), "trade")
    legs = [other for claim in found for other in claim.comparators]
    assert ([claim.subject for claim in found], legs) == (subjects, others)
