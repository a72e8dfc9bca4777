"""Stories for dumps, with truth, and the lines in which a dump holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from pipeline.hanzi import em_width
from tests.typeset.dump import HALF_WIDTH
from tests.typeset.dump_habits import Habits
from tests.typeset.linebreak import tokens
from tests.typeset.spec import Article
from tests.typeset.stories import SENTENCES, fill, invented_name, random_story

OPENINGS = ("会议指出，", "会议强调，", "下一步，", "{who}强调，", "{who}指出，", "据介绍，")
NOTICES = ("关于暂停供水的通知", "便民早市延长开放的公告", "图书馆闭馆整理书架的启事")
VERSES = ("渠水绕过村庄", "风把麦浪推远", "灯下有人读信", "一只鸟停在檐前", "孩子数着雨点", "老井映着月亮")
WRAP = 17
MISREAD = {"日": "曰", "入": "人", "末": "未", "己": "已", "土": "士", "都": "部", "大": "太", "天": "夭"}


@dataclass(frozen=True, slots=True)
class DumpStory:
    """A story as it should be read. ``lost`` counts lines that are not there, ``strays`` are those printed after it."""

    article: Article
    lost: int = 0
    strays: tuple[str, ...] = ()


def story_for(habits: Habits, topic: tuple[str, str, str], number: int, dice: Random) -> Article:
    """The story of a topic in the kind that the dump shows; every second story is news."""
    plain = random_story(dice, topic, dice.choice((1, 1, 2)))
    plain = replace(plain, subhead="", kicker=plain.kicker if dice.random() < 0.6 else "")
    kind = habits.story if number % 2 == 0 else "news"
    if kind == "speech":
        who = invented_name(dice)
        first = plain.paragraphs[0] + f"副主任{who}到场察看并讲话。"
        supply = [fill(one, dice) for one in dice.sample(SENTENCES[3:], 4)]
        said = [opening.replace("{who}", who) for opening in dice.sample(OPENINGS, 2)]
        more = (said[0] + supply[0] + supply[1], said[1] + supply[2] + supply[3])
        return replace(plain, paragraphs=(first, *more))
    if kind == "notice":
        day = f"{dice.randint(1, 12)}月{dice.randint(1, 28)}日"
        text = f"因检修管道，定于{day}上午八时至下午五时暂停使用，请相互转告。"
        return Article(NOTICES[number % len(NOTICES)], (text, "老城社区服务站", f"2022年{day}"))
    if kind == "list":
        entries = tuple(f"{mark}、{fill(dice.choice(SENTENCES[3:]), dice)}" for mark in "一二三")
        return replace(plain, paragraphs=(*plain.paragraphs[:1], *entries))
    if kind == "verse":
        return Article("春日", tuple(dice.sample(VERSES, 4)), verse=True)
    return plain


def with_byline(story: Article, habits: Habits) -> Article:
    """The story with its byline written in the dump's way."""
    if not story.reporter:
        return story
    name, first = story.reporter, story.paragraphs[0].removeprefix(f"本报讯（记者{story.reporter}）")
    rest = story.paragraphs[1:]
    match habits.byline:
        case "blanks":
            wide = " ".join(name) if len(name) == 2 else name
            return replace(story, paragraphs=(f"本报讯 （记者 {wide}） {first}", *rest))
        case "line":
            return replace(story, paragraphs=(f"本报记者 {name}", first, *rest))
        case "square":
            return replace(story, paragraphs=(f"□ 本报记者 {name}", first, *rest))
        case "correspondent":
            return replace(story, paragraphs=(f"本报讯（记者{name} 通讯员王小明）{first}", *rest))
        case "agency":
            return replace(story, reporter="", paragraphs=(f"据新华社电 {first}", *rest))
        case "none":
            return replace(story, reporter="", paragraphs=(first, *rest))
    return story


def story_blocks(story: Article, habits: Habits, dice: Random) -> tuple[list[str], DumpStory]:
    """The blocks of a story in the order of the dump, and what should be read."""
    story = with_byline(story, habits)
    if habits.heads == "with marks" and not story.verse and story.clean_headline not in NOTICES:
        place = story.clean_headline
        story = replace(story, headline=f"“{place[:4]}”里：{place[4:]}，家门口见新")
    lines = [_set(paragraph, story) for paragraph in story.paragraphs]
    story, lines, told = _damaged(story, lines, habits, dice)
    if habits.body in ("columns", "column lines") and not story.verse:
        columns, loosened = _loosened(story, _columns(lines, dice), habits, dice)
        told = replace(loosened, article=replace(loosened.article, headline=told.article.headline))
        body = [(" " if habits.body == "columns" else "\n").join(block) for block in columns]
    else:
        body = _body(lines, story, habits)
    blocks = [*_heads(told.article, habits), *body, *told.strays]
    if habits.parting == "indents" and not story.verse:
        blocks = ["\n".join([*_heads(told.article, habits), *body, *told.strays])]
    if habits.parting == "none":
        blocks = ["\n".join(blocks)]
    return [_marked(block, habits, dice) for block in blocks], told


