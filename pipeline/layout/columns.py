"""Columns of running text: body lines stacked at the usual leading, with nothing printed between them."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.byline import starts_story
from pipeline.drop_cap import drop_cap, stands_beside
from pipeline.geometry import Box, union
from pipeline.hanzi import is_hanzi
from pipeline.layout.frames import frame_of
from pipeline.layout.headings import LARGER
from pipeline.layout.measures import Measures
from pipeline.model import Region, RegionKind, Ruling, TextLine

LARGEST_STEP = 1.75
"""A larger step than this many usual leadings ends a column: paragraphs are parted by less, articles by more."""

OWN_STEP = 1.5
"""The same of the column's own leading: what is one story all the same is put together by how it reads (articles/seams.py)."""

STORY_STEP = 1.25
"""Leadings over a line with which a story begins (本报讯): with more white it begins a column."""

BESIDE = 2.5
"""Ems between a vertical heading and its column, at most."""

FEW, FEW_SAME_SIZE, EXACT_SIZE = 3, 0.7, 0.9
"""Of so few characters a scan tells the size badly (3米。 has no tall one), and of digits alone."""

WIDEST_INDENT = 2.6
"""Ems: a paragraph's first line may begin this far right of a last line of one or two characters."""

SIGNATURE = 0.6
"""A line that begins farther right than an indent belongs to the column only as a signature: it fills less of the width."""

Walls = tuple[list[float], list[Box]]
"""What ends a column, by the heights of their middles."""


def column_regions(
    lines: Sequence[TextLine],
    measures: Measures,
    frames: Sequence[Box],
    barriers: Sequence[Box],
    upright: Sequence[Box],
    rulings: Sequence[Ruling],
    same_size: float = 0.85,
) -> list[Region]:
    """Body lines gathered into columns. ``barriers`` (headings, tables) and horizontal rules end a column that they cross; a
    vertical heading (``upright``) that begins beside a line, within the column, ends it too."""
    walls = _by_height([*barriers, *(ruling.box for ruling in rulings if ruling.horizontal)])
    columns: list[_Column] = []
    near: list[_Column] = []
    for line in sorted(lines, key=lambda line: (line.box.y0, line.box.x0)):
        near = [column for column in near if line.box.y0 - column.last.box.y1 <= _largest_step(column.last, measures)]
        column = next(
            (column for column in near if _continues(column, line, measures, frames, walls, upright, same_size)), None
        )
        if column is None:
            columns.append(_Column([line], line.box.x0, line.box.x1))
            near.append(columns[-1])
        else:
            column.add(line)
    regions = []
    for each in columns:
        box = union(line.box for line in each.lines)
        regions.append(Region(RegionKind.PARAGRAPH, tuple(each.lines), box, frame_of(box, frames)))
    return regions


@dataclass(slots=True)
class _Column:
    """A column that grows line by line."""

    lines: list[TextLine]
    x0: float
    x1: float

    @property
    def last(self) -> TextLine:
        return self.lines[-1]

    def add(self, line: TextLine) -> None:
        self.lines.append(line)
        self.x0, self.x1 = min(self.x0, line.box.x0), max(self.x1, line.box.x1)


def _continues(
    column: _Column,
    line: TextLine,
    measures: Measures,
    frames: Sequence[Box],
    walls: Walls,
    upright: Sequence[Box],
    same_size: float,
) -> bool:
    last = column.last
    step = line.box.y1 - last.box.y1
    if not 0.5 * measures.body_size <= step <= _largest_step(last, measures):
        return False
    crosshead = max(last.size, line.size) >= LARGER * measures.body_size
    few = same_size < EXACT_SIZE and (_tells_no_size(last) or _tells_no_size(line))
    least = FEW_SAME_SIZE if few else same_size
    if not crosshead and min(last.size, line.size) < least * max(last.size, line.size):
        return False
    x0, x1 = column.x0, column.x1
    shared = min(x1, line.box.x1) - max(x0, line.box.x0)
    indent, widest = line.box.x0 - x0, WIDEST_INDENT * line.size
    outdent = (
        widest if len(column.lines) == 1 else 0.5 * line.size
    )  # under a paragraph's first line the column may begin farther left
    if shared < 0.5 * min(x1 - x0, line.box.width) and not -outdent <= indent <= widest:
        return False
    if indent > widest and line.box.width > SIGNATURE * (x1 - x0) and not stands_beside(line, drop_cap(column.lines[0])):
        return False
    if step > STORY_STEP * measures.leading and starts_story(line.text):
        return False
    if step > _own_largest_step(column.lines) or frame_of(last.box, frames) != frame_of(line.box, frames):
        return False
    if any(_begins_between(box, last, line, x0, measures.leading) for box in upright):
        return False
    heights, boxes = walls
    between = boxes[bisect_right(heights, last.box.y_middle) : bisect_left(heights, line.box.y_middle)]
    return not any(min(x1, wall.x1) - max(x0, wall.x0) > 0.3 * (x1 - x0) for wall in between)


def _by_height(boxes: Sequence[Box]) -> Walls:
    ordered = sorted(boxes, key=lambda box: box.y_middle)
    return [box.y_middle for box in ordered], ordered


def _tells_no_size(line: TextLine) -> bool:
    return len(line.text) <= FEW or not any(map(is_hanzi, line.text))


def _largest_step(last: TextLine, measures: Measures) -> float:
    return LARGEST_STEP * max(measures.leading, 1.2 * last.size)


def _own_largest_step(column: Sequence[TextLine]) -> float:
    """With a few lines a column tells its own leading: white that it has nowhere else ends it."""
    if len(column) < 4:
        return math.inf
    steps = sorted(lower.box.y1 - upper.box.y1 for upper, lower in pairwise(column[-6:]))
    return OWN_STEP * steps[len(steps) // 2]


def _begins_between(upright: Box, last: TextLine, line: TextLine, left: float, leading: float) -> bool:
    """Whether a vertical heading begins under the last line and before the next: within the column that begins at ``left``,
    or right beside it where the lines stand farther apart than usual."""
    if not (last.box.y_middle < upright.y0 + last.size and upright.y0 < line.box.y1):
        return False
    if left - last.size <= upright.x0 and upright.x1 <= line.box.x0:
        return True
    apart = line.box.y1 - last.box.y1 > 1.25 * leading
    return apart and 0 <= left - upright.x1 <= BESIDE * last.size
