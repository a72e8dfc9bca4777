"""More kinds of page, after what newspapers print: supplements with verse, interviews, lists, programmes, notices.

Each function is a design of ``tests/typeset/designs.py``, which lists them.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.typeset.design_parts import long_story, make_page, picture, shape, stories, story
from tests.typeset.press_words import (
    CHANNELS,
    CLASSICAL,
    ENGLISH,
    LEADERS,
    LEGAL,
    LEGAL_HEADS,
    PROGRAMMES,
    QUESTIONS,
    TRADITIONAL,
    VERSES,
)
from tests.typeset.spec import TABLOID, Article, Corner, Item, Kind, PageSpec, Picture
from tests.typeset.stories import SENTENCES, fill, invented_name


def author_line(dice: Random, name: str) -> str:
    """A line under a headline that says who wrote, as papers print it."""
    mark = dice.choice(LEADERS)
    return dice.choice(
        (
            f"{mark} 本报记者 {name}",
            f"{mark}{name}",
            f"文/{name}",
            f"本报记者 {name} 文/图",
            f"{mark} {name}",
            f"本报记者 {name}",
        )
    )


def signed(dice: Random, one: Article) -> Article:
    """The story with its author in a line of its own instead of a byline."""
    name = invented_name(dice)
    first = one.paragraphs[0]
    body = (first.partition("）")[2] if one.reporter else first, *one.paragraphs[1:])
    return replace(one, paragraphs=(author_line(dice, name), *body), author=True, reporter=name, kicker="", subhead="")


def poem(dice: Random, span: int = 1) -> Article:
    """A poem: short lines in stanzas, or regulated verse of lines of one length."""
    name = invented_name(dice)
    lines: list[str] = []
    if dice.random() < 0.4:
        lines = list(CLASSICAL[: dice.choice((2, 4))])
    else:
        for _ in range(dice.randint(2, 4)):
            lines += [*dice.sample(VERSES, dice.randint(3, 5)), ""]
        lines.pop()
    title = dice.choice(("雨后", "麦田夜话", "桥头", "给母亲", "河岸小记", "春分"))
    return Article(
        title, (f"{dice.choice(LEADERS)} {name}", *lines), reporter=name, author=True, verse=True, span=span, headline_size=18.0
    )


def supplement(dice: Random) -> PageSpec:
    """A literary page: essays with their authors under the title, drop capitals, poems, a boxed poem."""
    items: list[Item] = []
    for number, one in enumerate(stories(dice, 12, (2, 2, 3), byline=False)):
        one = signed(dice, one)
        items.append(replace(one, drop_cap=dice.choice((2, 3)) if dice.random() < 0.5 else 0, boxed=dice.random() < 0.15))
        if number % 2 == 0:
            items.append(replace(poem(dice), boxed=dice.random() < 0.4))
    columns = dice.choice((4, 5))
    return make_page(dice, items, columns=columns, gutter=18, leading=16.0, item_gap=16)


def interview(dice: Random) -> PageSpec:
    """Interviews: questions and answers, a pull quote, an introduction."""
    items: list[Item] = []
    for one in stories(dice, 3, (3, 4), byline=False):
        name = invented_name(dice)
        ask, answer = dice.choice((("问：", "答："), ("记者：", f"{name}："), ("Q：", "A：")))
        parts = [one.paragraphs[0]]
        for question in dice.sample(QUESTIONS, dice.randint(4, 6)):
            parts.append(ask + question)
            parts.append(answer + "".join(fill(sentence, dice) for sentence in dice.sample(SENTENCES, 3)))
        one = signed(dice, replace(one, paragraphs=tuple(parts), reporter=""))
        quote = parts[4].partition("：")[2].split("。")[1].strip("“”")
        items.append(replace(one, pull_quote=f"“{quote}”" if dice.random() < 0.7 and len(quote) > 8 else ""))
        items.extend(stories(dice, 2, (1, 2)))
    return make_page(dice, items, **shape(dice))


def photo_tabloid(dice: Random) -> PageSpec:
    """A small page: one story under a large photograph with its headline printed on it, a boxed story in its text."""
    width, height = TABLOID
    columns = dice.choice((4, 5))
    main = long_story(dice, dice.randint(900, 1300), span=columns, headline_size=36.0, kicker="", subhead="")
    photo = replace(picture(dice, columns, Corner.TOP_LEFT), ratio=0.45, drawn=True)
    on_picture = dice.random() < 0.5
    inset = replace(story(dice, dice.choice((1, 2))), kicker="", subhead="", headline_size=14.0)
    main = replace(
        main,
        pictures=(photo,),
        on_picture=on_picture,
        inset=inset,
        inset_corner=dice.choice((Corner.BOTTOM_RIGHT, Corner.MIDDLE)),
    )
    if not on_picture:
        main = replace(main, pictures=(replace(photo, columns=columns - 1, corner=Corner.TOP_RIGHT),))
    return make_page(
        dice,
        [main, *stories(dice, 4, (2, 3))],
        width=width,
        height=height,
        columns=columns,
        body_size=9.0,
        leading=14.0,
        headline_scale=0.8,
    )


def name_list(dice: Random) -> PageSpec:
    """A full page of names in small print: 公示 with its districts."""
    columns = dice.choice((6, 7, 8))
    size = dice.choice((6.5, 7.0, 7.5))
    parts = ["根据有关规定，现将拟录用人员名单公示如下，公示期七天。如有异议，请于公示期内向市园林服务中心反映。"]
    heads: list[int] = []
    for place in dice.sample(("东湖街道", "河东街道", "老城街道", "北关街道", "新河镇", "柳林镇", "石桥乡", "榆树乡"), 7):
        heads.append(len(parts))
        parts.append(f"{place}（{dice.randint(80, 200)}人）")
        names = [invented_name(dice) for _ in range(dice.randint(90, 190))]
        parts.append("　".join(names) if dice.random() < 0.5 else "、".join(names) + "。")
    one = Article(
        "拟录用人员名单公示", tuple(parts), span=columns, crossheads=tuple(heads), headline_size=28.0, kind=Kind.NOTICE
    )
    return make_page(
        dice, [one, *stories(dice, 5, (2, 3))], columns=columns, body_size=size, leading=size * 1.45, gutter=1.6 * size
    )


def programme(dice: Random) -> PageSpec:
    """A page of television programmes: channels in 6 to 8 columns, a time and a title a line."""
    columns = dice.choice((6, 7, 8))
    items: list[Item] = []
    for channel in dice.sample(CHANNELS, columns):
        hour, parts = 6, []
        while hour < 23:
            parts.append(f"{hour:02}:{dice.choice(('00', '05', '20', '30', '45'))} {dice.choice(PROGRAMMES)}")
            hour += dice.choice((1, 1, 2))
        items.append(Article(channel, tuple(parts), span=1, verse=True, headline_size=13.0))
    return make_page(
        dice, [*items, *stories(dice, 20)], columns=columns, gutter=10, body_size=8.5, leading=13.0, headline_scale=0.85
    )


def legal_notices(dice: Random) -> PageSpec:
    """A full page of notices in small print, in 6 to 8 columns."""
    columns = dice.choice((6, 7, 8))
    size = dice.choice((7.0, 7.5, 8.0))
    items: list[Item] = []
    for _ in range(90):
        text = fill(dice.choice(LEGAL), dice, other=invented_name(dice))
        head = dice.choice(LEGAL_HEADS)
        court = ("湖城市桥东区人民法院",) if "本院" in text else ()
        items.append(Article(head, (text, *court), kind=Kind.NOTICE, headline_size=10.0, ruled=dice.random() < 0.8))
    return make_page(
        dice, items, columns=columns, gutter=9, body_size=size, leading=size * 1.35, item_gap=6, headline_scale=1.0
    )


def dressed_heads(dice: Random) -> PageSpec:
    """Headlines white on black, with larger first words, on pictures; two lines; English words."""
    items: list[Item] = []
    for one in stories(dice, 20, (1, 2, 2, 3)):
        one = replace(one, paragraphs=(*one.paragraphs[:1], dice.choice(ENGLISH), *one.paragraphs[1:]))
        way = dice.random()
        if way < 0.3:
            one = replace(one, reverse=True, kicker="", subhead="")
        elif way < 0.55 and one.span > 1:
            one = replace(one, accent=dice.choice((2, 3)), kicker="", subhead="")
        elif way < 0.7 and one.span > 1:
            photo = replace(picture(dice, one.span, Corner.TOP_LEFT), ratio=0.4, drawn=True)
            one = replace(one, on_picture=True, pictures=(photo,), kicker="", subhead="")
        items.append(one)
    return make_page(dice, items, **shape(dice))


def uneven_columns(dice: Random) -> PageSpec:
    """Stories whose columns are of unlike width, and others on other grids than the page's."""
    items: list[Item] = []
    for one in stories(dice, 22, (1, 2, 3, 3, 4)):
        if one.span > 1 and dice.random() < 0.5:
            one = replace(one, columns_wide=dice.choice(((1.0, 1.6), (1.5, 1.0), (1.0, 1.3, 1.0)))[: max(2, one.span)])
        elif one.span > 2:
            one = replace(one, body_columns=one.span - 1)
        items.append(one)
    return make_page(dice, items, **shape(dice))


