"""The pages: what the HTTP API knows, for people; usable without scripts."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.pages.problems import page_of_problem
from api.pages.render import FOLDER
from api.pages.routes import router


def mount(app: FastAPI) -> None:
    """Add the pages, their static files and their errors to an application."""
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.state.page_of_problem = page_of_problem
