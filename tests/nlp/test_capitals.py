"""Words in capitals that are no tickers."""

from __future__ import annotations

from spacy.lang.en.stop_words import STOP_WORDS

from nlp.capitals import WORDS_IN_CAPITALS

_LONGEST_TICKER = 5


def test_every_stop_word_as_short_as_a_ticker_is_a_word() -> None:
    short = {word.upper() for word in STOP_WORDS if word.isalpha() and len(word) <= _LONGEST_TICKER}
    assert short <= WORDS_IN_CAPITALS


def test_no_word_is_longer_than_a_ticker() -> None:
    assert max(map(len, WORDS_IN_CAPITALS)) <= _LONGEST_TICKER
