"""Lines under a headline in the type of the text, which belong to the heading and not to the columns: the author's, and a
subhead after a dash (——从图纸到日常的一百天)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.author_line import is_author_line
from pipeline.model import TextLine

UNDER = 1.6
"""Ems of the larger type between a heading and the author's line, at most."""
OFF_MIDDLE = 1.2
"""Ems of its own by which a centred line may stand off the heading's middle."""


def with_authors(headings: Sequence[TextLine], body: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """(heading lines with the authors' lines under them, the other lines)."""
    taken: set[int] = set()
    level = sorted((line for line in headings if not line.vertical), key=lambda head: head.box.y1)
    feet = [head.box.y1 for head in level]
    largest = max((line.size for line in (*level, *body)), default=0.0)
    for line in sorted(body, key=lambda line: line.box.y0):
        first = bisect_left(feet, line.box.y0 - UNDER * largest)
        near = level[first : bisect_right(feet, line.box.y0 + 0.3 * largest)]
        over = [head for head in near if _stands_under(line, head)]
        if over and _belongs(line, max(over, key=lambda head: head.box.y1)):
            taken.add(id(line))
            at = bisect_right(feet, line.box.y1)
            feet.insert(at, line.box.y1)
            level.insert(at, line)
    kept = [line for line in body if id(line) not in taken]
    return [*headings, *(line for line in body if id(line) in taken)], kept


def _stands_under(line: TextLine, head: TextLine) -> bool:
    gap = line.box.y0 - head.box.y1
    size = max(line.size, head.size)
    return not line.vertical and -0.3 * size <= gap <= UNDER * size and line.box.x_overlap(head.box) > 0


def _belongs(line: TextLine, head: TextLine) -> bool:
    """A name alone is an author only in the heading's middle, a line with a mark or a part (文/) at its left edge too."""
    centred = abs(line.box.x_middle - head.box.x_middle) <= OFF_MIDDLE * line.size
    aligned = centred or abs(line.box.x0 - head.box.x0) <= line.size
    return (centred and line.text.startswith("—")) or (aligned and is_author_line(line.text, bare=centred))
