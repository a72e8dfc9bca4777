"""Crossheads 小标题: headings within a story, told from the head of a story by standing on the lines of the text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.measures import Measures
from pipeline.model import TextLine

LARGEST = 1.45
"""Of the body's size: larger lines head a story (小五 body, 四号 heads are 1.56 times)."""
STEP = 1.4
"""Leadings from a crosshead to the line above it and to the one under it, at most; the head of a story has more white."""
TIGHT = 1.2
WIDEST = 0.85
"""Of the line under it: a crosshead leaves white at its sides."""
INDENT = 2.6
"""Ems by which the line under it may be indented."""
NEXT_COLUMN = 4.5
"""Body ems: the next column of the same story stands no farther away (see ``articles/assemble.py``)."""


def with_crossheads(
    headings: Sequence[TextLine], body: Sequence[TextLine], measures: Measures
) -> tuple[list[TextLine], list[TextLine]]:
    """(heading lines, body lines) with those larger lines among the body that stand where a line of the text would."""
    crossheads = {id(line) for line in headings if _is_crosshead(line, headings, body, measures)}
    kept = [line for line in headings if id(line) not in crossheads]
    return kept, [*body, *(line for line in headings if id(line) in crossheads)]


def _is_crosshead(line: TextLine, headings: Sequence[TextLine], body: Sequence[TextLine], measures: Measures) -> bool:
    if line.vertical or line.size > LARGEST * measures.body_size:
        return False
    if any(other is not line and _touches(line, other) for other in headings):
        return False
    em, largest = measures.body_size, STEP * measures.leading
    level = [other for other in body if not other.vertical and -5 * em <= line.box.y1 - other.box.y1 <= 5 * em]
    under = [other for other in level if other.box.y1 > line.box.y1 + 0.1 * em and other.box.x_overlap(line.box) > 0]
    over = [other for other in level if other.box.y1 < line.box.y1 - 0.1 * em and line.box.y1 - other.box.y1 <= largest]
    if not under:
        return any(_is_in_the_middle(line, other) for other in over)
    below = min(under, key=lambda other: other.box.y1)
    if below.box.y1 - line.box.y1 > largest:
        return False
    left = below.box.x0 - INDENT * em
    above = max((other.box.y1 for other in over if other.box.x1 > left and other.box.x0 < below.box.x1 - em), default=None)
    if line.box.width > WIDEST * below.box.width:
        # A line of the text whose size was misread (on a scan, by a tall character): no heading has so little white.
        return above is not None and max(line.box.y1 - above, below.box.y1 - line.box.y1) <= TIGHT * measures.leading
    return above is not None or _tops_a_column(line, below, body, measures)


def _is_in_the_middle(line: TextLine, over: TextLine) -> bool:
    return line.box.width <= WIDEST * over.box.width and abs(line.box.x_middle - over.box.x_middle) <= 0.5 * line.size


def _touches(line: TextLine, other: TextLine) -> bool:
    """Whether the two are lines of one heading: close, and set in one middle or at one edge."""
    gap = max(other.box.y0 - line.box.y1, line.box.y0 - other.box.y1)
    aligned = min(abs(line.box.x_middle - other.box.x_middle), abs(line.box.x0 - other.box.x0)) <= 1.5 * line.size
    return gap <= 1.2 * line.size and other.box.x_overlap(line.box) > 0 and aligned


def _tops_a_column(line: TextLine, under: TextLine, body: Sequence[TextLine], measures: Measures) -> bool:
    """Whether a line of the column before begins beside it: then it is the first line of the next column."""
    em = measures.body_size
    return any(
        0 < under.box.x0 - other.box.x1 <= NEXT_COLUMN * em and abs(other.box.y1 - line.box.y1) <= 0.35 * em for other in body
    )
