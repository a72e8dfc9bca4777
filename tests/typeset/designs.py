"""Pages of a stated design from a seed: other grids and shapes than the usual page, to see which of them are read.

``DESIGNS`` holds a function for each kind of page; the same kind and seed give the same page. A fault in one kind says what
a newspaper may do that is not read yet (``python -m benchmarks.articles``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.typeset.design_parts import long_story, make_page, picture, shape, stories, story
from tests.typeset.designs_press import PRESS
from tests.typeset.spec import BROADSHEET, TABLOID, Article, Corner, Group, Item, Kind, PageSpec
from tests.typeset.stories import invented_name, random_story, random_topics

Design = Callable[[Random], PageSpec]
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
TURNS_TO = ("（下转第{page}版）", "下转{page}版", "（下转{page}版）", "▲下转第{page}版")
TURNS_FROM = ("（上接第{page}版）", "上接{page}版")


def grid(columns: int, **style: object) -> Design:
    """Even columns, so many of them."""

    def design(dice: Random) -> PageSpec:
        spans = (1,) if columns == 2 else (1, 1, 2, 2, min(3, columns), min(4, columns))
        return make_page(dice, list(stories(dice, 26, spans)), columns=columns, **style)

    return design


def tabloid(dice: Random) -> PageSpec:
    width, height = TABLOID
    items: list[Item] = list(stories(dice, 14, (1, 2, 2, 3)))
    return make_page(
        dice,
        items,
        width=width,
        height=height,
        columns=dice.choice((3, 4, 5)),
        headline_scale=0.85,
        body_size=9.0,
        leading=13.5,
    )


def no_rules(dice: Random) -> PageSpec:
    return make_page(dice, list(stories(dice, 26)), **shape(dice, item_gap=dice.choice((8, 12, 18))))


def tight_gutters(dice: Random) -> PageSpec:
    """Gutters of one em, half of the pages with a rule between columns."""
    ruled = dice.random() < 0.5
    items: list[Item] = [replace(one, column_rules=ruled) for one in stories(dice, 26)]
    return make_page(dice, items, columns=dice.choice((5, 6, 7)), gutter=dice.choice((9.0, 10.0, 11.0)), item_gap=9)


def no_byline(dice: Random) -> PageSpec:
    items: list[Item] = [replace(one, ruled=dice.random() < 0.3) for one in stories(dice, 26, byline=False)]
    return make_page(dice, items, **shape(dice))


def around_picture(dice: Random) -> PageSpec:
    """Stories in the shape of an L or a U around a picture with its caption."""
    items: list[Item] = []
    for one in stories(dice, 22, (1, 2, 3, 3, 4)):
        if one.span > 1:
            one = replace(one, pictures=(picture(dice, dice.randint(1, one.span - 1)),))
            one = replace(one, paragraphs=(*one.paragraphs, *random_story(dice, random_topics(dice, 1)[0], 3).paragraphs[1:]))
        items.append(one)
    return make_page(dice, items, **shape(dice))


def around_box(dice: Random) -> PageSpec:
    """Stories around a boxed one."""
    items: list[Item] = []
    for number, one in enumerate(stories(dice, 20, (1, 2, 3, 3, 4))):
        if one.span > 2:
            inset = story(dice, dice.choice((1, 1, 2)) if one.span > 3 else 1, number=number % 5)
            corner = dice.choice((Corner.TOP_RIGHT, Corner.BOTTOM_RIGHT, Corner.MIDDLE))
            more = random_story(dice, random_topics(dice, 1)[0], 3).paragraphs[1:]
            one = replace(one, inset=replace(inset, kicker=""), inset_corner=corner, paragraphs=(*one.paragraphs, *more))
        items.append(one)
    return make_page(dice, items, **shape(dice))


def heading_beside(dice: Random) -> PageSpec:
    """Headings set level, left of their story."""
    items: list[Item] = []
    for one in stories(dice, 24, (1, 2, 2, 3, 3)):
        beside = one.span > 1 and dice.random() < 0.7
        items.append(replace(one, beside=beside, headline_size=18.0 if beside else None, ruled=dice.random() < 0.4))
    return make_page(dice, items, **shape(dice))


def heading_over_part(dice: Random) -> PageSpec:
    """Headings over the first columns of their story; the last begins beside them."""
    items: list[Item] = []
    for one in stories(dice, 24, (1, 2, 3, 3, 4)):
        part = one.span > 2 and dice.random() < 0.7
        items.append(replace(one, heading_span=one.span - 1 if part else None, ruled=True))
    return make_page(dice, items, **shape(dice))


def vertical_headline(dice: Random) -> PageSpec:
    items: list[Item] = []
    for one in stories(dice, 24, (1, 2, 2, 3)):
        upright = one.span > 1 and dice.random() < 0.6
        headline = f"{one.headline[:5]}\n{one.headline[5:]}" if upright else one.headline
        items.append(replace(one, vertical=upright, headline=headline, subhead="" if upright else one.subhead))
    return make_page(dice, items, **shape(dice))


def vertical_text(dice: Random) -> PageSpec:
    """Among the others some stories that run from top to bottom, right to left."""
    items: list[Item] = []
    for one in stories(dice, 20, (1, 2, 2, 3)):
        if one.span > 1 and dice.random() < 0.5:
            paragraphs = tuple(part.translate(NUMERALS).replace("“", "「").replace("”", "」") for part in one.paragraphs)
            one = replace(one, upright=True, boxed=True, paragraphs=paragraphs)
        items.append(one)
    return make_page(dice, items, **shape(dice))


def briefs(dice: Random) -> PageSpec:
    """A box of briefs among stories."""
    topics = random_topics(dice, 14)
    short = []
    for place, deed, thing in topics[: dice.randint(5, 9)]:
        one = random_story(dice, (place, deed, thing), 1)
        head = f"{place}{deed}{thing}"
        paragraphs = (one.paragraphs[0],)
        short.append(
            replace(one, headline=head, headline_size=12.0, paragraphs=paragraphs, kicker="", subhead="", kind=Kind.BRIEF)
        )
    rubric = dice.choice(("简讯", "一句话新闻", "短波", "各地简讯"))
    span = dice.choice((2, 3))
    short = [replace(one, rubric=rubric) for one in short]
    group = Group(
        rubric, tuple(short), span, columns=dice.choice((1, 2)), boxed=dice.random() < 0.7, inner_boxes=dice.random() < 0.5
    )
    others = list(stories(dice, 18))
    place_ = dice.randint(0, 4)
    return make_page(dice, [*others[:place_], group, *others[place_:]], **shape(dice))


def crossheads(dice: Random) -> PageSpec:
    """Headings within long stories, some of the body's size, some larger."""
    items: list[Item] = []
    for number in range(6):
        span = dice.choice((2, 3, 4))
        one = long_story(dice, 350 * span, span=span)
        parts = list(one.paragraphs)
        at = list(range(2, len(parts) - 1, 3))
        for shift, place in enumerate(at):
            parts.insert(
                place + shift, dice.choice(("把小事做细", "众人拾柴", "从春到秋", "一本明白账", "修旧如旧", "下一步怎么走"))
            )
        heads = tuple(place + shift for shift, place in enumerate(at))
        scale = dice.choice((1.0, 1.0, 1.15, 1.25))
        items.append(replace(one, paragraphs=tuple(parts), crossheads=heads, crosshead_scale=scale, ruled=number % 2 == 0))
        items.extend(stories(dice, 2, (1, 2)))
    return make_page(dice, items, **shape(dice))


