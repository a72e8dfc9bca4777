"""Pages of any kind from a seed: the same seed and fonts give the same page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.typeset.fonts import Fonts, default_fonts, installed_faces
from tests.typeset.misprints import misprint
from tests.typeset.random_tables import TableKind, random_table, red_black_list
from tests.typeset.set_table import panel_need
from tests.typeset.spec import BROADSHEET, TABLOID, Article, Frame, Item, Masthead, PageSpec, Style, Table
from tests.typeset.stories import invented_name, random_story, random_topics

PAPERS = ("衡水日报", "湖城晚报", "滏阳晚报", "平原时报")
HALF_WIDTH = str.maketrans("，：；（）！？", ",:;()!?")
STORIES = 26
"""More than fit on a page; the packer leaves out the rest."""


def random_page(seed: int, kind: TableKind | str | None = None, *, fonts: Fonts | None = None) -> PageSpec:
    """A page with one table of this kind (None: any kind), a red and black list where names are missing, and stories."""
    dice = Random(seed)  # noqa: S311 - a page that can be made again, not a secret
    kind = TableKind(kind) if kind is not None else dice.choice(list(TableKind))
    style = _random_style(dice)
    tables = _random_tables(kind, dice, style)
    stories = _random_stories(dice, style)
    half_width = dice.random() < 0.4
    stories = [_narrow(story) for story in stories] if half_width else stories
    # A wide table, or any table on a small page, goes to the head: further down it would leave a hole or find no room.
    wide = any(table.span > 3 for table in tables)
    place = 0 if wide or style.height <= TABLOID[1] else dice.randint(0, 3)
    items: tuple[Item, ...] = (*stories[:place], *tables, *stories[place:])
    masthead = Masthead(
        paper=dice.choice(PAPERS),
        issue_date=date(2010, 1, 1) + timedelta(days=dice.randint(0, 5400)),
        page=dice.randint(1, 8),
        section=dice.choice(("要闻", "本地", "民生", "综合")),
        editors=(invented_name(dice), invented_name(dice)),
        notice="读者热线 0000-0000000" if dice.random() < 0.5 else "",
    )
    return PageSpec(masthead, items, replace(style, fonts=fonts or _random_fonts(seed)))


def _random_style(dice: Random) -> Style:
    tabloid = dice.random() < 0.2
    size = dice.choice((9.5, 10.0, 10.5, 11.0))
    width, height = TABLOID if tabloid else BROADSHEET
    return Style(
        width=width,
        height=height,
        margin=dice.choice((24, 28, 34)),
        columns=dice.choice((3, 4)) if tabloid else dice.choice((4, 5, 5, 6, 6)),
        gutter=dice.choice((12, 14, 18)),
        body_size=size,
        leading=size * dice.choice((1.42, 1.5, 1.6)),
        item_gap=dice.choice((10, 14)),
        headline_scale=dice.choice((0.85, 1.0, 1.1)) if not tabloid else 0.85,
        max_stretch=dice.choice((1.0, 1.1)),
    )


def _random_fonts(seed: int) -> Fonts:
    """The usual pair, or now and then one face for everything. Its dice are its own: fonts never change the words."""
    dice = Random(f"fonts {seed}")  # noqa: S311 - as above
    faces = installed_faces()
    if not faces or dice.random() < 0.7:
        return default_fonts()
    face = dice.choice(faces)
    return Fonts(face, face)


def _random_tables(kind: TableKind, dice: Random, style: Style) -> list[Item]:
    correct = random_table(kind, dice)
    table = misprint(correct, dice)
    frame = dice.choice(list(Frame))
    tables = [_fitted(table, dice, style, frame)]
    if any(anomaly.kind == "missing_name" for anomaly in table.anomalies) or (kind is TableKind.SCORE and dice.random() < 0.3):
        listed = red_black_list(table)
        span = min(style.columns, 2 if style.measure < 190 else 1)
        tables.insert(dice.randint(0, 1), replace(listed, span=span, frame=frame))
    return list(tables)


def _fitted(table: Table, dice: Random, style: Style, frame: Frame) -> Table:
    """Panels and span that give every cell its room."""
    size = style.body_size * 0.8
    need = panel_need(table, style.fonts.body) * size
    most = int((style.width - 2 * style.margin) // need)
    panels = max(1, min(most, dice.choice((1, 2, 3) if len(table.rows) > 20 else (1,))))
    span = next((n for n in range(1, style.columns) if style.span_width(n) >= panels * need), style.columns)
    align = dice.choice(("c", "l" * (table.name_col + 1) + "r" * (table.width - table.name_col - 1)))
    if table.kind == TableKind.SCHEDULE:
        align = "c"
    return replace(table, panels=panels, span=span, frame=frame, align=align)


def _random_stories(dice: Random, style: Style) -> list[Article]:
    ruled, centred = dice.random() < 0.5, dice.random() < 0.8
    stories = []
    for topic in random_topics(dice, STORIES):
        span = min(style.columns, dice.choice((1, 1, 1, 2, 2, 2, 3, 3)))
        story = replace(random_story(dice, topic, span), ruled=ruled, centred=centred)
        shape = dice.random()
        if shape < 0.12:
            story = replace(story, boxed=True)
        if span > 1 and 0.06 < shape < 0.2:
            story = replace(story, vertical=True, subhead="", headline=_two_lines(topic))
        elif span == 1:
            story = replace(story, headline=_two_lines(topic))
        stories.append(story)
    return stories


def _two_lines(topic: tuple[str, str, str]) -> str:
    place, deed, thing = topic
    return f"{place}\n{deed}{thing}"


def _narrow(story: Article) -> Article:
    """The story set with half-width punctuation."""
    return replace(story, paragraphs=tuple(paragraph.translate(HALF_WIDTH) for paragraph in story.paragraphs))
