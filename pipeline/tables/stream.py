"""Tables without vertical rules: short lines that stand in rows and in columns at once.

Two links hold a table together: cells side by side on one baseline, and cells under each other that share a left edge, a right
edge or a middle. Body text has no such cells: its lines are long and fill their column. Distances are in ems of the lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Ruling, TextLine
from pipeline.tables.lattice import Grid
from pipeline.tables.linking import linked_cells, rows_of
from pipeline.tables.neighbours import parted_by_titles
from pipeline.tables.pieces import parted_at_blanks, parted_upright
from pipeline.tables.plausible import are_headed_apart, in_columns, in_text_column, is_guide, is_programme, without_headlines
from pipeline.tables.stream_columns import column_bands, columns_beside, lines_within, within_rules
from pipeline.tables.stream_grid import header_rows_above, stream_grid
from pipeline.tables.titles import UNIT

LONGEST_CELL = 16
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
    level = [line for line in lines if not line.vertical and line.box.width <= LONGEST_CELL * line.size]
    pieces = {id(line): parted_upright(line, level) if line.vertical else parted_at_blanks(line) for line in lines}
    while True:
        owners = [(piece, line) for line in lines for piece in ([line] if id(line) in whole else pieces[id(line)])]
        grids = _find([piece for piece, _ in owners], rulings)
        used = {id(piece) for grid in grids for piece in grid.lines}
        taken = {id(line) for piece, line in owners if id(piece) in used}
        torn = {id(line) for piece, line in owners if id(line) in taken and id(piece) not in used}
        if not torn:
            break
        whole |= torn
    line_of = {id(piece): line for piece, line in owners}
    return [replace(grid, lines=tuple({id(line_of[id(p)]): line_of[id(p)] for p in grid.lines}.values())) for grid in grids]


def _find(lines: Sequence[TextLine], rulings: Sequence[Ruling]) -> list[Grid]:
    body = _body_lines(lines)
    cells = [line for line in lines if _may_be_cell(line) and id(line) not in body]
    grids: list[Grid] = []
    rules = [ruling.box for ruling in rulings if ruling.horizontal]
    running = [line for line in lines if id(line) in body]
    cells = without_headlines(cells, running)
    components = linked_cells(cells, rules, lines)
    groups = [part for component in components for part in parted_by_titles(component, lines)]
    grouped = {id(cell) for group in groups if len(group) >= FEWEST_CELLS for cell in group}
    taken: set[int] = set()
    for own in groups:
        group = [cell for cell in own if id(cell) not in taken]
        if _is_table(group, rows_of(group)):
            free = [line for line in lines if id(line) not in grouped and id(line) not in taken]
            group = [*group, *columns_beside(rows_of(group), within_rules(rows_of(group), free, rules))]
        rows = rows_of(group)
        bands = column_bands(rows) if _is_table(group, rows) else []
        if len(bands) < 2 or not in_columns(rows, bands) or is_programme(rows, rules) or in_text_column(rows, running, rules):
            continue
        if is_guide(rows) or are_headed_apart(rows, bands, lines, rules):
            continue
        ids = {*map(id, group), *taken}
        others = [line for line in lines if _may_be_cell(line) and id(line) not in ids]
        rows = rows_of([*group, *lines_within(group, others)])
        rows = [*header_rows_above(rows, bands, others, rulings), *rows]
        grids.append(stream_grid(rows, bands, rulings))
        taken |= set(map(id, grids[-1].lines))
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
