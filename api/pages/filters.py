"""Filters as a form sends them: every field is there, and the empty ones mean nothing."""

from __future__ import annotations

from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import Request

from api.http.bodies import Paging
from api.http.cursors import decode, encode
from api.pages.views.lists import link

Filter = TypeVar("Filter", bound=Paging)


class Asked:
    """The filters of a list's address; `given` has a word for every one, empty where not given."""

    def __init__(self, request: Request, names: tuple[str, ...]) -> None:
        self.path = request.url.path
        self.given = {name: request.query_params.get(name, "").strip() for name in names}
        self.cursor = request.query_params.get("cursor") or None

    def read(self, model: type[Filter]) -> Filter:
        """The filters as their types; raises `RequestValidationError`."""
        try:
            return model.model_validate(
                {name: words for name, words in self.given.items() if words}
            )
        except ValidationError as error:
            found = [{**one, "loc": ("query", *one["loc"])} for one in error.errors()]
            raise RequestValidationError(found) from None

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return any(self.given.values())

    @property
    def after(self) -> int | None:
        """The row to go on behind; raises `Problem` for a cursor of another list."""
        return decode(self.cursor, query=self._query)

    @property
    def first(self) -> str:
        """The address of the first page, where this isn't it."""
        return self._query if self.cursor else ""

    def next(self, after: int | None) -> str:
        """The address of the next page; empty on the last."""
        cursor = encode(after, query=self._query)
        return link(self.path, {**self.given, "cursor": cursor}) if cursor else ""

    def json(self, path: str) -> str:
        """The same list as JSON."""
        return link(path, self.given)

    @property
    def _query(self) -> str:
        return link(self.path, self.given)
