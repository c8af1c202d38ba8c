"""A statement said again of another name: "QQQ fell, and so did TQQQ", "VIG 5th, SDY 3rd"."""

from __future__ import annotations

from dataclasses import replace

from nlp.claims.scene import Scene
from nlp.mentions import Mention
from nlp.types import Claim, Span


def of_another(claim: Claim, mention: Mention, *, words: Span, scene: Scene) -> Claim:
    """The claim with another subject, in the words that say it of that one; other slots stay."""
    return replace(
        claim,
        text=words.text,
        start=words.start,
        end=words.end,
        standalone_text=f"{mention.id}: {words.text}.",
        subject=mention.id,
        subject_span=scene.span((mention.start, mention.end)),
    )
