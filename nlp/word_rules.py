"""spaCy's rules from tags to parts of speech, asked once for each kind of word.

The rules of the English pipeline are 179 patterns that its general matcher tries at every word, a
fifth of the time of a parse. All but nine of them look at one word, and of that word at what a
`_Kind` holds, so that what they say of one word they say of all of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

_Pattern = list[dict[str, Any]]
# Tag, word, dependency, and whether it is blank; the word is 0 where no rule names it.
_Kind = tuple[int, int, int, int]
_Match = tuple[int, int, int]

_ATTRIBUTES: list[int | str] = ["TAG", "LOWER", "DEP", "IS_SPACE"]


class WordRules:
    """A ruler's matcher that remembers; gives what the ruler's own gives, in another order."""

    def __init__(self, ruler: AttributeRuler, vocab: Vocab) -> None:
        """Take the rules of a loaded ruler."""
        self._one, self._many = Matcher(vocab), Matcher(vocab)
        self._named: set[int] = set()
        self._known: dict[_Kind, tuple[int, ...]] = {}
        for number, rule in enumerate(ruler.patterns):
            patterns = cast(list[_Pattern], rule["patterns"])
            for_one = all(_of_one_kind(pattern) for pattern in patterns)
            # The ruler finds a rule by its number, as a string.
            (self._one if for_one else self._many).add(str(number), patterns)
            if for_one:
                self._named |= {vocab.strings[word] for word in _words(patterns)}

    def __call__(self, doc: Doc, *, allow_missing: bool, as_spans: Literal[False]) -> list[_Match]:
        """Rule, first word and end of each match."""
        longer = self._many(doc, allow_missing=allow_missing, as_spans=as_spans)
        return [*self._by_kind(doc), *longer]

    def _by_kind(self, doc: Doc) -> Iterator[_Match]:
        named, known = self._named, self._known
        for place, (tag, word, dep, space) in enumerate(doc.to_array(_ATTRIBUTES).tolist()):
            kind = (tag, word if word in named else 0, dep, space)
            rules = known.get(kind)
            if rules is None:
                rules = known[kind] = self._asked(doc, place)
            for rule in rules:
                yield rule, place, place + 1

    def _asked(self, doc: Doc, place: int) -> tuple[int, ...]:
        found = self._one(doc[place : place + 1], allow_missing=True, as_spans=False)
        return tuple(rule for rule, _, _ in found)


def remember_word_rules(parser: Language) -> None:
    """Have a parser's ruler look its rules up instead of matching them; it sets the same."""
    ruler = parser.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.matcher = WordRules(ruler, parser.vocab)  # type: ignore[assignment]


def _of_one_kind(pattern: _Pattern) -> bool:
    """True for a pattern of one word that sees of it only what a kind holds."""
    (word, *more) = pattern
    condition = word.get("LOWER", "")
    named = isinstance(condition, str) or condition.keys() == {"IN"}
    return not more and word.keys() <= set(_ATTRIBUTES) and named


def _words(patterns: Iterable[_Pattern]) -> Iterator[str]:
    """The words that patterns of one word name."""
    for (word,) in patterns:
        condition = word.get("LOWER", {"IN": []})
        yield from [condition] if isinstance(condition, str) else condition["IN"]
