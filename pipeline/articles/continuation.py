"""Turns 转版: where a story says on which page it goes on (下转第三版) or where it began (上接第一版)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAGE = r"第?\s*(?P<page>[0-9０-９A-Za-z]{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_SIGNS = r"[\s（(【\[▲△▼◆▶►▷→↓▼>>＞·—\-]*"
_CLOSE = r"[\s）)】\]◀◄←>＞·—\-]*"
_TO = re.compile(rf"{_SIGNS}(?:下转|转|紧转)\s*{_PAGE}(?:[^。，；！？]{{0,12}})?{_CLOSE}$")
_TURN_ONLY = re.compile(r"下\s*转|[（(▲▶►>＞]\s*(?:紧)?转")
_FROM = re.compile(rf"^{_SIGNS}(?:上接|紧接|接)\s*{_PAGE}{_CLOSE}")
_FROM_ONLY = re.compile(r"上\s*接|[（(]\s*(?:紧)?接")


@dataclass(frozen=True, slots=True)
class Turns:
    """The paragraphs without their turns, and the pages named, as printed."""

    paragraphs: tuple[str, ...]
    continued_to: str = ""
    continued_from: str = ""


def read_turns(paragraphs: Sequence[str]) -> Turns:
    """What a story says of its other pages, at its beginning and its end.

    >>> read_turns(("渠水到了田头。", "（下转第三版）"))
    Turns(paragraphs=('渠水到了田头。',), continued_to='三', continued_from='')
    >>> read_turns(("（上接第1版）渠水到了田头。",)).continued_from
    '1'
    """
    kept = list(paragraphs)
    to = came = ""
    if kept and (found := _TO.search(kept[-1])) and _TURN_ONLY.search(found[0]):
        to = found["page"]
        kept[-1] = kept[-1][: found.start()].rstrip()
    if kept and (found := _FROM.match(kept[0])) and _FROM_ONLY.search(found[0]):
        came = found["page"]
        kept[0] = kept[0][found.end() :].lstrip()
    return Turns(tuple(paragraph for paragraph in kept if paragraph), to, came)
