"""Tables without vertical rules: short lines that stand in rows and in columns at once.

Two links hold a table together: cells side by side on one baseline, and cells under each other that share a left edge, a right
edge or a middle. Body text has no such cells: its lines are long and fill their column. Distances are in ems of the lines.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.geometry import Box, union
from pipeline.model import Ruling, TextLine
from pipeline.tables.lattice import Grid
from pipeline.tables.stream_grid import column_bands, header_rows_above, lines_within, stream_grid
from pipeline.tables.titles import UNIT

LONGEST_CELL = 16
NEXT_CELL = 12.0
NEXT_ROW = 4.0
ALIGNED = 0.45
PARTING_BLANK = 0.5
FEWEST_ROWS = 3
FEWEST_CELLS = 6
SENTENCE = re.compile(r"[。！？；]")
MOST_SENTENCES = 0.1


def find_streams(lines: Sequence[TextLine], rulings: Sequence[Ruling] = ()) -> list[Grid]:
    """Every table without a full set of rules among ``lines``, from top to bottom.

    Cells of one row that stand close were read as one line; they are parted at the line's blanks. A line of which only a part
    would be a cell is left whole.
    """
    whole: set[int] = set()
    while True:
        owners = [(piece, line) for line in lines for piece in ([line] if id(line) in whole else parted_at_blanks(line))]
        grids = _find([piece for piece, _ in owners], rulings)
        used = {id(piece) for grid in grids for piece in grid.lines}
        taken = {id(line) for piece, line in owners if id(piece) in used}
        torn = {id(line) for piece, line in owners if id(line) in taken and id(piece) not in used}
        if not torn:
            break
        whole |= torn
    line_of = {id(piece): line for piece, line in owners}
    return [replace(grid, lines=tuple({id(line_of[id(p)]): line_of[id(p)] for p in grid.lines}.values())) for grid in grids]


def parted_at_blanks(line: TextLine) -> list[TextLine]:
    """The pieces of a line between its wide blanks; the line itself where it has none."""
    starts = [0] + [
        index
        for index, (left, right) in enumerate(itertools.pairwise(line.glyphs), 1)
        if right.box.x0 - left.box.x1 >= PARTING_BLANK * line.size
    ]
    if line.vertical or len(starts) == 1:
        return [line]
    pieces = []
    for start, end in itertools.pairwise([*starts, len(line.glyphs)]):
        glyphs = line.glyphs[start:end]
        text = "".join(glyph.text for glyph in glyphs)
        pieces.append(replace(line, text=text, box=union(glyph.box for glyph in glyphs), glyphs=glyphs))
    return pieces


def _find(lines: Sequence[TextLine], rulings: Sequence[Ruling]) -> list[Grid]:
    body = _body_lines(lines)
    cells = [line for line in lines if _may_be_cell(line) and id(line) not in body]
    grids = []
    for group in _components(cells, [ruling.box for ruling in rulings if ruling.horizontal]):
        rows = _rows(group)
        bands = column_bands(rows) if _is_table(group, rows) else []
        if len(bands) < 2:
            continue
        ids = {id(cell) for cell in group}
        others = [line for line in lines if _may_be_cell(line) and id(line) not in ids]
        rows = _rows([*group, *lines_within(group, others)])
        rows = [*header_rows_above(rows, bands, others, rulings), *rows]
        grids.append(stream_grid(rows, bands, rulings))
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _is_table(cells: Sequence[TextLine], rows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether enough rows have several cells, and the cells are no sentences."""
    wide = [row for row in rows if len(row) >= 2]
    if len(wide) < FEWEST_ROWS or len(cells) < FEWEST_CELLS or len(wide) * 2 < len(rows):
        return False
    return sum(bool(SENTENCE.search(cell.text)) for cell in cells) <= MOST_SENTENCES * len(cells)


def _may_be_cell(line: TextLine) -> bool:
    return not line.vertical and line.box.width <= LONGEST_CELL * line.size and not UNIT.search(line.text)


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


def _components(cells: Sequence[TextLine], rules: Sequence[Box]) -> Iterable[list[TextLine]]:
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
            near = right.box.x0 - left.box.x1 <= NEXT_CELL * left.size and not _ruled_apart(left, right, rules)
            if _same_size(left, right) and (near or _ruled_together(left, right, rules)):
                parent[root(id(left))] = root(id(right))
    groups: dict[int, list[TextLine]] = defaultdict(list)
    for cell in cells:
        if id(cell) in stacked:
            groups[root(id(cell))].append(cell)
    return groups.values()


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
