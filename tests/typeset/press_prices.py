"""Press tables: prices, numbers drawn, codes, timetables."""

from __future__ import annotations

from random import Random

from tests.typeset.press_tables import Look, PressTable, companies, grouped, maker, people, signed, table
from tests.typeset.random_tables import DISTRICTS
from tests.typeset.stories import PLACES


@maker
def stocks(dice: Random) -> PressTable:
    count = 24
    rows = [
        (
            f"{dice.choice((0, 300, 600, 2)) * 1000 + dice.randint(1, 999):06d}",
            name,
            f"{dice.uniform(2, 90):.2f}",
            signed(dice, 9.9),
        )
        for name in companies(dice, count)
    ]
    look = Look("none", 6, "clrr", panels=2, leading=1.35, gap=1.0, digits="Helvetica")
    return table("stocks", "昨日沪深部分个股行情", "代码 名称 收盘价 涨跌幅%", rows, "ttnn", look=look)


@maker
def funds(dice: Random) -> PressTable:
    rows = [
        (
            f"{dice.randint(1, 9999):06d}",
            name[:2] + "成长混合",
            f"{dice.uniform(0.6, 2):.4f}",
            f"{dice.uniform(1, 4):.4f}",
            signed(dice, 2, plus=False),
        )
        for name in companies(dice, 12)
    ]
    return table(
        "funds",
        "开放式基金净值",
        "基金代码 基金名称 单位净值 累计净值 日增长率(%)",
        rows,
        "ttnnn",
        look=Look("three", 7, "clrrr"),
    )


@maker
def arrows(dice: Random) -> PressTable:
    rows = [
        (
            thing,
            f"{dice.uniform(900, 9000):.2f}",
            dice.choice("↑↓▲▼") + f"{dice.uniform(0.1, 80):.2f}",
            f"{dice.uniform(0.01, 3):.2f}%",
        )
        for thing in ("上证指数", "深证成指", "创业板指", "沪深三百", "国债指数", "基金指数", "恒生指数")
    ]
    return table("arrows", "昨日主要指数", "指数 收盘 涨跌 幅度", rows, "tntn", look=Look("full", 8))


@maker
def prices(dice: Random) -> PressTable:
    goods = ("大白菜", "西红柿", "黄瓜", "土豆", "鸡蛋", "猪肉", "牛肉", "鲤鱼", "豆腐")
    rows = [
        (
            good,
            f"{(a := dice.uniform(1, 30)):.2f}元/斤",
            f"{a + dice.uniform(-0.5, 0.5):.2f}元/斤",
            dice.choice(("持平", "略涨", "略降")),
        )
        for good in goods
    ]
    return table("prices", "本周农副产品价格", "品种 本周价 上周价 走势", rows, "tttt", look=Look("half", 8))


@maker
def price_moves(dice: Random) -> PressTable:
    goods = ("小麦", "玉米", "大豆", "棉花", "花生仁", "豆粕", "尿素", "柴油")
    rows = [
        (good, f"{(b := dice.uniform(2, 9)):.2f}", f"{b + (d := dice.choice((-0.12, 0.05, 0.2, -0.03))):.2f}", f"{d:+.2f}")
        for good in goods
    ]
    return table(
        "price_moves",
        "主要农产品收购价格",
        "品种 上周 本周 涨跌",
        rows,
        "tnnn",
        unit="元/公斤",
        look=Look("half", 8, banded=True),
    )


@maker
def lottery(dice: Random) -> PressTable:
    rows = [
        (
            game,
            f"{24000 + dice.randint(10, 150)}",
            " ".join(f"{n:02d}" for n in sorted(dice.sample(range(1, 34), 6))) + f"+{dice.randint(1, 16):02d}",
            grouped(dice.randint(3, 90) * 100_000 + dice.randint(0, 99_999)),
        )
        for game in ("双色球", "大乐透", "七乐彩", "七星彩", "燕赵风采")
    ]
    return table("lottery", "彩票开奖公告", "玩法 期号 开奖号码 奖池(元)", rows, "tttn", look=Look("full", 8))


