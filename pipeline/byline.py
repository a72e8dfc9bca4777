"""The byline: what a story's first words say about who wrote it, where and when (本报讯、电头).

Reporters are those named after 记者; a 通讯员 (a correspondent from outside the paper) is not one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.hanzi import HANZI, is_hanzi

_DATE = (
    r"(?:[0-9]{4}\s*年\s*)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_AGENCY = r"(?:新华社|新华网|中新社|中新网|央视网|人民网|本报)"
_WIRE = rf"{_AGENCY}\s*[{HANZI}]{{0,8}}\s*(?P<date>{_DATE})\s*(?:电|讯|专电)"
_PAPER = r"(?:本报|本网|[一-鿿]{2,4}(?:日报|晚报|时报|晨报))\s*讯"
_ROLE = r"(?:本报)?(?:全媒体|融媒体|见习|实习|首席|特约|特派)*记者"

_OPENERS = (
    re.compile(rf"\s*{_PAPER}"),
    re.compile(rf"\s*{_WIRE}"),
    re.compile(rf"\s*[（(]?\s*{_ROLE}[\s:：]*[{HANZI}][{HANZI}\s、]{{1,20}}(?:[）)]|报道|文/|\s|$)"),
    re.compile(rf"\s*据(?:[{HANZI}]{{2,8}}|《[^》]{{2,12}}》)(?:{_DATE})?(?:电|讯|报道|消息)"),
)
_BRACKET = re.compile(rf"[（(]\s*{_ROLE}(?P<names>[^）)]{{2,40}})[）)]")
_PLAIN = re.compile(rf"\s*{_ROLE}[\s:：]*(?P<names>[{HANZI}\s、]{{2,24}})")
_NOT_A_REPORTER = re.compile(r"(?:特约)?通讯员|实习生|摄影|文/图|图/文|文并摄|报道|(?:(?<=[\s/、])|^)[摄文图](?=[\s/、]|$)")
"""文 and 摄 are parts of a byline where they stand alone (王斌 文 李明 摄); 谢文 is a name."""
_HEAD = re.compile(
    rf"\s*(?:{_WIRE}|{_PAPER}|{_ROLE}[\s:：]*(?:[{HANZI}]{{1,4}}(?:[\s、]+|$))*(?:报道)?)?\s*(?:[（(][^）)]{{2,60}}[）)])?\s*"
)
_BYLINE_LINE = re.compile(
    rf"\s*[（(]?(?:{_ROLE}|通讯员)(?:[\s:：、]*(?:{_ROLE}|通讯员)|[\s:：、]+[{HANZI}]{{1,4}}|[{HANZI}]{{2,3}})+\s*(?:文/图)?[）)]?\s*"
)
_FOLLOWING_DATE = re.compile(_DATE)


@dataclass(frozen=True, slots=True)
class Byline:
    """``reporter``: names joined by 、; ``dateline``: the date as printed, without blanks. Empty where the story says none."""

    reporter: str = ""
    dateline: str = ""


def starts_story(text: str) -> bool:
    """Whether a text begins as only a story begins: 本报讯, a 电头, 本报记者, 据…报道.

    >>> starts_story("本报讯(记者王斌)4月27日,"), starts_story("会议指出,")
    (True, False)
    """
    return any(opener.match(text) for opener in _OPENERS)


def is_byline_only(text: str) -> bool:
    """Whether a line holds a byline and nothing else: 本报记者 王斌 李明.

    >>> is_byline_only("本报记者 王斌 通讯员 李明"), is_byline_only("本报讯（记者王斌）渠水")
    (True, False)
    """
    return bool(_BYLINE_LINE.fullmatch(text))


def read_byline(first_paragraph: str) -> Byline:
    """Reporter and dateline of a story from its first paragraph.

    >>> read_byline("本报讯(记者 王斌 通讯员 李明)4月27 日,我市")
    Byline(reporter='王斌', dateline='4月27日')
    >>> read_byline("新华社北京4月27日电（记者张三、李四）近日")
    Byline(reporter='张三、李四', dateline='4月27日')
    """
    head = _HEAD.match(first_paragraph)
    opening = first_paragraph[: head.end()] if head else ""
    bracket = _BRACKET.search(opening)
    plain = _PLAIN.match(opening)
    names = bracket["names"] if bracket else plain["names"] if plain else ""
    wire = head["date"] if head else None
    following = _FOLLOWING_DATE.match(first_paragraph, len(opening))
    date = wire or (following[0] if following else "")
    return Byline(reporter="、".join(_split_names(names)), dateline=re.sub(r"\s+", "", date))


def _split_names(names: str) -> list[str]:
    """The names before 通讯员 and the like; 李 真 set wide is one name."""
    names = _NOT_A_REPORTER.split(names)[0]
    found: list[str] = []
    half = ""
    for token in re.split(r"[\s、，,/:：]+", names.strip(" :：")):
        token = token.removeprefix("记者")
        if not token or not all(is_hanzi(character) or character == "·" for character in token):
            continue
        if len(token) == 1:
            half = f"{half}{token}"
            if len(half) == 2:
                found.append(half)
                half = ""
        elif half and len(token) == 2:  # 翟 新蕾: set wide at the end of a line
            found.append(half + token)
            half = ""
        else:
            found.append(token)
    return found
