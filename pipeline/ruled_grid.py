"""The grid that crossing rules make: rules → grid lines → cells.

A grid is a connected set of crossing rules. Its grid lines are the distinct positions of its rules; a unit cell is joined to
its neighbour where the rule between them is missing, which gives the spans. Tables are built on it, and OCR reads a table's
cells one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from pipeline.disjoint_sets import DisjointSets
from pipeline.geometry import Box
from pipeline.model import Ruling

REACH = 3.0
"""Points by which two rules may miss each other and still meet: corners are drawn half a rule's width apart, twice that for the
double rules of table frames."""


OPEN_SIDE = 15.0
"""Points from a table's last upright to the end of its rules, at least: a character and its margins."""
FEWEST_OPEN = 3
MOSTLY_OPEN = 0.7


class Area(NamedTuple):
    """A cell by its place in the grid."""

    row: int
    column: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """``xs`` and ``ys`` are the grid lines, ``areas`` the cells; every unit cell belongs to exactly one area."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def area_box(self, area: Area) -> Box:
        return Box(
            self.xs[area.column], self.ys[area.row], self.xs[area.column + area.col_span], self.ys[area.row + area.row_span]
        )


def ruled_grids(rulings: Sequence[Ruling], fewest_cells: int) -> list[RuledGrid]:
    """The grids of at least so many unit cells."""
    grids = []
    for horizontal, vertical in _components([ruling.box for ruling in rulings]):
        ys = _positions([box.y_middle for box in horizontal])
        xs = _with_open_sides(_positions([box.x_middle for box in vertical]), horizontal)
        if len(ys) >= 2 and len(xs) >= 2 and (len(ys) - 1) * (len(xs) - 1) >= fewest_cells:
            grids.append(RuledGrid(tuple(xs), tuple(ys), tuple(_areas(xs, ys, horizontal, vertical))))
    return grids


def _with_open_sides(xs: list[float], horizontal: Sequence[Box]) -> list[float]:
    """The columns of a table that is open to the left or the right: most of its rules reach as far beyond the last upright."""
    if not xs or not horizontal:
        return xs
    for ends, last, place in (([box.x0 for box in horizontal], xs[0], 0), ([box.x1 for box in horizontal], xs[-1], len(xs))):
        side = median(ends)
        beyond = [end for end in ends if abs(end - side) <= REACH]
        outside = last - side if place == 0 else side - last
        if outside > OPEN_SIDE and len(beyond) >= FEWEST_OPEN and len(beyond) >= MOSTLY_OPEN * len(ends):
            xs = [side, *xs] if place == 0 else [*xs, side]
    return xs


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


def _areas(xs: list[float], ys: list[float], horizontal: list[Box], vertical: list[Box]) -> list[Area]:
    """Cells as (row, column, row span, column span): unit cells grown right, then down, over missing rules."""

    uprights = [[box for box in vertical if abs(box.x_middle - x) <= REACH] for x in xs]
    levels = [[box for box in horizontal if abs(box.y_middle - y) <= REACH] for y in ys]

    def wall_right(row: int, column: int) -> bool:
        y = (ys[row] + ys[row + 1]) / 2
        return any(box.y0 <= y <= box.y1 for box in uprights[column + 1])

    def wall_below(row: int, column: int) -> bool:
        x = (xs[column] + xs[column + 1]) / 2
        return any(box.x0 <= x <= box.x1 for box in levels[row + 1])

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
            areas.append(Area(row, column, down, across))
    return areas
