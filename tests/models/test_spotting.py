"""The spotter's heads: what they make of token states, and how their weights are kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from models.errors import HashMismatch
from models.features import TokenStates
from models.spotting.alignment import token_ranges
from models.spotting.head import Answers, SpotterHead
from models.spotting.loading import open_spotter, spotter_file
from models.spotting.spotter import Spotter
from models.spotting.types import SLOTS, Proposal, Stretch
from models.spotting.weights import load_spotter, save_spotter
from models.types import Array
from tests.models import tiny

# Tokens are single letters; each of the four dimensions of a state means one thing.
VERB, NAME, NUMBER, BESIDE = range(4)


@dataclass(frozen=True, kw_only=True)
class Words:
    """A passage made by hand."""

    text: str
    asked: list[Stretch]
    candidates: dict[str, list[Stretch]]
    entities: list[str] = field(default_factory=list)


def _passage(
    text: str, *, asked: list[int], names: dict[int, str], numbers: list[int] | None = None
) -> Words:
    at = [(place, place + 1) for place in names]
    empty: dict[str, list[Stretch]] = {slot: [] for slot in SLOTS}
    found = [(place, place + 1) for place in numbers or []]
    return Words(
        text=text,
        asked=[(place, place + 1) for place in asked],
        candidates=empty | {"subject": at, "joint": at, "comparator": at, "number": found},
        entities=[*names.values()],
    )


def _states(*meanings: tuple[int, ...]) -> TokenStates:
    """A row a letter, between two markers."""
    states = np.zeros((len(meanings) + 2, 4), dtype=np.float32)
    for row, meaning in enumerate(meanings, 1):
        states[row, list(meaning)] = 1
    return TokenStates(states=states, offsets=[(n, n + 1) for n in range(len(meanings))])


@pytest.fixture
def head() -> SpotterHead:
    """A verb makes a claim about a name, beside those that stand beside, with its number."""
    eye = np.eye(4, dtype=np.float32)
    asks = {"subject": NAME, "comparator": BESIDE, "number": NUMBER}
    tensors: dict[str, Array] = {
        "seen.weight": eye,
        "kind.weight": 10 * eye[[VERB]],
        "anchor.weight": eye,
        "kinds.weight": np.zeros((1, 4), dtype=np.float32),
        "relation.weight": eye[[NAME, VERB]],
        "metric.weight": eye[[NAME, VERB]],
        "modality.weight": eye[[VERB, NAME]],
    }
    for slot in SLOTS:
        wanted = asks.get(slot, NAME)
        query = np.zeros((4, 4), dtype=np.float32)
        query[wanted, VERB] = 8
        tensors |= {f"queries.{slot}.weight": query, f"keys.{slot}.weight": eye}
        tensors[f"nothing.{slot}"] = 0.5 * eye[wanted]
    rows = {name: len(tensor) for name, tensor in tensors.items() if name.endswith(".weight")}
    for name, size in rows.items():
        tensors[name.removesuffix("weight") + "bias"] = np.zeros(size, dtype=np.float32)
    tensors["kind.bias"] = np.array([-5], dtype=np.float32)
    answers = Answers(
        kinds=("comparison",),
        relation=(None, "above"),
        metric=(None, "total_return"),
        modality=("asserted", "negated"),
    )
    return SpotterHead(tensors=tensors, answers=answers, reach=4)


def _proposed(head: SpotterHead, tokens: TokenStates, passage: Words) -> list[Proposal]:
    return [*head.proposals(tokens, passage, floor=0.5)]


def test_a_word_that_makes_a_claim_is_found_with_its_slots(head: SpotterHead) -> None:
    tokens = _states((NAME,), (VERB,), (BESIDE,), (NUMBER,))
    passage = _passage("AvB4", asked=[0, 1, 2, 3], names={0: "A", 2: "B"}, numbers=[3])
    (found,) = _proposed(head, tokens, passage)
    assert (found.word, found.kind, found.relation) == (1, "comparison", "above")
    assert (found.subject, found.comparators, found.number) == (0, (1,), 0)
    assert (found.window, found.phrase) == (None, None)
    assert found.chance == pytest.approx(1 / (1 + np.exp(-5)))


def test_nobody_named_is_no_subject(head: SpotterHead) -> None:
    (found,) = _proposed(head, _states((VERB,)), _passage("v", asked=[0], names={}))
    assert found.subject is None
    assert found.comparators == ()


def test_names_of_one_thing_count_together(head: SpotterHead) -> None:
    """Two weaker mentions of A outweigh one of B, and the stronger of them is pointed at."""
    tokens = _states((NAME,), (NAME,), (NAME,), (VERB,))
    states = tokens.states.copy()
    states[[1, 2, 3], NAME] = [0.8, 0.85, 0.95]
    passage = _passage("aabv", asked=[3], names={0: "A", 1: "A", 2: "B"})
    (found,) = _proposed(head, replace(tokens, states=states), passage)
    assert found.subject == 1


def test_the_subject_is_not_set_beside_itself(head: SpotterHead) -> None:
    tokens = _states((NAME, BESIDE), (VERB,), (BESIDE,))
    (found,) = _proposed(head, tokens, _passage("AvB", asked=[1], names={0: "A", 2: "B"}))
    assert (found.subject, found.comparators) == (0, (1,))


def test_who_shares_a_claim_is_not_set_beside(head: SpotterHead) -> None:
    tokens = _states((NAME,), (NAME, BESIDE), (VERB,), (BESIDE,))
    states = tokens.states.copy()
    states[2, NAME] = 0.9
    passage = _passage("ABvC", asked=[2], names={0: "A", 1: "B", 3: "C"})
    (found,) = _proposed(head, replace(tokens, states=states), passage)
    assert (found.subject, found.joint, found.comparators) == (0, (1,), (2,))
    assert found.shares["A"] > found.shares["B"] > found.shares["C"]


def test_a_passage_without_words_is_not_read(head: SpotterHead) -> None:
    assert _proposed(head, _states(), _passage("", asked=[], names={})) == []


@pytest.mark.parametrize(
    ("stretch", "tokens"),
    [((0, 4), (1, 2)), ((0, 8), (1, 4)), ((5, 6), (2, 3)), ((4, 5), (0, 1)), ((9, 12), (0, 1))],
)
def test_a_stretch_is_its_tokens_or_else_the_marker(stretch: Stretch, tokens: Stretch) -> None:
    """Of "XSMO +4%": a blank has no token, nor has what stands behind the text."""
    assert token_ranges([(0, 4), (5, 6), (6, 8)], [stretch]) == [tokens]


def test_kept_weights_come_back_in_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_spotter(tiny.spotter("minilm"), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    found, kept = load_spotter(tmp_path / "one"), tiny.spotter("minilm")
    assert (found.shape, found.head.answers) == (kept.shape, kept.head.answers)
    assert found.head.reach == kept.head.reach
    for name, tensor in kept.head.tensors.items():
        assert found.head.tensors[name] == pytest.approx(tensor)
    for name, (up, down) in kept.adapters.pairs.items():
        assert found.adapters.pairs[name][0] == pytest.approx(up, abs=1e-3)
        assert found.adapters.pairs[name][1] == pytest.approx(down, abs=1e-3)


def _numbered(words: int) -> Words:
    """Words that the tiny tokenizer knows."""
    text = " ".join(f"w{10 + n}" for n in range(words))
    places = [(4 * n, 4 * n + 3) for n in range(words)]
    candidates: dict[str, list[Stretch]] = dict.fromkeys(SLOTS, places[:3])
    return Words(text=text, asked=places, candidates=candidates, entities=["A", "B", "A"])


def test_the_shipped_form_reads_a_passage_the_same_each_time(tiny_home: Path) -> None:
    one, other = (open_spotter(tiny_home, backbone="minilm") for _ in range(2))
    passage = _numbered(9)
    assert [*one.propose([passage])] == [*other.propose([passage])] != [[]]
    assert one.sha256 == other.sha256


def test_several_passages_are_read_in_order(tiny_home: Path) -> None:
    spotter = open_spotter(tiny_home, backbone="minilm")
    one, other, none = _numbered(9), _numbered(30), replace(_numbered(3), asked=[])
    alone = [next(iter(spotter.propose([passage]))) for passage in (one, none, other)]
    assert [*spotter.propose([one, none, other])] == alone
    assert alone[1] == []


def test_a_spotter_of_other_weights_is_refused(tiny_home: Path, tiny_data: Path) -> None:
    save_spotter(tiny.spotter("minilm", seed=5), tiny_data / spotter_file("minilm"))
    with pytest.raises(HashMismatch, match=r"spotter_minilm\.safetensors"):
        open_spotter(tiny_home, backbone="minilm")


def test_a_passage_beyond_the_models_length_is_read_whole(tiny_home: Path) -> None:
    passage = _numbered(90)
    long = replace(
        passage,
        text=" ".join([passage.text] * 9),
        asked=[(4 * n, 4 * n + 3) for n in range(9 * 90)],
    )
    (proposals,) = open_spotter(tiny_home, backbone="minilm").propose([long])
    words = {proposal.word for proposal in proposals}
    assert max(words) > 600


def test_the_shipped_spotter_knows_an_unheard_of_way_to_lose(spotter: Spotter) -> None:
    text = "Holders of VLUE nursed a loss of 14 % in 2018."
    number = (text.index("14"), text.index(" in"))
    empty: dict[str, list[Stretch]] = {slot: [] for slot in SLOTS}
    name = [(text.index("VLUE"), text.index(" nursed"))]
    passage = Words(
        text=text,
        asked=[(text.index(word), text.index(word) + len(word)) for word in text[:-1].split()],
        candidates=empty | {"subject": name, "joint": name, "comparator": name, "number": [number]},
        entities=["VLUE"],
    )
    (proposals,) = spotter.propose([passage])
    best = max(proposals, key=lambda proposal: proposal.chance)
    assert (best.kind, best.subject, best.number) == ("level", 0, 0)
    assert best.relation in {"falls", "equals"}
