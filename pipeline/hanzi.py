"""What every stage needs to know about a character of Chinese print."""

from __future__ import annotations

import re
from functools import lru_cache

HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
"""The inside of a regular expression's class: the characters of Chinese words."""

MARKS = "，。、；：？！…—～·“”‘’「」『』《》〈〉（）【】〔〕"
"""Full-width punctuation of Chinese text (GB/T 15834-2011)."""

SENTENCE_END = "。！？!?…"
CLOSING = "”’」』》〉）】〕)\"'"
GAP = "〔缺〕"
"""Stands where text is plainly missing: the mark of Chinese text editing."""

_HANZI = re.compile(f"[{HANZI}]")
_BLANKS = re.compile(r"\s+")
_OPEN_CLOSE = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "〔": "〕"}


@lru_cache(maxsize=1 << 14)
def is_hanzi(character: str) -> bool:
    """Whether this one character is a Chinese character (punctuation is not)."""
    return bool(_HANZI.match(character))


def is_chinese(character: str) -> bool:
    """Whether this one character is a Chinese character or a full-width mark."""
    return character != "" and (character in MARKS or is_hanzi(character))


def without_blanks(text: str) -> str:
    """The text without any white space: what two readings of Chinese print are compared by."""
    return _BLANKS.sub("", text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends with 。！？ or …, closing quotes and brackets after it left out.

    >>> ends_sentence("他说：“好。”"), ends_sentence("确保“双过半”"), ends_sentence("下午,")
    (True, False, False)
    """
    return text.rstrip().rstrip(CLOSING).rstrip()[-1:] in tuple(SENTENCE_END)


def em_width(text: str) -> float:
    """The printed width in ems: a mark that was read half-width stands for a full-width one, digits and letters take half.

    >>> em_width("4月27日,好")
    5.5
    """
    return sum(0.5 if character.isascii() and character.isalnum() else 1.0 for character in without_blanks(text))


def unclosed(text: str) -> tuple[str, str]:
    """The brackets and quotes left open, and those closed that were never opened.

    >>> unclosed("工作机制》，通报（一")
    ('（', '》')
    """
    opened: list[str] = []
    stray = ""
    for character in text:
        if character in _OPEN_CLOSE:
            opened.append(character)
        elif character in _OPEN_CLOSE.values():
            if opened and _OPEN_CLOSE[opened[-1]] == character:
                opened.pop()
            else:
                stray += character
    return "".join(opened), stray