@maker
def lottery_digits(dice: Random) -> PressTable:
    rows = [
        (f"{2024000 + 60 + i}", f"{dice.randint(0, 999):03d}", f"{dice.randint(0, 99999):05d}", dice.choice(("组三", "组六")))
        for i in range(8)
    ]
    rows[0] = (rows[0][0], "007", "00412", "组六")
    return table("lottery_digits", "排列三排列五近期号码", "期号 排列三 排列五 形态", rows, "tttt", look=Look("none", 8))


@maker
def id_codes(dice: Random) -> PressTable:
    rows = [
        (f"{dice.randint(1, 400):05d}", name, f"{dice.randint(60, 99)}", f"{13110000 + dice.randint(1, 999):09d}")
        for name in people(dice, 14)
    ]
    return table("id_codes", "入围人员名单", "准考证号 姓名 成绩 报名编号", rows, "ttnt", look=Look("full", 7.5))


@maker
def phones(dice: Random) -> PressTable:
    rows = [
        (
            place,
            f"0318-{dice.randint(2000000, 2999999)}",
            f"1{dice.choice('3589')}{dice.randint(0, 999999999):09d}",
            f"{dice.randint(53000, 53999):06d}",
        )
        for place in PLACES[:9]
    ]
    return table("phones", "便民服务电话", "单位 电话 手机 邮编", rows, "tttt", look=Look("half", 7.5, "l"))


@maker
def weather(dice: Random) -> PressTable:
    rows = [
        (
            name,
            dice.choice(("晴", "多云", "晴转多云", "小雪")),
            f"{dice.randint(2, 15)}～-{dice.randint(1, 9)}℃",
            f"{dice.choice(('3-4', '4～5', '2-3'))}级",
            str(dice.randint(-9, -1)),
        )
        for name in DISTRICTS
    ]
    return table("weather", "今日各县市区天气", "地区 天气 气温 风力 最低气温", rows, "ttttn", look=Look("none", 8))


@maker
def trains(dice: Random) -> PressTable:
    def at() -> str:
        return f"{dice.randint(0, 23):02d}:{dice.randint(0, 59):02d}"

    rows = [
        (
            dice.choice("GDKTZ") + str(dice.randint(11, 8999)),
            *dice.sample(("北京西", "济南", "石家庄", "青岛", "太原", "德州"), 2),
            at() if dice.random() < 0.8 else "—",
            at() if dice.random() < 0.85 else "……",
        )
        for _ in range(14)
    ]
    return table(
        "trains",
        "衡水站列车时刻",
        "车次 始发站 终点站 到站 开车",
        rows,
        "ttttt",
        look=Look("head", 7, leading=1.4, gap=1.0, digits="Times-Roman"),
    )


@maker
def bus(dice: Random) -> PressTable:
    rows = [
        (
            f"{i}路",
            f"{dice.choice(PLACES)}—{dice.choice(PLACES)}",
            "6:30",
            f"{dice.randint(18, 21)}:{dice.choice(('00', '30'))}",
            str(dice.choice((8, 10, 12, 15))),
        )
        for i in range(1, 10)
    ]
    return table(
        "bus", "公交线路首末班时间", "线路 起讫站 首班 末班 间隔(分钟)", rows, "ttttn", look=Look("dotted", 7.5, "lcccc")
    )


@maker
def dates(dice: Random) -> PressTable:
    rows = [
        (
            f"{1 + i // 3}月{dice.randint(1, 28)}日",
            f"2024.{dice.randint(1, 12)}.{dice.randint(1, 28)}",
            dice.choice(PLACES),
            f"{dice.randint(8, 11)}:00-{dice.randint(12, 17)}:30",
        )
        for i in range(9)
    ]
    return table("dates", "义务植树日程安排", "日期 截止 地点 时段", rows, "tttt", look=Look("full", 8))
