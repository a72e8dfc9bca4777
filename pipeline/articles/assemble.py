"""From headings and columns to articles.

The columns of one article begin on one line under its heading. So: columns are gathered into rows with a common top; the
headings right above a row (or upright beside it) part it into articles, each heading over the middle of its columns. A column
that belongs to no such row goes on with the article above it, else it is an article without a headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.articles.byline import starts_story
from pipeline.articles.reading_order import reading_order
from pipeline.geometry import Box, union
from pipeline.model import Region, RegionKind

TOP = 0.5
"""Columns of one row begin within this many body ems of each other."""
GUTTER = 4.5
"""Body ems: columns of one row stand no farther apart."""
HEADING_GAP = 3.0
"""Body ems between a heading and the columns under it, at most."""


@dataclass(slots=True)
class Story:
    """An article in the making: its headings and its columns."""

    headings: list[Region] = field(default_factory=list)
    columns: list[Region] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return union(region.box for region in (*self.headings, *self.columns))


def stories_of(regions: Sequence[Region], body_size: float) -> list[Story]:
    """All regions of a page as stories; every region is in exactly one."""
    headings = [region for region in regions if region.kind is RegionKind.HEADING]
    columns = [region for region in regions if region.kind is RegionKind.PARAGRAPH]
    free = {id(heading): heading for heading in headings}
    result: list[Story] = []
    orphans: list[list[Region]] = []
    rows = _rows(columns, body_size)
    upright = _upright_headings(headings, rows, body_size)
    for index, row in enumerate(rows):
        beside = upright.get(index, [])
        over = [heading for heading in headings if id(heading) in free and _stands_over(heading, row, beside, body_size)]
        if not over and not beside:
            orphans.append(row)
            continue
        for heading in (*over, *beside):
            del free[id(heading)]
        result.extend(_part(row, over, beside))
    _place_orphans(orphans, result, free, body_size)
    result.extend(Story(headings=[heading]) for heading in free.values())
    return _in_reading_order(result)


def _rows(columns: Sequence[Region], em: float) -> list[list[Region]]:
    """Columns with a common top, side by side in one frame."""
    rows: list[list[Region]] = []
    for column in sorted(columns, key=lambda column: (column.box.x0, column.box.y0)):
        fitting = [
            row
            for row in rows
            if abs(row[-1].box.y0 - column.box.y0) <= TOP * em
            and row[-1].frame == column.frame
            and -em <= column.box.x0 - _right_edge(row[-1]) <= GUTTER * em
        ]
        if fitting:
            fitting[-1].append(column)
        else:
            rows.append([column])
    return sorted(rows, key=lambda row: (row[0].box.y0, row[0].box.x0))


def _right_edge(column: Region) -> float:
    """Where the column's lines end, one that runs into the next column (misread on a scan) aside."""
    ends = sorted(line.box.x1 for line in column.lines)
    return ends[-1] if len(ends) < 5 else ends[-2]


def _stands_over(heading: Region, row: Sequence[Region], beside: Sequence[Region], em: float) -> bool:
    """Whether a heading stands right above the row's columns, over them or over the vertical headings beside them."""
    if heading.lines[0].vertical or heading.frame != row[0].frame:
        return False
    gap = row[0].box.y0 - heading.box.y1
    box = union(region.box for region in (*row, *beside))
    return -0.5 * em <= gap <= HEADING_GAP * em and box.x0 - em <= heading.box.x_middle <= box.x1 + em


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


def _part(row: Sequence[Region], over: Sequence[Region], beside: Sequence[Region]) -> list[Story]:
    """The row's columns shared out among its headings: a vertical heading begins an article, others stand over the middle of
    their columns. Every heading and every column is in exactly one of the stories."""
    pieces = _upright_pieces(row, beside)
    above: list[list[Region]] = [[] for _ in pieces]
    for heading in sorted(over, key=lambda heading: heading.box.x_middle):
        nearest = min(range(len(pieces)), key=lambda index: _outside(heading.box.x_middle, pieces[index].box))
        above[nearest].append(heading)
    result: list[Story] = []
    for piece, headings in zip(pieces, above, strict=True):
        if piece.headings:  # kickers over a vertical headline
            result.append(Story([*headings, *piece.headings], piece.columns))
        else:
            result.extend(_share_out(piece.columns, headings))
    return result


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


def _place_orphans(rows: Sequence[Sequence[Region]], result: list[Story], free: dict[int, Region], em: float) -> None:
    """Columns without a heading of their own: under a heading farther up, or on with the story right above.

    Columns that begin as only a story begins (本报讯) are a story of their own, though its headline was not read.
    """
    for row in rows:
        box = union(column.box for column in row)
        above = [
            heading
            for heading in free.values()
            if heading.frame == row[0].frame and heading.box.y1 <= box.y0 + em and heading.box.x_overlap(box) > 0
        ]
        if above:
            heading = max(above, key=lambda heading: heading.box.y1)
            del free[id(heading)]
            result.append(Story([heading], list(row)))
            continue
        story = None if starts_story(row[0].lines[0].text) else _story_above(row, result)
        if story is not None:
            story.columns.extend(row)
        else:
            result.append(Story(columns=list(row)))


def _story_above(row: Sequence[Region], result: Sequence[Story]) -> Story | None:
    """The story whose columns stand right above all of the row's, in the same frame."""
    box = union(column.box for column in row)
    over = [
        story
        for story in result
        if story.columns
        and story.columns[0].frame == row[0].frame
        and story.box.x0 - 2 <= box.x0
        and box.x1 <= story.box.x1 + 2
        and story.box.y0 < box.y0
    ]
    return max(over, key=lambda story: story.box.y1, default=None)


def _in_reading_order(found: Sequence[Story]) -> list[Story]:
    """Stories in reading order; the columns of each from left to right, from top to bottom within a column."""
    for story in found:
        story.columns.sort(key=lambda column: (column.box.x0, column.box.y0))
        story.columns = _by_column(story.columns)
        story.headings.sort(key=lambda heading: (heading.box.y0, heading.box.x0))
    return [found[index] for index in reading_order([story.box for story in found])]


def _by_column(columns: Sequence[Region]) -> list[Region]:
    """Regions from left to right; those that share their width stand in one column, whatever their left edges."""
    groups: list[list[Region]] = []
    for column in columns:
        group = next((group for group in groups if group[0].box.x_overlap(column.box) > 0.5 * column.box.width), None)
        if group is None:
            groups.append([column])
        else:
            group.append(column)
    return [column for group in groups for column in sorted(group, key=lambda column: column.box.y0)]
