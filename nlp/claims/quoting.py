"""Who speaks: what an older note says that is quoted in this one is that note's."""

from __future__ import annotations

from dataclasses import replace

from nlp.parsing import ParsedBlock
from nlp.types import Claim


def attributed(claim: Claim, parsed: ParsedBlock) -> Claim:
    """The claim with its source and the day it is read at, if its block is quoted."""
    block = parsed.block
    if block.role != "quoted":
        return claim
    modality = "reported" if claim.modality == "asserted" else claim.modality
    source = claim.source or block.author or "quoted note"
    return replace(claim, source=source, modality=modality, read_at=block.dated)
