"""Dumps of whole pages from a kind and a seed, with what should be read in them: ``dump_habits.py`` says what they vary in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.typeset.dump_habits import DAMAGED, Habits, habits_of
from tests.typeset.dump_stories import DumpStory, story_blocks, story_for
from tests.typeset.dump_tables import DumpTable, table_blocks
from tests.typeset.misprints import misprint
from tests.typeset.random_page import PAPERS
from tests.typeset.random_tables import TableKind, random_table, red_black_list
from tests.typeset.spec import Table
from tests.typeset.stories import invented_name, random_topics

MISREAD_PAPERS = {"衡水日报": "衡水口報", "湖城晚报": "湖城晚報", "滏阳晚报": "滏陽晚报", "平原时报": "平原時报"}
NUMERALS = "〇一二三四五六七八九"
TENS = ("", "十", "二十", "三十")
WEB = ("上一版  下一版", "版面导航", "字号：大 中 小", "上一篇 下一篇 放大+ 缩小- 默认○")
FORM_FEED = "\f"


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump, and what should be read in it; what it has lost is in none of these."""

    kind: str
    habits: Habits
    data: bytes
    text: str
    paper: str
    issue_date: str
    edition: str
    editors: tuple[str, ...]
    stories: tuple[DumpStory, ...]
    tables: tuple[DumpTable, ...]


def random_dump(kind: str, seed: int) -> Dump:
    """The dump of a kind from a seed; the same always."""
    dice = Random(f"{kind} {seed}")  # noqa: S311 - a dump that can be made again, not a secret
    habits = habits_of(kind, dice)
    parts, stories, tables = _contents(habits, kind, dice)
    paper = dice.choice(PAPERS)
    day = date(2010, 1, 1) + timedelta(days=dice.randint(0, 5400))
    edition, editors = str(dice.randint(1, 8)), tuple(_two_names(dice))
    head, foot = _masthead(habits, paper, day, edition, editors, dice)
    if habits.masthead == "middle":
        parts, head = [*parts[:2], head, *parts[2:]], []
    text = _joined([*head, *(block for part in parts for block in part), *foot], habits)
    return Dump(
        kind,
        habits,
        _encoded(text, habits),
        text,
        "" if habits.paper == "missing" else paper,
        "" if habits.date == "missing" else day.isoformat(),
        edition,
        editors,
        tuple(stories),
        tuple(tables),
    )


def _contents(habits: Habits, kind: str, dice: Random) -> tuple[list[list[str]], list[DumpStory], list[DumpTable]]:
    correct = random_table(TableKind(habits.table_kind) if habits.table_kind != "any" else dice.choice(list(TableKind)), dice)
    table: Table = misprint(correct, dice) if kind.startswith(DAMAGED) or habits.table_kind == "score" else correct
    written, told = table_blocks(table, habits, dice)
    tables = [told]
    if any(anomaly.kind == "missing_name" for anomaly in table.anomalies):
        listed = red_black_list(table)
        plain = replace(habits, table_header="whole", table_extras="none")
        more, other = table_blocks(listed, plain if habits.cells != "panels" else replace(plain, cells="tabs"), dice)
        written, tables = [*more, *written], [other, *tables]
    stories: list[DumpStory] = []
    parts: list[list[str]] = []
    for number, topic in enumerate(random_topics(dice, dice.randint(4, 6))):
        blocks, story = story_blocks(story_for(habits, topic, number, dice), habits, dice)
        stories.append(story)
        parts.append(blocks)
    place = dice.randint(0, len(parts))
    if habits.table_around == "tight" and place > 0:
        parts[place - 1][-1] += "\n" + "\n".join(written)
        if place < len(parts):
            parts[place - 1][-1] += "\n" + parts[place].pop(0)
    else:
        parts.insert(place, written)
    return parts, stories, tables


def _masthead(
    habits: Habits, paper: str, day: date, edition: str, editors: tuple[str, ...], dice: Random
) -> tuple[list[str], list[str]]:
    """The blocks over and under the page's text."""
    name = {"right": paper, "misread": MISREAD_PAPERS[paper], "missing": ""}[habits.paper]
    when = _date(day, habits)
    page = dice.choice((f"第{edition}版", f"第{edition}版 要闻", f"{int(edition):02}版", f"第{NUMERALS[int(edition)]}版：要闻"))
    who = dice.choice(
        (
            f"责任编辑 {' '.join(editors)}",
            f"责任编辑：{editors[0]} 责编：{editors[1]} 美编：周明",
            f"本版编辑：{' '.join(editors)} 校对：王红",
        )
    )  # fmt: skip
    parts = [part for part in (name, when, page) if part]
    extra = {"web": list(WEB), "page numbers": [f"A{int(edition):02}"], "hotline": ["新闻热线：0000-0000000"]}.get(
        habits.leftovers, []
    )
    if habits.leftovers == "page numbers":
        parts = [part for part in parts if part != page]
    lines = ["  ".join(parts)] if dice.random() < 0.5 else parts
    match habits.masthead:
        case "foot":
            return extra[:2], [*lines, who, *extra[2:]]
        case "parted":
            return [*lines, *extra], [who]
        case _:
            return [*lines, who, *extra[:2]], extra[2:]


def _two_names(dice: Random) -> list[str]:
    first = invented_name(dice)
    return [first, next(name for _ in range(99) if (name := invented_name(dice)) != first)]


def _date(day: date, habits: Habits) -> str:
    match habits.date:
        case "dashes":
            return day.isoformat()
        case "dots":
            return f"{day.year}.{day.month}.{day.day}"
        case "slashes":
            return f"{day.year}/{day.month:02}/{day.day:02}"
        case "chinese":
            year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
            return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"
        case "lunar":
            return f"{day.year}年{day.month}月{day.day}日 星期三 农历壬寅年三月廿八"
        case "missing":
            return ""
        case _:
            return f"{day.year}年{day.month}月{day.day}日"


def _numeral(number: int) -> str:
    """
    >>> _numeral(28), _numeral(10), _numeral(3)
    ('二十八', '十', '三')
    """
    return TENS[number // 10] + (NUMERALS[number % 10] if number % 10 else "")


def _joined(blocks: list[str], habits: Habits) -> str:
    return ("\n" if habits.parting == "none" else "\n\n").join(blocks) + "\n"


def _encoded(text: str, habits: Habits) -> bytes:
    fed = text.replace("\n\n", "\n\f\n", 3)
    text = fed if habits.line_end == FORM_FEED else text.replace("\n", habits.line_end)
    if habits.encoding == "utf-16-le":
        return text.encode("utf-16-le")  # without its mark
    return text.encode(habits.encoding, "replace")
