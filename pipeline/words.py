"""Chinese words through jieba: loaded at the first question, silent, and with the dictionary only (no guessed words)."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from math import log
from typing import Any

from pipeline.hanzi import without_blanks

_REACH = 6
"""Characters looked at on each side of a seam: jieba's dictionary has few words that are longer."""


@cache
def segmenter() -> Any:  # jieba has no types
    """The jieba module, its dictionary loaded and its log silenced."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    jieba.initialize()
    _quicken(jieba.dt)
    return jieba


def _quicken(tokenizer: Any) -> None:
    """Let jieba weigh the words of a clause in one walk, and once: a story is parted for its places and for its keywords, by
    the same graph. What it answers is the same (its ``get_DAG`` and ``calc``)."""
    known, whole = tokenizer.FREQ, log(tokenizer.total)

    @lru_cache(maxsize=1 << 16)
    def weight(word: str) -> float:
        return log(known.get(word) or 1) - whole

    @lru_cache(maxsize=1 << 10)
    def weighed(clause: str) -> tuple[dict[int, list[int]], dict[int, tuple[float, int]]]:
        size = len(clause)
        graph: dict[int, list[int]] = {}
        route: dict[int, tuple[float, int]] = {size: (0, 0)}
        for start in range(size):
            ends, end = [], start + 1
            while end <= size and (often := known.get(clause[start:end])) is not None:
                if often:
                    ends.append(end - 1)
                end += 1
            graph[start] = ends or [start]
        for start in range(size - 1, -1, -1):
            route[start] = max([(weight(clause[start : end + 1]) + route[end + 1][0], end) for end in graph[start]])
        return graph, route

    tokenizer.get_DAG = lambda clause: weighed(clause)[0]
    tokenizer.calc = lambda clause, _, route: route.update(weighed(clause)[1])


def frequency(word: str) -> int:
    """How often the word stands in the corpus of jieba's dictionary; 0 for what is no word.

    >>> frequency("信心") > 0, frequency("心信")
    (True, 0)
    """
    return int(segmenter().dt.FREQ.get(word) or 0)


def cut(text: str) -> list[str]:
    """The words of a text, those of the dictionary only."""
    return list(_cut(text))


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[str, ...]:
    """The clauses of a page are asked about more than once: for places, for misread characters."""
    return tuple(segmenter().cut(text, HMM=False))


def word_across(left: str, right: str) -> str:
    """The word that begins in ``left`` and ends in ``right`` when the two are set together, or "".

    >>> word_across("广大企业家要强信", "心、鼓干劲"), word_across("要盯住道路", "密集场所")
    ('信心', '')
    """
    before, after = without_blanks(left)[-_REACH:], without_blanks(right)[:_REACH]
    end = 0
    for word in cut(before + after):
        start, end = end, end + len(word)
        if start < len(before) < end:
            return word
    return ""