def _set(paragraph: str, story: Article) -> list[str]:
    """The printed lines of a paragraph in a narrow column, indented by two."""
    if story.verse:
        return [paragraph]
    lines, room = [""], WRAP - 2.0
    for piece in tokens(paragraph):
        if lines[-1] and em_width(lines[-1]) + em_width(piece) > room:
            lines.append("")
            room = float(WRAP)
        lines[-1] += piece
    return lines


def _damaged(
    story: Article, lines: list[list[str]], habits: Habits, dice: Random
) -> tuple[Article, list[list[str]], DumpStory]:
    if habits.damage == "misread":
        texts = ["".join(MISREAD.get(c, c) if dice.random() < 0.3 else c for c in each) for each in story.paragraphs]
        story = replace(story, paragraphs=tuple(texts))
        return story, [_set(text, story) for text in texts], DumpStory(story)
    if habits.damage == "garbled head" and story.clean_headline not in NOTICES and len(story.clean_headline) > 9:
        head = story.clean_headline
        garbled = f"{head[:-4]} {head[-4]} {head[-1]}"
        return story, lines, DumpStory(replace(story, headline=garbled))
    return story, lines, DumpStory(story)


def _loosened(story: Article, blocks: list[list[str]], habits: Habits, dice: Random) -> tuple[list[list[str]], DumpStory]:
    """The blocks of columns without the last line of one, where the text goes on in the next: lost, or printed after."""
    told = DumpStory(story)
    places = [n for n, (one, other) in enumerate(pairwise(blocks)) if len(one) > 2 and one[-1][-1:] not in "。！？”"]
    if habits.damage not in ("pieces after", "lost lines") or not places or dice.random() < 0.3:
        return blocks, told
    at = dice.choice(places)
    taken = blocks[at][-1]
    blocks = [block[:-1] if number == at else block for number, block in enumerate(blocks)]
    if habits.damage == "pieces after":
        return blocks, replace(told, strays=(taken,))
    number = next(n for n, each in enumerate(story.paragraphs) if taken in each)
    texts = [each.replace(taken, "", 1) if n == number else each for n, each in enumerate(story.paragraphs)]
    return blocks, replace(told, article=replace(story, paragraphs=tuple(texts)), lost=1)


def _heads(story: Article, habits: Habits) -> list[str]:
    heads = [story.kicker] if story.kicker else []
    head = story.headline.replace("\n", " " if "garbled" not in habits.damage else "")
    if habits.heads == "lines" and heads:
        return ["\n".join([*heads, head])]
    if habits.heads == "broken":
        whole = story.clean_headline
        return [*heads, f"{whole[: len(whole) // 2]}\n{whole[len(whole) // 2 :]}"]
    return [*heads, head]


def _columns(lines: list[list[str]], dice: Random) -> list[list[str]]:
    """The blocks of columns that hold so many lines each, of whatever paragraph; a block holds lines of one paragraph only."""
    height = dice.randint(5, 9)
    blocks: list[list[str]] = []
    placed = 0
    for each in lines:
        blocks.append([])
        for line in each:
            if placed and placed % height == 0 and blocks[-1]:
                blocks.append([])
            blocks[-1].append(line)
            placed += 1
    return [block for block in blocks if block]


def _body(lines: list[list[str]], story: Article, habits: Habits) -> list[str]:
    """The blocks of a body, a paragraph each."""
    if story.verse:
        return ["\n".join(line for each in lines for line in each)]
    if habits.body == "tab indents":
        return ["\t" + "".join(each) for each in lines]
    if habits.body.startswith("wrapped"):
        indent = "\u3000\u3000" if habits.body == "wrapped indented" or habits.parting != "blank lines" else ""
        return [indent + "\n".join(each) for each in lines]
    indent = "\u3000\u3000" if habits.parting != "blank lines" else ""
    return [indent + "".join(each) for each in lines]


def _marked(text: str, habits: Habits, dice: Random) -> str:
    if habits.marks == "half":
        return text.translate(HALF_WIDTH)
    if habits.marks != "seed":
        return text
    return "".join(
        (half if dice.random() > 0.06 else char) + (" " if half == "," and dice.random() < 0.07 else "")
        for char in text
        for half in (char.translate(HALF_WIDTH),)
    )