def within_another(dice: Random) -> PageSpec:
    """Stories that begin in a column of another without a box, and stories that go on beyond a column of advertisements."""
    items: list[Item] = []
    for number, one in enumerate(stories(dice, 16, (1, 2, 3, 4))):
        if one.span > 2 and number % 2:
            inset = replace(story(dice, 1, number=number % 5), kicker="", subhead="", ruled=dice.random() < 0.7)
            one = long_story(dice, 330 * one.span, span=one.span, inset=inset)
            one = replace(one, inset_boxed=False, inset_corner=Corner.BOTTOM_RIGHT)
        elif one.span > 2:
            words = "全场实木家具八折起，送货上门。" * dice.randint(6, 22)
            text = (words, "订购热线：0000-0000000", "地址：东湖街道18号")
            inset = Article("湖畔家具城", text, kind=Kind.ADVERTISEMENT, headline_size=16.0)
            one = replace(long_story(dice, 300 * (one.span - 1), span=one.span), inset=inset, inset_corner=Corner.MIDDLE)
        items.append(one)
    return make_page(dice, items, **shape(dice))


def other_hands(dice: Random) -> PageSpec:
    """Traditional characters, editors in a box at the head, the page's number in Chinese, a long line at the foot, QR codes."""
    items: list[Item] = []
    for one in stories(dice, 20, (1, 2, 2, 3)):
        if dice.random() < 0.5:
            place = dice.choice(("圖書館", "體育場", "植物園", "氣象臺", "養護中心", "農技站")) + dice.choice(
                ("東區", "西區", "新館", "北門")
            )
            parts = ("".join(dice.sample(TRADITIONAL, 3)), "".join(dice.sample(TRADITIONAL, 3)))
            one = replace(
                one,
                headline=f"{place}添置夜讀書房" if one.span > 1 else f"{place}\n添置夜讀書房",
                paragraphs=parts,
                reporter="",
            )
        elif one.span > 1 and dice.random() < 0.4:
            code = Picture(
                dice.choice(("扫码看视频", "扫一扫 看更多内容", "扫描二维码 听本期音频")), 1, 0.6, Corner.BOTTOM_RIGHT, 0.85
            )
            one = replace(one, pictures=(code,))
        items.append(one)
    page = make_page(dice, items, **shape(dice))
    number = dice.choice(("三", "四", "五", "十二"))
    day = page.masthead.issue_date
    head = (f"第{number}版 {page.masthead.section} {day.year}年{day.month}月{day.day}日",)
    if dice.random() < 0.7:
        head += (f"责任编辑：{invented_name(dice)}", f"版式：{invented_name(dice)}", f"校对：{invented_name(dice)}")
    foot = "社址：湖城市东湖街道18号 邮编：000000 订阅热线：0000-0000000 邮发代号：00-00 零售每份1.00元 湖城印务有限公司印刷"
    return replace(page, masthead=replace(page.masthead, head=head, notice=foot))


