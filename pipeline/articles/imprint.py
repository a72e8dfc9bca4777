"""The page's own furniture in a dump: hotlines, telephone numbers, addresses (版权、热线、地址)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.articles.blocks import Block
from pipeline.hanzi import em_width
from pipeline.lexicons import read_toml

_NUMBERS, _NUMBER = re.compile(r"[0-9０-９\s\-—()（）、,，/]*"), re.compile(r"[0-9０-９]{6}")
_WEB = re.compile(r"(?:(?:网址|邮箱|E-?mail|QQ)\s*[:：]?\s*)?(?:https?://|www\.)?[\w.+-]+[@.][\w./-]+", re.IGNORECASE)
_CONTACT = re.compile(
    r"热线|订版|投稿|邮箱|邮编|邮政编码|传真|网址|地址[:：]|社址|电话[:：]|广告(?:经营|许可|部|中心)|发行(?:部|中心|电话)|印刷(?:厂|有限)"
    r"|微信公众号|二维码|本报法律顾问|零售价|定价[:：]|国内统一(?:连续出版物|刊)号|邮发代号|值班电话"
)
_DIGITS = re.compile(r"[0-9]{7,}|[0-9]{3,4}[-—][0-9]{7,}")
_BUTTON_ENDS = re.compile(r"[\s|｜:：/／\[\]【】<>《》（）()+＋\-－○●>»«←→↑↓□■·,，]+")
_WIDEST = 60.0
_LONGEST = 2000
"""Characters: browsers take no longer address."""


def set_aside_imprint(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Blocks parted into text and furniture.

    A lone telephone number or address is furniture. A short line with a word of the imprint is furniture when it carries a
    number, or when nothing but furniture follows it: 市长热线开通 over its story is a headline.
    """
    furniture: set[int] = set()
    for index in range(len(blocks) - 1, -1, -1):
        text = blocks[index].text.strip()
        followed = index + 1 < len(blocks) and index + 1 not in furniture
        if _is_bare(text) or (_may_be_contact(text) and (_DIGITS.search(text) or not followed)):
            furniture.add(index)
    text_blocks = [block for index, block in enumerate(blocks) if index not in furniture]
    return text_blocks, [blocks[index] for index in sorted(furniture)]


def _is_bare(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    return bool((_NUMBERS.fullmatch(text) and _NUMBER.search(text)) or _WEB.fullmatch(text))


def is_navigation(text: str) -> bool:
    """Whether every word of a text is one of the buttons that a page of a web edition has around its stories.

    >>> is_navigation("上一版  下一版"), is_navigation("字号：大 中 小"), is_navigation("版面上的新变化")
    (True, True, False)
    """
    words = [word for word in _BUTTON_ENDS.split(text) if word]
    return bool(words) and all(word in _buttons() for word in words) and any(len(word) > 1 for word in words)


@cache
def _buttons() -> frozenset[str]:
    return frozenset(read_toml("web_editions")["buttons"]["words"])


def _may_be_contact(text: str) -> bool:
    return em_width(text) <= _WIDEST and not re.search(r"[。；;]", text) and bool(_CONTACT.search(text))
