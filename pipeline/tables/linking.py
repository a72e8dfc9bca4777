"""Links between cells of a table that has no full set of rules.

Cells under each other that share an edge or a middle make a stack; stacks whose cells stand side by side make a table.
Distances are in ems of the cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.disjoint_sets import DisjointSets
from pipeline.geometry import Box
from pipeline.model import TextLine

NEXT_CELL = 12.0
FAR_CELL = 30.0
"""Ems between cells whose stacks stand on the same baselines throughout; other cells stand no farther than NEXT_CELL."""
SHARED_ROWS = 5
NEXT_ROW = 4.0
ALIGNED = 0.45
LARGER = 1.15
"""A line so much larger than the cells is a heading (see ``TITLE_SIZE`` in ``tables/neighbours.py``)."""


def linked_cells(cells: Sequence[TextLine], rules: Sequence[Box], others: Sequence[TextLine] = ()) -> list[list[TextLine]]:
    """Cells linked in rows and columns; a cell that stands under or over no other is left out.

    Of ``others``, a larger line between two cells parts them: kickers and subheads of stories side by side stand in rows and
    columns too, over and under their headlines.
    """
    rows = rows_of(cells)
    sets = DisjointSets(map(id, cells))
    stacked: set[int] = set()
    heads = sorted((line for line in others if not line.vertical), key=lambda line: line.box.y_middle)
    for upper, lower in _stacked_pairs(rows):
        if _headed_apart(upper, lower, heads):
            continue
        sets.join(id(upper), id(lower))
        stacked |= {id(upper), id(lower)}
    stacks = _rows_of_stacks(rows, sets)
    for row in rows:
        for left, right in pairwise([cell for cell in row if id(cell) in stacked]):
            same = _same_rows(stacks[id(left)], stacks[id(right)])
            if _same_size(left, right) and _side_by_side(left, right, FAR_CELL if same else NEXT_CELL, rules):
                sets.join(id(left), id(right))
    by_id = {id(cell): cell for cell in cells}
    return [[by_id[key] for key in group] for group in sets.groups() if stacked.issuperset(group)]


def rows_of(cells: Iterable[TextLine]) -> list[list[TextLine]]:
    """Cells by baseline, each row from left to right."""
    rows: list[list[TextLine]] = []
    for cell in sorted(cells, key=lambda line: (line.box.y_middle, line.box.x0)):
        if rows and abs(rows[-1][0].box.y_middle - cell.box.y_middle) <= 0.35 * cell.size:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def _rows_of_stacks(rows: Sequence[Sequence[TextLine]], sets: DisjointSets) -> dict[int, frozenset[int]]:
    """For each cell the indices of the rows that its stack has cells in."""
    row_of = {id(cell): index for index, row in enumerate(rows) for cell in row}
    return {key: frozenset(row_of[other] for other in group) for group in sets.groups() for key in group}


def _side_by_side(left: TextLine, right: TextLine, reach: float, rules: Sequence[Box]) -> bool:
    if _ruled_together(left, right, rules):
        return True
    return right.box.x0 - left.box.x1 <= reach * left.size and not _ruled_apart(left, right, rules)


def _same_rows(stack: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two stacks of cells stand on the same baselines, often enough to be no chance."""
    shared = len(stack & other)
    return shared >= SHARED_ROWS and shared >= 0.8 * max(len(stack), len(other))


def _ruled_apart(left: TextLine, right: TextLine, rules: Sequence[Box]) -> bool:
    """Whether the rules of two tables end and begin between these cells."""
    near = _rules_near(left, rules)
    gap0, gap1 = left.box.x_middle, right.box.x_middle
    ends = any(rule.x0 < gap0 < rule.x1 < gap1 for rule in near)
    begins = any(gap0 < rule.x0 < gap1 < rule.x1 for rule in near)
    return ends and begins and not _ruled_together(left, right, rules)


def _ruled_together(left: TextLine, right: TextLine, rules: Sequence[Box]) -> bool:
    """Whether one rule runs right over or under both cells."""
    return any(rule.x0 < left.box.x_middle and right.box.x_middle < rule.x1 for rule in _rules_near(left, rules))


def _rules_near(cell: TextLine, rules: Sequence[Box]) -> list[Box]:
    reach = NEXT_ROW / 2 * cell.size
    return [rule for rule in rules if cell.box.y0 - reach <= rule.y_middle <= cell.box.y1 + reach]


def _same_size(one: TextLine, other: TextLine) -> bool:
    return min(one.size, other.size) >= 0.85 * max(one.size, other.size)


def _stacked_pairs(rows: Sequence[Sequence[TextLine]]) -> Iterable[tuple[TextLine, TextLine]]:
    for index, row in enumerate(rows):
        for below in rows[index + 1 :]:
            if below[0].box.y0 - row[0].box.y0 > NEXT_ROW * row[0].size:
                break
            yield from _aligned_pairs(row, below)


def _headed_apart(upper: TextLine, lower: TextLine, heads: Sequence[TextLine]) -> bool:
    """Whether a larger line stands between the two; ``heads`` come from top to bottom."""
    top, foot = upper.box.y_middle, lower.box.y_middle
    left, right = min(upper.box.x0, lower.box.x0), max(upper.box.x1, lower.box.x1)
    least = LARGER * max(upper.size, lower.size)
    for index in range(bisect_right(heads, top, key=lambda line: line.box.y_middle), len(heads)):
        head = heads[index]
        if head.box.y_middle >= foot:
            return False
        if head.size >= least and head.box.x0 < right and left < head.box.x1:
            return True
    return False


def _aligned_pairs(row: Sequence[TextLine], below: Sequence[TextLine]) -> Iterable[tuple[TextLine, TextLine]]:
    for upper in row:
        for lower in below:
            if not _same_size(upper, lower) or lower.box.y0 <= upper.box.y0:
                continue
            a, b, reach = upper.box, lower.box, ALIGNED * upper.size
            if min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x_middle - b.x_middle)) <= reach:
                yield upper, lower
