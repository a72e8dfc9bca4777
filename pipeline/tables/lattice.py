"""Ruled tables: the lattice of crossing rules (``ruled_grid.py``) filled with the lines that stand in its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.geometry import Box
from pipeline.model import GridCell, Reading, Ruling, TextLine
from pipeline.ruled_grid import RuledGrid, ruled_grids
from pipeline.tables.missing_rules import OVER, completed
from pipeline.tables.pieces import parted_at_blanks

FEWEST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's grid: its cells with their text, its outline, and the lines that stand in it."""

    cells: tuple[GridCell, ...]
    box: Box
    lines: tuple[TextLine, ...]


def find_lattices(rulings: Sequence[Ruling], lines: Sequence[TextLine]) -> list[Grid]:
    """Every ruled table of the page, from top to bottom. Frames around articles are no tables."""
    grids = [_filled(grid, lines) for grid in ruled_grids(rulings, FEWEST_CELLS)]
    grids = [grid for grid in grids if _is_table(grid)]
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _filled(grid: RuledGrid, lines: Sequence[TextLine]) -> Grid:
    """The grid with its lines; what OCR read as one line through the columns of a row whose uprights it missed is parted."""
    owners = [(piece, line) for line in lines for piece in _columns_of(grid, line)]
    filled = fill(completed(grid, [piece for piece, _ in owners]), [piece for piece, _ in owners])
    line_of = {id(piece): line for piece, line in owners}
    return replace(filled, lines=tuple({id(line_of[id(p)]): line_of[id(p)] for p in filled.lines}.values()))


def _columns_of(grid: RuledGrid, line: TextLine) -> list[TextLine]:
    """The line itself, or its pieces where each stands within a column of its own."""
    if line.confidence is None or line.vertical or not grid.box.contains_middle_of(line.box):
        return [line]
    if sum(x0 < line.box.x1 and x1 > line.box.x0 for x0, x1 in pairwise(grid.xs)) < 2:
        return [line]
    pieces = parted_at_blanks(line)
    columns = [bisect_right(grid.xs, piece.box.x_middle) - 1 for piece in pieces]
    over = OVER * line.size
    within = all(
        0 <= column < len(grid.xs) - 1 and piece.box.x0 >= grid.xs[column] - over and piece.box.x1 <= grid.xs[column + 1] + over
        for piece, column in zip(pieces, columns, strict=True)
    )
    return pieces if within and len(set(columns)) == len(pieces) > 1 else [line]


def fill(grid: RuledGrid, lines: Sequence[TextLine]) -> Grid:
    """The grid with each line in the cell that holds its middle; lines of one cell are joined from top to bottom."""
    owner = {
        (i, j): index
        for index, area in enumerate(grid.areas)
        for i in range(area.row, area.row + area.row_span)
        for j in range(area.column, area.column + area.col_span)
    }
    inside: list[list[TextLine]] = [[] for _ in grid.areas]
    used = []
    for line in lines:
        if not grid.box.contains_middle_of(line.box):
            continue
        row = min(bisect_right(grid.ys, line.box.y_middle), len(grid.ys) - 1) - 1
        column = min(bisect_right(grid.xs, line.box.x_middle), len(grid.xs) - 1) - 1
        inside[owner[row, column]].append(line)
        used.append(line)
    cells = [
        GridCell(
            area.row,
            area.column,
            _cell_text(own),
            area.row_span,
            area.col_span,
            grid.area_box(area),
            _confidence(own),
            _readings(own),
        )
        for area, own in zip(grid.areas, inside, strict=True)
    ]
    return Grid(tuple(cells), grid.box, tuple(used))


def _readings(lines: Sequence[TextLine]) -> tuple[Reading, ...]:
    """Those of a cell of one line; witnesses of several lines are not put together."""
    return lines[0].readings if len(lines) == 1 else ()


def _confidence(lines: Sequence[TextLine]) -> float | None:
    """That of the least sure line; None where nothing is known or nothing stands."""
    known = [line.confidence for line in lines if line.confidence is not None]
    return min(known, default=None)


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
