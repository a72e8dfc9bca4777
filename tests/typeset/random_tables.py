"""Tables of the kinds newspapers print, made up from seeds; correct, ``misprints.py`` spoils them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from random import Random

from tests.typeset.spec import ABOVE, LEFT, Table
from tests.typeset.stories import PLACES, THINGS, invented_name
from tests.typeset.truth import LIST_KIND

DISTRICTS = ("桃城区", "冀州区", "深州市", "枣强县", "武邑县", "武强县", "饶阳县", "安平县", "故城县", "景县", "阜城县")
SYLLABLES = "安平和顺康宁长春永丰新华东湖光明柳荷文庆吉祥"


class TableKind(StrEnum):
    SCORE = "score"
    POPULATION = "population"
    MEDAL = "medal"
    SCHEDULE = "schedule"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Sums:
    """How a table's numbers hang together: each row's total is the sum of its parts, and with ``totals_row`` the last row
    is the sum of the others. ``caps`` are the shares of the parts; ``ordered`` says totals never rise."""

    total: int
    parts: tuple[int, ...]
    caps: tuple[int, ...] = ()
    ordered: bool = False
    totals_row: bool = False


def plain(value: Decimal) -> str:
    """A number as newspapers print it, without empty decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sums_of(table: Table) -> Sums | None:
    """The arithmetic of a table this module made; None for a schedule."""
    if table.kind == TableKind.SCORE:
        caps = tuple(int(text.strip("占比%")) for text in table.header[1] if text.startswith("占比"))
        return Sums(2, tuple(range(3, table.width)), caps, ordered=True)
    return {
        TableKind.POPULATION: Sums(1, (2, 3), totals_row=True),
        TableKind.MEDAL: Sums(5, (2, 3, 4), totals_row=True),
        TableKind.BUDGET: Sums(1, (2, 3, 4), totals_row=True),
    }.get(TableKind(table.kind))


def _with_totals(rows: list[list[str]], label_col: int, number_cols: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    last = ["" for _ in rows[0]]
    last[label_col] = "合计"
    for column in number_cols:
        last[column] = plain(sum((Decimal(row[column]) for row in rows), Decimal(0)))
    return tuple(tuple(row) for row in [*rows, last])


def score_table(dice: Random) -> Table:
    """Ranks, names, totals and parts whose shares the header prints; two parts of some low row are equal."""
    shares = dice.choice(((20, 40, 40), (10, 20, 30, 40)))
    step = Decimal("0.2") if len(shares) == 3 else Decimal("0.05")
    names = dice.sample(["社区得分", "小区得分", "小巷得分", "广场得分", "学校得分"], len(shares))
    count = dice.randint(22, 64)
    rows = []
    for number in range(count):
        level = 0.95 - 0.25 * number / count
        parts = [_near(share, level, step, dice) for share in shares]
        if number > count // 2 and dice.random() < 0.25 and len(shares) == 3:
            parts[2] = parts[1]
        rows.append([sum(parts, Decimal(0)), *parts])
    rows.sort(key=lambda row: -row[0])
    communities = _communities(dice, count)
    return Table(
        title=f"{dice.randint(1, 12)}月份全市社区评比得分明细",
        header=(("序号", "社区名称", "总分", *names), ("", "", "", *(f"占比{share}%" for share in shares))),
        rows=tuple((str(rank), communities[rank - 1], *map(plain, row)) for rank, row in enumerate(rows, 1)),
        kind=TableKind.SCORE,
        name_col=1,
    )


def _near(share: int, level: float, step: Decimal, dice: Random) -> Decimal:
    wanted = Decimal(str(round(share * min(1.0, max(0.3, dice.gauss(level, 0.05))), 4)))
    return (wanted / step).to_integral_value() * step


def _communities(dice: Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        syllables = dice.sample(SYLLABLES, dice.choice((2, 2, 2, 3)))
        names[dice.choice(DISTRICTS) + "".join(syllables) + "社区"] = None
    return list(names)


def population_table(dice: Random) -> Table:
    rows = []
    for district in DISTRICTS:
        men, women = dice.randint(90_000, 310_000), dice.randint(90_000, 310_000)
        rows.append([district, str(men + women), str(men), str(women)])
    header = (("县市区", "常住人口", "男", "女"),)
    return Table("各县市区常住人口", header, _with_totals(rows, 0, (1, 2, 3)), kind=TableKind.POPULATION, unit="人")


def medal_table(dice: Random) -> Table:
    counts = sorted(([dice.randint(0, 20) for _ in range(3)] for _ in DISTRICTS), reverse=True)
    teams = dice.sample(DISTRICTS, len(DISTRICTS))
    rows = [
        [str(rank), f"{team}代表队", *map(str, count), str(sum(count))]
        for rank, (team, count) in enumerate(zip(teams, counts, strict=True), 1)
    ]
    header = (("名次", "代表队", "金牌", "银牌", "铜牌", "总数"),)
    title = f"全市第{dice.choice('三四五六八九')}届运动会奖牌榜"
    return Table(title, header, _with_totals(rows, 1, (2, 3, 4, 5)), kind=TableKind.MEDAL, unit="枚", name_col=1)


def schedule_table(dice: Random) -> Table:
    days = sorted({(dice.randint(1, 12), dice.randint(1, 28)) for _ in range(dice.randint(9, 16))})
    rows = tuple((f"{month}月{day}日", dice.choice(DISTRICTS), dice.choice(PLACES), invented_name(dice)) for month, day in days)
    return Table(
        "下乡义诊和图书流动车时间安排", (("日期", "地点", "单位", "联系人"),), rows, kind=TableKind.SCHEDULE, name_col=2
    )


def budget_table(dice: Random) -> Table:
    """A header of two rows with a span over two columns."""
    rows = []
    for thing in dice.sample(THINGS, dice.randint(7, 12)):
        parts = [Decimal(dice.randint(20, 900)) / 10 for _ in range(3)]
        rows.append([thing, plain(sum(parts, Decimal(0))), *map(plain, parts)])
    header = (("项目", "预算数", "支出", LEFT, "结余"), (ABOVE, ABOVE, "上半年", "下半年", ABOVE))
    return Table("便民项目预算执行情况", header, _with_totals(rows, 0, (1, 2, 3, 4)), kind=TableKind.BUDGET, unit="万元")


def red_black_list(table: Table, count: int = 3) -> Table:
    """The list that names the first and the last communities of a score table."""
    rows = table.correct_rows
    pairs = zip(rows[:count], rows[-count:], strict=True)
    return Table(
        title="全市社区评比红黑榜",
        header=(("红榜", LEFT, "黑榜", LEFT), ("排名", "社区名称", "排名", "社区名称")),
        rows=tuple((red[0], red[1], black[0], black[1]) for red, black in pairs),
        kind=LIST_KIND,
        name_col=1,
    )


MAKERS: dict[TableKind, Callable[[Random], Table]] = {
    TableKind.SCORE: score_table,
    TableKind.POPULATION: population_table,
    TableKind.MEDAL: medal_table,
    TableKind.SCHEDULE: schedule_table,
    TableKind.BUDGET: budget_table,
}


def random_table(kind: TableKind, dice: Random) -> Table:
    return MAKERS[kind](dice)
