"""More kinds of page, after what real newspapers print: supplements with verse, interviews, lists, programmes, notices in small print.

Each function is a design of ``tests/typeset/designs.py``, which lists them.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.typeset.design_parts import long_story, make_page, picture, shape, stories, story
from tests.typeset.spec import BROADSHEET, TABLOID, Article, Corner, Item, Kind, PageSpec, Picture
from tests.typeset.stories import SENTENCES, fill, invented_name, random_story, random_topics

LEADERS = ("□", "■", "●", "◎", "▲", "☆")
VERSES = (
    "雨停在屋檐下",
    "一只麻雀",
    "把湿了的黄昏",
    "抖落给青石板",
    "母亲点亮灯",
    "灯光比炊烟矮一些",
    "麦子在夜里翻身",
    "我听见它们",
    "一粒一粒地数着月亮",
    "远处的火车",
    "带走了去年的风",
    "河水慢下来",
    "等一片叶子过河",
    "谁在桥头轻轻咳嗽",
    "春天便退后了一步",
    "退到杏花里去",
)
CLASSICAL = (
    "渠水清清绕麦田，新苗吐绿映晴天。",
    "桥头几处炊烟起，燕子归来又一年。",
    "柳岸微风拂钓船，芦花如雪落平川。",
    "谁家小院灯初上，几点星光照夜眠。",
)
QUESTIONS = (
    "最初为什么想到做这件事？",
    "过程中遇到的最大难处是什么？",
    "居民有哪些反应？",
    "钱从哪里来，又花到了哪里？",
    "接下来还有什么打算？",
    "如果重来一次，会怎样做？",
)
CHANNELS = (
    "湖城一套",
    "湖城二套",
    "新闻频道",
    "影视频道",
    "少儿频道",
    "戏曲频道",
    "农业频道",
    "体育频道",
    "生活频道",
    "科教频道",
)
PROGRAMMES = (
    "早间新闻",
    "健康之路",
    "动画剧场：小河边",
    "天气预报",
    "午间剧场：平原人家（12）",
    "戏曲大观",
    "田间课堂",
    "新闻联播",
    "湖城夜话",
    "电影：雨后",
    "球赛集锦",
    "厨房里的学问",
    "旧书新读",
    "经典老歌",
    "法律讲堂",
    "周末访谈",
)
LEGAL = (
    "{name}：本院受理{other}诉你民间借贷纠纷一案，现依法向你公告送达起诉状副本、应诉通知书、举证通知书及开庭传票。自公告之日起经过三十日即视为送达。"
    "提出答辩状和举证的期限分别为公告期满后十五日和三十日内，并定于举证期满后第三日上午九时在本院第{few}法庭公开开庭审理，逾期将依法缺席裁判。",
    "受委托，本公司定于{month}月{day}日上午十时在湖城会展中心拍卖旧机动车{few}辆、办公桌椅一批。展示时间即日起，竞买人须交保证金{tens}万元。联系电话：0000-0000000",
    "湖城{name}商贸有限公司经股东会决议解散，请债权人自公告之日起四十五日内向清算组申报债权。特此公告。联系人：{other} 电话：0000-0000000",
    "{name}不慎遗失湖城市房屋登记收据一张，号码00{tens}{hundreds}，金额{tens}000元，声明作废。",
)
LEGAL_HEADS = ("公告", "送达公告", "拍卖公告", "清算公告", "遗失声明", "减资公告")
TRADITIONAL = (
    "圖書館添置夜讀書房的消息傳開以後，門前就排起了長隊。",
    "領頭幹活的師傅今年七十歲，他把每天的進度寫在牆上的日曆裡，一格也沒有空過。",
    "圖紙改了三遍，最後一稿是照著居民的意見畫的。",
    "傍晚時分，燈亮了起來，散步的人漸漸多了。",
    "原來的舊磚沒有扔掉，鋪在了小路兩旁，踩上去很穩當。",
    "來幫忙的人裡，有教師、司機和裁縫，也有剛畢業的學生。",
)
ENGLISH = (
    "志愿者用App登记，二维码印在Wi-Fi密码旁边，GPS定位误差不超过3米。",
    "这套系统叫Smart Garden 2.0，能自动记录PM2.5和CO2的数值。",
    "讲座题为“The Old Bridge”，由John Smith主讲，PPT共有48页。",
)


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
    for number, one in enumerate(stories(dice, 3, (3, 4), byline=False)):
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
    for number, one in enumerate(stories(dice, 20, (1, 2, 2, 3))):
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
            inset = replace(story(dice, 1, number=number % 5), kicker="", subhead="", ruled=True)
            more = random_story(dice, random_topics(dice, 1)[0], 3).paragraphs[1:]
            one = replace(
                one, paragraphs=(*one.paragraphs, *more), inset=inset, inset_boxed=False, inset_corner=Corner.BOTTOM_RIGHT
            )
        elif one.span > 2:
            words = "全场实木家具八折起，送货上门。" * dice.randint(4, 7)
            text = (words, "订购热线：0000-0000000", "地址：东湖街道18号")
            inset = Article("湖畔家具城", text, kind=Kind.ADVERTISEMENT, headline_size=16.0)
            one = replace(long_story(dice, 300 * (one.span - 1), span=one.span), inset=inset, inset_corner=Corner.MIDDLE)
        items.append(one)
    return make_page(dice, items, **shape(dice))


def other_hands(dice: Random) -> PageSpec:
    """Traditional characters, a head with a box of editors and the page's number in Chinese, a long line at the foot, QR codes."""
    items: list[Item] = []
    for one in stories(dice, 20, (1, 2, 2, 3)):
        if dice.random() < 0.5:
            parts = ("".join(dice.sample(TRADITIONAL, 3)), "".join(dice.sample(TRADITIONAL, 3)))
            one = replace(
                one, headline="圖書館添置夜讀書房" if one.span > 1 else "圖書館\n添置夜讀書房", paragraphs=parts, reporter=""
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
}
assert BROADSHEET
