"""Press tables: matches, and lists of names."""

from __future__ import annotations

from random import Random

from tests.typeset.press_tables import Look, PressTable, maker, people, table
from tests.typeset.random_tables import DISTRICTS
from tests.typeset.stories import PLACES


@maker
def league(dice: Random) -> PressTable:
    rows = []
    for i, team in enumerate(dice.sample(DISTRICTS, 10)):
        win, draw, lose = dice.randint(2, 9), dice.randint(0, 6), dice.randint(0, 8)
        rows.append(
            (
                i + 1,
                team[:-1] + "队",
                win + draw + lose,
                win,
                draw,
                lose,
                f"{dice.randint(5, 30)}/{dice.randint(5, 30)}",
                3 * win + draw,
            )
        )
    return table(
        "league",
        "业余足球联赛积分榜",
        "名次 球队 场次 胜 平 负 进/失球 积分",
        rows,
        "ntnnnntn",
        sums=((2, 3, 4, 5),),
        look=Look("half", 7.5),
    )


@maker
def matches(dice: Random) -> PressTable:
    rows = [
        (
            f"{dice.randint(3, 6)}月{dice.randint(1, 28)}日",
            a,
            f"{dice.randint(0, 4)}:{dice.randint(0, 4)}",
            b,
            f"{dice.randint(60, 110)}-{dice.randint(60, 110)}",
        )
        for a, b in (dice.sample(DISTRICTS, 2) for _ in range(9))
    ]
    return table("matches", "联赛赛果", "日期 主队 比分 客队 篮球", rows, "ttttt", look=Look("three", 8))


@maker
def medals_tied(dice: Random) -> PressTable:
    counts = sorted(([dice.randint(0, 5) for _ in range(3)] for _ in range(10)), reverse=True)
    counts[4] = counts[3]
    rank = [1 + sum(other > own for other in counts) for own in counts]
    rows = [
        (f"并列{r}" if rank.count(r) > 1 else r, team, *c, sum(c))
        for r, team, c in zip(rank, dice.sample(DISTRICTS, 10), counts, strict=True)
    ]
    return table(
        "medals_tied",
        "职工运动会奖牌榜",
        "名次 代表队 金牌 银牌 铜牌 总数",
        rows,
        "ntnnnn",
        sums=((5, 2, 3, 4),),
        look=Look("double", 8),
    )


@maker
def exam_panels(dice: Random) -> PressTable:
    rows = [(f"{240000 + dice.randint(0, 9999):07d}", name, f"{dice.uniform(60, 95):.2f}") for name in people(dice, 44)]
    return table(
        "exam_panels", "公开招聘笔试成绩公示", "准考证号 姓名 成绩", rows, "ttn", look=Look("full", 6, panels=4, leading=1.45)
    )


@maker
def exam_tight(dice: Random) -> PressTable:
    rows = [
        (i + 1, name, f"{dice.uniform(60, 95):.1f}", dice.choice(("一", "二", "三"))) for i, name in enumerate(people(dice, 36))
    ]
    return table(
        "exam_tight",
        "技能比武成绩",
        "序号 姓名 成绩 组别",
        rows,
        "ntnt",
        look=Look("none", 6, "crrc", panels=3, leading=1.4, gap=0.8),
    )


@maker
def names_grid(dice: Random) -> PressTable:
    names = people(dice, 48)
    rows = [tuple(names[i : i + 8]) for i in range(0, 48, 8)]
    return table("names_grid", "优秀志愿者名单", "", rows, "t" * 8, look=Look("none", 8))


@maker
def names_ruled(dice: Random) -> PressTable:
    names = people(dice, 30)
    rows = [tuple(names[i : i + 6]) for i in range(0, 30, 6)]
    return table("names_ruled", "获奖人员名单", "", rows, "t" * 6, look=Look("full", 8))


@maker
def prizes(dice: Random) -> PressTable:
    names = people(dice, 24)
    rows = [(names[i], names[i + 8] if i < 6 else "", names[i + 16] if i != 5 else "", dice.choice(PLACES)) for i in range(8)]
    return table("prizes", "征文比赛获奖名单", "一等奖 二等奖 三等奖 组织单位", rows, "tttt", look=Look("full", 8))
