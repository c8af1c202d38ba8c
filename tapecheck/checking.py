"""The claims of one note against the tape, together: tests are corrected over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from analytics.catalog_facts import CatalogFacts
from analytics.contradictions import mark_contradictions
from analytics.errors import OutOfCoverage
from analytics.pictures import Picture, picture
from analytics.prices import open_source
from analytics.significance import holm
from analytics.types import PriceSource, Verdict
from analytics.verdict import verify
from analytics.verdicts.self_report import verify_self_report
from ingest.types import StatedSentiment
from nlp.catalog import Catalog
from nlp.reanchor import reanchor
from nlp.types import Claim
from tapecheck.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Checker:
    """Prices and facts, and the words on the command line that name the prices."""

    prices: PriceSource
    catalog: Catalog
    spec: str

    @classmethod
    def open(cls, settings: Settings, *, prices: str | None = None) -> Checker:
        """Open the price source that `prices` or the settings name, with the catalogue."""
        spec = prices or settings.prices
        source = open_source(spec, store=settings.price_store)
        return cls(prices=source, catalog=Catalog.load(own=settings.own_funds), spec=spec)

    @cached_property
    def facts(self) -> CatalogFacts:
        """The catalogue as the verdict engine asks it."""
        return CatalogFacts(self.catalog)

    @cached_property
    def latest(self) -> date:
        """The latest close at hand, or today for a live source; asked once."""
        return self.prices.last_close() or date.today()

    def require_coverage(self, as_of: date) -> None:
        """Raise `OutOfCoverage` for a day before the first close at hand, or yet to come."""
        if as_of > max(self.latest, date.today()):
            raise OutOfCoverage(f"as-of {as_of} has not come yet; give a day up to today")
        first = self.prices.first_close()
        if first is not None and as_of < first:
            raise OutOfCoverage(
                f"as-of {as_of} is before the first close in {self.prices.name}, {first};"
                " give a later --as-of or another --prices"
            )

    def check(
        self,
        claims: Sequence[Claim],
        *,
        as_of: date,
        stated: StatedSentiment | None,
        score: float,
    ) -> tuple[Verdict, ...]:
        """A verdict a claim, each read at the note's day or at the day of the mail it quotes."""
        known: dict[Claim, Verdict] = {}
        verdicts = []
        for claim in claims:
            asked = _as_question(claim)
            if asked not in known:
                known[asked] = self._first(claim, stated, score, as_of=as_of)
            verdicts.append(known[asked])
        return mark_contradictions(claims, _corrected(claims, verdicts))

    def _first(
        self, claim: Claim, stated: StatedSentiment | None, score: float, *, as_of: date
    ) -> Verdict:
        if stated is not None and claim.type == "self_report":
            return self._self_report(claim, stated, score, as_of=as_of)
        return self.one(claim, as_of=claim.read_at or as_of)

    def check_now(
        self, claims: Sequence[Claim], *, as_of: date, latest: date
    ) -> tuple[Verdict | None, ...]:
        """The same claims as of the latest close; None where that is the claim's own day."""
        days = [claim.read_at or as_of for claim in claims]
        now = [
            self._now(claim, read_on=day, latest=latest)
            for claim, day in zip(claims, days, strict=True)
        ]
        judged = [(c, verdict) for c, verdict in zip(claims, now, strict=True) if verdict]
        corrected = iter(_corrected([c for c, _ in judged], [verdict for _, verdict in judged]))
        return tuple(next(corrected) if verdict else None for verdict in now)

    def one(self, claim: Claim, *, as_of: date, made_on: date | None = None) -> Verdict:
        """One claim alone, with the command that gives its verdict again."""
        return verify(
            claim,
            prices=self.prices,
            facts=self.facts,
            as_of=as_of,
            made_on=made_on,
            spec=self.spec,
        )

    def picture(self, claim: Claim, verdict: Verdict) -> Picture | None:
        """The numbers to draw behind a verdict; None unless returns decided it."""
        return picture(claim, verdict, prices=self.prices, facts=self.facts)

    def _now(self, claim: Claim, *, read_on: date, latest: date) -> Verdict | None:
        if latest <= read_on or claim.type == "self_report":
            return None
        moved = reanchor(claim, read_on=read_on, now=latest)
        return self.one(moved, as_of=latest, made_on=read_on)

    def _self_report(
        self, claim: Claim, stated: StatedSentiment, score: float, *, as_of: date
    ) -> Verdict:
        return verify_self_report(
            label=stated.label, score=stated.score, measured=score, as_of=as_of
        )


def _as_question(claim: Claim) -> Claim:
    """The claim without its place: what prices were asked once is not computed again.

    Only for claims that slots say whole: the verdict on a cause or a trade quotes its words.
    """
    from nlp.claims.linking import LINKED  # brings spaCy along, and one claim alone needs none

    if claim.type not in LINKED:
        return claim
    return replace(
        claim,
        id="",
        text="",
        start=0,
        end=0,
        standalone_text="",
        subject_span=None,
        relation_span=None,
        repeats=None,
        window=replace(claim.window, span=None),
        magnitude=replace(claim.magnitude, span=None) if claim.magnitude else None,
    )


def _corrected(claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with `p_holm` over the note's tests; a claim made again is no further test."""
    once = [verdict for claim, verdict in zip(claims, verdicts, strict=True) if not claim.repeats]
    corrected = iter(holm(once))
    return tuple(
        verdict if claim.repeats else next(corrected)
        for claim, verdict in zip(claims, verdicts, strict=True)
    )
