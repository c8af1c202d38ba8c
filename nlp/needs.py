"""What a text must hold for a pattern to match in it, told from the pattern's own words.

A need is a set of marks of which every match shows one: the first letters of a word, a sign, or
`DIGIT`. A text that lacks all marks of one need has no match, so the pattern needn't be run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

# The interpreter's own parser of patterns is private; the project is held to one version of it.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# So many letters of a word tell most others from it.
LETTERS = 3
# The mark of any digit: no letters of a word, nor a sign.
DIGIT = r"\d"
# A need with more marks than this is met by nearly every text, more needs than that tell no more,
# and a set of more characters than the last is any.
_MOST_MARKS, _MOST_NEEDS, _MOST_CHARACTERS = 64, 4, 10
# How much oftener than others of three letters a mark stands in a sentence: some, and by length.
_COMMON = {".": 24, ",": 17, "the": 15, DIGIT: 12, "and": 10, "for": 5, "tha": 5, "wit": 4}
_BY_LENGTH = {1: 12, 2: 7, 3: 1}

Need = frozenset[str]
Way = tuple[Need, ...]
# A node of a parsed pattern: what it is, and what it holds.
_Node = tuple[Any, Any]
_UNKNOWN: Need = frozenset({""})
_ANYTHING: tuple[_Node, ...] = ((op.ANY, None),)
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_WIDTHLESS = {op.AT, op.ASSERT, op.ASSERT_NOT}
_STARTS = {op.AT_BEGINNING, op.AT_BEGINNING_STRING, op.AT_BOUNDARY}
# A blank stands for any of them, and no blank is a mark.
_CATEGORIES = {op.CATEGORY_DIGIT: DIGIT, op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_WORD: " "}


def ways(pattern: re.Pattern[str]) -> tuple[Way, ...]:
    """What a text with a match shows: all needs of one of these, each way's most telling first."""
    return tuple(map(_way, _branches(_tree(pattern))))


@lru_cache(maxsize=1)
def _tree(pattern: re.Pattern[str]) -> tuple[_Node, ...]:
    return tuple(parser.parse(pattern.pattern, pattern.flags))


def _branches(nodes: tuple[_Node, ...]) -> list[tuple[_Node, ...]]:
    """The rows of nodes that the pattern is one or the other of."""
    front = next((at for at, node in enumerate(nodes) if node[0] not in _WIDTHLESS), len(nodes))
    if front + 1 != len(nodes):
        return [nodes]
    inner = _inside(nodes[front])
    if inner is not None:
        return _branches(nodes[:front] + inner)
    kind, value = nodes[front]
    return [(*nodes[:front], *branch) for branch in value[1]] if kind is op.BRANCH else [nodes]


def _way(nodes: tuple[_Node, ...]) -> Way:
    found, _ = _sequence(nodes, (), fresh=False)
    kept: list[Need] = []
    for need in sorted(set(found), key=lambda need: (_weight(need), sorted(need))):
        if not any(other <= need for other in kept):
            kept.append(need)
    return tuple(kept[:_MOST_NEEDS])


def openings(pattern: re.Pattern[str]) -> Need | None:
    """The marks that matches begin at, where each begins at a sign or with a word; else None."""
    return _opening(_tree(pattern), fresh=False)


def _opening(nodes: tuple[_Node, ...], *, fresh: bool) -> Need | None:
    for at, node in enumerate(nodes):
        kind, value = node
        rest = nodes[at + 1 :]
        inner = _inside(node)
        if inner is not None:
            return _opening(inner + rest, fresh=fresh)
        if kind is op.BRANCH:
            found = [_opening((*branch, *rest), fresh=fresh) for branch in value[1]]
            known = [marks for marks in found if marks is not None]
            return frozenset().union(*known) if len(known) == len(found) else None
        if kind in _REPEATS and value[0]:
            return _opening((*value[-1], *_ANYTHING), fresh=fresh)
        signs, ends = _needs_of(node, (), fresh=fresh)
        if kind not in _WIDTHLESS:
            words = _heads(nodes[at:], LETTERS) if fresh else {""}
            signs = signs if kind in (op.LITERAL, op.IN) and ends else []
            return frozenset(words) if words.isdisjoint({"", " "}) else next(iter(signs), None)
        fresh = ends
    return None


def _weight(need: Iterable[str]) -> int:
    return sum(_COMMON.get(mark, _BY_LENGTH[len(mark)]) for mark in need)


def _sequence(
    nodes: Sequence[_Node], rest: tuple[_Node, ...], *, fresh: bool
) -> tuple[list[Need], bool]:
    """The needs of nodes in a row before `rest`, and whether a letter behind begins a word.

    `fresh` says whether a letter does that where the row begins.
    """
    found: list[Need] = []
    nodes = tuple(nodes)
    for at, node in enumerate(nodes):
        behind = nodes[at + 1 :] + rest
        # What stands within a group is asked there.
        if fresh and node[0] not in _WIDTHLESS and _inside(node) is None:
            found += _usable(_heads((node, *behind), LETTERS))
        own, fresh = _needs_of(node, behind, fresh=fresh)
        found += own
    return found, fresh


