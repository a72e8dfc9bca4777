"""Marks of Chinese text in full width, quotes in pairs (GB/T 15834-2011).

Numbers, times, Latin text and addresses keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from pipeline.clean.characters import Changes
from pipeline.hanzi import is_chinese, is_hanzi

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_PROTECTED = re.compile(r"(?:https?://|www\.)[^\s，。；）]+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+|&#?\w+;", re.ASCII)
_HALF, _BRACKET = re.compile(r"[,:;?!]"), re.compile(r"[(（)）]")
_BRACKETS = {"(": "（", ")": "）"}
_QUOTES = (('"', "“", "”"), ("'", "‘", "’"))
_NO_OPENING_BEFORE = "，。、；：？！”’）》,.;:?!)"
_NO_CLOSING_AFTER = "（《“‘(、，,"


def normalise_punctuation(text: str) -> tuple[str, Changes]:
    """The text with full-width marks where Chinese stands beside them, and what was changed.

    >>> normalise_punctuation('会上,8:30开始(共1,000人):"好"')[0]
    '会上，8:30开始（共1,000人）：“好”'
    """
    changes: Changes = Counter()
    characters = list(text)
    protected = {index for found in _PROTECTED.finditer(text) for index in range(*found.span())}
    for index in list(_chinese_brackets(characters)):
        before = characters[index]
        characters[index] = _BRACKETS[before]
        changes["halfwidth-punctuation", before, characters[index]] += 1
    for found in _HALF.finditer(text):
        index, character = found.start(), found[0]
        if index not in protected and _beside_chinese(characters, index):
            characters[index] = _FULL[character]
            changes["halfwidth-punctuation", character, _FULL[character]] += 1
    text = "".join(characters)
    for straight, opening, closing in _QUOTES:
        text = _paired(text, straight, opening, closing, changes)
    return text, changes


def has_unbalanced_quotes(text: str) -> bool:
    """Whether a quote is left open, or straight quotes could not be told apart: something a person should look at."""
    return '"' in text or text.count("“") != text.count("”")


def _neighbour(characters: list[str], index: int, step: int) -> str:
    """The next character that is no blank in this direction, or ""."""
    index += step
    while 0 <= index < len(characters):
        if not characters[index].isspace():
            return characters[index]
        index += step
    return ""


def _beside_chinese(characters: list[str], index: int) -> bool:
    return is_chinese(_neighbour(characters, index, -1)) or is_chinese(_neighbour(characters, index, 1))


def _chinese_brackets(characters: list[str]) -> Iterator[int]:
    """Half-width brackets of pairs that hold Chinese or follow it; one whose partner is full-width is made like it."""
    opened: list[int] = []
    before = [0, *accumulate(map(is_hanzi, characters))]
    for found in _BRACKET.finditer("".join(characters)):
        index, character = found.start(), found[0]
        if character in "(（":
            opened.append(index)
        elif opened:
            start = opened.pop()
            mixed = characters[start] == "（" or character == "）"
            chinese = before[index] > before[start + 1] or is_chinese(_neighbour(characters, start, -1))
            if mixed or chinese:
                yield from (place for place in (start, index) if characters[place] in _BRACKETS)


def _paired(text: str, straight: str, opening: str, closing: str, changes: Changes) -> str:
    """Straight quotes made opening and closing in turn; the text as it was where they do not come out even."""
    if straight not in text or not any(map(is_hanzi, text)):
        return text
    result = list(text)
    is_open = False
    for index, character in enumerate(text):
        if character == opening or (character == straight and not is_open and not _is_apostrophe(text, index)):
            if is_open or not _may_open(result, index):
                return text
            result[index], is_open = opening, True
        elif character == closing or (character == straight and is_open and not _is_apostrophe(text, index)):
            if not is_open or _neighbour(result, index, -1) in tuple(_NO_CLOSING_AFTER):
                return text
            result[index], is_open = closing, False
    if is_open:
        return text
    for before, after in zip(text, result, strict=True):
        if before != after:
            changes["straight-quotes", before, after] += 1
    return "".join(result)


def _may_open(characters: list[str], index: int) -> bool:
    """Whether a quote can open here: something to quote follows, and it is no sign of inches or minutes."""
    following = _neighbour(characters, index, 1)
    return (
        following != ""
        and following not in _NO_OPENING_BEFORE
        and not (index and characters[index - 1].isascii() and characters[index - 1].isdigit())
    )


def _is_apostrophe(text: str, index: int) -> bool:
    around = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    return text[index] == "'" and len(around) == 2 and around.isascii() and around.isalnum()
