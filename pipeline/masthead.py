"""The masthead: what a page says about itself (报头、版头): paper, date, number of the page, editors.

A line is masthead only as a whole: every word of it must be the paper, a date, a 版, editors or one of the words that stand in
such lines (星期四, 要闻, 总第…期). A date inside a story is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from pipeline.hanzi import em_width, ends_sentence, is_hanzi
from pipeline.model import Masthead, Repair, RepairStatus, TextLine
from pipeline.papers import PaperName, folio_sections, read_paper

_WIDEST = 60.0
"""Ems: a folio line runs over the page's width, a paragraph is longer."""
_NEAR_ENDS = 12
"""A bare date is the issue's only within so many lines of either end; elsewhere it may sign a notice."""
_WIDEST_SIGNATURE = 16.0
_NUMERALS = "〇一二三四五六七八九"
_DATES = (
    re.compile(r"(?<![0-9])(?P<y>(?:18|19|20)[0-9]{2})\s*年\s*(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*日"),
    re.compile(r"(?<![0-9])(?P<y>(?:18|19|20)[0-9]{2})([./-])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})(?![0-9])"),
    re.compile(
        rf"(?P<y>[{_NUMERALS}○零]{{4}})\s*年\s*(?P<m>[一二三四五六七八九十]{{1,2}})\s*月\s*(?P<d>[一二三四五六七八九十]{{1,3}})\s*日"
    ),
)
_EDITIONS = (
    re.compile(r"第\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*版"),
    re.compile(r"(?<![0-9A-Za-z])([A-Z]?[0-9]{1,3})\s*版"),
    re.compile(r"版次\s*[:：]?\s*([A-Z]?[0-9]{1,3})(?![0-9])"),
    re.compile(r"(?<!\S)([一二三四五六七八九十]{1,2})\s*版(?!\S)"),
)
_SHEET = re.compile(r"\s*([A-Z](?:0[1-9]|[1-9][0-9]?))\s*")
"""A02 by itself: the number of a sheet, near either end of a page."""
# A day of the week may be lost or misread on a rough scan.
_ASIDE = re.compile(
    r"星期(?:[一二三四五六日天]|\S?(?!\S))|(?<!\S)周[一二三四五六日](?!\S)"
    r"|(?:农历)?\s*(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)?\s*"
    r"(?:闰?[正一二三四五六七八九十冬腊]{1,2}月)(?:初[一二三四五六七八九十]|[一二三四五六七八九十廿卅]{1,3})(?!日)"
    r"|今日\s*[0-9一二三四五六七八九十]{1,3}\s*版|(?:总)?第\s*[0-9]{1,6}\s*[期号]"
    r"|(?:国内统一(?:连续出版物|刊)号\s*[:：]?\s*)?CN\s*[0-9-]+|邮发代号\s*[:：]?\s*[0-9-]+"
)
_ROLE = re.compile(
    r"责任校对|校对|美术编辑|美编|版式(?:设计)?|组版|制图|制版|审读|签发|值班(?:编委|主任|总编)|主编"
    r"|(?P<editor>(?:本版|责任|执行|值班|见习)?(?:责编|编辑))"
)
_PARTS = re.compile(r"[\s|｜:：、，,·●■□▪/—＼\\-]+")
_BLANKS = re.compile(r"\s{3,}")
_NAMES_LENGTH = range(2, 5)


@dataclass(frozen=True, slots=True)
class _Folio:
    """What one line says that is wholly masthead."""

    masthead: Masthead
    paper: PaperName | None
    words: str
    bare_date: bool


def read_masthead(lines: Sequence[TextLine]) -> tuple[Masthead, tuple[TextLine, ...], tuple[Repair, ...]]:
    """The masthead of a page, the lines that are wholly masthead, and the paper's name where it was misread.

    The first line that says a thing is believed; a later one that says otherwise is left in the text. Editors are gathered
    from every line that names them.
    """
    masthead = Masthead()
    used: dict[int, TextLine] = {}
    repairs: list[Repair] = []
    folios = [_read_line(line.text) for line in lines]
    for index in _surest_first(folios, lines):
        folio, line = folios[index], lines[index]
        if folio is None or _contradicts(masthead, folio.masthead):
            continue
        used[index] = line
        if folio.paper and folio.paper.evidence and not masthead.paper:
            repairs.append(
                Repair("paper-lexicon", folio.words, folio.paper.name, RepairStatus.APPLIED, evidence=folio.paper.evidence)
            )
        masthead = _merged(masthead, folio.masthead)
    return masthead, tuple(used[index] for index in sorted(used)), tuple(repairs)


def _surest_first(folios: Sequence[_Folio | None], lines: Sequence[TextLine]) -> list[int]:
    """The lines that may be masthead, a date alone only beside another of them or near an end, and there after the others and
    not where it signs a notice."""
    full = [index for index, folio in enumerate(folios) if folio and not folio.bare_date]
    bare = [index for index, folio in enumerate(folios) if folio and folio.bare_date]
    beside = [index for index in bare if index - 1 in full or index + 1 in full]
    near = [index for index in bare if index < _NEAR_ENDS or index >= len(folios) - _NEAR_ENDS]
    dates = [*beside, *(index for index in near if index not in beside)]
    return [*full, *(index for index in dates if not (folios[index - 1] is None and _signs(lines, index)))]


