"""The words that tell an article from others (TF-IDF, jieba's own document frequencies)."""

from __future__ import annotations

import re

from pipeline.hanzi import HANZI
from pipeline.words import segmenter

_CANDIDATES = 4
"""Times the number asked for: enough that words of equal weight are ordered here, not by a dictionary's order."""
_LONG_CLAUSE = re.compile(f"[{HANZI}]{{500}}")
"""jieba takes a time for words it does not know that grows with the square of a clause."""


def keywords(text: str, n: int = 5) -> tuple[str, ...]:
    """The ``n`` words of the greatest weight, ties in the order of their characters; numbers and single characters are none.

    >>> keywords("灌渠通水，灌渠两岸的麦田有水可浇。", 1)
    ('灌渠',)
    """
    if n <= 0 or not text.strip():
        return ()
    segmenter()
    import jieba.analyse

    text = _LONG_CLAUSE.sub(r"\g<0> ", text)
    weighed = jieba.analyse.extract_tags(text, topK=n * _CANDIDATES, withWeight=True)
    words = sorted((-round(weight, 9), word) for word, weight in weighed if len(word) > 1 and not word[0].isdigit())
    return tuple(word for _, word in words[:n])
