"""Ruled tables: rules → grid lines → cells → text.

A lattice is a connected set of crossing rules. Its grid lines are the distinct positions of its rules; a unit cell is joined to
its neighbour where the rule between them is missing, which gives the spans.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.geometry import Box
from pipeline.model import GridCell, Ruling, TextLine
from pipeline.tables.disjoint_sets import DisjointSets

REACH = 3.0
"""Points by which two rules may miss each other and still meet: corners are drawn half a rule's width apart, twice that for the
double rules of table frames."""
FEWEST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's grid: its cells with their text, its outline, and the lines that stand in it."""

    cells: tuple[GridCell, ...]
    box: Box
    lines: tuple[TextLine, ...]


def find_lattices(rulings: Sequence[Ruling], lines: Sequence[TextLine]) -> list[Grid]:
    """Every ruled table of the page, from top to bottom. Frames around articles are no tables."""
    grids = []
    for horizontal, vertical in _components([ruling.box for ruling in rulings]):
        ys = _positions([box.y_middle for box in horizontal])
        xs = _positions([box.x_middle for box in vertical])
        if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) < FEWEST_CELLS:
            continue
        areas = _areas(xs, ys, horizontal, vertical)
        grid = _fill(areas, xs, ys, lines)
        if _is_table(grid):
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _components(boxes: Sequence[Box]) -> Iterable[tuple[list[Box], list[Box]]]:
    """Sets of rules that meet, as (horizontal, vertical)."""
    sets = DisjointSets(range(len(boxes)))
    horizontal = [i for i, box in enumerate(boxes) if box.width >= box.height]
    vertical = [i for i, box in enumerate(boxes) if box.width < box.height]
    for i in horizontal:
        reach = boxes[i].grown(REACH)
        for j in vertical:
            if reach.x_overlap(boxes[j]) >= 0 and reach.y_overlap(boxes[j]) >= 0:
                sets.join(i, j)
    flat = set(horizontal)
    for group in sets.groups():
        yield [boxes[i] for i in group if i in flat], [boxes[i] for i in group if i not in flat]


def _positions(values: list[float]) -> list[float]:
    """Distinct positions: values within reach of each other are one grid line."""
    result: list[list[float]] = []
    for value in sorted(values):
        if result and value - result[-1][-1] <= REACH:
            result[-1].append(value)
        else:
            result.append([value])
    return [sum(group) / len(group) for group in result]


def _areas(xs: list[float], ys: list[float], horizontal: list[Box], vertical: list[Box]) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, row span, column span): unit cells grown right, then down, over missing rules."""

    def wall_right(row: int, column: int) -> bool:
        y = (ys[row] + ys[row + 1]) / 2
        return any(abs(box.x_middle - xs[column + 1]) <= REACH and box.y0 <= y <= box.y1 for box in vertical)

    def wall_below(row: int, column: int) -> bool:
        x = (xs[column] + xs[column + 1]) / 2
        return any(abs(box.y_middle - ys[row + 1]) <= REACH and box.x0 <= x <= box.x1 for box in horizontal)

    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    areas = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            across = 1
            while column + across < columns and not taken[row][column + across] and not wall_right(row, column + across - 1):
                across += 1
            down = 1
            while row + down < rows and not any(wall_below(row + down - 1, column + k) for k in range(across)):
                down += 1
            for i in range(row, row + down):
                for j in range(column, column + across):
                    taken[i][j] = True
            areas.append((row, column, down, across))
    return areas


def _fill(areas: list[tuple[int, int, int, int]], xs: list[float], ys: list[float], lines: Sequence[TextLine]) -> Grid:
    """The grid with each line in the cell that holds its middle; lines of one cell are joined from top to bottom."""
    outline = Box(xs[0], ys[0], xs[-1], ys[-1])
    owner = {
        (i, j): index
        for index, (row, column, down, across) in enumerate(areas)
        for i in range(row, row + down)
        for j in range(column, column + across)
    }
    inside: list[list[TextLine]] = [[] for _ in areas]
    used = []
    for line in lines:
        if not outline.contains_middle_of(line.box):
            continue
        row = min(bisect_right(ys, line.box.y_middle), len(ys) - 1) - 1
        column = min(bisect_right(xs, line.box.x_middle), len(xs) - 1) - 1
        inside[owner[row, column]].append(line)
        used.append(line)
    cells = []
    for (row, column, down, across), own in zip(areas, inside, strict=True):
        box = Box(xs[column], ys[row], xs[column + across], ys[row + down])
        cells.append(GridCell(row, column, _cell_text(own), down, across, box))
    return Grid(tuple(cells), outline, tuple(used))


def _cell_text(lines: list[TextLine]) -> str:
    """Lines of one cell joined: without a blank where Chinese meets Chinese, else with one."""
    ordered = sorted(lines, key=lambda line: (round(line.box.y_middle), line.box.x0))
    text = ""
    for line in ordered:
        seam = " " if text and text[-1].isascii() and line.text[:1].isascii() else ""
        text += seam + line.text
    return text


MOST_LINES = 6
"""A cell of more lines on average is a framed story, not a table's cell."""


def _is_table(grid: Grid) -> bool:
    """Whether enough short cells hold the text; boxed articles that share rules hold long ones."""
    filled = [cell for cell in grid.cells if cell.text]
    rows = {cell.row_index for cell in filled}
    columns = {cell.column_index for cell in filled}
    if len(filled) < FEWEST_CELLS or len(rows) < 2 or len(columns) < 2:
        return False
    return len(grid.lines) / len(filled) <= MOST_LINES and len(filled) >= 0.25 * len(grid.cells)
