"""Sentences that claim something of funds, in many wordings, most of them as things were."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench import archive_words as words
from bench.archive_facts import FIRST_YEAR, LAST_YEAR, Market
from nlp.catalog_types import Fund

_TRUE = 0.75
"""Share of claims made as the facts have them, where the facts are known."""


class Claims:
    """Draws the claims of one note on a few funds of a kind."""

    def __init__(self, random: Random, market: Market) -> None:
        """Choose the note's funds and the year it is written in."""
        self._random, self._returns = random, market.returns
        self.funds = list(market.peers(random))[:5]
        self.year_written = random.randint(LAST_YEAR - 2, LAST_YEAR + 1)
        self._named: set[str] = set()
        self._kinds: tuple[Callable[[], str], ...] = (
            self._level, self._ahead, self._ahead, self._ahead, self._in_line, self._rank,
            self._risk, self._risk, self._fact, self._fact, self._outlook, self._causal,
            self._opinion,
        )  # fmt: skip

    def draw(self) -> str:
        """The next sentence."""
        return self._random.choice(self._kinds)()

    def _level(self) -> str:
        fund, year = self._random.choice(self.funds), self._year()
        gain = self._returns.get((fund.ticker, year), self._random.gauss(8, 14))
        if not self._honest():
            gain += self._random.choice((-1, 1)) * self._random.uniform(2, 6)
        wordings = words.LEVELS_UP if gain > 0 else words.LEVELS_DOWN
        return self._said(wordings, fund, x=f"{abs(gain):.1f}", year=year)

    def _ahead(self) -> str:
        year = self._year()
        ahead, behind = self._random.sample(self.funds, 2)
        known = [self._returns.get((one.ticker, year)) for one in (ahead, behind)]
        if None not in known and (known[0] < known[1]) is self._honest():  # type: ignore[operator]
            ahead, behind = behind, ahead
        return self._said(words.AHEAD, ahead, behind, year=year)

    def _in_line(self) -> str:
        return self._said(words.IN_LINE, *self._random.sample(self.funds, 2))

    def _rank(self) -> str:
        year = self._year()
        three = self._random.sample(self.funds, 3)
        if self._honest():
            three.sort(key=lambda one: -self._returns.get((one.ticker, year), 0.0))
        return self._said(words.RANKS, *three, year=year)

    def _risk(self) -> str:
        return self._said(words.RISKS, *self._random.sample(self.funds, 2))

    def _fact(self) -> str:
        fund = self._random.choice(self.funds)
        fee, launched = fund.expense_ratio or 0.5, fund.inception.year
        if not self._honest():
            fee, launched = fee + self._random.choice((0.05, 0.1, 0.15)), launched + 1
        return self._said(
            words.FACTS,
            fund,
            fee=f"{fee:.2f}",
            launched=launched,
            index=fund.index_name or "S&P 500 Index",
        )

    def _outlook(self) -> str:
        pair = self._random.sample(self.funds, 2)
        return self._said(words.OUTLOOKS, *pair, driver=self._random.choice(words.DRIVERS))

    def _causal(self) -> str:
        pair = self._random.sample(self.funds, 2)
        return self._said(words.CAUSAL, *pair, cause=self._random.choice(words.CAUSES))

    def _opinion(self) -> str:
        pair = self._random.sample(self.funds, 2)
        return self._said(words.OPINIONS, *pair, adjective=self._random.choice(words.ADJECTIVES))

    def _said(self, wordings: tuple[str, ...], *funds: Fund, **slots: object) -> str:
        """One of the wordings, filled."""
        sentence = self._random.choice(wordings)
        used = [letter for letter in "abc" if f"{{{letter}}}" in sentence]
        names = {
            letter: self._name(fund)
            for letter, fund in zip("abc", funds, strict=False)
            if letter in used
        }
        drawn = {
            "year": self._year(),
            "since": self._random.randint(FIRST_YEAR, self.year_written - 2),
            "n": self._random.choice(("two", "three", "five", "3", "5")),
            "y": f"{self._random.uniform(9, 38):.1f}",
            "beta": f"{self._random.uniform(0.6, 1.3):.2f}",
        }
        told = sentence.format(**{**drawn, **names, **slots})
        return told[0].upper() + told[1:]

    def _name(self, fund: Fund) -> str:
        """The ticker, or where the fund is first spoken of now and then its name."""
        first = fund.ticker not in self._named
        self._named.add(fund.ticker)
        if first and self._random.random() < 0.4:
            return f"the {fund.name} ({fund.ticker})"
        return fund.ticker

    def _year(self) -> int:
        return self._random.randint(FIRST_YEAR, min(LAST_YEAR, self.year_written - 1))

    def _honest(self) -> bool:
        return self._random.random() < _TRUE