def _signs(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a date stands under a signature: a short line under the end of a sentence."""
    if index < 2:
        return False
    text, name = (line.text.strip() for line in lines[index - 2 : index])
    return ends_sentence(text) and em_width(name) <= _WIDEST_SIGNATURE and not ends_sentence(name)


def _read_line(text: str) -> _Folio | None:
    """What a line says if every word of it is masthead, else None."""
    if em_width(text) > _WIDEST or "\t" in text.strip():
        return None
    text = _BLANKS.sub("  ", text)  # 30,000 of them, and what follows would look for a date at each
    issue_date, rest = _take_date(text)
    sheet = _SHEET.fullmatch(text)
    if sheet:
        return _Folio(Masthead(edition=sheet[1]), None, "", bare_date=True)
    bare_date = bool(issue_date) and not rest.strip()
    rest = _ASIDE.sub(" ", rest)
    edition, rest = _take_edition(rest)
    editors, rest = _take_editors(rest)
    words = [word for word in _PARTS.split(rest) if word and not _is_section(word)]
    paper = read_paper("".join(words)) if words else None
    masthead = Masthead(paper.name if paper else "", issue_date, edition, editors)
    if masthead == Masthead() or (words and not paper):
        return None
    return _Folio(masthead, paper, "".join(words), bare_date)


def _take_date(text: str) -> tuple[str, str]:
    """The first real date as ISO 8601, and the text without it."""
    for pattern in _DATES:
        found = pattern.search(text)
        if found:
            year = "".join(str(_NUMERALS.index(c)) if c in _NUMERALS else c for c in re.sub("[○零]", "〇", found["y"]))
            try:
                iso = date(int(year), _number(found["m"]), _number(found["d"])).isoformat()
            except ValueError:
                continue
            return iso, f"{text[: found.start()]} {text[found.end() :]}"
    return "", text


def _take_edition(text: str) -> tuple[str, str]:
    """The number of the page without leading zeros (2, A03), and the text without it."""
    for pattern in _EDITIONS:
        found = pattern.search(text)
        if found:
            number = found[1] if found[1][0].isascii() and found[1][0].isalpha() else str(_number(found[1]))
            return number, f"{text[: found.start()]} {text[found.end() :]}"
    return "", text


def _take_editors(text: str) -> tuple[tuple[str, ...], str]:
    """The editors, and the text without those named beside their part in the page (美编 and 校对 are no editors)."""
    editors: list[str] = []
    roles = list(_ROLE.finditer(text))
    rest = text[: roles[0].start()] if roles else text
    for role, following in zip_longest(roles, roles[1:]):
        segment = text[role.end() : following.start() if following else len(text)]
        if role["editor"] and "责" not in role[0] and segment[:1] and is_hanzi(segment[0]):
            return (), text  # 编辑部, 编辑工作: the word goes on
        names, left = _leading_names(segment)
        if not names:
            return (), text
        rest = f"{rest} {left}"
        if role["editor"]:
            editors.extend(names)
    return tuple(dict.fromkeys(editors)), rest


def _leading_names(segment: str) -> tuple[list[str], str]:
    """The names a segment begins with and what is left; 李 真 set wide is one name."""
    parts = [part for part in _PARTS.split(segment) if part]
    glued = bool(segment) and is_hanzi(segment[0])
    names: list[str] = []
    half = ""
    while parts and all(map(is_hanzi, parts[0])) and not _is_section(parts[0]) and not read_paper(parts[0]):
        word = half + parts[0]
        if len(word) == 1:
            half = word
        elif len(word) in _NAMES_LENGTH and not (glued and len(word) > 3):
            names.append(word)
            half = ""
        else:
            break
        parts.pop(0)
    return ([], segment) if half else (names, " ".join(parts))


def _number(printed: str) -> int:
    """A number up to 99 in Arabic or Chinese numerals.

    >>> _number("二十八"), _number("十"), _number("02")
    (28, 10, 2)
    """
    if printed.isascii():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    value = _NUMERALS.index(ones) if ones else 0
    return value + (10 * (_NUMERALS.index(tens) if tens else 1) if ten else 0)


def _is_section(word: str) -> bool:
    return word in folio_sections()


def _contradicts(known: Masthead, said: Masthead) -> bool:
    pairs = ((known.paper, said.paper), (known.issue_date, said.issue_date), (known.edition, said.edition))
    return any(one and other and one != other for one, other in pairs)


def _merged(known: Masthead, said: Masthead) -> Masthead:
    return replace(
        known,
        paper=known.paper or said.paper,
        issue_date=known.issue_date or said.issue_date,
        edition=known.edition or said.edition,
        editors=tuple(dict.fromkeys((*known.editors, *said.editors))),
    )
