"""Frames: ruled boxes that hold an article, told from the grids of tables by having nothing ruled inside."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.model import Region, RegionKind, Ruling

REACH = 3.0
"""Points by which the sides of a frame may miss each other at a corner (see ``tables/lattice.py``)."""
MOST_HEIGHT = 2.2
"""Of its words' height: the box of a headline is no higher."""


def find_frames(rulings: Sequence[Ruling], taken: Sequence[Box], smallest: float) -> tuple[Box, ...]:
    """Every rectangle of four rules, except those of tables (``taken``) and those under ``smallest`` points a side."""
    level = [ruling.box for ruling in rulings if ruling.horizontal and ruling.box.width >= smallest]
    level.sort(key=lambda box: box.y_middle)
    heights = [box.y_middle for box in level]
    upright = [ruling.box for ruling in rulings if not ruling.horizontal and ruling.box.height >= smallest]

    def closed(left: Box, right: Box, y: float) -> bool:
        sides = level[bisect_left(heights, y - REACH) : bisect_right(heights, y + REACH)]
        return any(side.x0 <= left.x1 + REACH and side.x1 >= right.x0 - REACH for side in sides)

    frames: list[Box] = []
    for left in upright:
        for right in upright:
            if right.x0 - left.x1 < smallest or abs(left.y0 - right.y0) > REACH or abs(left.y1 - right.y1) > REACH:
                continue
            if closed(left, right, left.y0) and closed(left, right, left.y1):
                frames.append(Box(left.x_middle, left.y0, right.x_middle, left.y1))
    return tuple(
        frame
        for frame in sorted(frames, key=lambda frame: frame.area)
        if not any(table.intersection_area(frame) > 0.8 * frame.area for table in taken)
    )


def frame_of(box: Box, frames: Sequence[Box]) -> Box | None:
    """The smallest frame that holds the middle of ``box``; ``frames`` come smallest first."""
    return next((frame for frame in frames if frame.contains_middle_of(box)), None)


def without_headline_boxes(regions: Sequence[Region], tables: Sequence[Box], frames: Sequence[Box]) -> list[Region]:
    """The regions, those alone in a frame that holds a heading and nothing else put into the frame around it.

    A headline in a box or white on a black bar heads the text outside; a larger box around a few large words is an
    advertisement.
    """
    held: dict[Box, list[Region]] = {}
    for region in regions:
        if region.frame:
            held.setdefault(region.frame, []).append(region)
    boxes = {frame for frame, own in held.items() if len(own) == 1 and _fits(own[0], frame)}
    boxes = {frame for frame in boxes if not any(frame.contains_middle_of(table) for table in tables)}
    if not boxes:
        return list(regions)
    others = [frame for frame in frames if frame not in boxes]
    return [replace(one, frame=frame_of(one.box, others)) if one.frame in boxes else one for one in regions]


def _fits(region: Region, frame: Box) -> bool:
    return region.kind is RegionKind.HEADING and frame.height <= MOST_HEIGHT * region.box.height