def continued(dice: Random) -> PageSpec:
    """Stories that go on on another page, and one that came from another."""
    items: list[Item] = []
    for number, one in enumerate(stories(dice, 22)):
        page = dice.choice(("二", "三", "四", "2", "3"))
        if number == 1:
            one = replace(one, turn=dice.choice(TURNS_FROM).format(page=page))
        elif one.span > 1 and dice.random() < 0.4:
            one = replace(one, turn=dice.choice(TURNS_TO).format(page=page))
        items.append(one)
    return make_page(dice, items, **shape(dice))


NOTICES = (
    ("遗失声明", "{name}不慎将居民身份证遗失，声明作废。"),
    ("停水通知", "因管道检修，{month}月{day}日8时至17时，东湖街道部分小区停水，请提前储水。"),
    ("公告", "老城社区卫生服务站自{month}月{day}日起迁至新址，就诊时间不变，特此公告。"),
    ("寻物启事", "本人于{month}月{day}日在环湖步道遗失黑色背包一个，拾到者请与失主联系。联系人：{name}"),
    ("更正", "本报{month}月{day}日第三版刊发的消息中，“{name}”应为“{other}”，特此更正。"),
    ("招聘启事", "市植物园招聘园艺工{few}名，要求身体健康、吃苦耐劳。联系电话：0000-0000000"),
)
ADVERTISEMENTS = (
    ("湖畔家具城 春季特惠", "全场实木家具八折起，送货上门。地址：东湖街道18号 订购热线：0000-0000000"),
    ("老李修表", "三十年手艺，钟表、眼镜维修。电话：0000-0000000"),
    ("新鲜豆制品 每日直送", "前五十名顾客凭报纸优惠。咨询电话：0000-0000000 地址：北关菜市场东门"),
)


