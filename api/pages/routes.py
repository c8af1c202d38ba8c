"""All routes of the pages; none of them is part of the documented API."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import claims, histories, home, notes, progress, sign_in

router = APIRouter(include_in_schema=False)
for part in (home, notes, claims, histories, progress, sign_in):
    router.include_router(part.router)
