"""What requests hold: filters of lists, and claims as slots."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictFloat

from analytics.types import Flag, VerdictLabel
from api.http.cursors import CHARACTERS
from nlp.types import ClaimType
from tapecheck.slots import Slots
from tapecheck.store.types import (
    ClaimQuery,
)


def _iso(given: Any) -> Any:
    """A number is no day: pydantic would read 2017 as seconds since 1970."""
    if isinstance(given, date) or (isinstance(given, str) and _DAY.fullmatch(given)):
        return given
    raise ValueError("write a day as 2026-07-31")


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
Day = Annotated[date, BeforeValidator(_iso)]
PAGE = 50
LARGEST_PAGE = 200


class Paging(BaseModel):
    """Which part of a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cursor: str | None = Field(
        default=None,
        pattern=f"^[A-Za-z0-9_-]{{{CHARACTERS}}}$",
        description="`next` of the page before; valid for the same query only.",
    )
    limit: int = Field(default=PAGE, ge=1, le=LARGEST_PAGE, description="Items on the page.")


class NoteFilter(Paging):
    """Which notes are asked for."""

    q: str | None = Field(default=None, max_length=200, description="Words, all of them wanted.")
    author: str | None = Field(default=None, max_length=200)
    since: Day | None = Field(default=None, alias="from", description="Published on or after.")
    until: Day | None = Field(default=None, alias="to", description="Published on or before.")


class ClaimFilter(Paging):
    """Which claims are asked for; every part that is given must hold."""

    ticker: str | None = Field(
        default=None, max_length=40, description="Entity id, as subject or comparator."
    )
    type: ClaimType | None = None
    verdict: VerdictLabel | None = None
    author: str | None = Field(default=None, max_length=200)
    flag: Flag | None = None
    since: Day | None = Field(default=None, alias="from", description="Note published from.")
    until: Day | None = Field(default=None, alias="to", description="Note published up to.")
    q: str | None = Field(
        default=None,
        max_length=200,
        description="Words sought in the claim, its restatement and the note's title.",
    )
    run: str | None = Field(
        default=None, max_length=80, description="A run's id; without it, current reports."
    )

    def query(self, *, note: str | None = None) -> ClaimQuery:
        """The filter as the store knows it."""
        asked = self.model_dump(exclude={"cursor", "limit", "q"})
        return ClaimQuery(words=self.q or None, note=note, **asked)


class TypedSlots(Slots):
    """Slots as JSON: days are words, and neither 0 nor "yes" is a yes or no."""

    due: Day | None = None
    dates: tuple[Day, Day] | None = None
    comparators: tuple[str, ...] = Field(default=(), max_length=200)
    inferred: StrictBool = False
    each_period: StrictBool = False
    annualised: StrictBool | None = None
    rounding: tuple[StrictFloat, StrictFloat] | None = None


class Question(TypedSlots):
    """A claim given as slots, and the days that its verdict is of."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        json_schema_extra={
            "examples": [
                {
                    "subject": "XSMO",
                    "relation": "above",
                    "comparators": ["IJR"],
                    "since": "2017",
                    "as_of": "2022-12-28",
                }
            ]
        },
    )

    as_of: Day | None = Field(
        default=None, description="Nothing later is used; the latest close without it."
    )
    made_on: Day | None = Field(default=None, description="Day on which a forecast was made.")

    @property
    def slots(self) -> Slots:
        """The slots alone."""
        return Slots.model_validate(self.model_dump(exclude={"as_of", "made_on"}))


class Changes(TypedSlots):
    """The slots to change, named as in a question; those left out stay as they are."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        json_schema_extra={"examples": [{"comparators": ["IJR"], "since": "2019"}]},
    )
