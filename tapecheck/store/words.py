"""What a user types, as a search for plain words: nothing in it is a command to the index."""

from __future__ import annotations

from tapecheck.store.codes import sound


def match(words: str | None) -> str | None:
    """An FTS5 query for all of the words; None for no words at all.

    A word without a letter or digit says nothing to the index and is left out; where all are such
    the query matches nothing.
    """
    typed = sound(words or "").split()
    if not typed:
        return None
    told = dict.fromkeys(word.casefold() for word in typed if any(map(str.isalnum, word)))
    return " ".join('"{}"'.format(word.replace('"', '""')) for word in told) or '""'
