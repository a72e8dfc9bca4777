"""More press tables, whose difficulty is their shape: section rows, mostly empty columns, wrapped headers, tables that go on
in the next column. Importing this adds them to ``press_tables.MAKERS``."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.typeset.press_tables import Look, PressTable, grouped, maker, people, table
from tests.typeset.random_tables import DISTRICTS
from tests.typeset.spec import LEFT
from tests.typeset.stories import PLACES, THINGS


def _counties(dice: Random, count: int = 9) -> list[tuple[str, str, str, str]]:
    rows = []
    for name in dice.sample(DISTRICTS, count):
        a, b = dice.randint(10, 99), dice.randint(10, 99)
        rows.append((name, str(a + b), str(a), str(b)))
    return rows


@maker
def sections(dice: Random) -> PressTable:
    """Headings between the rows that span the whole table."""
    rows = _counties(dice, 10)
    title = ("一、北部", LEFT, LEFT, LEFT), ("二、南部", LEFT, LEFT, LEFT)
    rows = [title[0], *rows[:5], title[1], *rows[5:]]
    return table("sections", "秋粮收购进度", "地区 合计 国有 民营", rows, "tnnn", look=Look("full", 8))


@maker
def sections_open(dice: Random) -> PressTable:
    return replace(sections(dice), kind="sections_open", look=Look("three", 8))


@maker
def remarks_open(dice: Random) -> PressTable:
    """A last column in which few cells hold anything, and a blank one here and there, no rules."""
    rows = [
        (row[0], row[1] if i != 4 else row[3], row[2] if i != 4 else "", row[3], "含企业" if i in (2, 6) else "")
        for i, row in enumerate(_counties(dice))
    ]
    return table("remarks_open", "用电负荷情况", "地区 合计 工业 农业 备注", rows, "tnnnt", look=Look("none", 8))


@maker
def remarks_full(dice: Random) -> PressTable:
    return replace(remarks_open(dice), kind="remarks_full", look=Look("full", 8))


@maker
def next_column(dice: Random) -> PressTable:
    """Two panels with a gutter between them, no rank to tell that the second goes on."""
    rows = [(name, f"{dice.uniform(60, 95):.1f}", dice.choice(PLACES)) for name in people(dice, 22)]
    return table("next_column", "教师资格面试成绩", "姓名 成绩 报考单位", rows, "tnt", look=Look("full", 7.5, panels=2))


@maker
def next_column_open(dice: Random) -> PressTable:
    return replace(next_column(dice), kind="next_column_open", look=Look("none", 7.5, panels=2))


@maker
def wrapped_header(dice: Random) -> PressTable:
    rows = [(name, *(str(dice.randint(10, 99)) for _ in range(4))) for name in DISTRICTS[:8]]
    header = "地区 新增\n就业人数 城镇登记\n失业人数 技能\n培训人次 创业\n贷款笔数"
    made = table("wrapped_header", "就业工作进展", "地区 a b c d", rows, "tnnnn", look=Look("full", 8, leading=1.7))
    lines = header.split(" ")
    return replace(made, header=(tuple(lines),), look=Look("full", 8, leading=2.6))


@maker
def wrapped_header_open(dice: Random) -> PressTable:
    return replace(wrapped_header(dice), kind="wrapped_header_open", look=Look("three", 8, leading=2.6))


@maker
def dashes(dice: Random) -> PressTable:
    """Blanks shown by strokes and dots, and zeros with decimals."""
    rows = [
        (row[0], row[1], row[2] if i % 3 else "—", dice.choice(("…", "--", "0.00", "-0.50", "－3.20")))
        for i, row in enumerate(_counties(dice))
    ]
    return table("dashes", "降水量", "地区 本月 上月 距平", rows, "tnnf", unit="毫米", look=Look("half", 8))


@maker
def totals(dice: Random) -> PressTable:
    """A totals row at the head, and a blank in the rank before it."""
    rows = [(str(i + 1), *row) for i, row in enumerate(_counties(dice))]
    whole = ("", "合计", *(str(sum(int(row[k]) for row in rows)) for k in (2, 3, 4)))
    return table(
        "totals", "植树完成情况", "序号 地区 合计 春季 秋季", [whole, *rows], "ntnnn", sums=((2, 3, 4),), look=Look("full", 8)
    )


@maker
def totals_open(dice: Random) -> PressTable:
    made = totals(dice)
    return replace(made, kind="totals_open", look=Look("none", 8), rows=(*made.rows[1:], made.rows[0]))


@maker
def large_money(dice: Random) -> PressTable:
    """Amounts with 万 and 亿 in the cells, and blanks after thousands."""
    rows = [
        (
            thing,
            f"{dice.randint(1, 99)}.{dice.randint(0, 9)}亿",
            f"{dice.randint(100, 9999)}万",
            grouped(dice.randint(10_000, 9_999_999)),
        )
        for thing in dice.sample(THINGS, 8)
    ]
    return table("large_money", "捐款情况", "项目 总投资 到位 户均(元)", rows, "tffn", look=Look("half", 8))


@maker
def years_down(dice: Random) -> PressTable:
    """Years in the first column: numbers that are labels."""
    rows = [(str(2010 + i), str(a := dice.randint(100, 900)), str(b := dice.randint(100, 900)), str(a + b)) for i in range(10)]
    return table("years_down", "历年入学人数", "年份 男 女 合计", rows, "nnnn", sums=((3, 1, 2),), look=Look("three", 8))


@maker
def headless_numbers(dice: Random) -> PressTable:
    """No header at all: names and numbers from the first row on."""
    rows = [(name, f"{dice.uniform(1, 99):.1f}", str(dice.randint(1, 99))) for name in DISTRICTS]
    return table("headless_numbers", "各地雨量", "", rows, "tnn", look=Look("full", 8))


@maker
def tied_words(dice: Random) -> PressTable:
    """Ranks in words, a score of three decimals."""
    rows = [
        (("第一名", "第二名", "并列第三", "并列第三", "第五名", "第六名")[i], name, f"{9.9 - i * 0.31:.3f}")
        for i, name in enumerate(people(dice, 6))
    ]
    return table("tied_words", "体操决赛成绩", "名次 运动员 得分", rows, "ttn", look=Look("three", 8))


@maker
def double_stub(dice: Random) -> PressTable:
    """Two tables in one grid: the header of the left half is not that of the right half."""
    rows = [
        (f"{n}号", dice.choice(THINGS), f"{dice.randint(1, 40)}:{dice.randint(1, 40)}", f"+{dice.randint(1, 9)}")
        for n in range(1, 9)
    ]
    return table("double_stub", "棋类比赛", "台号 项目 比分 让子", rows, "tttf", look=Look("dotted", 8))


@maker
def single_characters(dice: Random) -> PressTable:
    """Columns of single characters, rows so close that they could be vertical lines."""
    rows = [(name, dice.choice("男女"), str(dice.randint(18, 60)), dice.choice("优良中")) for name in people(dice, 12)]
    return table("single_characters", "裁判员名单", "姓名 性别 年龄 等级", rows, "ttnt", look=Look("none", 8, leading=1.2))
