"""From headings and columns to articles.

The columns of one article begin on one line under its heading. So: columns are gathered into rows with a common top; the
headings right above a row (or upright beside it) part it into articles, each heading over the middle of its columns. A column
that belongs to no such row goes on with the article above it, else it is an article without a headline.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from pipeline.articles.orphans import Ground, place_orphans
from pipeline.articles.pictures import place_captions
from pipeline.articles.reach import Reach, reaches
from pipeline.articles.reading_order import reading_order
from pipeline.articles.rubrics import with_rubrics
from pipeline.articles.story import GUTTER, HEADING_GAP, Story, in_columns, right_edge
from pipeline.geometry import Box, union
from pipeline.model import Region, RegionKind, Ruling

HEADING_COLUMN = 1.0
"""A heading beside its text stands in a column of its own, at most this many of its widths before the text."""
TOP = 0.5
"""Columns of one row begin within this many body ems of each other."""


def stories_of(regions: Sequence[Region], body_size: float, rulings: Sequence[Ruling] = ()) -> list[Story]:
    """All headings, columns and captions of a page as stories; every one of them is in exactly one."""
    headings = [region for region in regions if region.kind is RegionKind.HEADING]
    columns = [region for region in regions if region.kind is RegionKind.PARAGRAPH]
    free = {id(heading): heading for heading in headings}
    result: list[Story] = []
    orphans: list[list[Region]] = []
    rows = _rows(columns, body_size)
    upright = _upright_headings(headings, rows, body_size)
    reach = reaches(regions, rulings)
    for index, beside in _headings_beside(headings, rows, columns, body_size).items():
        upright.setdefault(index, []).extend(beside)
    before = {id(heading) for found in upright.values() for heading in found}
    level = [heading for heading in headings if id(heading) not in before]
    over_rows = _headings_over(level, rows, upright, reach, body_size)
    for index, row in enumerate(rows):
        beside = upright.get(index, [])
        over = [heading for heading in over_rows.get(index, []) if id(heading) in free]
        if not over and not beside:
            orphans.append(row)
            continue
        for heading in (*over, *beside):
            del free[id(heading)]
        for story in _part(row, over, beside, reach):
            away = _out_of_reach(story, reach, body_size)
            result.append(Story(story.headings, [column for column in story.columns if column not in away]))
            orphans.extend([column] for column in away)
    result.extend(Story(headings=[heading]) for heading in free.values())
    frames = list(dict.fromkeys(region.frame for region in regions if region.frame))
    frames += [region.box for region in regions if region.kind is RegionKind.FLOATING]
    place_orphans(orphans, result, Ground(rulings, frames, reach, body_size))
    result = with_rubrics(result, reach, body_size)
    beside = [region for region in regions if region.kind in (RegionKind.CAPTION, RegionKind.FLOATING)]
    place_captions(beside, result, reach, body_size)
    return _in_reading_order(result)


def _headings_beside(
    headings: Sequence[Region], rows: Sequence[Sequence[Region]], columns: Sequence[Region], em: float
) -> dict[int, list[Region]]:
    """Each level heading that stands before a row in a column of its own, with nothing of its own under it."""
    result: dict[int, list[Region]] = {}
    for heading in headings:
        if heading.lines[0].vertical or any(_stands_on(heading, column, em) for column in columns):
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


def _stands_on(heading: Region, column: Region, em: float) -> bool:
    """Whether the column begins right under the heading."""
    gap = column.box.y0 - heading.box.y1
    return column.frame == heading.frame and -0.5 * em <= gap <= HEADING_GAP * em and column.box.x_overlap(heading.box) > em


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


def _headings_over(
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
        for index in own:
            found.setdefault(index, []).append(heading)
    return found


def _is_near_under(heading: Region, row: Sequence[Region], em: float) -> bool:
    gap = row[0].box.y0 - heading.box.y1
    return heading.frame == row[0].frame and -0.5 * em <= gap <= HEADING_GAP * em


def _has_middle_over(heading: Region, parts: Sequence[Region], em: float) -> bool:
    box = union(region.box for region in parts)
    return box.x0 - em <= heading.box.x_middle <= box.x1 + em


def _rows(columns: Sequence[Region], em: float) -> list[list[Region]]:
    """Columns with a common top, side by side in one frame."""
    rows: list[list[Region]] = []
    ends = {id(column): right_edge(column, columns, em) for column in columns}
    for column in sorted(columns, key=lambda column: (column.box.x0, column.box.y0)):
        fitting = [
            row
            for row in rows
            if abs(row[-1].box.y0 - column.box.y0) <= TOP * em
            and row[-1].frame == column.frame
            and -em <= column.box.x0 - ends[id(row[-1])] <= GUTTER * em
        ]
        if fitting:
            fitting[-1].append(column)
        else:
            rows.append([column])
    return sorted(rows, key=lambda row: (row[0].box.y0, row[0].box.x0))


def _upright_headings(headings: Sequence[Region], rows: Sequence[Sequence[Region]], em: float) -> dict[int, list[Region]]:
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


def _part(row: Sequence[Region], over: Sequence[Region], beside: Sequence[Region], reach: dict[int, Reach]) -> list[Story]:
    """The row's columns shared out among its headings: one beside its columns begins an article, others stand over the middle
    of their columns. Every heading and every column is in exactly one of the stories."""
    pieces = _upright_pieces(row, beside)
    above: list[list[Region]] = [[] for _ in pieces]
    for heading in sorted(over, key=lambda heading: heading.box.x_middle):
        nearest = min(range(len(pieces)), key=lambda index: _outside(heading.box.x_middle, pieces[index].box))
        above[nearest].append(heading)
    result: list[Story] = []
    for piece, headings in zip(pieces, above, strict=True):
        if not piece.headings:
            result.extend(_share_out(piece.columns, headings))
            continue
        start = piece.columns[0].box.x_middle if piece.columns else math.inf
        others = [heading for heading in headings if min(reach[id(heading)][0], heading.box.x0) > start]
        kickers = [heading for heading in headings if heading not in others]
        first = min((reach[id(heading)][0] for heading in others), default=math.inf)
        own = [column for column in piece.columns if column.box.x_middle < first]
        result.append(Story([*kickers, *piece.headings], own))
        if others:
            result.extend(_share_out([column for column in piece.columns if column.box.x_middle >= first], others))
    return result


def _out_of_reach(story: Story, reach: dict[int, Reach], em: float) -> list[Region]:
    """Columns beside those that the headings reach over: they may be of another story that begins on the same line."""
    if not story.headings or any(id(heading) not in reach or not _over(heading, story, em) for heading in story.headings):
        return []
    left = min(reach[id(heading)][0] for heading in story.headings)
    right = max(reach[id(heading)][1] for heading in story.headings)
    away = [column for column in story.columns if not left - em <= column.box.x_middle <= right + em]
    return away if len(away) < len(story.columns) else []


def _over(heading: Region, story: Story, em: float) -> bool:
    return all(heading.box.y1 <= column.box.y0 + 0.5 * em for column in story.columns)


def _upright_pieces(row: Sequence[Region], beside: Sequence[Region]) -> list[Story]:
    """The row cut before each vertical heading; one behind the last column stays with the columns before it."""
    parts = sorted([*row, *beside], key=lambda region: region.box.x0)
    pieces: list[Story] = [Story()]
    for index, part in enumerate(parts):
        if part.kind is RegionKind.HEADING:
            if pieces[-1].columns and any(later.kind is RegionKind.PARAGRAPH for later in parts[index:]):
                pieces.append(Story())
            pieces[-1].headings.append(part)
        else:
            pieces[-1].columns.append(part)
    return pieces


def _outside(x: float, box: Box) -> float:
    return max(box.x0 - x, x - box.x1, 0.0)


def _share_out(columns: Sequence[Region], headings: Sequence[Region]) -> list[Story]:
    """Consecutive columns for each heading such that headings stand nearest the middles of their columns.

    Found heading by heading: ``best[end]`` is the least cost at which the headings so far share the first ``end`` columns, and
    where their shares end.
    """
    if len(headings) <= 1 or len(headings) > len(columns):
        return [Story(list(headings), list(columns))]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for heading in headings:
        best = {
            end: min(
                (cost + _off_middle(heading, columns[start:end]), (*ends, end))
                for start, (cost, ends) in best.items()
                if start < end
            )
            for end in range(min(best) + 1, len(columns) + 1)
        }
    ends = best[len(columns)][1]
    return [Story([heading], list(columns[start:end])) for heading, (start, end) in zip(headings, pairwise(ends), strict=True)]


def _off_middle(heading: Region, columns: Sequence[Region]) -> float:
    """How far a heading stands from the middle (or left edge) of its columns, in points."""
    box = union(column.box for column in columns)
    return min(abs(heading.box.x_middle - box.x_middle), abs(heading.box.x0 - box.x0))


def _in_reading_order(found: Sequence[Story]) -> list[Story]:
    """Stories in reading order; the columns of each from left to right, from top to bottom within a column."""
    for story in found:
        story.columns = in_columns(story.columns)
        story.headings.sort(key=lambda heading: (heading.box.y0, heading.box.x0))
    return [found[index] for index in reading_order([story.box for story in found])]
