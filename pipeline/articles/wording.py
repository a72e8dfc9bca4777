"""How heads, paragraphs and stories of Chinese news are worded: all that a dump without type sizes has to tell them by."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.hanzi import HANZI, em_width, ends_sentence, is_hanzi, without_blanks
from pipeline.words import cut

WIDEST_HEAD = 60.0
"""Ems: kicker and headline of a broadsheet together; the longest seen is 53."""
_NO_HEAD = re.compile(r"[。；;]")
_COMMA = re.compile(r"[，,]")
_ENDS_OPEN = ("，", ",", "、", "；", ";", "：", ":", "和", "与", "及", "将", "把", "被", "从", "由")
"""Marks and words after which a line must go on."""
_SAYS = "(?:强调|指出|要求|表示|认为|说|提出)"
_MEETINGS = "(?:会议|大会|全会|座谈会|他|她|通知|意见)"
_ROLE_ENDS = ("人", "员", "者", "家", "民", "众", "长", "记", "会", "部")
_SAYING = re.compile(rf"(?P<subject>[{HANZI}]{{1,5}}?)(?:还|同时|最后|一再)?{_SAYS}[，,：:]")
_TURNING = re.compile(
    rf"(?:[{HANZI}]{{0,4}}会上|下一步|据悉|据了解|据介绍|目前|近年来|与此同时|截至目前|此外|随后|活动中|活动现场)\s*[，,]"
)
_STORY_OPENING = re.compile(
    r"(?:近日|日前|(?:自|从)(?:即日|[0-9]{1,2}月[0-9]{1,2}日)起|昨日|今日|今天|昨天|连日来|近期|根据|按照|为了|为|随着|记者从|[0-9]{1,2}月[0-9]{1,2}\s*日|(?:[0-9]{4}|今)年)"
)
_KICKER_END = re.compile(
    r"(?:强调|指出|要求|表示|时说|提出|不力|侧记|纪实|综述|述评|启示|系列报道[之一二三四五六七八九十]*|专访)[:：]?$"
)
_NOTICE = re.compile(r"(?:通知|公告|通告|启事|公示|声明|讣告|倡议书|公开信)(?:[（(][^）)]*[）)])?$")
_DATE = re.compile(
    r"[0-9〇○一二三四五六七八九十]{4}\s*年\s*[0-9一二三四五六七八九十]{1,2}\s*月\s*[0-9一二三四五六七八九十]{1,3}\s*[日曰]"
)
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、．])")
_STRAY_MARK = re.compile(r"[，,、；;：:。）)》」』”]")
_INSIDE_WORDS = frozenset(
    [
        "也",
        "也是",
        "也要",
        "并",
        "并且",
        "还",
        "又",
        "更",
        "且",
        "而且",
        "以及",
        "从而",
        "进而",
        "和",
        "与",
        "及",
        "的",
        "了",
        "等",
        "等等",
        "之",
    ]
)
"""Words no Chinese sentence of news begins with. 与会, 还有, 了解 are other words: the dictionary tells."""
LEAD = 100
"""Characters of a text's beginning in which its headline's words are looked for."""
_FEWEST_PAIRS = 4
_MOSTLY = 0.5
_JUMP = re.compile(r"[（(]?\s*(?:下转|紧接|转)\s*第?\s*[A-Z]?[0-9一二三四五六七八九十]{1,3}\s*版[^）)]{0,8}[）)]?\s*$")


def may_be_head(text: str, most_commas: int = 1) -> bool:
    """Whether a short text may be a kicker, headline or subhead: no sentence in it, and it does not break off at a mark.

    >>> may_be_head("召开对台工作会"), may_be_head("会议指出，要认真"), may_be_head("交通、燃气、")
    (True, False, False)
    """
    text = text.strip()
    return (
        0 < em_width(text) <= WIDEST_HEAD
        and not text.endswith(_ENDS_OPEN)
        and not _NO_HEAD.search(text)
        and len(_COMMA.findall(text)) <= most_commas
        and not opens_paragraph(text)
        and not _JUMP.search(text)
        and not _DATE.fullmatch(text)
        and not re.match(rf"[{HANZI}]{{1,5}}{_SAYS}[，,]", text)
    )


def opens_paragraph(text: str, context: str | None = None) -> bool:
    """Whether a text begins as a paragraph of a report begins: 会议指出，… 王伟强调，… 下一步，…

    With ``context`` (what the story said before) a person counts only when the story has named him: 有关 | 负责人表示 is one
    sentence over two blocks, not a new paragraph.

    >>> opens_paragraph("王伟强调,要", "副市长王伟出席"), opens_paragraph("负责人表示,", "有关负责人")
    (True, False)
    """
    text = text.strip()
    if _TURNING.match(text):
        return True
    saying = _SAYING.match(text)
    if not saying:
        return False
    subject = saying["subject"]
    if re.fullmatch(_MEETINGS, subject):
        return True
    named = 2 <= len(subject) <= 4 and not subject.endswith(_ROLE_ENDS)
    return named and (context is None or subject in context)


def opens_story(text: str) -> bool:
    """Whether a text without a byline begins as stories do: 近日, 根据…, 4月27日.

    >>> opens_story("按照《办法》，"), opens_story("督查、促落实")
    (True, False)
    """
    return bool(_STORY_OPENING.match(text.strip()))


def leads_into(head: str, text: str) -> bool:
    """Whether the first words of a text say what its head says, as leads do: most of its pairs of characters stand there.

    >>> leads_into("市图书馆添置夜读书房", "市图书馆添置夜读书房的消息传开以后，")
    True
    >>> leads_into("渠首闸的工作人员现在每天巡查", "三次水位和闸门，遇到上游来水就提前开闸放水，")
    False
    """
    pairs, lead = _pairs(head), without_blanks(text)[:LEAD]
    return len(pairs) >= _FEWEST_PAIRS and sum(pair in lead for pair in pairs) >= _MOSTLY * len(pairs)


def says_any(text: str, head: str) -> bool:
    """Whether the beginning of a text says two characters of a head in their order."""
    lead = without_blanks(text)[:LEAD]
    return any(pair in lead for pair in _pairs(head))


def _pairs(head: str) -> set[str]:
    """The pairs of neighbours of a head."""
    return {one + other for one, other in pairwise(without_blanks(head)) if is_hanzi(one) and is_hanzi(other)}


def is_kicker(text: str) -> bool:
    """Whether a head by its wording leads to another: …会上强调, 因…不力.

    >>> is_kicker("王伟在座谈会上强调"), is_kicker("召开对台工作会")
    (True, False)
    """
    return bool(_KICKER_END.search(text.strip()))


def is_notice_title(text: str) -> bool:
    """Whether a short line by its wording names a notice: 关于…的通知, 招标公告.

    >>> is_notice_title("关于停水的通知"), is_notice_title("接到停水通知后")
    (True, False)
    """
    return bool(_NOTICE.search(text.strip()))


def is_numbered(text: str) -> bool:
    """Whether it is a numbered subhead or entry: 一、 （二） 3."""
    return bool(_NUMBERED.match(text.strip()))


def begins_inside(text: str) -> bool:
    """Whether a text can only be the middle or the end of a sentence.

    >>> begins_inside("也是一项工程"), begins_inside("与会人员察看"), begins_inside("、燃气")
    (True, False, True)
    """
    text = text.strip()
    return bool(_STRAY_MARK.match(text)) or next(iter(cut(text[:6])), "") in _INSIDE_WORDS


def is_enumeration(text: str) -> bool:
    """Whether a text lists things: two 、 or more."""
    return text.count("、") > 1


def is_finished(text: str) -> bool:
    """Whether nothing more is due: a sentence ends, or the page says that the text goes on elsewhere (下转第三版)."""
    return ends_sentence(text) or bool(_JUMP.search(text))


def ends_quoted(text: str) -> bool:
    """Whether a text ends with a closing quote or bracket and no mark: it may be finished."""
    return text.rstrip()[-1:] in ("”", '"', "」", "』", "）", ")", "》")