def front_page(dice: Random) -> PageSpec:
    """A front page: a large name with small print around it, a story around a large photograph that its caption is printed on,
    a box that says what the other pages bring, stories that go on on them; marks in half width in some."""
    columns = dice.choice((5, 6))
    main = long_story(dice, dice.randint(900, 1500), span=columns - 1, headline_size=38.0)
    photo = replace(
        picture(dice, columns - 2, dice.choice((Corner.MIDDLE, Corner.TOP_RIGHT))), ratio=0.55, drawn=True, inside=True
    )
    main = replace(main, pictures=(photo,), turn=f"（下转第{dice.choice('二三四')}版）" if dice.random() < 0.5 else "")
    teasers = []
    for page, one in enumerate(stories(dice, dice.randint(4, 6)), 2):
        words = one.clean_headline
        way = dice.choice(("{words} {page}版", "●{page}版 {words}", "{page}版｜{words}", "{words}（{page}版）"))
        teasers.append(way.format(words=words, page=page))
    guide = Article(
        dice.choice(("今日导读", "导读", "导 读")),
        tuple(teasers),
        span=1,
        verse=True,
        boxed=True,
        headline_size=15.0,
        body_scale=0.9,
    )
    items: list[Item] = [main, guide]
    for one in stories(dice, 16, (1, 2, 2, 3)):
        if dice.random() < 0.3:
            one = replace(one, paragraphs=tuple(part.translate(HALF_WIDTH) for part in one.paragraphs))
        items.append(one)
    page = make_page(dice, items, **{**shape(dice), "columns": columns})
    front = (
        dice.choice(("农历三月廿八", "农历壬寅年三月廿八")),
        f"今日{dice.choice((4, 8, 16))}版",
        f"第{dice.randint(1000, 29999)}期",
        dice.choice(("国内统一连续出版物号 CN 13-0000", "国内统一刊号：CN13-0000")),
        dice.choice(("邮发代号 00-00", "邮发代号：00-00")),
    )
    ears = ("今天：多云转晴 南风三到四级", "最高气温 21℃ 最低气温 9℃", "湖城日报社出版", "网址：www.example.com")
    return replace(page, masthead=replace(page.masthead, page=1, front=front, ears=ears[: dice.randint(2, 4)]))


HALF_WIDTH = str.maketrans("，：；（）？！", ",:;()?!")
PRESS = {
    "supplement": supplement,
    "interview": interview,
    "photo tabloid": photo_tabloid,
    "list of names": name_list,
    "programme": programme,
    "legal notices": legal_notices,
    "dressed headlines": dressed_heads,
    "uneven columns": uneven_columns,
    "within another": within_another,
    "other hands": other_hands,
    "front page": front_page,
}
