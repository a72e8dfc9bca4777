"""Columns of a table without vertical rules: bands of x, corridors of white, and columns in which few cells hold anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.geometry import Box, union
from pipeline.model import TextLine

Band = tuple[float, float]
Row = Sequence[TextLine]

BESIDE = 12.0
"""Ems from a table to a column of it in which few cells hold anything, at most."""
FEWEST_RULES = 3
"""Rules between its rows tell how far a table goes."""
WIDEST_BESIDE = 12.0


def column_bands(rows: Sequence[Row]) -> list[Band]:
    """Columns as intervals of x: the cells of the fullest rows, each column's cells taken together."""
    counts = Counter(len(row) for row in rows)
    enough = [count for count, times in counts.items() if count >= 2 and times >= max(2, 0.1 * len(rows))]
    if not enough:
        return []
    fullest = [row for row in rows if len(row) == max(enough)]
    bands = [(min(row[j].box.x0 for row in fullest), max(row[j].box.x1 for row in fullest)) for j in range(max(enough))]
    parted = _parted_by_white(rows)
    if len(parted) > len(bands):
        return parted
    if any(left[1] > right[0] for left, right in pairwise(bands)):
        return []
    return bands


def _parted_by_white(rows: Sequence[Row]) -> list[Band]:
    """Columns as the corridors of white between them show them, where no row is full; nothing where a column holds but one
    cell, which may as well have slipped."""
    boxes = sorted(cell.box for row in rows if len(row) > 1 for cell in row)
    bands: list[tuple[float, float, int]] = []
    for box in boxes:
        if bands and box.x0 <= bands[-1][1]:
            x0, x1, count = bands[-1]
            bands[-1] = (x0, max(x1, box.x1), count + 1)
        else:
            bands.append((box.x0, box.x1, 1))
    return [(x0, x1) for x0, x1, _ in bands] if all(count > 1 for _, _, count in bands) else []


def within_rules(rows: Sequence[Row], others: Sequence[TextLine], rules: Sequence[Box]) -> list[TextLine]:
    """The lines that the rules between the rows reach; all of them where the rows are not ruled. Beyond the ends of its rules
    another table begins."""
    outline, size = union(cell.box for row in rows for cell in row), rows[0][0].size
    own = [rule for rule in rules if outline.y0 < rule.y_middle < outline.y1 and rule.x_overlap(outline) >= 0.9 * outline.width]
    if len(own) < FEWEST_RULES:
        return list(others)
    x0, x1 = min(rule.x0 for rule in own) - 0.5 * size, max(rule.x1 for rule in own) + 0.5 * size
    return [line for line in others if x0 <= line.box.x_middle <= x1]


def columns_beside(rows: Sequence[Row], others: Sequence[TextLine]) -> list[TextLine]:
    """The lines beside the rows that make further columns, of which most cells are empty: two or more under each other, all of
    them on baselines of the table, and nothing else there."""
    found: list[TextLine] = []
    outline = union(cell.box for row in rows for cell in row)
    size = rows[0][0].size
    level = [line for line in others if line.box.y1 > outline.y0 and line.box.y0 < outline.y1]
    for right in (True, False):
        while True:
            near = [line for line in level if line not in found and 0 <= _away(line.box, outline, right=right) <= BESIDE * size]
            if not near:
                break
            nearest = min(near, key=lambda line: _away(line.box, outline, right=right)).box
            column = [line for line in level if line.box.x_overlap(nearest) > 0 and line not in found]
            if len(column) < 2 or not all(_on_row(line, rows, size) for line in column):
                break
            found += column
            outline = union([outline, *(line.box for line in column)])
    return found


def _away(box: Box, outline: Box, *, right: bool) -> float:
    return box.x0 - outline.x1 if right else outline.x0 - box.x1


def _on_row(line: TextLine, rows: Sequence[Row], size: float) -> bool:
    """Whether a short line of the table's type stands on the baseline of a row that holds more."""
    if line.box.width > WIDEST_BESIDE * size or not 0.85 * size <= line.size <= size / 0.85:
        return False
    return any(len(row) > 1 and abs(row[0].box.y_middle - line.box.y_middle) <= 0.35 * size for row in rows)


def lines_within(cells: Sequence[TextLine], others: Sequence[TextLine]) -> list[TextLine]:
    """The lines of about the cells' size that stand inside their outline: cells that nothing stands over or under. On a scan,
    where sizes are told by ink, those on a baseline of the cells too."""
    outline = union(cell.box for cell in cells)
    size = cells[0].size
    area = outline._replace(x0=outline.x0 - size, x1=outline.x1 + size)
    middles = [cell.box.y_middle for cell in cells]

    def fits(line: TextLine) -> bool:
        if 0.85 * size <= line.size <= size / 0.85:
            return True
        return line.confidence is not None and any(abs(middle - line.box.y_middle) <= 0.35 * size for middle in middles)

    return [line for line in others if area.contains_middle_of(line.box) and fits(line)]
