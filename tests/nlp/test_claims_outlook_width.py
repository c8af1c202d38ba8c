"""Causes, conditions, positions and prospects in the many words of desks and letters."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import read

# Each follows a sentence that says what XLE did; none names it again.
VERDICTS = [
    "Crude did it.",
    "Crude was the whole story.",
    "Refining margins were to blame.",
    "Refiners mattered most.",
    "Reason given: refining margins.",
    "Blame the refiners.",
    "The culprit was crude.",
    "Higher crude made all the difference.",
    "Crude rose, and that is all there is to it.",
    "Tight supply was responsible, per the issuer.",
    "Buybacks drove most of it.",
    "What moved it was the OPEC cut.",
]
# (text, subject)
CAUSES = [
    ("A stronger yen sent EWJ higher.", "EWJ"),
    ("For LQD, falling yields did the work.", "LQD"),
    ("KRE dropped 12% in March as deposits fled.", "KRE"),
    ("EEM's shortfall against VWO owes everything to Korea.", "EEM"),
    ("Nearly all of MTUM's lead traces to two chip makers.", "MTUM"),
    ("TLT gained 4% in November on the back of soft inflation prints.", "TLT"),
    ("XLK did it on semiconductors.", "XLK"),
    ("GLD fell 3% in June, which the desk attributes to real yields.", "GLD"),
]
NO_CAUSE = [
    "SCHD trailed my savings account for two years.",
    "It explains why we hold SPY at all.",
    "PIE trailed EEM in 2017 even as EEM rose 18%.",
    "Credit where due.",
    "NOBL holds companies with 25 years of rising payouts.",
]
# (text, subject, relation, modality)
CONDITIONS = [
    ("A firmer dollar might cost EEM 5% over the next 3 months.", "EEM", "falls", "possible"),
    ("A tariff pause, should one come, would send SOXX up 10%.", "SOXX", "rises", "forecast"),
    ("Until OPEC cuts, OIH won't rally.", "OIH", "falls", "forecast"),
    ("If the Fed buys bonds we see HYG outperforming LQD.", "HYG", "above", "forecast"),
    ("PFF should recover once tax sellers are done, but it lost 8% in 2022.", "PFF", "rises",
     "forecast"),
    ("And look, should the dollar turn, EEM gives it all back.", "EEM", "falls", "asserted"),
    ("EWJ rose 4%. Had it been unhedged it would have lost far more.", "EWJ", "falls",
     "counterfactual"),
    ("TLT fell 4% in May. If the ten-year breaks 5%, expect another leg down.", "TLT", "falls",
     "forecast"),
]  # fmt: skip
# (text, type, subject, relation)
PROSPECTS = [
    ("Utilities might have further to fall.", "possibility", "utilities", "falls"),
    ("Rate hikes will probably weigh on dividend payers.", "forecast", "dividend", "falls"),
    ("KWEB fell 30%. Stimulus could still add 15%.", "possibility", "KWEB", "rises"),
    ("USO lost 42%. It won't bottom before spring.", "forecast", "USO", "falls"),
    ("The street has TLT rallying ten percent.", "forecast", "TLT", "rises"),
    ("MTUM beat QUAL in May. We expect the gap to narrow.", "forecast", "MTUM", "below"),
    ("Momentum unwind possible into December.", "possibility", "momentum", "falls"),
]
NO_PROSPECT = [
    "XLU, would you believe it, is up 4%.",
    "SPY fell 3%, make of that what you will.",
    "QQQ tied with SPY, if anybody is keeping score.",
    "The Fed may cut rates in June.",
    "MTUM has trailed SPY since May, when its rebalance loaded up on banks.",
]
# (text, subject, comparators)
POSITIONS = [
    ("DBC, which we dropped in March, is volatile.", "DBC", ()),
    ("PDP was sold in full.", "PDP", ()),
    ("IJR has been replaced by AVUV in the plan.", "AVUV", ("IJR",)),
    ("The core stays GLD.", "GLD", ()),
    ("GLD stays at its full weight.", "GLD", ()),
    ("HEDJ is our preferred vehicle.", "HEDJ", ()),
    ("Utilities: underweight still.", "utilities", ()),
    ("XLP long, XLF short.", "XLP", ("XLF",)),
    ("We now use SCHP instead of TIP.", "SCHP", ("TIP",)),
    ("I'd rather own VNQ than XLRE.", "VNQ", ("XLRE",)),
    ("A third of SPLV goes into VOO on Monday.", "VOO", ("SPLV",)),
    ("Holders of MTUM should switch.", "MTUM", ()),
    ("We would add to EEM here, funding it out of HYG.", "EEM", ("HYG",)),
    ("To raise TLT by 3% at the expense of USMV.", "TLT", ("USMV",)),
    ("In January I'll shift 2% from VTI to AVDV, unless the gap has closed.", "AVDV", ("VTI",)),
    ("Proposal: sell EEM, buy VWO.", "VWO", ("EEM",)),
    ("TLT fell 4% in May. We'd add on weakness.", "TLT", ()),
]
NO_POSITION = [
    "SPY was sold off hard on Tuesday.",
    "SOXS has been cut in half.",
    "VXX is a buy-and-hold disaster.",
    "No positions in any of these funds, SPY included.",
    "GLD: 0.40%.",
    "SPY: out of the range.",
]
SCORES = [
    ("Sentiment score: +0.4.", 0.4),
    ("Desk sentiment (scale -1 to +1): \u22120.25", -0.25),
    ("We score our own stance at 0.3.", 0.3),
    ("Our mood, on the usual scale from \u22121 to 1, is +0.4.", 0.4),
    ("My overall mood, for what it's worth: cautious, minus 0.2.", -0.2),
    ("House view score: \u22120.15.", -0.15),
    ("Overall stance: constructive (+0.4 on our scale of -1.0 to +1.0).", 0.4),
    ("I'd rate the evidence mildly positive (+0.2 on our usual scale).", 0.2),
    ("On a scale from minus one to plus one, write down minus 0.2.", -0.2),
    ("Index of our mood, from -1 to 1: +0,8", 0.8),
    ("Tone desk sentiment +0.3 (Friday: \u22120.1)", 0.3),
]
NO_SCORES = [
    "Consumer sentiment: 0.8.",
    "The sentiment gauge is 0.4 points lower.",
    "Market sentiment: 0.7.",
    "In a good mood, XLE rose (0.8%).",
    "Our stance is a beta of 0.9 to SPY.",
    "Sentiment (scale -1.0 to 1.0) was not taken.",
]


@pytest.mark.parametrize("text", VERDICTS)
def test_a_verdict_explains_what_was_said_before(reader: Reader, text: str) -> None:
    assert _of(reader, f"XLE beat SPY by nine points in 2022. {text}", "causal") == ["XLE"]


@pytest.mark.parametrize(("text", "subject"), CAUSES)
def test_a_cause_is_of_what_it_explains(reader: Reader, text: str, subject: str) -> None:
    assert _of(reader, text, "causal") == [subject]


@pytest.mark.parametrize("text", NO_CAUSE)
def test_no_cause_is_read_into(reader: Reader, text: str) -> None:
    assert _of(reader, text, "causal") == []


def test_a_softer_dollar_explains_both_of_two_funds(reader: Reader) -> None:
    told = _of(reader, "QQQ and SMH rallied in May. A softer dollar drove both of them.", "causal")
    assert told == ["QQQ", "SMH"]


def test_a_question_for_a_reason_is_answered_with_a_cause(reader: Reader) -> None:
    told = _of(reader, "Why did SCHD beat VYM in 2022? Refiners and defence stocks.", "causal")
    assert told == ["SCHD"]


@pytest.mark.parametrize(("text", "subject", "relation", "modality"), CONDITIONS)
def test_a_condition_is_read_without_a_plain_if(
    reader: Reader, text: str, subject: str, relation: str, modality: str
) -> None:
    told = [c for c in read(reader, text) if c.type == "conditional"]
    assert [(c.subject, c.relation, c.modality) for c in told] == [(subject, relation, modality)]


def test_both_of_two_funds_have_a_claim_each(reader: Reader) -> None:
    told = _of(reader, "QQQ and SMH fell. If chips crack both would hold up better.", "conditional")
    assert told == ["QQQ", "SMH"]


@pytest.mark.parametrize(("text", "type_", "subject", "relation"), PROSPECTS)
def test_what_may_come_is_read(
    reader: Reader, text: str, type_: str, subject: str, relation: str
) -> None:
    told = [c for c in read(reader, text) if c.type == type_]
    assert [(c.subject, c.relation) for c in told] == [(subject, relation)]


@pytest.mark.parametrize("text", NO_PROSPECT)
def test_no_prospect_is_read_into(reader: Reader, text: str) -> None:
    ahead = {"forecast", "possibility", "conditional"}
    assert [c for c in read(reader, text) if c.type in ahead] == []


@pytest.mark.parametrize(("text", "subject", "comparators"), POSITIONS)
def test_a_position_is_read_with_its_other_leg(
    reader: Reader, text: str, subject: str, comparators: tuple[str, ...]
) -> None:
    told = [c for c in read(reader, text) if c.type == "trade"]
    assert [(c.subject, c.comparators) for c in told] == [(subject, comparators)]


@pytest.mark.parametrize("text", NO_POSITION)
def test_no_position_is_read_into(reader: Reader, text: str) -> None:
    assert _of(reader, text, "trade") == []


def test_what_is_not_bought_is_negated(reader: Reader) -> None:
    told = [c for c in read(reader, "I am not buying GLD.") if c.type == "trade"]
    assert [(c.subject, c.modality) for c in told] == [("GLD", "negated")]


@pytest.mark.parametrize(("text", "score"), SCORES)
def test_a_bare_score_is_the_notes_own(reader: Reader, text: str, score: float) -> None:
    told = [c for c in read(reader, text) if c.type == "self_report"]
    assert [c.magnitude.value for c in told if c.magnitude] == [score]


@pytest.mark.parametrize("text", NO_SCORES)
def test_a_survey_or_a_gap_is_no_score_of_the_note(reader: Reader, text: str) -> None:
    assert _of(reader, text, "self_report") == []


def test_a_hedge_of_what_a_fund_is_hedges_no_claim(reader: Reader) -> None:
    told = read(reader, "XLU, supposedly the bunker, fell harder than XLV in March.")
    assert [c.modality for c in told] == ["asserted"]


def test_what_our_quants_say_is_reported(reader: Reader) -> None:
    told = read(reader, "Our quants say SMH beat XSD in 2023.")
    assert {(c.modality, c.source) for c in told} == {("reported", "Our quants")}


def test_barely_beating_is_beating(reader: Reader) -> None:
    told = read(reader, "UWM barely beat IWM in 2021.")
    assert [(c.relation, c.modality) for c in told] == [("above", "asserted")]


def _of(reader: Reader, text: str, type_: str) -> list[str | None]:
    found: list[Claim] = [claim for claim in read(reader, text) if claim.type == type_]
    return [claim.subject for claim in found]
