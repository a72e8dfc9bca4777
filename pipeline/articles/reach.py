"""How far a heading reaches: over more columns than its words, set in the middle of them or beginning with the first."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.articles.story import GUTTER, right_edge
from pipeline.geometry import Box
from pipeline.model import Region, RegionKind, Ruling

STROKE = 1.2
"""Of a heading's height: a shorter rule beside it is a stroke of large type (on a scan)."""
ORNAMENT = 2.0
"""Ems of the heading: a narrower picture beside it is a sign that goes with it."""
OVER = 2.0
"""Ems of the heading between it and a rule over its story, at most."""
Reach = tuple[float, float]
"""Left and right edge, in points."""


def reaches(regions: Sequence[Region], rulings: Sequence[Ruling], pictures: Sequence[Box] = ()) -> dict[int, Reach]:
    """The reach of every level heading, by the identity of its region; pictures and captions beside it end it too."""
    solid = [region for region in regions if region.kind in (RegionKind.HEADING, RegionKind.PARAGRAPH)]
    if not solid:
        return {}
    printed = [*(region.box for region in solid), *(ruling.box for ruling in rulings)]
    page = (min(box.x0 for box in printed), max(box.x1 for box in printed))
    upright = [ruling.box for ruling in rulings if not ruling.horizontal]
    level = [ruling.box for ruling in rulings if ruling.horizontal]
    beside = [*pictures, *(region.box for region in regions if region.kind is RegionKind.CAPTION)]
    return {
        id(heading): _within_rule(heading, _reach(heading, solid, upright, beside, page), level, solid)
        for heading in solid
        if heading.kind is RegionKind.HEADING and not heading.lines[0].vertical
    }


def _reach(heading: Region, regions: Sequence[Region], upright: Sequence[Box], pictures: Sequence[Box], page: Reach) -> Reach:
    """As far to both sides of the words' middle as the nearer side is free: text, headings, rules and the frame end it."""
    box = heading.box
    left, right = (heading.frame.x0, heading.frame.x1) if heading.frame else page
    middle = box.x_middle
    level = [other for other in regions if other.box.y1 > box.y0 and other.box.y0 < box.y1 and other is not heading]
    beside = [other.box for other in level if other.box.y_overlap(box) > 0.2 * min(other.box.height, box.height)]
    beside += [rule for rule in upright if rule.y_overlap(box) > 0.5 * box.height and rule.height > STROKE * box.height]
    beside += [other for other in pictures if _stands_beside(other, heading)]
    for other in beside:
        if other.x_middle < middle:
            left = max(left, min(other.x1, box.x0))
        else:
            right = min(right, max(other.x0, box.x1))
    if _begins_with_its_column(heading, regions):
        return (box.x0, right)
    half = max(min(middle - left, right - middle), box.width / 2)
    return (middle - half, middle + half)


def _stands_beside(picture: Box, heading: Region) -> bool:
    """Whether a picture (or its caption) stands at a side of the heading: no ornament, not behind it or under it."""
    box, size = heading.box, heading.lines[0].size
    return (
        picture.x_overlap(box) <= 0
        and picture.y_overlap(box) > 0.2 * min(picture.height, box.height)
        and picture.width >= ORNAMENT * size
    )


def _within_rule(heading: Region, reach: Reach, level: Sequence[Box], regions: Sequence[Region]) -> Reach:
    """The reach within a rule right over the heading, set in one middle with it, that ends where columns of text do."""
    box, size = heading.box, heading.lines[0].size
    over = [rule for rule in level if 0 <= box.y0 - rule.y_middle <= OVER * size and rule.x0 <= box.x0 and rule.x1 >= box.x1]
    rule = max(over, key=lambda rule: rule.y_middle, default=None)
    if rule is None or abs(rule.x_middle - box.x_middle) > 0.5 * size:
        return reach
    text = [region for region in regions if region.kind is RegionKind.PARAGRAPH and region.box.y0 >= box.y1 - 0.5 * size]
    ends = any(abs(one.box.x0 - rule.x0) <= one.lines[0].size for one in text) and any(
        abs(one.box.x1 - rule.x1) <= one.lines[0].size for one in text
    )
    return (max(reach[0], rule.x0), min(reach[1], rule.x1)) if ends else reach


def _begins_with_its_column(heading: Region, regions: Sequence[Region]) -> bool:
    """Whether the heading is set left: at the edge of a column under it that goes on with none on its own left."""
    box = heading.box
    text = [other for other in regions if other.kind is RegionKind.PARAGRAPH]
    under = [other for other in text if -0.5 * other.lines[0].size <= other.box.y0 - box.y1 <= 2 * box.height]
    for column in under:
        em = column.lines[0].size
        if abs(column.box.x0 - box.x0) <= 0.5 * em:
            return not any(
                abs(other.box.y0 - column.box.y0) <= 0.5 * em
                and other is not column
                and -em < column.box.x0 - right_edge(other, text, em) <= GUTTER * em
                for other in under
            )
    return False
