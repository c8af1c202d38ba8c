"""The sentiment part of a report: of the note, of each entity, and what verdicts leave of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.types import Verdict
from models.note_score import (
    HYPOTHETICAL_WEIGHT,
    NEUTRAL,
    NOTHING_SAID,
    NoteScore,
    combine,
    combine_note,
    label_of,
)
from models.types import Probabilities, ScoringInput, Sentiment, SentimentModel, Target
from nlp.types import Claim, Entity, Sentence
from tapecheck.report import (
    EntitySentimentReport,
    ProbabilitiesReport,
    SentenceReport,
    SentimentReport,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every sentence's overall polarity, and each entity's sentiment."""

    sentences: tuple[Sentence, ...]
    overall: tuple[Sentiment, ...]
    note: NoteScore
    entities: dict[str, EntitySentimentReport]


def score(
    sentences: tuple[Sentence, ...], entities: tuple[Entity, ...], *, model: SentimentModel
) -> Scores:
    """Score sentences and the entities they name in one call; furniture is not read for mood."""
    weighed = [sentence for sentence in sentences if sentence.weight]
    aimed = _aimed(weighed, entities)
    results = model.score(_inputs(weighed, aimed))
    read = iter(results[: len(weighed)])
    overall = tuple(next(read) if sentence.weight else NOTHING_SAID for sentence in sentences)
    towards: dict[str, list[Sentiment]] = {}
    for (identifier, _), result in zip(aimed, results[len(weighed) :], strict=True):
        towards.setdefault(identifier, []).append(result)
    return Scores(
        sentences=sentences,
        overall=overall,
        note=combine_note(overall, weights=[_weight(sentence) for sentence in sentences]),
        entities={identifier: _entity(found) for identifier, found in towards.items()},
    )


def inputs_of(sentences: tuple[Sentence, ...], entities: tuple[Entity, ...]) -> list[ScoringInput]:
    """What the model is asked of a note: its sentences overall, then towards what they name."""
    weighed = [sentence for sentence in sentences if sentence.weight]
    return _inputs(weighed, _aimed(weighed, entities))


def _inputs(
    weighed: Sequence[Sentence], aimed: Sequence[tuple[str, ScoringInput]]
) -> list[ScoringInput]:
    whole = [ScoringInput(text=sentence.text) for sentence in weighed]
    return [*whole, *(item for _, item in aimed)]


def _aimed(
    weighed: Sequence[Sentence], entities: tuple[Entity, ...]
) -> list[tuple[str, ScoringInput]]:
    """Each sentence towards each entity that it names, with the entity's id."""
    return [
        (entity.id, ScoringInput(text=sentence.text, target=target))
        for sentence in weighed
        for entity in entities
        if (target := _target(entity, sentence)) is not None
    ]


def _weight(sentence: Sentence) -> float:
    """What may be counts less than what is."""
    return sentence.weight * (HYPOTHETICAL_WEIGHT if sentence.mood == "hypothetical" else 1.0)


def _target(entity: Entity, sentence: Sentence) -> Target | None:
    spans = tuple(
        (mention.start - sentence.start, mention.end - sentence.start)
        for mention in entity.mentions
        if sentence.start <= mention.start and mention.end <= sentence.end
    )
    return Target(spans=spans) if spans else None


def _entity(found: Sequence[Sentiment]) -> EntitySentimentReport:
    combined = combine(found, weights=[1.0] * len(found))
    return EntitySentimentReport(score=combined.score, label=combined.label)


def sentiment_report(scores: Scores, claims: Sequence[tuple[Claim, Verdict]]) -> SentimentReport:
    """The note's score with its parts, and the score that is left without refuted sentences."""
    refuted = _resting_on_refuted(scores.sentences, claims)
    weights = [
        0.0 if index in refuted else _weight(sentence)
        for index, sentence in enumerate(scores.sentences)
    ]
    verified = combine_note(scores.overall, weights=weights)
    note = scores.note
    return SentimentReport(
        score=note.score,
        label=note.label,
        probabilities=_probabilities(note.probabilities),
        sentences=[
            SentenceReport(
                start=s.start,
                end=s.end,
                score=p.score,
                weight=p.weight,
                contribution=p.contribution,
            )
            for s, p in zip(scores.sentences, note.parts, strict=True)
        ],
        truncated=False,
        verified_score=verified.score,
        reconciliation=_reconciliation(scores, refuted, claims, verified),
    )


def _probabilities(mean: Probabilities) -> ProbabilitiesReport:
    return ProbabilitiesReport(positive=mean.positive, neutral=mean.neutral, negative=mean.negative)


def _resting_on_refuted(
    sentences: Sequence[Sentence], claims: Sequence[tuple[Claim, Verdict]]
) -> set[int]:
    starts = [claim.start for claim in _refuted(claims)]
    return {
        index
        for index, sentence in enumerate(sentences)
        if sentence.weight and any(sentence.start <= start < sentence.end for start in starts)
    }


def _refuted(claims: Sequence[tuple[Claim, Verdict]]) -> list[Claim]:
    """The claims on the world that did not hold; a note's word on itself is not one."""
    return [
        claim
        for claim, verdict in claims
        if verdict.label == "refuted" and claim.type != "self_report"
    ]


def _reconciliation(
    scores: Scores,
    refuted: set[int],
    claims: Sequence[tuple[Claim, Verdict]],
    verified: NoteScore,
) -> str:
    ids = [claim.id for claim in _refuted(claims)]
    checked = sum(verdict.label in {"supported", "refuted", "mixed"} for _, verdict in claims)
    own = _own_word(scores.note.score, verified.score, claims)
    if not ids:
        return f"No sentence rests on a refuted claim; {checked} claims were checked.{own}"
    sides = [_side(scores.note.parts[index].score) for index in sorted(refuted)]
    told = ", ".join(
        f"{sides.count(side)} {side}"
        for side in ("positive", "neutral", "negative")
        if side in sides
    )
    weighed = sum(1 for sentence in scores.sentences if sentence.weight)
    label = label_of(verified.score, probabilities=verified.probabilities)
    return (
        f"{len(refuted)} of {weighed} sentences ({told}) rest on what did not hold"
        f" ({', '.join(ids)}); without them the score is {verified.score:+.2f} ({label})"
        f" instead of {scores.note.score:+.2f}.{own}"
    )


def _own_word(measured: float, verified: float, claims: Sequence[tuple[Claim, Verdict]]) -> str:
    """The score that the note gives itself against its text, and against what of it holds."""
    checks = (verdict.magnitude for claim, verdict in claims if claim.type == "self_report")
    stated = next((check.claimed for check in checks if check), None)
    if stated is None:
        return ""
    return (
        f" The note gives itself {stated:+.2f}: {abs(stated - measured):.2f} from what its text"
        f" scores, {abs(stated - verified):.2f} from what is left of it."
    )


def _side(score: float) -> str:
    if abs(score) <= NEUTRAL:
        return "neutral"
    return "positive" if score > 0 else "negative"
