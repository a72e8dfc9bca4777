"""What is printed on a page, each line once, gathered in reading order: what ALTO and the searchable PDF are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.geometry import NOWHERE, Box, union
from pipeline.model import ArticleKind, GridCell, Page, RegionKind, Table, TextLine


class GroupKind(StrEnum):
    ARTICLE = "article"
    TABLE = "table"
    ADVERTISEMENT = "advertisement"
    NOTICE = "notice"
    LOOSE = "loose"


_GROUPS = {ArticleKind.ADVERTISEMENT: GroupKind.ADVERTISEMENT, ArticleKind.NOTICE: GroupKind.NOTICE}
CELL, FURNITURE = "cell", "furniture"
"""Kinds of block besides those of RegionKind."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together; ``kind`` is a RegionKind, CELL or FURNITURE."""

    kind: str
    lines: tuple[TextLine, ...]

    @property
    def box(self) -> Box:
        return around(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Group:
    """The blocks of an article or a table, with its identifier and title, or blocks that belong to neither."""

    kind: GroupKind
    blocks: tuple[Block, ...]
    identifier: str = ""
    title: str = ""

    @property
    def box(self) -> Box:
        return around(block.box for block in self.blocks)


def around(boxes: Iterable[Box]) -> Box:
    """The box around all that have a place, NOWHERE where none has."""
    placed = [box for box in boxes if box != NOWHERE]
    return union(placed) if placed else NOWHERE


def page_groups(page: Page) -> list[Group]:
    """Articles in reading order, tables, what belongs to neither, the furniture; what holds no text is left out."""
    groups = [*_articles(page), *(_table(table) for table in page.tables), _loose(page)]
    filled = (
        Group(group.kind, tuple(block for block in map(_printed, group.blocks) if block.lines), group.identifier, group.title)
        for group in groups
    )
    return [group for group in filled if group.blocks]


def page_lines(page: Page) -> Iterator[TextLine]:
    """Every printed line of the page once, in reading order."""
    for group in page_groups(page):
        for block in group.blocks:
            yield from block.lines


def _printed(block: Block) -> Block:
    return Block(block.kind, tuple(line for line in block.lines if line.text.strip()))


def _articles(page: Page) -> Iterator[Group]:
    for article in page.articles:
        own = tuple(Block(each.kind, each.lines) for each in page.regions if each.article_id == article.article_id)
        kind = _GROUPS.get(article.kind, GroupKind.ARTICLE)
        yield Group(kind, own, article.article_id, article.headline)


def _loose(page: Page) -> Group:
    """Regions of no article, lines of no region, and the furniture."""
    known = {article.article_id for article in page.articles}
    regions = [Block(region.kind, region.lines) for region in page.regions if region.article_id not in known]
    held = {id(line) for region in page.regions for line in region.lines}
    others = [Block(RegionKind.OTHER, (line,)) for line in page.lines if id(line) not in held]
    furniture = [Block(FURNITURE, (line,)) for line in page.furniture]
    return Group(GroupKind.LOOSE, (*regions, *others, *furniture))


def _table(table: Table) -> Group:
    return Group(GroupKind.TABLE, tuple(_table_blocks(table)), table.table_id, table.title)


def _table_blocks(table: Table) -> list[Block]:
    """Title, cells from left to right and from top to bottom, notes. The grid of a table that kept no lines stands for them."""
    cells = sorted(table.grid, key=lambda cell: (cell.row_index, cell.column_index))
    if not table.lines:
        texts = [TextLine(table.title), *(_cell_line(cell) for cell in cells), *map(TextLine, table.notes)]
        kinds = [RegionKind.CAPTION, *(CELL for _ in cells), *(RegionKind.CAPTION for _ in table.notes)]
        return [Block(kind, (line,)) for kind, line in zip(kinds, texts, strict=True)]
    inside, rest = _shared_out(table.lines, cells)
    outline = table.box or around(line.box for line in table.lines)
    over = [line for line in rest if line.box.y_middle < outline.y0]
    under = [line for line in rest if line.box.y_middle > outline.y1]
    between = [line for line in rest if outline.y0 <= line.box.y_middle <= outline.y1]  # a header that the next panel repeats
    return [
        Block(RegionKind.CAPTION, _downwards(over)),
        *(Block(CELL, lines) for lines in inside),
        *(Block(CELL, (line,)) for line in _downwards(between)),
        Block(RegionKind.CAPTION, _downwards(under)),
    ]


def _shared_out(lines: Sequence[TextLine], cells: Sequence[GridCell]) -> tuple[list[tuple[TextLine, ...]], list[TextLine]]:
    """The lines of each cell, and those that stand in none."""
    waiting = list(lines)
    inside = []
    for cell in cells:
        own = [line for line in waiting if cell.box and cell.box.contains_middle_of(line.box)]
        ids = {id(line) for line in own}
        waiting = [line for line in waiting if id(line) not in ids]
        inside.append(_downwards(own))
    return inside, waiting


def _cell_line(cell: GridCell) -> TextLine:
    return TextLine(" ".join(cell.text.split()), cell.box or NOWHERE, confidence=cell.confidence)


def _downwards(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.box.y0, line.box.x0)))
