"""Which row of columns a heading stands over, or beside."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.articles.reach import Reach
from pipeline.articles.story import HEADING_GAP
from pipeline.geometry import Box, union
from pipeline.model import Region

HEADING_COLUMN = 1.0
"""A heading beside its text stands in a column of its own, at most this many of its widths before the text."""
ON_PICTURE = 6.0
"""Body ems from a heading printed on a picture to the caption, as in ``layout/captions.py``."""


def headings_beside(
    headings: Sequence[Region],
    rows: Sequence[Sequence[Region]],
    columns: Sequence[Region],
    feet: dict[int, float],
    em: float,
) -> dict[int, list[Region]]:
    """Each level heading that stands before a row in a column of its own, with nothing of its own under it."""
    result: dict[int, list[Region]] = {}
    for heading in headings:
        if heading.lines[0].vertical or any(_stands_on(heading, feet, column, em) for column in columns):
            continue
        found = [
            (column.box.x0 - heading.box.x1, index)
            for index, row in enumerate(rows)
            for column in row
            if _begins_right_of(heading, column, em) and not _something_between(heading.box, column.box, columns)
        ]
        if found:
            result.setdefault(min(found)[1], []).append(heading)
    return result


def feet_of(headings: Sequence[Region], captions: Sequence[Region], pictures: Sequence[Box], em: float) -> dict[int, float]:
    """Where each heading ends, by its identity: one printed on a picture with that picture, or with the caption under it."""
    return {id(heading): _foot(heading, captions, pictures, em) for heading in headings}


def _foot(heading: Region, captions: Sequence[Region], pictures: Sequence[Box], em: float) -> float:
    box = heading.box
    foot = max([box.y1, *(picture.y1 for picture in pictures if picture.contains_middle_of(box))])
    under = [one.box for one in captions if one.box.y0 >= box.y1 and one.box.x_overlap(box) > 0]
    return max([foot, *(one.y1 for one in under if one.y0 - foot <= ON_PICTURE * em)])


def _stands_on(heading: Region, feet: dict[int, float], column: Region, em: float) -> bool:
    """Whether the column begins right under the heading, or right under the picture that it is printed on."""
    near = heading.box.y1 - 0.5 * em <= column.box.y0 <= feet[id(heading)] + HEADING_GAP * em
    return column.frame == heading.frame and near and column.box.x_overlap(heading.box) > em


def _begins_right_of(heading: Region, column: Region, em: float) -> bool:
    first, box = column.box, heading.box
    return (
        heading.frame == column.frame
        and -em <= first.x0 - box.x1 <= HEADING_COLUMN * box.width
        and box.y_overlap(first) >= 0.8 * min(box.height, first.height)
        and first.y0 >= box.y0 - 2 * em
    )


def _something_between(heading: Box, first: Box, columns: Sequence[Region]) -> bool:
    between = Box(heading.x1, heading.y0, first.x0, heading.y1)
    return any(column.box.x_overlap(between) > 1 and column.box.y_overlap(between) > 0 for column in columns)


def headings_over(
    headings: Sequence[Region],
    rows: Sequence[Sequence[Region]],
    upright: dict[int, list[Region]],
    reach: dict[int, Reach],
    em: float,
) -> dict[int, list[Region]]:
    """The level headings right above each row: those whose middle is over it, and those that reach over some of its columns
    and have their middle over no row (a picture stands there)."""
    found: dict[int, list[Region]] = {}
    for heading in headings:
        if heading.lines[0].vertical:
            continue
        near = [index for index, row in enumerate(rows) if _is_near_under(heading, row, em)]
        own = [index for index in near if _has_middle_over(heading, [*rows[index], *upright.get(index, [])], em)]
        if not own:
            left, right = reach[id(heading)]
            own = [index for index in near if any(left <= column.box.x_middle <= right for column in rows[index])][:1]
        if not own:
            own = [index for index in near if any(column.box.x_overlap(heading.box) > em for column in rows[index])][:1]
        for index in own:
            found.setdefault(index, []).append(heading)
    return found


def _is_near_under(heading: Region, row: Sequence[Region], em: float) -> bool:
    gap = row[0].box.y0 - heading.box.y1
    return heading.frame == row[0].frame and -0.5 * em <= gap <= HEADING_GAP * em


def _has_middle_over(heading: Region, parts: Sequence[Region], em: float) -> bool:
    box = union(region.box for region in parts)
    return box.x0 - em <= heading.box.x_middle <= box.x1 + em


def upright_headings(headings: Sequence[Region], rows: Sequence[Sequence[Region]], em: float) -> dict[int, list[Region]]:
    """Each vertical heading with the row that it stands beside most closely; before the text rather than behind it."""
    result: dict[int, list[Region]] = {}
    for heading in headings:
        if not heading.lines[0].vertical:
            continue
        costs = [
            (cost, index)
            for index, row in enumerate(rows)
            if row[0].frame == heading.frame and (cost := _distance_beside(heading, row, em)) is not None
        ]
        if costs:
            result.setdefault(min(costs)[1], []).append(heading)
    return result


def _distance_beside(heading: Region, row: Sequence[Region], em: float) -> float | None:
    """How far a vertical heading stands from the nearest column of the row, None when it is not beside it."""
    near = 2.5 * heading.lines[0].size
    costs = []
    for column in row:
        before, behind = column.box.x0 - heading.box.x1, heading.box.x0 - column.box.x1
        gap, top = max(before, behind), abs(heading.box.y0 - column.box.y0)
        if -em <= gap <= near and top <= near and heading.box.y_overlap(column.box) > 0:
            costs.append(abs(gap) + top + (near if behind > before else 0.0))
    return min(costs, default=None)
