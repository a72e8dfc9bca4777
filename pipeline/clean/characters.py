"""Characters in one form: radicals and compatibility forms, marks set upright or small, blanks within Chinese text.

Digits, letters and signs with a meaning of their own (①, ㎡, ½) are never changed: NFKC is asked only where its answer is the
same character of Chinese.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from pipeline.hanzi import HANZI, MARKS

Changes = Counter[tuple[str, str, str]]
"""(rule, before, after) and how often."""

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_COMPATIBILITY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_SET_MARKS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹔﹕﹖﹗﹙﹚﹝﹞｡､｢｣",
        "，、。：；！？〖〗…：—（）〔〕【】《》〈〉「」『』，、；：？！（）〔〕。、「」",
        strict=True,
    )
)
"""Marks set upright for vertical lines, small, or half-width: one code point each (Unicode, Vertical Forms ff.)."""
_SET = re.compile(f"[{''.join(_SET_MARKS)}]")
_BLANK = r"\s+"
_WITHIN_CHINESE = re.compile(
    rf"(?<=[{HANZI}{MARKS}]){_BLANK}(?=[{HANZI}{MARKS}0-9])|(?<=[0-9%％‰]){_BLANK}(?=[{HANZI}{MARKS}])"
)
_BYLINE = re.compile(rf"(?:本报)?[^\s，。]{{0,4}}(?:记者|通讯员)(?:\s+(?:[{HANZI}·]{{1,4}}|通讯员|文/图))+")
_LEAST_ENTRIES = 5


def normalise_characters(text: str, *, heading: bool = False) -> tuple[str, Changes]:
    """The text with characters in one form, and what was changed.

    A heading loses all blanks between its Chinese characters; a list of names (李明 王小真 …) keeps them, for they part the
    names.

    >>> normalise_characters("⽔　渠 通 水 A B")[0]
    '水渠通水 A B'
    """
    changes: Changes = Counter()
    text = _replace(_INVISIBLE, text, lambda _: "", "invisible-character", changes)
    text = _replace(_COMPATIBILITY, text, _plain_form, "character-form", changes)
    text = _replace(_SET, text, lambda mark: _SET_MARKS[mark], "punctuation-form", changes)
    text = text.strip()
    if heading or not is_name_list(text):
        text = _replace(_WITHIN_CHINESE, text, lambda _: "", "blank", changes)
    return text, changes


def is_name_list(text: str) -> bool:
    """Whether blanks part the entries of a list: five or more words of up to four characters, no sentence; or names in a
    byline that stands by itself (本报记者 王斌 李明).

    >>> is_name_list("李明 王小真 赵 平 孙大海 周远"), is_name_list("召 开 对 台 工 作 会")
    (True, False)
    """
    words = text.split()
    if len(words) > 1 and _BYLINE.fullmatch(text):
        return True
    return (
        len(words) >= _LEAST_ENTRIES
        and all(len(word) <= 4 and re.fullmatch(f"[{HANZI}·]+", word) for word in words)
        and sum(len(word) > 1 for word in words) * 2 >= len(words)
    )


def _replace(pattern: re.Pattern[str], text: str, form: Callable[[str], str], rule: str, changes: Changes) -> str:
    def changed(found: re.Match[str]) -> str:
        before, after = found[0], form(found[0])
        if before != after:
            changes[rule, before, after] += 1
        return after

    return pattern.sub(changed, text)


def _plain_form(character: str) -> str:
    return _radicals().get(character) or unicodedata.normalize("NFKC", character)


@cache
def _radicals() -> dict[str, str]:
    """Radicals that fonts take for characters and NFKC leaves alone (⻓, ⻔, ⻢)."""
    text = files("pipeline.lexicons").joinpath("radicals.csv").read_text(encoding="utf-8")
    return {row["radical"]: row["character"] for row in csv.DictReader(text.splitlines())}