def notices(dice: Random) -> PageSpec:
    """Notices in boxes and under a rubric, and advertisements, at the foot of the page."""
    items: list[Item] = []

    def filled(text: str) -> str:
        return text.format(
            name=invented_name(dice),
            other=invented_name(dice),
            month=dice.randint(1, 12),
            day=dice.randint(1, 28),
            few=dice.randint(2, 9),
        )

    rubric = dice.choice(("分类信息", "便民信息", "公告栏"))
    small = [
        Article(head, (filled(text),), kind=Kind.NOTICE, headline_size=12.0, rubric=rubric)
        for head, text in dice.sample(NOTICES, dice.randint(3, 5))
    ]
    items.append(Group(rubric, tuple(small), 2, columns=2, inner_boxes=True))
    for head, text in dice.sample(ADVERTISEMENTS, 2):
        items.append(Article(head, (filled(text),), kind=Kind.ADVERTISEMENT, span=1, boxed=True, headline_size=14.0))
    head, text = dice.choice(NOTICES)
    items.append(Article(head, (filled(text),), kind=Kind.NOTICE, boxed=True, headline_size=16.0))
    return make_page(dice, [*items, *stories(dice, 20)], **shape(dice))


def photo_page(dice: Random) -> PageSpec:
    """One story around a large photograph, and a boxed story."""
    columns = dice.choice((4, 5, 6))
    size = dice.choice((10.0, 11.0, 12.0))
    main = long_story(dice, dice.randint(1500, 2400), span=columns, headline_size=40.0)
    wide = columns - dice.choice((1, 2))
    photo = replace(picture(dice, wide, dice.choice((Corner.MIDDLE, Corner.TOP_RIGHT))), ratio=0.5)
    inset = replace(story(dice, 2), kicker="", ruled=False)
    main = replace(
        main, pictures=(photo,), inset=inset, inset_corner=Corner.BOTTOM_RIGHT, kicker=main.kicker or "走进身边的变化"
    )
    return make_page(dice, [main, *stories(dice, 4, (2, 3))], columns=columns, body_size=size, leading=size * 1.6, item_gap=16)


def small_print(dice: Random) -> PageSpec:
    """A page of small print: one long text with the headings of its chapters."""
    width, height = dice.choice((BROADSHEET, TABLOID))
    columns = dice.choice((4, 5, 6)) if width == BROADSHEET[0] else dice.choice((3, 4))
    size = dice.choice((6.5, 7.0, 8.0))
    articles = dice.randint(80, 99)
    parts: list[str] = []
    heads: list[int] = []
    for number in range(1, articles):
        if number % 8 == 1:
            heads.append(len(parts))
            parts.append(f"第{_chinese(number // 8 + 1)}章 {dice.choice(('总则', '管理', '保障', '责任', '附则'))}")
        body = "".join(random_story(dice, random_topics(dice, 1)[0], 1).paragraphs[1:])
        parts.append(f"第{_chinese(number)}条 {body}")
    one = Article(
        "湖城环湖步道管理办法",
        tuple(parts),
        span=columns,
        crossheads=tuple(heads),
        headline_size=30.0,
        subhead="（试行）" if dice.random() < 0.5 else "",
    )
    while True:
        page = make_page(
            dice, [one], width=width, height=height, columns=columns, body_size=size, leading=size * 1.4, gutter=2 * size
        )
        need = sum(map(len, one.paragraphs)) * 1.12 * size * size * 1.4
        if need < 0.92 * columns * page.style.measure * (height - 200):
            return page
        cut = len(one.paragraphs) * 4 // 5
        one = replace(one, paragraphs=one.paragraphs[:cut], crossheads=tuple(place for place in heads if place < cut - 1))


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else digits[tens]) + "十") + (digits[ones] if ones or not tens else "")


DESIGNS: dict[str, Design] = {
    "2 columns": grid(2, width=TABLOID[0], height=TABLOID[1]),
    "3 columns": grid(3, width=TABLOID[0], height=TABLOID[1]),
    "4 columns": grid(4),
    "7 columns": grid(7, gutter=12),
    "8 columns": grid(8, gutter=10, body_size=9.0, leading=13.0, headline_scale=0.8),
    "tabloid": tabloid,
    "no rules": no_rules,
    "tight gutters": tight_gutters,
    "no byline": no_byline,
    "around a picture": around_picture,
    "around a box": around_box,
    "heading beside": heading_beside,
    "heading over part": heading_over_part,
    "vertical headlines": vertical_headline,
    "vertical text": vertical_text,
    "briefs": briefs,
    "crossheads": crossheads,
    "continued": continued,
    "notices": notices,
    "photo page": photo_page,
    "small print": small_print,
    **PRESS,
}


def designed_page(kind: str, seed: int) -> PageSpec:
    """A page of this kind; raises KeyError for an unknown kind."""
    return DESIGNS[kind](Random(f"{kind} {seed}"))  # noqa: S311 - a page that can be made again, not a secret
