"""Tickers of large companies that a note writes bare, as it does a fund's: "thanks to NVDA".

Only letters that spell no word and no common abbreviation, and that no US fund bears.
"""

from __future__ import annotations

_TICKERS = """
    AAPL ABBV ABNB ADBE AMAT AMD AMZN AVGO AXP BABA BLK BMY CMCSA CRM CRWD CSCO CVX FCX FDX GILD
    GME GOOG GOOGL INTC INTU ISRG JNJ JPM KLAC KMI LLY LRCX MDLZ MRK MRNA MRVL MSFT MSTR NEM NFLX
    NKE NVDA NVO ORCL OXY PANW PFE PLTR PYPL QCOM RIVN SBUX SCHW SMCI SOFI TMUS TSLA TSM TXN UNH
    VLO VRTX WBA WDAY WFC WMT XOM
"""

KNOWN_STOCKS: frozenset[str] = frozenset(_TICKERS.split())
