"""Light rewrites of a note, as between two drafts or two mails of it."""

from __future__ import annotations

import re
from random import Random

_SENTENCE_END = re.compile(r"(?<=[a-z%)][.]) (?=[A-Z])")
_NUMBER = re.compile(r"\b\d{1,2}\.\d{1,2}(?=%)")
_YEAR = re.compile(r"\b20[12]\d\b")
_NAME = re.compile(
    r"\bby ([A-Z]\w{1,20}) ([A-Z]\w{1,20})|(?m:^Author: )([A-Z]\w{1,20} [A-Z]\w{1,20})"
)


def changed_number(text: str, random: Random) -> str:
    """One percentage with another value."""
    return _one(_NUMBER, text, f"{random.uniform(1, 40):.1f}", random)


def changed_date(text: str, random: Random) -> str:
    """One year with another."""
    return _one(_YEAR, text, str(random.randint(2013, 2022)), random)


def changed_name(text: str, random: Random) -> str:
    """Another author."""
    found = _NAME.search(text)
    name = f"{random.choice(('Alma', 'Bruno', 'Cora'))} {random.choice(('Voss', 'Lind', 'Okoro'))}"
    old = found and found.group().removeprefix("by ").removeprefix("Author: ")
    return text.replace(old, name) if old else text


def swapped_sentences(text: str, random: Random) -> str:
    """Two neighbouring sentences of one paragraph in the other order."""
    paragraphs = text.split("\n\n")
    places = [at for at, one in enumerate(paragraphs) if len(_SENTENCE_END.split(one)) > 2]
    if not places:
        return text
    at = random.choice(places)
    sentences = _SENTENCE_END.split(paragraphs[at])
    first = random.randrange(len(sentences) - 1)
    sentences[first : first + 2] = sentences[first + 1], sentences[first]
    paragraphs[at] = " ".join(sentences)
    return "\n\n".join(paragraphs)


def dropped_disclaimer(text: str, random: Random) -> str:
    """Without the last paragraph, which is a disclaimer or a closing remark."""
    kept, _, last = text.rstrip().rpartition("\n\n")
    return kept + "\n" if kept and len(last) < len(kept) / 4 else text


def rewrapped(text: str, random: Random) -> str:
    """The same words in other lines and another case of the first one."""
    width = random.choice((60, 72, 80))
    lines = []
    for paragraph in text.split("\n\n"):
        words, line = paragraph.split(" "), ""
        for word in words:
            if len(line) + len(word) > width:
                lines.append(line.rstrip())
                line = ""
            line += word + " "
        lines += [line.rstrip(), ""]
    return "\n".join(lines)


REWRITES = {
    "a number": changed_number,
    "a date": changed_date,
    "a name": changed_name,
    "sentences swapped": swapped_sentences,
    "end dropped": dropped_disclaimer,
    "lines wrapped": rewrapped,
}


def _one(pattern: re.Pattern[str], text: str, new: str, random: Random) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    chosen = random.choice(found)
    return text[: chosen.start()] + new + text[chosen.end() :]
