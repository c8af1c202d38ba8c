"""The houses that issue exchange-traded funds, as notes write them."""

from __future__ import annotations

import re

ISSUERS: frozenset[str] = frozenset(
    {
        "AB", "abrdn", "Aberdeen", "Aberdeen Standard", "AdvisorShares", "Alpha Architect", "ALPS",
        "American Century", "Amplify", "ARK", "ARK Invest", "Avantis", "Bitwise", "BlackRock",
        "BNY Mellon", "BondBloxx", "Calamos", "Cambria", "Capital Group", "Charles Schwab",
        "Claymore", "Columbia Threadneedle", "Credit Suisse", "Davis", "Deutsche Bank",
        "Deutsche X-trackers", "Defiance", "Dimensional", "Direxion", "DoubleLine", "DWS",
        "ETF Securities", "Fidelity", "First Trust", "FlexShares", "Franklin",
        "Franklin Templeton", "Global X", "Goldman Sachs", "Grayscale", "Guggenheim", "Harbor",
        "Hartford", "Highland", "Horizon Kinetics", "IndexIQ", "Innovator", "Invesco", "iShares",
        "Janus Henderson", "John Hancock", "JPMorgan", "J.P. Morgan", "JP Morgan", "KraneShares",
        "Merrill Lynch", "Morgan Stanley", "Northern Trust", "Nuveen", "Oppenheimer",
        "OppenheimerFunds", "Pacer", "PGIM", "PIMCO", "PowerShares", "Principal", "ProShares",
        "Renaissance", "Roundhill", "Rydex", "Schwab", "Simplify", "SPDR", "Sprott", "SSGA",
        "State Street", "Strive", "T. Rowe Price", "Teucrium", "United States Commodity Funds",
        "USCF", "VanEck", "Van Eck", "Vanguard", "VictoryShares", "Virtus", "WisdomTree",
        "Xtrackers", "YieldMax",
    }
)  # fmt: skip
_LONGEST_FIRST = sorted(ISSUERS, key=len, reverse=True)
NAMED = "|".join(map(re.escape, _LONGEST_FIRST))
