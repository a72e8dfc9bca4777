"""Half-ruled tables with wrapped cells: the rules between the rows say which lines are one cell's.

Without wrapped cells such a table is read by its baselines (``stream.py``). Here a row of it is the strip between two rules, a
column what white parts from the next; only where some cell has several lines and one beside it has fewer, so that the strip is
no block of several rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.geometry import Box
from pipeline.model import Ruling, TextLine
from pipeline.ruled_grid import Area, RuledGrid
from pipeline.tables.lattice import Grid, fill

FEWEST_RULES = 4
ENDS = 3.0
"""Points that the ends of one table's rules differ by."""
HIGHEST_ROW = 9.0
"""Ems: a deeper strip is a story between two rules."""
LONGEST_CELL = 16.0
MOST_LINES = 4
Cells = dict[int, list[TextLine]]


def find_ruled_rows(rulings: Sequence[Ruling], lines: Sequence[TextLine]) -> list[Grid]:
    """Every such table among ``lines``, from top to bottom."""
    grids = []
    for rules in _stacks(rulings):
        box = Box(rules[0].x0, rules[0].y_middle, rules[0].x1, rules[-1].y_middle)
        inside = [line for line in lines if not line.vertical and box.contains_middle_of(line.box)]
        grid = _grid(box, [rule.y_middle for rule in rules], inside)
        if grid is not None:
            grids.append(fill(grid, inside))
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _stacks(rulings: Sequence[Ruling]) -> list[list[Box]]:
    """Level rules over each other that begin and end at the same places."""
    stacks: list[list[Box]] = []
    for rule in sorted((ruling.box for ruling in rulings if ruling.horizontal), key=lambda box: box.y0):
        stack = next((s for s in stacks if abs(s[-1].x0 - rule.x0) <= ENDS and abs(s[-1].x1 - rule.x1) <= ENDS), None)
        if stack is None:
            stacks.append([rule])
        elif rule.y_middle - stack[-1].y_middle > ENDS:
            stack.append(rule)
    return [stack for stack in stacks if len(stack) >= FEWEST_RULES]


def _grid(box: Box, ys: Sequence[float], lines: Sequence[TextLine]) -> RuledGrid | None:
    """The grid of strips and columns, or None where this is no table with wrapped cells."""
    if len(lines) < 2 * (len(ys) - 1) or any(line.box.width > LONGEST_CELL * line.size for line in lines):
        return None
    em = median(line.size for line in lines)
    if any(lower - upper > HIGHEST_ROW * em for upper, lower in pairwise(ys)):
        return None
    xs = _columns(box, lines)
    rows: list[Cells] = [defaultdict(list) for _ in pairwise(ys)]
    for line in lines:
        rows[bisect_right(ys, line.box.y_middle) - 1][bisect_right(xs, line.box.x_middle) - 1].append(line)
    if len(xs) < 3 or not all(map(_is_one_row, rows)) or not any(map(_is_wrapped, rows)):
        return None
    areas = tuple(Area(row, column, 1, 1) for row in range(len(ys) - 1) for column in range(len(xs) - 1))
    return RuledGrid(tuple(xs), tuple(ys), areas)


def _columns(box: Box, lines: Sequence[TextLine]) -> list[float]:
    """The grid lines: the sides, and the middles of the corridors that are white from the first rule to the last."""
    spans = sorted((line.box.x0, line.box.x1) for line in lines)
    cuts = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 > reach:
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    return [box.x0, *cuts, box.x1]


def _counts(row: Cells) -> list[int]:
    return [len({round(line.box.y_middle) for line in cell}) for cell in row.values() if cell]


def _is_one_row(row: Cells) -> bool:
    """Whether a strip may be one row: at least one cell of one line among those of several, and none of many."""
    counts = _counts(row)
    return len(counts) > 1 and min(counts) == 1 and max(counts) <= MOST_LINES


def _is_wrapped(row: Cells) -> bool:
    return max(_counts(row)) > 1
