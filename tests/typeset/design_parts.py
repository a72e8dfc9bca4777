"""What designs of pages are made of: stories of a length, pictures, the page around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.typeset.spec import Article, Corner, Item, Masthead, PageSpec, Picture, Style
from tests.typeset.stories import invented_name, random_story, random_topics

CAPTIONS = (
    "图为居民在新开放的步道上散步。本报记者 {name} 摄",
    "{day}日，孩子们在老师带领下观察麦苗。{name} 摄",
    "工人正在安装护栏。（{name} 摄）",
    "左图：改造前的旧院墙。右图：改造后的小花园。",
    "▲傍晚的湖边，风筝爱好者正在收线。 {name}摄",
    "图①：志愿者整理旧书。图②：读者在院子里看书。本报记者{name}摄影报道",
)


def story(dice: Random, span: int, *, number: int = 0, byline: bool = True) -> Article:
    """A story of about the length that ``span`` columns want."""
    one = random_story(dice, random_topics(dice, number + 1)[number], span)
    if span == 1:
        head = one.headline
        one = replace(one, headline=f"{head[: len(head) // 2]}\n{head[len(head) // 2 :]}")
    return one if byline else without_byline(one)


def long_story(dice: Random, characters: int, **changes: object) -> Article:
    """A story of at least so many characters."""
    one = story(dice, 3)
    paragraphs = list(one.paragraphs)
    while sum(map(len, paragraphs)) < characters:
        more = random_story(dice, random_topics(dice, 1)[0], 3)
        paragraphs += [part.partition("）")[2] if part.startswith("本报讯") else part for part in more.paragraphs]
    return replace(one, paragraphs=tuple(paragraphs), **changes)  # type: ignore[arg-type]  # what replace takes


def stories(dice: Random, count: int, spans: tuple[int, ...] = (1, 1, 2, 2, 3), *, byline: bool = True) -> list[Article]:
    topics = random_topics(dice, count)
    found = []
    for topic in topics:
        one = random_story(dice, topic, dice.choice(spans))
        if one.span == 1:
            place, deed, thing = topic
            one = replace(one, headline=f"{place}\n{deed}{thing}")
        found.append(one if byline else without_byline(one))
    return found


def without_byline(one: Article) -> Article:
    first = one.paragraphs[0]
    return replace(one, paragraphs=(first.partition("）")[2] if one.reporter else first, *one.paragraphs[1:]), reporter="")


def make_page(dice: Random, items: list[Item], **style: object) -> PageSpec:
    masthead = Masthead(
        paper=dice.choice(("湖城晚报", "平原时报", "滏阳晚报")),
        issue_date=date(2012, 1, 1) + timedelta(days=dice.randint(0, 4800)),
        page=dice.randint(1, 16),
        section=dice.choice(("要闻", "本地", "民生", "综合")),
        editors=(invented_name(dice), invented_name(dice)),
        notice="读者热线 0000-0000000" if dice.random() < 0.3 else "",
    )
    return PageSpec(masthead, tuple(items), Style(**{"body_size": 10.0, "leading": 15.0, **style}))  # type: ignore[arg-type]


def shape(dice: Random, **common: object) -> dict[str, object]:
    columns = dice.choice((5, 6, 6))
    return {"columns": columns, "gutter": dice.choice((12, 14, 18)), "leading": 10.0 * dice.choice((1.4, 1.5, 1.6)), **common}


def picture(dice: Random, columns: int = 1, corner: Corner | None = None) -> Picture:
    caption = dice.choice(CAPTIONS).format(name=invented_name(dice), day=dice.randint(2, 28))
    where = corner or dice.choice(list(Corner))
    scale = dice.choice((0.85, 0.9, 1.0))
    return Picture(caption, columns, dice.choice((0.6, 0.7, 0.8)), where, scale, drawn=dice.random() < 0.7)
