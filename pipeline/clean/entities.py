"""Persons and places named in an article, where the text itself tells: nothing is guessed from a name's look alone.

A person is who a byline names, who an office stands before (居民孙建玉) or who says something (王斌说), with a family name of
the list. A place is a province, city or county of jieba's dictionary, a country, or a district of the project's lists.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.hanzi import HANZI
from pipeline.lexicons import read_lexicon, read_toml
from pipeline.words import cut, frequency, segmenter

_PLACE = re.compile(rb"^(\S+) \d+ n[rs]\r?$", re.MULTILINE)
"""Jieba's dictionary marks many counties as persons (饶阳县)."""
_DIVISIONS = ("省", "市", "县", "州", "自治区", "新区")
_COMMON = 2000
"""A word that jieba's corpus has so often is a word before it is a name (高明、文明)."""
_NO_GIVEN = frozenset("的了在是和与及等为这那他她们也都就对从到向说表示介绍上下中大小有不人员会者长市县区镇乡村记")
_MOST = 20


def persons(text: str, reporter: str = "") -> tuple[str, ...]:
    """Names of persons in the order in which they stand, each once; those of ``reporter`` (joined by 、) first.

    >>> persons("家住附近的居民孙建玉说，水很清。市长王斌指出，要节水。", "李明")
    ('李明', '孙建玉', '王斌')
    >>> persons("会议指出，要抓好落实。居民们说好。")
    ()
    """
    found = dict.fromkeys(name for name in reporter.split("、") if name)
    named = [(match.start("name"), match["name"]) for pattern in _patterns() for match in pattern.finditer(text)]
    for _, name in sorted(named):
        if _may_be_name(name):
            found.setdefault(name)
    return tuple(found)[:_MOST]


def places(text: str) -> tuple[str, ...]:
    """Names of places in the order in which they stand, each once.

    >>> places("新华社石家庄电，河北的小麦返青，石家庄下了雨。")
    ('石家庄', '河北')
    """
    known = _known_places()
    found: dict[str, None] = {}
    for run in re.findall(f"[{HANZI}]{{2,}}", text):
        for word in cut(run):
            if len(word) > 1 and word in known:
                found.setdefault(word)
    return tuple(found)[:_MOST]


def _may_be_name(name: str) -> bool:
    family = _family(name)
    given = name[len(family) :]
    return bool(family and given) and not _NO_GIVEN & set(given) and frequency(name) < _COMMON


def _family(name: str) -> str:
    words = read_toml("named_entities")
    double = name[:2] if name[:2] in words["double_surnames"] else ""
    return double or (name[0] if name[0] in words["surnames"] else "")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """After an office and before what ends a name; before a word of speech and after what begins one."""
    words = read_toml("named_entities")
    family = f"(?:{'|'.join(words['double_surnames'])}|[{words['surnames']}])"
    name = f"(?P<name>{family}[{HANZI}]{{1,2}}?)"
    offices = "|".join(sorted(words["offices"], key=len, reverse=True))
    speech = "|".join(sorted(words["speech"], key=len, reverse=True))
    ends = rf"(?=\s*(?:{speech}|[，。、；：）)（(\s]|等|一行|率|带|在|今年|$))"
    return (
        re.compile(rf"(?:{offices})\s?{name}{ends}"),
        re.compile(rf"(?:^|[，。！？；：”）\s]){name}(?:{speech})", re.MULTILINE),
    )


@cache
def _known_places() -> frozenset[str]:
    """Divisions with their suffix (安平县) whose name is a word too, provinces and cities without it (衡水), countries, and the
    districts of the lists. Other words of the dictionary's places are left out: 新建 and 古城 are among them."""
    dictionary = Path(segmenter().__file__).with_name("dict.txt").read_bytes()
    marked = {word.decode() for word in _PLACE.findall(dictionary)}
    full = {word for word in marked if word.endswith(_DIVISIONS) and frequency(_without_suffix(word))}
    bare = {_without_suffix(word) for word in full if word.endswith(("省", "市", "自治区"))}
    short = {word for word in bare if len(word) > 1}
    return (
        frozenset(full | short)
        | frozenset(read_lexicon("hengshui_districts"))
        | frozenset(read_toml("named_entities")["countries"])
    )


def _without_suffix(word: str) -> str:
    return next(word.removesuffix(end) for end in (*_DIVISIONS[4:], *_DIVISIONS[:4]) if word.endswith(end))
