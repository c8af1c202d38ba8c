# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

import pytest

from ingest.raw import RawBlock
from ingest.roles import assign_roles, is_disclaimer, is_disclaimer_heading, is_furniture
from tests.ingest.builders import MORE, PROSE


def roles(*texts: str) -> list[str | None]:
    raw = [RawBlock(text=text, kind="paragraph", origin="line 1") for text in texts]
    return [block.role for block in assign_roles(raw)]


@pytest.mark.parametrize(
    "text",
    [
        "Request Demo",
        "Book a free consultation today",
        "Start your free 14-day trial",
        "AI-powered research, real-time alerts, and portfolio analytics for institutional"
        " investors.",
        "Institutional-grade analytics and alerts, built for advisors.",
        "Real-time data, screening tools and ideas for active traders",
        "Subscribe to our newsletter",
        "Already a subscriber? Log in",
        "Share this article on LinkedIn",
        "Facebook Twitter LinkedIn Email",
        "We use cookies to improve your experience.",
        "By continuing to use this site you agree to our privacy policy.",
        "© 2026 Acme Research LLC. All rights reserved.",
        "Copyright 2026 Acme",
        "Home | Markets | ETFs",
        "Privacy Policy | Terms of Use | Contact",
        "Read more »",
        "Page 3 of 12",
        "- 4 -",
        "Advertisement",
        "12 min read",
        "Unsubscribe from these emails",
        "Skip to main content",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        MORE,
        "Subscribe volumes at fund platforms rose 12% in May.",
        "Cookie-cutter factor funds have lagged.",
        "Copyright disputes weigh on media names.",
        "Page 3 of the filing shows leverage rising.",
        "Share buybacks lifted earnings.",
        "Real-time data on flows for institutional investors suggests breadth is narrowing.",
        "Follow the money into small caps",
        "Print money, buy momentum",
        "Search engines and home builders led.",
        "Research budgets at AI-powered tools makers doubled for investors' benefit.",
        "0.25",
    ],
)
def test_prose_with_words_of_furniture_is_none(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Past performance is no guarantee of future results.",
        "Past performance is not indicative of future returns.",
        "Past returns do not predict future performance.",
        "Past performance doesn’t guarantee anything.",
        "This note is not investment advice.",
        "It should not be construed as personalized investment advice.",
        "Nothing in this report constitutes an offer to sell any security.",
        "This is neither an offer to buy nor a solicitation to sell securities.",
        "This report contains forward-looking statements that involve risks and uncertainties.",
        "Actual results may differ materially from those expressed.",
        "We undertake no obligation to update any statement.",
        "For informational purposes only.",
        "Please consult your financial advisor before investing.",
        "The value of investments may go down as well as up.",
        "You may lose some or all of the money you invest.",
        "Investing involves risk, including possible loss of principal.",
        "I, Jane Doe, hereby certify that these views are my own.",
        "I/we have a beneficial long position in XSMO either through stock ownership or options.",
        "I wrote this article myself, and it expresses my own opinions.",
        "Buy: expected total return of more than 15% over the next 12 months",
        "It is not possible to invest directly in an index.",
    ],
)
def test_boilerplate_sentences(text: str) -> None:
    assert is_disclaimer(text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        MORE,
        "Past performance of momentum suggests that the edge is regime-dependent.",
        "The fund's past performance is not driven by beta.",
        "Past returns are no longer driven by small value, but by momentum.",
        "Management's forward-looking statements were upbeat.",
        "Investors should consider the risk that breadth narrows.",
        "Overweight: we expect XSMO to outperform IJR over the next 12 months.",
        "The value of the fund's investments could fall if rates rise.",
        "Actual earnings differ from estimates.",
        "XSMO holds positions in 120 companies.",
        "No part of the rally came from financials.",
        "The offer to buy the company lifted XSMO.",
        "Hold: momentum rarely keeps its lead in May.",
        "Not every recommendation to buy paid off.",
        "So the right way to express this is as a tactical sleeve, not a strategic allocation.",
    ],
)
def test_claims_with_words_of_boilerplate_are_none(text: str) -> None:
    assert not is_disclaimer(text)


@pytest.mark.parametrize(
    "text", ["Disclaimer", "Important Information:", "Analyst Certification", "Rating definitions",
             "Disclosures and Disclaimers", "Forward-Looking Statements"],
)  # fmt: skip
def test_headings_of_disclaimers(text: str) -> None:
    assert is_disclaimer_heading(text)


def test_boilerplate_behind_prose_is_split_off() -> None:
    raw = RawBlock(
        text=f"{PROSE} {MORE} Past performance is no guarantee of future results.",
        kind="paragraph",
        origin="line 1",
    )
    own, boilerplate = assign_roles([raw])
    assert (own.text, own.role) == (f"{PROSE} {MORE}", "body")
    assert boilerplate.role == "disclaimer"


def test_a_closing_section_of_disclaimers_runs_to_the_next_heading() -> None:
    raw = [
        RawBlock(text=MORE, kind="paragraph", origin="1"),
        RawBlock(text="Important Information", kind="heading", origin="2"),
        RawBlock(text="Acme is registered in Delaware.", kind="paragraph", origin="3"),
        RawBlock(text="Its address is 1 Main Street.", kind="paragraph", origin="4"),
        RawBlock(text="Appendix", kind="heading", origin="5"),
        RawBlock(text=PROSE, kind="paragraph", origin="6"),
    ]
    assert [block.role for block in assign_roles(raw)] == [
        "body", "disclaimer", "disclaimer", "disclaimer", "body", "body",
    ]  # fmt: skip


def test_a_disclaimer_on_top_does_not_swallow_the_note() -> None:
    assert roles("Disclaimer", "Acme is registered in Delaware.", PROSE, MORE) == [
        "disclaimer", "disclaimer", "body", "body",
    ]  # fmt: skip


def test_a_sign_off_takes_the_short_lines_behind_it() -> None:
    assert roles(PROSE, "Best regards,", "Jane Doe", "Senior Analyst") == [
        "body", "signature", "signature", "signature",
    ]  # fmt: skip


def test_contact_lines_at_the_end_take_the_name_above_them() -> None:
    assert roles(PROSE, "Jane Doe", "Tel: +1 212 555 0100 | jane@example.com") == [
        "body", "signature", "signature",
    ]  # fmt: skip


def test_thanks_inside_a_note_is_no_sign_off() -> None:
    assert roles("Thanks", PROSE, MORE) == ["body", "body", "body"]