def _usable(marks: Iterable[str]) -> list[Need]:
    need = frozenset(marks)
    return [need] if need and len(need) <= _MOST_MARKS and need.isdisjoint({"", " "}) else []


def _needs_of(node: _Node, behind: tuple[_Node, ...], *, fresh: bool) -> tuple[list[Need], bool]:
    """What one node needs, and whether a letter behind it begins a word."""
    kind, value = node
    if kind in (op.LITERAL, op.IN):
        marks = _characters(node)
        if marks is None or _letters(marks):
            return [], False
        return _usable(marks), DIGIT not in marks
    if kind is op.AT:
        return [], value in _STARTS or (fresh and value is not op.AT_NON_BOUNDARY)
    inner = _inside(node)
    if inner is not None:
        return _sequence(inner, behind, fresh=fresh)
    if kind is op.BRANCH:
        return _any_of(value[1], behind, fresh=fresh)
    if kind in _REPEATS:
        return _repeated(value, behind, fresh=fresh)
    if kind is op.ASSERT:
        direction, looked_at = value
        found, ends = _sequence(looked_at, _ANYTHING, fresh=fresh and direction > 0)
        # What stands before a match may lie outside of the stretch that is searched.
        return (found, fresh) if direction > 0 else ([], fresh or ends)
    if kind is op.ASSERT_NOT:
        return [], fresh or (value[0] < 0 and _is_no_letter(value[1]))
    return [], False


def _inside(node: _Node) -> tuple[_Node, ...] | None:
    """What a group holds; None for anything else."""
    kind, value = node
    if kind is op.SUBPATTERN:
        return tuple(value[-1])
    return tuple(value) if kind is op.ATOMIC_GROUP else None


def _any_of(
    branches: Iterable[Sequence[_Node]], behind: tuple[_Node, ...], *, fresh: bool
) -> tuple[list[Need], bool]:
    """One need of all the branches: the most telling of each."""
    read = [_sequence(branch, behind, fresh=fresh) for branch in branches]
    shared = all(found for found, _ in read)
    marks = [mark for found, _ in read for mark in min(found, key=_weight)] if shared else []
    return _usable(marks), all(ends for _, ends in read)


def _repeated(
    value: tuple[int, int, Sequence[_Node]], behind: tuple[_Node, ...], *, fresh: bool
) -> tuple[list[Need], bool]:
    least, most, body = value
    once = most == 1
    found, ends = _sequence(body, behind if once else _ANYTHING, fresh=fresh)
    if not once:
        _, ends = _sequence(body, _ANYTHING, fresh=False)
    return (found, ends) if least else ([], fresh and ends)


def _heads(nodes: tuple[_Node, ...], letters: int) -> set[str]:
    """The letters, at most so many, that may follow where a word can begin, or else the sign.

    Among them are no letters where nothing tells what follows.
    """
    if not letters or not nodes:
        return {""}
    node, rest = nodes[0], nodes[1:]
    kind, value = node
    if kind in (op.LITERAL, op.IN):
        return _spelled(_characters(node) or _UNKNOWN, rest, letters)
    inner = _inside(node)
    if inner is not None:
        return _heads(inner + rest, letters)
    if kind is op.BRANCH:
        return set().union(*(_heads((*branch, *rest), letters) for branch in value[1]))
    if kind in _REPEATS:
        least, most, body = value
        found = _heads((*body, *(rest if most == 1 else _ANYTHING)), letters)
        return found if least else found | _heads(rest, letters)
    if kind in _WIDTHLESS:
        return _heads(rest, letters)
    return {""}


def _spelled(marks: Need, rest: tuple[_Node, ...], letters: int) -> set[str]:
    if letters == LETTERS and all(mark == DIGIT or mark.isdigit() for mark in marks):
        return {DIGIT}
    known = _letters(marks)
    found = {"" if letters < LETTERS or mark == DIGIT else mark for mark in marks - known}
    if known:
        found.update(mark + more for more in _heads(rest, letters - 1) for mark in known)
    return found


def _characters(node: _Node) -> Need | None:
    """The characters that a node stands for, in lower case; None where they may be any."""
    return _members((node,) if node[0] is op.LITERAL else tuple(node[1]))


@cache
def _members(members: tuple[_Node, ...]) -> Need | None:
    marks: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            marks.add(chr(value).lower())
        elif kind is op.RANGE and value[1] - value[0] < _MOST_CHARACTERS:
            marks.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        elif kind is op.CATEGORY and value in _CATEGORIES:
            marks.add(_CATEGORIES[value])
        else:
            return None
    marks = {" " if mark.isspace() else mark for mark in marks}
    # Other letters have forms that only a search without regard to case takes for them.
    odd = any(not mark.isascii() and mark.isalnum() for mark in marks)
    return None if odd or len(marks) > _MOST_CHARACTERS else frozenset(marks)


@cache
def _letters(marks: Need) -> Need:
    return frozenset(mark for mark in marks if mark != DIGIT and (mark.isalnum() or mark == "_"))


def _is_no_letter(nodes: Sequence[_Node]) -> bool:
    """True for what `(?<!\\w)` and `(?<![\\w-])` refuse."""
    node = nodes[0] if len(nodes) == 1 else (None, ())
    return node[0] is op.IN and (op.CATEGORY, op.CATEGORY_WORD) in node[1]
