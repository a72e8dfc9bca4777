"""Tables without vertical rules: short lines that stand in rows and in columns at once.

Two links hold a table together: cells side by side on one baseline, and cells under each other that share a left edge, a right
edge or a middle. Body text has no such cells: its lines are long and fill their column. Distances are in ems of the lines.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.geometry import NOWHERE, Box, union
from pipeline.model import GridCell, TextLine
from pipeline.tables.lattice import Grid

LONGEST_CELL = 16
NEXT_CELL = 12.0
NEXT_ROW = 4.0
ALIGNED = 0.45
FEWEST_ROWS = 3
FEWEST_CELLS = 6
SENTENCE = re.compile(r"[。！？；]")
MOST_SENTENCES = 0.1


def find_streams(lines: Sequence[TextLine]) -> list[Grid]:
    """Every borderless table among ``lines``, from top to bottom."""
    cells = [line for line in lines if _may_be_cell(line)]
    body = _body_lines(lines)
    cells = [line for line in cells if id(line) not in body]
    grids = [grid for group in _components(cells) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _may_be_cell(line: TextLine) -> bool:
    return line.box is not NOWHERE and not line.vertical and line.box.width <= LONGEST_CELL * line.size


def _body_lines(lines: Sequence[TextLine]) -> set[int]:
    """Ids of lines of running text: long ones with an equally long one right above or below."""
    long = sorted(
        (line for line in lines if not line.vertical and line.box.width >= 8 * line.size),
        key=lambda line: (round(line.box.x0), line.box.y0),
    )
    body: set[int] = set()
    for line, below in itertools.pairwise(long):
        size = line.size
        if (
            abs(line.box.x1 - below.box.x1) <= 0.6 * size
            and abs(line.box.x0 - below.box.x0) <= 0.3 * size
            and 0 < below.box.y0 - line.box.y0 <= 2 * size
        ):
            body |= {id(line), id(below)}
    return body


def _components(cells: Sequence[TextLine]) -> Iterable[list[TextLine]]:
    """Cells linked in rows and columns; a cell that stands under or over no other is left out."""
    rows = _rows(cells)
    parent = {id(cell): id(cell) for cell in cells}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    stacked: set[int] = set()
    for index, row in enumerate(rows):
        for below in rows[index + 1 :]:
            if below[0].box.y0 - row[0].box.y0 > NEXT_ROW * row[0].size:
                break
            for upper, lower in _aligned_pairs(row, below):
                parent[root(id(upper))] = root(id(lower))
                stacked |= {id(upper), id(lower)}
    for row in rows:
        kept = [cell for cell in row if id(cell) in stacked]
        for left, right in itertools.pairwise(kept):
            if right.box.x0 - left.box.x1 <= NEXT_CELL * left.size and _same_size(left, right):
                parent[root(id(left))] = root(id(right))
    groups: dict[int, list[TextLine]] = defaultdict(list)
    for cell in cells:
        if id(cell) in stacked:
            groups[root(id(cell))].append(cell)
    return groups.values()


def _rows(cells: Iterable[TextLine]) -> list[list[TextLine]]:
    """Cells by baseline, each row from left to right."""
    rows: list[list[TextLine]] = []
    for cell in sorted(cells, key=lambda line: (line.box.y_middle, line.box.x0)):
        if rows and abs(rows[-1][0].box.y_middle - cell.box.y_middle) <= 0.35 * cell.size:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def _same_size(one: TextLine, other: TextLine) -> bool:
    return min(one.size, other.size) >= 0.85 * max(one.size, other.size)


def _aligned_pairs(row: Sequence[TextLine], below: Sequence[TextLine]) -> Iterable[tuple[TextLine, TextLine]]:
    for upper in row:
        for lower in below:
            if not _same_size(upper, lower) or lower.box.y0 <= upper.box.y0:
                continue
            a, b, reach = upper.box, lower.box, ALIGNED * upper.size
            if min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x_middle - b.x_middle)) <= reach:
                yield upper, lower


def _grid(cells: Sequence[TextLine]) -> Grid | None:
    """The cells as a grid, or None when they are no table."""
    rows = [row for row in _rows(cells) if row]
    wide = [row for row in rows if len(row) >= 2]
    if len(wide) < FEWEST_ROWS or len(cells) < FEWEST_CELLS or len(wide) * 2 < len(rows):
        return None
    if sum(bool(SENTENCE.search(cell.text)) for cell in cells) > MOST_SENTENCES * len(cells):
        return None
    bands = _bands(rows)
    if len(bands) < 2:
        return None
    grid: list[GridCell] = []
    for i, row in enumerate(rows):
        texts: dict[int, list[TextLine]] = defaultdict(list)
        for cell in row:
            texts[_band_of(cell.box, bands)].append(cell)
        for j in range(len(bands)):
            own = texts.get(j, [])
            box = union(cell.box for cell in own) if own else None
            grid.append(GridCell(i, j, " ".join(cell.text for cell in own), box=box))
    return Grid(tuple(grid), union(cell.box for cell in cells), tuple(cells))


def _bands(rows: Sequence[Sequence[TextLine]]) -> list[tuple[float, float]]:
    """Columns as intervals of x: the cells of the fullest rows, each column's cells taken together."""
    counts = Counter(len(row) for row in rows)
    enough = [count for count, times in counts.items() if count >= 2 and times >= max(2, 0.1 * len(rows))]
    if not enough:
        return []
    fullest = [row for row in rows if len(row) == max(enough)]
    bands = [(min(row[j].box.x0 for row in fullest), max(row[j].box.x1 for row in fullest)) for j in range(max(enough))]
    if any(left[1] > right[0] for left, right in itertools.pairwise(bands)):
        return []
    return bands


def _band_of(box: Box, bands: Sequence[tuple[float, float]]) -> int:
    """The column whose interval the cell overlaps most, else the nearest."""

    def distance(index: int) -> float:
        x0, x1 = bands[index]
        return -min(box.x1, x1) + max(box.x0, x0)

    return min(range(len(bands)), key=distance)
