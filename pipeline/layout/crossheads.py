"""Crossheads 小标题: headings within a story, told from the head of a story by standing on the lines of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.byline import starts_story
from pipeline.layout.measures import Measures
from pipeline.lexicons import read_toml
from pipeline.model import TextLine

LARGEST = 1.45
"""Of the body's size: larger lines head a story (小五 body, 四号 heads are 1.56 times)."""
STEP = 1.4
"""Leadings from a crosshead to the line above it and to the one under it, at most; the head of a story has more white."""
TIGHT = 1.2
HEAD_STEP = 2.0
"""Leadings from the head of a story to its first line, at most, where its size tells that others are heads too."""
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
    level = sorted((line for line in body if not line.vertical), key=lambda line: line.box.y1)
    found = [(line, below) for line in headings if (below := _crosshead_over(line, headings, level, measures))]
    # Heads of briefs stand as close to their text; that one of the same size has 本报讯 under it tells them.
    heads = {_size(line) for line, below in found if starts_story(below.text)}
    heads |= _sizes_of_heads(headings, level, measures) if found else set()
    crossheads = {id(line) for line, _ in found if _size(line) not in heads}
    kept = [line for line in headings if id(line) not in crossheads]
    return kept, [*body, *(line for line in headings if id(line) in crossheads)]


def _sizes_of_heads(headings: Sequence[TextLine], body: Sequence[TextLine], measures: Measures) -> set[int]:
    """The sizes of which most lines stand right over a line that begins a story."""
    counts = Counter(_size(line) for line in headings if not line.vertical)
    over = Counter(_size(line) for line in headings if not line.vertical and _is_head_of_story(line, body, measures))
    return {size for size, count in over.items() if count > 1 and 2 * count >= counts[size]}


def _is_head_of_story(line: TextLine, body: Sequence[TextLine], measures: Measures) -> bool:
    """Whether the line right under it begins a story (本报讯)."""
    first = bisect_right(body, line.box.y1, key=lambda other: other.box.y1)
    last = bisect_right(body, line.box.y1 + HEAD_STEP * measures.leading, key=lambda other: other.box.y1)
    below = next((other for other in body[first:last] if other.box.x_overlap(line.box) > 0), None)
    return below is not None and starts_story(below.text)


def _size(line: TextLine) -> int:
    return round(line.size * 4)


def _crosshead_over(
    line: TextLine, headings: Sequence[TextLine], body: Sequence[TextLine], measures: Measures
) -> TextLine | None:
    """The line of ``body`` (level lines from top to bottom) that a crosshead stands at: the one under it, at the foot of a
    column the one over it; None where the line is no crosshead."""
    if line.vertical or line.size > LARGEST * measures.body_size or _heads_notice(line.text.strip()):
        return None
    touching = [other for other in headings if other is not line and _touches(line, other)]
    em, largest = measures.body_size, STEP * measures.leading
    first = bisect_left(body, line.box.y1 - 5 * em, key=lambda other: other.box.y1)
    level = body[first : bisect_right(body, line.box.y1 + 5 * em, key=lambda other: other.box.y1)]
    under = [other for other in level if other.box.y1 > line.box.y1 + 0.1 * em and other.box.x_overlap(line.box) > 0]
    over = [other for other in level if 0.1 * em < line.box.y1 - other.box.y1 <= largest]
    foot = next((other for other in over if _goes_on_from(line, other, measures)), None)
    below = min(under, key=lambda other: other.box.y1, default=None)
    if below is None or below.box.y1 - line.box.y1 > largest:
        return None if touching else foot or next((other for other in over if _is_in_the_middle(line, other, level)), None)
    if touching and not (_tops_a_column(line, below, body, measures) and all(_is_apart(line, below, one) for one in touching)):
        return None
    left = below.box.x0 - INDENT * em
    above = max((other.box.y1 for other in over if other.box.x1 > left and other.box.x0 < below.box.x1 - em), default=None)
    if line.box.width > WIDEST * below.box.width:
        # A line of the text whose size was misread (on a scan, by a tall character): no heading has so little white.
        tight = above is not None and max(line.box.y1 - above, below.box.y1 - line.box.y1) <= TIGHT * measures.leading
        return below if tight else None
    return below if above is not None or _tops_a_column(line, below, body, measures) else None


def _heads_notice(text: str) -> bool:
    """Whether the words head a notice (公告, 遗失声明): those stand as close to their text, one notice under the other."""
    return any(pattern.fullmatch(text) for pattern in _notice_heads())


@cache
def _notice_heads() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, read_toml("article_kinds")["notices"]["heads"]))


def _goes_on_from(line: TextLine, over: TextLine, measures: Measures) -> bool:
    """Whether a last line of a column is text whose size was misread: at its edge, with no more white than text has."""
    step = line.box.y1 - over.box.y1
    return step <= TIGHT * measures.leading and abs(line.box.x0 - over.box.x0) <= 0.5 * measures.body_size


def _is_in_the_middle(line: TextLine, over: TextLine, level: Sequence[TextLine]) -> bool:
    """Whether it stands in the middle of the column that ends with ``over``, which may be a short line."""
    own = [one.box for one in level if one.box.y1 <= over.box.y1 and abs(one.box.x0 - over.box.x0) <= INDENT * over.size]
    x0, x1 = min(box.x0 for box in own), max(box.x1 for box in own)
    return line.box.width <= WIDEST * (x1 - x0) and abs(line.box.x_middle - (x0 + x1) / 2) <= 0.5 * line.size


def _touches(line: TextLine, other: TextLine) -> bool:
    """Whether the two are lines of one heading: close, and set in one middle or at one edge."""
    gap = max(other.box.y0 - line.box.y1, line.box.y0 - other.box.y1)
    aligned = min(abs(line.box.x_middle - other.box.x_middle), abs(line.box.x0 - other.box.x0)) <= 1.5 * line.size
    return gap <= 1.2 * line.size and other.box.x_overlap(line.box) > 0 and aligned


def _is_apart(line: TextLine, below: TextLine, head: TextLine) -> bool:
    """Whether a line right under a heading stands in the middle of its own column and not of the heading's."""
    column = below.box.x0 + 0.5 * (below.box.width - (below.size * 2 if below.box.width > line.box.width else 0.0))
    off = min(abs(line.box.x_middle - below.box.x_middle), abs(line.box.x_middle - column))
    return (
        off <= line.size and abs(line.box.x_middle - head.box.x_middle) > 1.5 * line.size and head.box.width > below.box.width
    )


def _tops_a_column(line: TextLine, under: TextLine, body: Sequence[TextLine], measures: Measures) -> bool:
    """Whether a line of the column before begins beside it: then it is the first line of the next column."""
    em = measures.body_size
    return any(
        0 < under.box.x0 - other.box.x1 <= NEXT_COLUMN * em and abs(other.box.y1 - line.box.y1) <= 0.35 * em for other in body
    )
