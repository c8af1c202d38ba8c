"""What a sentence leaves in mind of periods: those it named, or the one it set the scene with."""

from __future__ import annotations

from nlp.claims.scene import Scene
from nlp.claims.scene_setting import setting
from nlp.claims.spoken import Spoken
from nlp.types import Claim, ClaimType, Window

# What runs over a period, which is then over.
_MEASURED: set[ClaimType] = {"level", "comparison", "equivalence", "rank", "risk"}
# So many letters a line may say beside its period and still be no more than a heading.
_HEADING_WORDS = 12


def remember_periods(scene: Scene, claims: list[Claim], spoken: Spoken) -> None:
    """Let the periods of a sentence, and what was measured over them, be heard by the next."""
    spoken.hear(_told(scene, claims), setting=_setting(scene, claims, spoken))
    spoken.heard.append((scene.words, any(c.type in _MEASURED for c in claims)))
    if scene.windows and (scene.parsed.block.kind in {"heading", "title"} or _says_no_more(scene)):
        spoken.title = scene.windows[-1]


def _told(scene: Scene, claims: list[Claim]) -> tuple[Window, ...]:
    """The periods of a sentence, what its last claim measured over at the end."""
    measured = [c.window for c in claims if c.type in _MEASURED and c.window in scene.windows]
    if not measured:
        return scene.windows
    rest = (window for window in scene.windows if window != measured[-1])
    return (*rest, measured[-1])


def _says_no_more(scene: Scene) -> bool:
    """True for a line that says a period and nothing else, as a heading does."""
    words = scene.windows[-1].text or ""
    return len(scene.parsed.text.strip(" *_:.")) <= len(words) + _HEADING_WORDS


def _setting(scene: Scene, claims: list[Claim], spoken: Spoken) -> Window | None:
    """The period that a sentence without a claim puts what follows in."""
    if claims or scene.windows:
        return None
    return setting(scene.words, as_of=scene.as_of, review=spoken.review)
