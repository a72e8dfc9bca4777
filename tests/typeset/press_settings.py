"""Press tables: cells and settings of their own: merged, wrapped and worded cells, tints, rules, boxes, tables side by side."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.typeset.press_tables import MAKERS, Look, PressTable, maker, table
from tests.typeset.random_tables import DISTRICTS
from tests.typeset.spec import ABOVE
from tests.typeset.stories import PLACES, THINGS


@maker
def merged(dice: Random) -> PressTable:
    rows: list[tuple[str, ...]] = []
    for day in range(3):
        for i, hour in enumerate(("上午", "下午", "晚上")):
            rows.append((f"5月{day + 1}日" if i == 0 else ABOVE, hour, dice.choice(THINGS), dice.choice(PLACES)))
    return table("merged", "文化节活动安排", "日期 时间 活动 地点", rows, "tttt", look=Look("full", 8))


@maker
def merged_numbers(dice: Random) -> PressTable:
    rows: list[tuple[str, ...]] = []
    for county in dice.sample(DISTRICTS, 3):
        for i in range(3):
            a, b = dice.randint(10, 90), dice.randint(10, 90)
            rows.append(
                (
                    county if i == 0 else ABOVE,
                    dice.choice(("第一", "第二", "实验", "城关")) + ("小学", "中学", "幼儿园")[i],
                    str(a + b),
                    str(a),
                    str(b),
                )
            )
    return table(
        "merged_numbers", "新增学位", "县市区 学校 合计 男生 女生", rows, "ttnnn", sums=((2, 3, 4),), look=Look("full", 8)
    )


@maker
def upright_header(dice: Random) -> PressTable:
    rows = [(name, *(str(dice.randint(1, 99)) for _ in range(6))) for name in DISTRICTS[:9]]
    return table(
        "upright_header",
        "农机保有量",
        "地区 拖拉机 播种机 收割机 脱粒机 烘干机 喷雾机",
        rows,
        "tnnnnnn",
        unit="台",
        look=Look("full", 8, upright_header=True),
    )


@maker
def turned(dice: Random) -> PressTable:
    rows = [(name, f"{(a := dice.randint(10, 99)) + (b := dice.randint(10, 99))}", str(a), str(b)) for name in DISTRICTS]
    return table(
        "turned",
        "春季造林完成情况",
        "地区 合计 公益林 经济林",
        rows,
        "tnnn",
        sums=((1, 2, 3),),
        look=Look("full", 8, turned=1),
    )


@maker
def turned_down(dice: Random) -> PressTable:
    return replace(turned(dice), kind="turned_down", look=Look("full", 8, turned=-1))


@maker
def turned_open(dice: Random) -> PressTable:
    return replace(turned(dice), kind="turned_open", look=Look("three", 8, turned=1))


@maker
def footnotes(dice: Random) -> PressTable:
    rows = [
        (
            name,
            f"{dice.uniform(1, 99):.1f}" + ("*" if i == 2 else ""),
            f"{dice.uniform(1, 99):.1f}" + ("①" if i == 4 else ""),
            str(dice.randint(10, 99)),
        )
        for i, name in enumerate(DISTRICTS)
    ]
    return table(
        "footnotes",
        "空气质量状况",
        "地区 综合指数 上年同期 优良天数",
        rows,
        "tffn",
        notes=("注：带*号的为自动站数据；①不含沙尘天气。",),
        look=Look("full", 8),
    )


@maker
def ranges(dice: Random) -> PressTable:
    rows = [
        (
            f"{i + 1}号井",
            str(dice.randint(20, 90)) if i % 4 else f"{dice.randint(20, 40)}-{dice.randint(50, 90)}",
            f"{dice.uniform(1, 9):.2f}" if i % 5 else "未检出",
            f"≤{dice.randint(1, 9)}.0",
        )
        for i in range(12)
    ]
    return table("ranges", "水质监测结果", "井号 埋深 浓度 限值", rows, "tfft", look=Look("full", 8))


@maker
def rates(dice: Random) -> PressTable:
    rows = [
        (term, f"{dice.uniform(0.2, 2):.2f}%", f"{dice.uniform(1, 3):.3f}%")
        for term in ("活期", "三个月", "半年", "一年", "二年", "三年", "五年")
    ]
    return table("rates", "存款利率表", "期限 年利率 执行利率", rows, "tnn", look=Look("full", 8))


@maker
def hanzi_numbers(dice: Random) -> PressTable:
    rows = [
        (f"第{n}组", f"{n}十{m}", f"二〇二四年{n}月", dice.choice(("甲", "乙")))
        for n, m in zip("一二三四五六七八", "三五七九二四六八", strict=True)
    ]
    return table("hanzi_numbers", "分组情况", "组别 人数 完成时间 等级", rows, "tttt", look=Look("full", 8))


@maker
def wrapped(dice: Random) -> PressTable:
    rows = [
        (
            str(i + 1),
            dice.choice(THINGS) + "\n" + dice.choice(THINGS) + "工程",
            dice.choice(PLACES),
            str(dice.randint(100, 999)),
        )
        for i in range(7)
    ]
    return table(
        "wrapped", "重点项目名单", "序号 项目名称 责任单位 投资", rows, "nttn", unit="万元", look=Look("full", 8, leading=2.7)
    )


@maker
def wrapped_half(dice: Random) -> PressTable:
    return replace(wrapped(dice), kind="wrapped_half", look=Look("half", 8, leading=2.9))


def _plain(kind: str, dice: Random, look: Look, count: int = 9) -> PressTable:
    rows = []
    for name in dice.sample(DISTRICTS, count):
        a, b = dice.randint(100, 999), dice.randint(100, 999)
        rows.append((name, str(a + b), str(a), str(b), f"{dice.uniform(1, 99):.1f}"))
    return table(kind, "农村改厕完成情况", "地区 总数 上半年 下半年 完成率", rows, "tnnnn", sums=((1, 2, 3),), look=look)


def _settings() -> None:
    looks = {
        "banded": Look("none", 8, banded=True),
        "dark_header": Look("half", 8, dark_header=True),
        "dark_full": Look("full", 8, dark_header=True, banded=True),
        "double_rules": Look("double", 8),
        "dotted_rules": Look("dotted", 8),
        "tight": Look("none", 7, "r", leading=1.2, gap=0.7),
        "tiny": Look("full", 5),
        "tiny_open": Look("three", 5, leading=1.3),
        "latin": Look("three", 8, digits="Times-Roman"),
        "boxed": Look("none", 8, place="boxed"),
        "boxed_full": Look("full", 8, place="boxed"),
        "photo": Look("half", 8, place="photo"),
    }
    for kind, look in looks.items():
        MAKERS[kind] = lambda dice, kind=kind, look=look: _plain(kind, dice, look)


_settings()


@maker
def side_by_side(dice: Random) -> PressTable:
    right = [(name, str(dice.randint(1, 99))) for name in dice.sample(PLACES, 6)]
    other = table("side_by_side", "报名点", "报名点 人数", right, "tn", look=Look("half", 7.5))
    return replace(_plain("side_by_side", dice, Look("half", 7.5)), beside=other)


@maker
def side_by_side_open(dice: Random) -> PressTable:
    made = side_by_side(dice)
    other = replace(made.beside, kind="side_by_side_open", look=Look("none", 7.5)) if made.beside else None
    return replace(made, kind="side_by_side_open", look=Look("none", 7.5), beside=other)
