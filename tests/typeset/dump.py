"""The same page as a text dump, with the habits of the dumps newspapers' archives hold.

Editors first, then the paper's name, tables with tabs, stories in blocks: a block is what one column holds of one
paragraph, on one line, with a blank where a printed line ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from random import Random

from tests.typeset.masthead import editor_line
from tests.typeset.page import Placed, TypesetPage
from tests.typeset.set_article import ArticleSetting
from tests.typeset.spec import ABOVE, LEFT, Article, Table
from tests.typeset.truth import LIST_KIND

HALF_WIDTH = str.maketrans("，：；（）“”！？", ',:;()""!?')
LineKey = tuple[str, int]
"""An article (its ``key``, or its headline where it has none) and a body line of it, from 0."""


@dataclass(frozen=True, slots=True)
class DumpHabits:
    """What the dump does to the page. Every field's default does the least."""

    masthead: str = ""
    """The paper's name as the dump has it (衡水口報); empty: as printed."""
    table_runs: tuple[int, ...] = ()
    """Rows of each run the page's table is split into; empty: one run."""
    stray: tuple[LineKey, ...] = ()
    """Lines printed after their story."""
    lost: tuple[LineKey, ...] = ()
    """Lines that are not there."""
    merged: tuple[LineKey, ...] = ()
    """Paragraphs (number, from 0) that begin in the block of the one before."""
    half_width: bool = True
    """Commas, colons, brackets and quotes half-width, a few left full-width, some followed by a blank."""
    seed: int = 0

    def told(self, page: TypesetPage) -> dict[str, list[dict[str, str]]]:
        """The lines the dump moved or lost and the breaks it dropped, for the truth."""
        placed = {article_key(item): (place, item) for place, item in _articles(page)}

        def line(key: str, number: int) -> dict[str, str]:
            place, item = placed[key]
            return {"article": item.clean_headline, "text": _body_lines(place)[number]}

        def paragraph(key: str, number: int) -> dict[str, str]:
            item = placed[key][1]
            return {"article": item.clean_headline, "text": item.paragraphs[number]}

        return {
            "stray": [line(*where) for where in self.stray],
            "lost": [line(*where) for where in self.lost],
            "merged": [paragraph(*where) for where in self.merged],
        }


def text_dump(page: TypesetPage, habits: DumpHabits | None = None) -> str:
    """The page as text; the same page and habits give the same text."""
    habits = habits or DumpHabits()
    masthead = page.spec.masthead
    dice = Random(habits.seed)  # noqa: S311 - a dump that can be made again, not a secret
    blocks: list[str] = [editor_line(masthead), "", habits.masthead or masthead.paper]
    for placed in page.placed:
        if isinstance(placed.item, Table):
            blocks += _table_blocks(placed.item, habits)
        else:
            blocks += [_worn(block, dice, habits) for block in _article_blocks(placed, placed.item, habits)]
    if masthead.notice:
        blocks += ["", *masthead.notice.split("  ")]
    return "\n\n\n" + "\n\n".join(blocks) + "\n"


def article_key(article: Article) -> str:
    return article.key or article.clean_headline


def _articles(page: TypesetPage) -> list[tuple[Placed, Article]]:
    return [(placed, placed.item) for placed in page.placed if isinstance(placed.item, Article)]


def _body_lines(placed: Placed) -> list[str]:
    setting = placed.setting
    return [line.line.text for line in setting.body] if isinstance(setting, ArticleSetting) else []


def _article_blocks(placed: Placed, article: Article, habits: DumpHabits) -> list[str]:
    """Heading, then the body's blocks, then what strayed."""
    setting = placed.setting
    if not isinstance(setting, ArticleSetting):
        return []
    key = article_key(article)
    dropped = {number for name, number in (*habits.stray, *habits.lost) if name == key}
    merged = {number for name, number in habits.merged if name == key}
    kept = [(_block_of(line.paragraph, merged), line.column, line.line.text)
            for number, line in enumerate(setting.body) if number not in dropped]  # fmt: skip
    blocks = [" ".join(text for _, _, text in run) for _, run in groupby(kept, key=lambda line: line[:2])]
    strayed = [setting.body[number].line.text for name, number in habits.stray if name == key]
    return [" ".join(setting.heading), *blocks, *strayed]


def _block_of(paragraph: int, merged: set[int]) -> int:
    while paragraph in merged:
        paragraph -= 1
    return paragraph


def _table_blocks(table: Table, habits: DumpHabits) -> list[str]:
    """Title, header and rows with tabs; a list's rows end in a tab."""
    end = "\t" if table.kind == LIST_KIND else ""
    header = [["" if text in (LEFT, ABOVE) else text for text in row] for row in table.header]
    title = f"{table.title}(单位:{table.unit})" if table.unit else table.title
    rows = ["\t".join(row) + end for row in table.rows]
    runs = [] if table.kind == LIST_KIND else list(habits.table_runs)
    first = runs[0] if runs else len(rows)
    blocks = [title, "\n".join([*("\t".join(row) + end for row in header), *rows[:first]])]
    for length in runs[1:]:
        blocks.append("\n".join(rows[first : first + length]))
        first += length
    return blocks


def _worn(text: str, dice: Random, habits: DumpHabits) -> str:
    """Punctuation as dumps have it: mostly half-width."""
    if not habits.half_width:
        return text
    worn = []
    for char in text:
        half = char.translate(HALF_WIDTH)
        chance = dice.random()
        if half != char and char in "，；" and chance < 0.06:
            half = char
        elif half == "," and chance > 0.93:
            half = ", "
        worn.append(half)
    return "".join(worn).replace("  ", " ")
