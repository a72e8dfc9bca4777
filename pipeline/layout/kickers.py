"""Lines over a headline in the type of the text: kickers 引题, which belong to the heading and not to the column over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.geometry import Box
from pipeline.hanzi import ends_sentence
from pipeline.layout.measures import Measures
from pipeline.model import TextLine

LARGER = 1.4
"""Of the line's size: the headline under it is at least this much larger."""
NEAR = 0.7
"""Ems of the headline between the two, at most."""
OFF_MIDDLE = 0.6
"""Ems of the headline by which the line's middle may stand off the headline's."""
WIDEST = 0.85
"""Of the headline's width, and of a column's."""
WHITE = 1.3
"""Leadings from the text over it to the line, at least: the last line of a paragraph stands closer, or at its left edge."""


def with_kickers(
    headings: Sequence[TextLine], body: Sequence[TextLine], pictures: Sequence[Box], measures: Measures
) -> tuple[list[TextLine], list[TextLine]]:
    """(heading lines with the kickers over them, the other lines); words under a picture are its caption."""
    level = [line for line in headings if not line.vertical and line.size >= LARGER * measures.body_size]
    level.sort(key=lambda head: head.box.y0)
    tops = [head.box.y0 for head in level]
    reach = NEAR * max((head.size for head in level), default=0.0)
    near = [
        line
        for line in body
        if not line.vertical
        and any(
            _stands_over(line, head)
            for head in level[bisect_left(tops, line.box.y1 - line.size) : bisect_right(tops, line.box.y1 + reach)]
        )
        and not any(0 <= line.box.y0 - picture.y1 <= 2 * line.size and picture.x_overlap(line.box) > 0 for picture in pictures)
    ]
    taken = {id(line) for line in near if not ends_sentence(line.text) and _is_apart(line, body, measures)}
    return [*headings, *(line for line in body if id(line) in taken)], [line for line in body if id(line) not in taken]


def _stands_over(line: TextLine, head: TextLine) -> bool:
    """Whether the line is centred right over the headline."""
    gap = head.box.y0 - line.box.y1
    centred = abs(line.box.x_middle - head.box.x_middle) <= OFF_MIDDLE * head.size
    return -0.3 * line.size <= gap <= NEAR * head.size and centred and line.box.width <= WIDEST * head.box.width


def _is_apart(line: TextLine, body: Sequence[TextLine], measures: Measures) -> bool:
    """Whether no text stands on its baseline or, at the usual leading, over it."""
    for other in body:
        if other is line or other.vertical:
            continue
        if other.box.y_overlap(line.box) > 0.5 * line.box.height and -1 <= _across(other.box, line.box) <= 4 * line.size:
            return False
        step = line.box.y1 - other.box.y1
        if 0.5 * measures.leading < step < WHITE * measures.leading and other.box.x_overlap(line.box) > 0:
            return False
    return True


def _across(one: Box, other: Box) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1)
