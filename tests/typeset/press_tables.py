"""Tables of the kinds newspapers print that are no score lists: prices, timetables, leagues, names, budgets with sub-items.

Each maker answers with what is printed, how it looks, and what may be made of each column. All names and figures are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.typeset.random_tables import DISTRICTS
from tests.typeset.spec import ABOVE, LEFT
from tests.typeset.stories import PLACES, THINGS, invented_name

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is set. ``frame``: full, half (rules between rows), three (three-line), none, dotted, double, head (rules
    around the header alone). ``leading`` and ``gap`` are ems: from row to row, and of white between columns."""

    frame: str = "full"
    size: float = 7.5
    align: str = "c"
    panels: int = 1
    leading: float = 1.6
    gap: float = 1.2
    digits: str = ""
    """A face of reportlab's own for ASCII characters (Times-Roman, Helvetica), else the body's."""
    banded: bool = False
    dark_header: bool = False
    upright_header: bool = False
    turned: bool = False
    place: str = "between"
    """between paragraphs; boxed, in a frame with text beside it; photo, with a picture beside it."""


@dataclass(frozen=True, slots=True)
class PressTable:
    """A printed table. ``columns`` has a letter a column: n a number, t a text, which also codes, dates and ranges are.

    ``header`` and ``rows`` use LEFT and ABOVE for spans and a newline where a cell's text is wrapped. ``sums`` are columns
    (total, parts…) that add up in every row; ``true_rows`` are what should stand where ``rows`` are misprinted.
    """

    kind: str
    title: str
    header: Rows
    rows: Rows
    columns: str
    look: Look = Look()
    unit: str = ""
    notes: tuple[str, ...] = ()
    sums: tuple[tuple[int, ...], ...] = ()
    true_rows: Rows = ()
    beside: PressTable | None = field(default=None)
    """Another table on its right."""

    @property
    def correct(self) -> Rows:
        return self.true_rows or self.rows


Maker = Callable[[Random], PressTable]
MAKERS: dict[str, Maker] = {}


def maker(make: Maker) -> Maker:
    MAKERS[make.__name__] = make
    return make


def table(kind: str, title: str, header: str, rows: Sequence[Sequence[object]], columns: str, **more: object) -> PressTable:
    """``header`` in one string: cells parted by blanks, rows by |."""
    lines = tuple(tuple("" if cell == "_" else cell for cell in line.split()) for line in header.split("|")) if header else ()
    texts = tuple(tuple(str(cell) for cell in row) for row in rows)
    return PressTable(kind, title, lines, texts, columns, **more)  # type: ignore[arg-type]  # the makers' keywords


def signed(dice: Random, most: float, places: int = 2, *, plus: bool = True) -> str:
    value = dice.uniform(-most, most)
    text = f"{value:.{places}f}"
    return "0." + "0" * places if float(text) == 0 else ("+" if plus and value > 0 else "") + text


def grouped(value: int | Decimal) -> str:
    return f"{value:,}"


def companies(dice: Random, count: int) -> list[str]:
    ends = ("股份", "科技", "电力", "银行", "实业", "重工", "药业")
    return [
        a + b + c
        for a, b, c in zip(
            dice.choices("华东长北泰天金海", k=count),
            dice.choices("河源盛安泽丰", k=count),
            dice.choices(ends, k=count),
            strict=True,
        )
    ]


def people(dice: Random, count: int) -> list[str]:
    return [invented_name(dice) for _ in range(count)]


# --- prices


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


# --- numbers drawn, codes, times


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


# --- matches


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


# --- lists of names


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


# --- money and people


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


# --- settings


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
        look=Look("full", 8, turned=True),
    )


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


def misprinted(made: PressTable, dice: Random) -> PressTable:
    """The table with a digit of one summed cell set wrong; the same where no sum could tell."""
    if not made.sums:
        return made
    row, rule = dice.randrange(len(made.rows)), dice.choice(made.sums)
    column = dice.choice(rule)
    text = made.rows[row][column]
    digits = "０１２３４５６７８９" if any(c in "０１２３４５６７８９" for c in text) else "0123456789"
    place = dice.choice([i for i, c in enumerate(text) if c in digits])
    other = dice.choice([c for c in digits[1:] if c != text[place]])
    rows = [list(each) for each in made.rows]
    rows[row][column] = text[:place] + other + text[place + 1 :]
    return replace(made, rows=tuple(map(tuple, rows)), true_rows=made.rows)


def press_table(kind: str, seed: int, *, misprint: bool = False) -> PressTable:
    """The table of a kind from a seed."""
    dice = Random(f"{kind} {seed}")  # noqa: S311 - a table that can be made again, not a secret
    made = MAKERS[kind](dice)
    return misprinted(made, dice) if misprint else made
