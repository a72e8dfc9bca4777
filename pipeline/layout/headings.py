"""Headings: lines set larger than the running text, gathered into what stands over one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box, union
from pipeline.layout.frames import frame_of
from pipeline.layout.measures import Measures
from pipeline.model import Region, RegionKind, Ruling, TextLine

LARGER = 1.12
"""A heading is set at least this much larger than the body: the smallest step of the Chinese type scale above 小五 (9 pt) is
五号 (10.5 pt), 1.17 times."""
LINE_GAP = 0.9
"""Lines of one heading lie closer than this, in ems of the larger one."""


def split_headings(lines: Sequence[TextLine], measures: Measures) -> tuple[list[TextLine], list[TextLine]]:
    """(heading lines, other lines); a vertical line of the body's size is a caption up the side of a picture."""
    headings: list[TextLine] = []
    others: list[TextLine] = []
    for line in lines:
        (headings if line.size >= LARGER * measures.body_size else others).append(line)
    return _join_vertical(headings), others


def _join_vertical(lines: Sequence[TextLine]) -> list[TextLine]:
    """Vertical headings whose columns stand beside each other, read from right to left, as one line."""
    vertical = sorted((line for line in lines if line.vertical), key=lambda line: (-line.box.x1, line.box.y0))
    rest = [line for line in lines if not line.vertical]
    joined: list[TextLine] = []
    for line in vertical:
        index = next((index for index, right in enumerate(joined) if _beside(right, line)), None)
        if index is None:
            joined.append(line)
        else:
            joined[index] = _with(joined[index], line)
    for index, line in enumerate(joined):
        tail = [other for other in rest if len(other.text) <= 2 and _beside(line, other)]
        for other in sorted(tail, key=lambda other: -other.box.x1):
            joined[index] = _with(joined[index], other)
            rest.remove(other)
    return rest + joined


def _beside(right: TextLine, left: TextLine) -> bool:
    """Whether ``left`` is the next column of the vertical heading ``right``."""
    size = max(right.size, left.size)
    return (
        min(right.size, left.size) >= 0.9 * size
        and abs(right.box.y0 - left.box.y0) <= size
        and -0.3 * size <= right.box.x0 - left.box.x1 <= 2 * size
    )


def _with(line: TextLine, other: TextLine) -> TextLine:
    return replace(line, text=line.text + other.text, box=union((line.box, other.box)), glyphs=line.glyphs + other.glyphs)


def heading_regions(lines: Sequence[TextLine], frames: Sequence[Box], rulings: Sequence[Ruling]) -> list[Region]:
    """Heading lines grouped: lines under each other with a common middle or left edge, and no rule between them."""
    groups: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (line.box.y0, line.box.x0)):
        group = next((group for group in groups if _continues(group, line, frames, rulings)), None)
        if group is None:
            groups.append([line])
        else:
            group.append(line)
    regions = []
    for group in groups:
        box = union(line.box for line in group)
        regions.append(Region(RegionKind.HEADING, tuple(group), box, frame_of(box, frames)))
    return regions


def _continues(group: Sequence[TextLine], line: TextLine, frames: Sequence[Box], rulings: Sequence[Ruling]) -> bool:
    last = group[-1]
    if last.vertical or line.vertical:
        return False
    size = max(last.size, line.size)
    gap = line.box.y0 - last.box.y1
    if not -0.3 * size <= gap <= LINE_GAP * size:
        return False
    if frame_of(last.box, frames) != frame_of(line.box, frames):
        return False
    aligned = abs(last.box.x_middle - line.box.x_middle) <= 1.5 * size or abs(last.box.x0 - line.box.x0) <= 0.5 * size
    return aligned and not _ruled_off(last.box, line.box, rulings)


def _ruled_off(upper: Box, lower: Box, rulings: Sequence[Ruling]) -> bool:
    x0, x1 = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    return any(
        ruling.horizontal
        and upper.y_middle < ruling.box.y_middle < lower.y_middle
        and min(ruling.box.x1, x1) - max(ruling.box.x0, x0) > 0.5 * (x1 - x0)
        for ruling in rulings
    )
