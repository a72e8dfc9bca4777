"""Single characters that look like another (人 for 入), suggested where what was read is no phrase and the other is.

Nothing is changed here. Two kinds of proof count: the phrase is a known misreading and its characters stand as no words of the
clause; or the other character makes a word and the clause becomes likelier by far. Frequencies of single words are too weak
for more: 三人住 for 三入住 would pass a lower bar.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.hanzi import HANZI
from pipeline.sentences import say
from pipeline.words import cut, frequency, segmenter

LEAST_GAIN = 7.0
"""Nats: the clause must become a thousand times likelier."""
_LEAST_FREQUENCY = 20
_CONTEXT = 4
_LONGEST_CLAUSE = 200
"""Characters; of the sample pages in data/raw no clause has more than 30."""


class Misread(NamedTuple):
    before: str
    after: str
    evidence: str


def suspected_misreads(text: str) -> list[Misread]:
    """Places where one character was probably read for another, each with a few characters around it.

    >>> [(found.before, found.after) for found in suspected_misreads("要抓紧数据上报人统。")]
    [('数据上报人统', '数据上报入统')]
    """
    found: list[Misread] = []
    for clause in _clauses(text):
        words, start = cut(clause), 0
        singles: set[int] = set()
        for word in words:
            if len(word) == 1:
                singles.add(start)
            start += len(word)
        for index in sorted(singles):
            suspect = _listed(clause, index, singles) or _likelier(clause, index)
            if suspect:
                found.append(suspect)
    return found


def _clauses(text: str) -> Iterator[str]:
    """What stands between marks, in pieces of whole words where it is no clause but a page without marks: a clause is cut into
    words again for each suspect."""
    for run in re.findall(f"[{HANZI}]{{2,}}", text):
        if len(run) <= _LONGEST_CLAUSE:
            yield run
            continue
        piece = ""
        for word in cut(run):
            if piece and len(piece) + len(word) > _LONGEST_CLAUSE:
                yield piece
                piece = ""
            piece += word
        yield piece


def _listed(clause: str, index: int, singles: set[int]) -> Misread | None:
    """A known misreading that begins here and of which no character belongs to a word."""
    for read, meant in _misread_words().get(clause[index], ()):
        if clause.startswith(read, index) and singles.issuperset(range(index, index + len(read))):
            other = clause[:index] + meant + clause[index + len(read) :]
            return _misread(clause, other, index, say("because.known_misread", read=read, meant=meant))
    return None


def _likelier(clause: str, index: int) -> Misread | None:
    """The other character with which the clause is likelier by far."""
    for meant in _confusions().get(clause[index], ()):
        other = clause[:index] + meant + clause[index + 1 :]
        word = _word_at(other, index)
        gain = _likelihood(other) - _likelihood(clause) if word else 0.0
        if gain >= LEAST_GAIN:
            return _misread(clause, other, index, say("because.likelier", word=word, gain=gain))
    return None


def _misread(clause: str, other: str, index: int, evidence: str) -> Misread:
    window = slice(max(0, index - _CONTEXT), index + _CONTEXT)
    return Misread(clause[window], other[window], evidence)


def _word_at(clause: str, index: int) -> str:
    """The frequent word of two characters or more over this place, or ""."""
    start = 0
    for word in cut(clause):
        if start <= index < start + len(word):
            return word if len(word) > 1 and frequency(word) >= _LEAST_FREQUENCY else ""
        start += len(word)
    return ""


def _likelihood(clause: str) -> float:
    total = math.log(segmenter().dt.total)
    return sum(math.log(max(frequency(word), 1)) - total for word in cut(clause))


@cache
def _confusions() -> dict[str, tuple[str, ...]]:
    pairs: dict[str, tuple[str, ...]] = {}
    for row in _rows("confusions"):
        pairs[row["read"]] = (*pairs.get(row["read"], ()), row["meant"])
    return pairs


@cache
def _misread_words() -> dict[str, list[tuple[str, str]]]:
    """What is read and what is meant, by the first character that is read."""
    words: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("misread_words"):
        words.setdefault(row["read"][0], []).append((row["read"], row["meant"]))
    return words


def _rows(name: str) -> list[dict[str, str]]:
    text = files("pipeline.lexicons").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
