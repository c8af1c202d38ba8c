"""The same sentence about another fund, so that no ticker's letters are learnt as good or bad."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from models.own_labels import Grade, LabelledSentence

_TICKER = re.compile(r"\$?[A-Z]{2,5}\b")
# Capitals that are no name: a series, a currency or a measure is good or bad by what it is.
_NO_TICKERS = frozenset(
    """
    AI AUM BOE BOJ CD CDS CDX CEO CFO CHF CLO CPI DAX DXY ECB EM EPS ESG ETF ETFS EU EUR EV FX
    FTSE GBP GDP HY IG IPO IRR ISM JOLTS JPY LBO MBS MLP MOVE MSCI NAV NFP OAS OECD OPEC PCE PE
    PMI PPI QE QT REIT REITS ROE ROIC SEC SOFR TIPS UK US USD VAR VIX VXN WTI YTD
    """.split()  # noqa: SIM905
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def renamed(sentence: LabelledSentence, *, seed: int) -> LabelledSentence | None:
    """The sentence with other letters for each ticker among its targets, or None without one."""
    draw = random.Random(f"{seed}|{sentence.text}")  # noqa: S311
    text, targets = sentence.text, dict[str, Grade]()
    for words, grade in sentence.targets.items():
        name = words
        if _TICKER.fullmatch(words) and words not in _NO_TICKERS:
            mark = "$" if words.startswith("$") else ""
            name = mark + "".join(draw.choices(_LETTERS, k=len(words) - len(mark)))
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", name, text)
        targets[name] = grade
    whole = text != sentence.text and all(name in text for name in targets)
    if not whole or len(targets) != len(sentence.targets):
        return None
    return replace(sentence, text=text, targets=targets)
