"""Harmless local stories, made up from seeds: invented people, round numbers, nothing that ever happened."""

from __future__ import annotations

from random import Random

from tests.typeset.spec import Article


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = "田周苏韩叶程秦白温林贺佟邢翟柳樊鲁时骆岳倪阮闻庞江"
GIVEN = _words("青禾 晓舟 知秋 小满 明朗 怀远 静怡 春来 如故 新蕾 亦晴 立群 秋芬 守田 一帆 云")

# (who, does what, to what); what does it to whom makes a headline and the lead.
PLACES = _words(
    "市图书馆 市公交公司 城南灌区 市体育场 市植物园 东湖街道 市气象台 市少年宫 "
    "老城社区 市养护中心 河东中学 市供热站 北关菜市场 市农技站"
)
DEEDS = ("添置", "试行", "修整", "开放", "更新", "公布", "筹办", "验收")
THINGS = _words(
    "夜读书房 环湖步道 节水渠道 校园农场 便民早市 假日班车 口袋公园 老年食堂 "
    "雨量站网 社区球场 旧书集市 春播苗圃 河堤护栏 晨练广场 儿童剧场 风筝比赛"
)
KICKERS = ("走进身边的变化", "开春第一件事", "家门口的新鲜事", "小处着手 细处着力", "节令到了 人勤地不懒")
SUBHEADS = ("——一份来自街巷的记录", "——从图纸到日常的一百天", "——居民说好才算好")

LEADS = (
    "{month}月{day}日，{place}{deed}的{thing}与市民见面，头一天就来了{hundreds}人。",
    "{place}{deed}{thing}的消息传开以后，{month}月{day}日一早，门前就排起了队。",
    "从{month}月{day}日起，{place}{deed}{thing}，前后忙了{days}天的班组终于可以歇一口气。",
)
SENTENCES = (
    "领头干活的{name}今年{age}岁，她把每天的进度写在墙上的日历里，一格也没有空过。",
    "图纸改了{few}遍，最后一稿是照着居民的意见画的，连长椅的朝向都有人提过建议。",
    "“等了这么久，总算盼到了。”住在隔壁院子的{name}一边看一边说。",
    "{name}带着孙子转了一圈，数出了{few}处和从前不一样的地方。",
    "施工的时候正赶上雨天，工人们把材料搬进棚里，一袋也没有淋湿。",
    "管理员{name}说，开门和关门的时间写在门口，节假日另有安排。",
    "账目每个月贴出来一次，花了{tens}万元，剩下{few}万元，谁都可以来看。",
    "{few}位志愿者轮流值班，主要帮着登记、指路，有时也替老人读一读说明。",
    "记者到的那天，有{tens}个孩子正在这里上课，老师让他们自己动手量一量、画一画。",
    "和去年相比，来的人多了三成，用水却少了{few}吨。",
    "{name}干这一行已经{years}年，他认为慢一点不要紧，做结实才要紧。",
    "傍晚时分，灯亮了起来，散步的人渐渐多了。",
    "下一步还要添{few}个自行车架、{tens}盏路灯，方便夜里来的人。",
    "有人担心太吵，工作人员便把音量调低了一档，又在窗边种了一排树。",
    "原来的旧砖没有扔掉，铺在了小路两旁，踩上去很稳当。",
    "名册上一共有{hundreds}个名字，年纪最大的{age}岁，最小的刚上小学。",
    "每隔{days}天检查一次，发现松动的地方当天就修。",
    "问起花了多少工夫，{name}想了想，答道：前后{tens}个星期，一天也没停。",
    "门口的黑板上写着当天的安排，上午{few}场，下午{few}场。",
    "来帮忙的人里，有教师、司机和裁缝，也有刚毕业的学生。",
    "{name}提醒大家，早晚温差大，出门记得添一件衣服。",
    "附近的小店也跟着热闹起来，卖豆浆的、修鞋的都说生意好了些。",
    "这些数字每天晚上{few}点更新，第二天一早就能在栏里看到。",
    "到了秋天，这里还会再办一次，报名的方法同现在一样。",
)


def invented_name(dice: Random) -> str:
    return dice.choice(SURNAMES) + dice.choice(GIVEN)


def fill(template: str, dice: Random, **known: str) -> str:
    return template.format(
        month=dice.randint(1, 12),
        day=dice.randint(1, 28),
        days=dice.randint(5, 90),
        few=dice.randint(2, 9),
        tens=dice.randint(11, 86),
        hundreds=dice.randint(101, 980),
        years=dice.randint(8, 40),
        age=dice.randint(61, 88),
        name=invented_name(dice),
        **known,
    )


def random_story(dice: Random, topic: tuple[str, str, str], span: int) -> Article:
    """A story about (place, deed, thing), plain in form, about as long as its span suggests."""
    place, deed, thing = topic
    reporter = invented_name(dice) if dice.random() < 0.85 else ""
    lead = fill(dice.choice(LEADS), dice, place=place, deed=deed, thing=thing)
    supply = dice.sample(SENTENCES, len(SENTENCES))
    paragraphs = []
    for number in range(dice.randint(2, 3 + span)):
        taken = [fill(supply.pop(), dice) for _ in range(dice.randint(1 + (number > 0), 3)) if supply]
        paragraphs.append("".join(taken))
    paragraphs[0] = (f"本报讯（记者{reporter}）" if reporter else "") + lead + paragraphs[0]
    return Article(
        headline=place + deed + thing,
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        kicker=dice.choice(KICKERS) if dice.random() < 0.4 else "",
        subhead=dice.choice(SUBHEADS) if dice.random() < 0.1 else "",
        reporter=reporter,
        span=span,
    )


def random_topics(dice: Random, count: int) -> list[tuple[str, str, str]]:
    """Topics that differ in their thing, and their place as long as there are places."""
    places = [place for _ in range(count // len(PLACES) + 1) for place in dice.sample(PLACES, len(PLACES))]
    things = [thing for _ in range(count // len(THINGS) + 1) for thing in dice.sample(THINGS, len(THINGS))]
    return [(places[number], dice.choice(DEEDS), things[number]) for number in range(count)]
