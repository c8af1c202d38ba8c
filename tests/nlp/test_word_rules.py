"""A parse by remembered rules and numpy's products is the parse that spaCy's own way gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

from nlp.parsing import load_parser
from nlp.word_rules import WordRules
from tests.conftest import REPOSITORY

GOLD = REPOSITORY / "nlp" / "data" / "gold" / "develop.jsonl"
ODD = [
    "I'm gettin' out: let's sell 'em all, there's nothin' left & they'd've known.",
    "it is us Who gets IT's yield?  \n But IT got hit; that's that.\t \u00a0",
    "There are funds that do. There do exist funds which don't, doin' so 'til May 5%",
    "",
    " ",
    "\U0001f680\U0001f680 XSMO \u2192 \u221e",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    with GOLD.open(encoding="utf-8") as lines:
        notes = [json.loads(line)["text"] for line in lines]
    return [block for note in notes[::3] for block in note.split("\n\n")] + ODD


@pytest.fixture(scope="module")
def plain(models_home: Path) -> Language:
    """The same pipeline, as spaCy loads it."""
    parser = spacy.load(models_home / "en_core_web_sm", exclude=["ner"])
    parser.add_pipe("bounded_sentences", before="parser")
    return parser


def told(token: Token) -> tuple[object, ...]:
    place = (token.head.i, token.is_sent_start)
    return (token.tag_, token.pos_, token.dep_, token.lemma_, str(token.morph), *place)


def differing(one: Doc, other: Doc) -> list[tuple[object, object]]:
    pairs = zip(map(told, one), map(told, other), strict=True)
    return [(ours, theirs) for ours, theirs in pairs if ours != theirs]


def test_every_word_has_the_parse_that_it_has_without(
    plain: Language, parser: Language, texts: list[str]
) -> None:
    for ours, theirs in zip(parser.pipe(texts), plain.pipe(texts), strict=True):
        assert not differing(ours, theirs)


def test_rules_are_found_as_the_general_matcher_finds_them(
    plain: Language, texts: list[str]
) -> None:
    ruler = plain.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    rules = WordRules(ruler, plain.vocab)
    for _ in range(2):
        for doc in plain.pipe(texts[:200] + ODD):
            theirs = ruler.matcher(doc, allow_missing=True, as_spans=False)
            assert sorted(rules(doc, allow_missing=True, as_spans=False)) == sorted(theirs)


def test_a_loaded_parser_asks_no_general_matcher(models_home: Path) -> None:
    ruler = load_parser(models_home / "en_core_web_sm").get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    assert not isinstance(ruler.matcher, Matcher)


@pytest.mark.parametrize(
    "pattern",
    [
        [{"TEXT": "IT"}],
        [{"LOWER": {"REGEX": "^i"}}],
        [{"LOWER": {"NOT_IN": ["it"]}, "TAG": "PRP"}],
        [{"LOWER": "it"}, {"LOWER": "lags"}],
        [{"TAG": "PRP", "OP": "+"}],
        [{"LOWER": {"IN": ["it", "they"]}, "DEP": {"NOT_IN": ["dobj"]}}],
    ],
)
def test_a_rule_that_sees_more_than_a_kind_is_asked_of_every_word(
    plain: Language, pattern: list[dict[int | str, Any]]
) -> None:
    ruler = AttributeRuler(plain.vocab)
    ruler.add([pattern], {"POS": "X"})
    ruler.add([[{"TAG": "PRP"}]], {"POS": "PRON"})
    ruler.add([[{"TAG": "PRP"}, {"TAG": "VBZ"}]], {"POS": "PRON"}, index=0)
    rules = WordRules(ruler, plain.vocab)
    for text in ("IT lags it, and it lags us.", "They say it does; IT does not.", "it it it"):
        doc = plain(text)
        theirs = ruler.matcher(doc, allow_missing=True, as_spans=False)
        assert sorted(rules(doc, allow_missing=True, as_spans=False)) == sorted(theirs)
