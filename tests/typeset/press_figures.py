"""Press tables: money, people, harvests."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.typeset.press_tables import Look, PressTable, grouped, maker, signed, table
from tests.typeset.random_tables import DISTRICTS
from tests.typeset.spec import ABOVE, LEFT
from tests.typeset.stories import THINGS


@maker
def budget_nested(dice: Random) -> PressTable:
    rows: list[tuple[str, ...]] = []
    for part in ("一、税收收入", "二、非税收入"):
        items = [(dice.randint(1000, 90000), dice.randint(1000, 90000)) for _ in range(3)]
        rows.append(
            (part, *(grouped(sum(item[k] for item in items)) for k in (0, 1)), f"({dice.randint(1, 9)}.{dice.randint(0, 9)})")
        )
        rows += [
            (("其中：" if i == 0 else "　　　") + name, grouped(a), grouped(b), signed(dice, 20, 1, plus=False))
            for i, (name, (a, b)) in enumerate(
                zip(dice.sample(("增值税", "企业所得税", "资源税", "专项收入", "罚没收入"), 3), items, strict=True)
            )
        ]
    rows.append(("收入总计", *(grouped(sum(int(row[k].replace(",", "")) for row in (rows[0], rows[4]))) for k in (1, 2)), ""))
    return table(
        "budget_nested",
        "一般公共预算收入执行情况",
        "项目 预算数 执行数 增减%",
        rows,
        "tnnb",
        unit="万元",
        look=Look("full", 7.5, "lrrr"),
    )


@maker
def full_width(dice: Random) -> PressTable:
    wide = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")
    rows = []
    for thing in dice.sample(THINGS, 9):
        a, b = dice.randint(1000, 99999), dice.randint(1000, 99999)
        rows.append((thing, *(grouped(v).translate(wide) for v in (a + b, a, b)), f"{dice.uniform(-9, 9):.1f}".translate(wide)))
    return table(
        "full_width",
        "项目投资进度",
        "项目 投资额 上半年 下半年 同比增长",
        rows,
        "tnnnn",
        unit="元",
        sums=((1, 2, 3),),
        look=Look("full", 7),
    )


@maker
def three_levels(dice: Random) -> PressTable:
    rows, whole = [], [0, 0, 0, 0]
    for county in dice.sample(DISTRICTS, 3):
        towns = [
            (dice.randint(900, 9000), (m := dice.randint(2000, 30000)) + (w := dice.randint(2000, 30000)), m, w)
            for _ in range(3)
        ]
        sums = [sum(town[k] for town in towns) for k in range(4)]
        rows.append((county, *sums))
        rows += [
            (f"　{name}镇", *town)
            for name, town in zip(dice.sample(("前么头", "大屯", "魏桥", "清凉店", "龙店", "祁刘"), 3), towns, strict=True)
        ]
        whole = [a + b for a, b in zip(whole, sums, strict=True)]
    rows.insert(0, ("全市", *whole))
    return table(
        "three_levels",
        "人口普查主要数据",
        "地区 户数 人口 男 女",
        rows,
        "tnnnn",
        unit="人",
        sums=((2, 3, 4),),
        look=Look("three", 7.5, "lrrrr"),
    )


@maker
def header3(dice: Random) -> PressTable:
    rows = [(name, *(str(dice.randint(10, 900)) for _ in range(6))) for name in DISTRICTS[:8]]
    header = "|".join(
        (
            f"地区 粮食作物 {LEFT} {LEFT} {LEFT} 经济作物 {LEFT}",
            f"{ABOVE} 夏粮 {LEFT} 秋粮 {LEFT} 棉花 油料",
            f"{ABOVE} 小麦 大麦 玉米 谷子 {ABOVE} {ABOVE}",
        )
    )
    return table("header3", "主要农作物播种面积", header, rows, "tnnnnnn", unit="千公顷", look=Look("full", 7.5))


@maker
def header3_open(dice: Random) -> PressTable:
    made = header3(dice)
    return replace(made, kind="header3_open", look=Look("three", 7.5))


@maker
def years(dice: Random) -> PressTable:
    rows = [
        (name, *(str(dice.randint(1000, 9000)) for _ in range(5))) for name in ("小麦", "玉米", "棉花", "蔬菜", "肉类", "禽蛋")
    ]
    return table(
        "years",
        "主要农产品产量",
        "指标 2019年 2020年 2021年 2022年 2023年",
        rows,
        "tnnnnn",
        unit="吨",
        look=Look("three", 8, digits="Times-Roman"),
    )


@maker
def pairs(dice: Random) -> PressTable:
    rows = [
        (thing, f"{dice.uniform(1, 999):.1f}")
        for thing in ("地区生产总值", "工业增加值", "固定资产投资", "财政收入", "进出口总额", "存款余额", "贷款余额")
    ]
    return table("pairs", "一季度主要经济指标", "指标 完成数", rows, "tn", unit="亿元", look=Look("none", 8, "lr"))
