"""Chinese words through jieba: loaded at the first question, silent, and with the dictionary only (no guessed words)."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import Any

from pipeline.hanzi import without_blanks

_REACH = 6
"""Characters looked at on each side of a seam: jieba's dictionary has few words that are longer."""


@cache
def segmenter() -> Any:  # jieba has no types
    """The jieba module, its dictionary loaded and its log silenced."""
    import jieba

    from pipeline.quick_jieba import quick_cut  # here: jieba is loaded with it

    jieba.setLogLevel(logging.CRITICAL)
    jieba.initialize()
    jieba.dt.cut = quick_cut(jieba.dt)
    return jieba


def frequency(word: str) -> int:
    """How often the word stands in the corpus of jieba's dictionary; 0 for what is no word.

    >>> frequency("信心") > 0, frequency("心信")
    (True, 0)
    """
    return int(segmenter().dt.FREQ.get(word) or 0)


def cut(text: str) -> list[str]:
    """The words of a text, those of the dictionary only."""
    return list(_cut(text))


def cut_new(text: str) -> list[str]:
    """The words of a text, those too that jieba sees in single characters of it."""
    return list(segmenter().dt.cut(text))


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[str, ...]:
    """The clauses of a page are asked about more than once: for places, for misread characters."""
    return tuple(segmenter().dt.cut(text, HMM=False))


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
