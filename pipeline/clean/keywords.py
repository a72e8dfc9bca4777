"""The words that tell an article from others (TF-IDF, jieba's own document frequencies)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from operator import itemgetter
from pathlib import Path

from pipeline.hanzi import HANZI
from pipeline.words import cut_new, segmenter

_CANDIDATES = 4
"""Times the number asked for: enough that words of equal weight are ordered here, not by a dictionary's order."""
_LONG_CLAUSE = re.compile(f"[{HANZI}]{{500}}")
"""jieba takes a time for words it does not know that grows with the square of a clause."""
_EMPTY = frozenset((
    "the", "of", "is", "and", "to", "in", "that", "we", "for", "an", "are", "by", "be", "as", "on", "with", "can", "if", "from",
    "which", "you", "it", "this", "then", "at", "have", "all", "not", "one", "has", "or",
))  # fmt: skip
"""English words that tell nothing: those of jieba's ``KeywordExtractor``."""


def keywords(text: str, n: int = 5) -> tuple[str, ...]:
    """The ``n`` words of the greatest weight, ties in the order of their characters; numbers and single characters are none.

    >>> keywords("灌渠通水，灌渠两岸的麦田有水可浇。", 1)
    ('灌渠',)
    """
    if n <= 0 or not text.strip():
        return ()
    text = _LONG_CLAUSE.sub(r"\g<0> ", text)
    weighed = _weighed(text, n * _CANDIDATES)
    words = sorted((-round(weight, 9), word) for word, weight in weighed if len(word) > 1 and not word[0].isdigit())
    return tuple(word for _, word in words[:n])


def _weighed(text: str, most: int) -> list[tuple[str, float]]:
    """The words of the greatest weight, as jieba's ``TFIDF.extract_tags``, which loads its part-of-speech tagger too."""
    rareness, usual = _rareness()
    counts = {
        word: count for word, count in Counter(cut_new(text)).items() if len(word.strip()) > 1 and word.lower() not in _EMPTY
    }
    total = sum(counts.values())
    weights = {word: count * (rareness.get(word, usual) / total) for word, count in counts.items()}
    return sorted(weights.items(), key=itemgetter(1), reverse=True)[:most]


@cache
def _rareness() -> tuple[dict[str, float], float]:
    """The inverse document frequencies that come with jieba, and their median."""
    lines = Path(segmenter().__file__).with_name("analyse").joinpath("idf.txt").read_text(encoding="utf-8").splitlines()
    found = {word: float(rareness) for word, rareness in (line.strip().split(" ") for line in lines)}
    return found, sorted(found.values())[len(found) // 2]
