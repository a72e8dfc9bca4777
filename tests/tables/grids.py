"""Grids of tables, written as rows of words."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.geometry import Box
from pipeline.model import GridCell, Ruling, TextLine
from pipeline.tables.lattice import Grid
from tests.hand_set import grid_rulings, line

ROW = 18.0
"""Points from one row of a table to the next."""


def words(cells: Sequence[GridCell]) -> list[list[str]]:
    """The grid as rows of texts, a span at its first place."""
    rows = max((cell.row_index + cell.row_span for cell in cells), default=0)
    columns = max((cell.column_index + cell.col_span for cell in cells), default=0)
    grid = [[""] * columns for _ in range(rows)]
    for cell in cells:
        grid[cell.row_index][cell.column_index] = cell.text
    return grid


def cells_of(
    rows: Sequence[Sequence[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> tuple[GridCell, ...]:
    """Cells of rows of words; ``spans`` names (row span, column span) by place, None-like places it covers are left out."""
    spans = spans or {}
    covered = {
        (row + i, column + j)
        for (row, column), (down, across) in spans.items()
        for i in range(down)
        for j in range(across)
        if i or j
    }
    return tuple(
        GridCell(i, j, text, *spans.get((i, j), (1, 1)))
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
        if (i, j) not in covered
    )


def grid_of(rows: Sequence[Sequence[str]], x: float = 50, y: float = 50, width: float = 60) -> Grid:
    return Grid(cells_of(rows), Box(x, y, x + width * len(rows[0]), y + ROW * len(rows)), ())


def set_rows(
    rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, size: float = 10, align: str = "l"
) -> list[TextLine]:
    """The words set as lines: row by row, each in its column, flush left or centred between the edges ``xs``."""
    lines = []
    for index, row in enumerate(rows):
        for left, right, text in zip(xs, xs[1:], row, strict=False):
            if text:
                one = line(text, left + 4, top + ROW * index + 4, size)
                shift = 0.0 if align == "l" else (right - left - 8 - one.box.width) / 2
                lines.append(line(text, left + 4 + shift, top + ROW * index + 4, size))
    return lines


def ruled(rows: int, xs: Sequence[float], top: float) -> list[Ruling]:
    """Every rule of a table of so many rows."""
    return grid_rulings(xs, [top + ROW * index for index in range(rows + 1)])
