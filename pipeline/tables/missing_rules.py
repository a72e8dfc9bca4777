"""Rules that a lattice leaves out: half-ruled tables, broken rules of a scan, rows set without a rule between them.

A cell over several columns holds one text. Where each of its lines stands within one column of the grid, and most of these
columns have one, the cells were there and their rules were not. Rows without rules show in columns of numbers: as many
numbers under each other in one cell as the cells beside it have lines, on the same baselines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.by_place import ByPlace
from pipeline.geometry import Box
from pipeline.model import TextLine
from pipeline.ruled_grid import Area, RuledGrid
from pipeline.tables.header_rows import is_number

OVER = 0.3
"""Ems by which a line may reach over a grid line and still stand within its column."""
_SPACING = 1.5
"""Ems: a column as narrow as that holds a character at most, and it would hold it somewhere."""
_MOST_COLUMNS = 0.5
_FEWEST_ROWS = 3
_SAME_BASELINE = 0.35


def completed(grid: RuledGrid, lines: Sequence[TextLine]) -> RuledGrid:
    """The grid with the cells parted that only a missing rule joins, and rows parted that no rule parts."""
    inside = [line for line in lines if grid.box.contains_middle_of(line.box)]
    placed = ByPlace((_middle(line), line) for line in inside)
    areas = [part for area in grid.areas for part in _columns_of(grid, area, _lines_in(grid, area, placed))]
    return _without_spacing(_with_rows(replace(grid, areas=tuple(areas)), placed), inside)


def _middle(line: TextLine) -> Box:
    x, y = line.box.x_middle, line.box.y_middle
    return Box(x, y, x, y)


def _lines_in(grid: RuledGrid, area: Area, lines: ByPlace[TextLine]) -> list[TextLine]:
    return [line for _, line in lines.around(grid.area_box(area))]


def _columns_of(grid: RuledGrid, area: Area, lines: Sequence[TextLine]) -> list[Area]:
    """The area itself, or its columns one by one."""
    if area.col_span < 2 or len(lines) < 2:
        return [area]
    columns = set()
    for line in lines:
        column = bisect_right(grid.xs, line.box.x_middle) - 1
        over = OVER * line.size
        if line.box.x0 < grid.xs[column] - over or line.box.x1 > grid.xs[column + 1] + over:
            return [area]
        columns.add(column)
    if len(columns) < 2 or len(columns) < _MOST_COLUMNS * area.col_span:
        return [area]
    return [Area(area.row, area.column + place, area.row_span, 1) for place in range(area.col_span)]


def _without_spacing(grid: RuledGrid, lines: Sequence[TextLine]) -> RuledGrid:
    """The grid without columns in which nothing stands and that are too narrow for anything: the space between cells that
    are drawn as boxes, or between the two lines of a double rule."""
    if not lines:
        return grid
    em = median(line.size for line in lines)
    used = [bisect_right(grid.xs, line.box.x_middle) - 1 for line in lines]
    narrow = {
        column
        for column in range(len(grid.xs) - 1)
        if column not in used and grid.xs[column + 1] - grid.xs[column] <= _SPACING * em
    }
    if not narrow:
        return grid
    kept = [column for column in range(len(grid.xs) - 1) if column not in narrow]
    xs = (*(grid.xs[column] for column in kept), grid.xs[-1])
    areas: list[Area] = []
    for area in grid.areas:
        columns = [kept.index(column) for column in range(area.column, area.column + area.col_span) if column in kept]
        if columns:
            areas.append(Area(area.row, columns[0], area.row_span, len(columns)))
    return RuledGrid(xs, grid.ys, tuple(areas))


def _with_rows(grid: RuledGrid, lines: ByPlace[TextLine]) -> RuledGrid:
    """The grid with new grid lines between the baselines of rows that no rule parts."""
    cuts: list[float] = []
    for row in range(len(grid.ys) - 1):
        areas = [area for area in grid.areas if area.row == row and area.row_span == 1]
        cuts += _cuts([_lines_in(grid, area, lines) for area in areas])
    if not cuts:
        return grid
    ys = tuple(sorted([*grid.ys, *cuts]))
    return RuledGrid(grid.xs, ys, tuple(part for area in grid.areas for part in _stretched(grid, area, ys)))


def _stretched(grid: RuledGrid, area: Area, ys: Sequence[float]) -> list[Area]:
    """The area on the finer grid: cut where its row was cut, longer where it spans a row that was."""
    first, last = ys.index(grid.ys[area.row]), ys.index(grid.ys[area.row + area.row_span])
    if area.row_span == 1:
        return [Area(row, area.column, 1, area.col_span) for row in range(first, last)]
    return [Area(first, area.column, last - first, area.col_span)]


def _cuts(cells: Sequence[Sequence[TextLine]]) -> list[float]:
    """Where to cut a row of cells, or nothing."""
    numbers = [lines for lines in cells if len(lines) >= _FEWEST_ROWS and all(is_number(line.text) for line in lines)]
    if not numbers:
        return []
    longest = max(numbers, key=lambda lines: len(lines))
    rows = sorted(longest, key=lambda line: line.box.y_middle)
    same = [lines for lines in cells if _on_baselines(lines, rows)]
    if len(same) < 2 or 2 * len(same) < sum(bool(lines) for lines in cells):
        return []
    return [(upper.box.y1 + lower.box.y0) / 2 for upper, lower in pairwise(rows)]


def _on_baselines(lines: Sequence[TextLine], rows: Sequence[TextLine]) -> bool:
    """Whether a cell has a line on most of the baselines and none between them."""
    places = {
        next((n for n, row in enumerate(rows) if abs(row.box.y_middle - line.box.y_middle) <= _SAME_BASELINE * line.size), None)
        for line in lines
    }
    return None not in places and 5 * len(places) >= 4 * len(rows)
