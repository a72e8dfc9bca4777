"""Panels: one long table printed as several grids side by side, below each other, or within one grid, made one again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance.Levenshtein import normalized_similarity

from pipeline.geometry import Box, union
from pipeline.model import SURE, GridCell
from pipeline.numbers import count_in
from pipeline.tables.header_rows import count_header_rows, plain
from pipeline.tables.lattice import Grid

SAME_HEADER = 0.85
"""Of the characters of two headers that are the same, on average over the cells: a scan's header is misread here and there."""


REPEATED = 0.6
"""Of the columns of a header that repeats itself: so many are the same to the letter, whatever was read doubtfully."""


@dataclass(frozen=True, slots=True)
class _Panel:
    grid: Grid
    header: tuple[tuple[str, ...], ...]
    first: str
    last: str

    @property
    def box(self) -> Box:
        return self.grid.box


def stitch(grids: Sequence[Grid]) -> list[Grid]:
    """The same grids with the panels of one table joined, the header of the first kept."""
    panels = [_panel(part) for grid in grids for part in [*_split_repeated(grid)]]
    result: list[list[_Panel]] = []
    for panel in sorted(panels, key=lambda panel: (panel.box.x0, panel.box.y0)):
        group = next((group for group in result if _continues(group[-1], panel)), None)
        if group is None:
            result.append([panel])
        else:
            group.append(panel)
    return sorted((_join(group) for group in result), key=lambda grid: (grid.box.y0, grid.box.x0))


def _panel(grid: Grid) -> _Panel:
    rows = _texts(grid.cells)
    count = count_header_rows(rows, grid.cells)
    body = [row for row in rows[count:] if any(row)]
    header = tuple(tuple(map(plain, row)) for row in rows[:count])
    return _Panel(grid, header, body[0][0] if body else "", body[-1][0] if body else "")


def _texts(cells: Sequence[GridCell]) -> list[list[str]]:
    rows = max((cell.row_index + cell.row_span for cell in cells), default=0)
    columns = max((cell.column_index + cell.col_span for cell in cells), default=0)
    grid = [[""] * columns for _ in range(rows)]
    for cell in cells:
        grid[cell.row_index][cell.column_index] = cell.text
    return grid


def _continues(panel: _Panel, other: _Panel) -> bool:
    """Whether ``other`` goes on where ``panel`` ends: the same header and the next rank; without ranks, or where one may be
    misread, it must stand right beside it and not begin to count anew."""
    scanned = any(cell.confidence is not None for cell in panel.grid.cells)
    if not panel.header or not (panel.header == other.header or (scanned and _same_header(panel.header, other.header))):
        return False
    last, first = count_in(plain(panel.last)), count_in(plain(other.first))
    if last is not None and first is not None:
        if first == last + 1:
            return True
        if first <= 1:
            return False
    gap = other.box.x0 - panel.box.x1
    column = panel.box.width / max(1, len(panel.header[0]))
    return 0 <= gap <= column and abs(other.box.y0 - panel.box.y0) <= 0.2 * column


def _same_header(header: tuple[tuple[str, ...], ...], other: tuple[tuple[str, ...], ...]) -> bool:
    """Whether two headers are the same but for a misread character here and there."""
    if len(header) != len(other) or len(header[0]) != len(other[0]):
        return False
    pairs = [(a, b) for row, its in zip(header, other, strict=True) for a, b in zip(row, its, strict=True)]
    return sum(normalized_similarity(a, b) for a, b in pairs) >= SAME_HEADER * len(pairs)


def _join(group: Sequence[_Panel]) -> Grid:
    """The panels as one grid; each cell of the header as it was read most surely in any of them."""
    header_rows = len(group[0].header)
    cells = [_surest(cell, group) if cell.row_index < header_rows else cell for cell in group[0].grid.cells]
    height = max(cell.row_index + cell.row_span for cell in cells)
    for panel in group[1:]:
        skip = len(panel.header)
        body = [cell for cell in panel.grid.cells if cell.row_index >= skip]
        cells.extend(replace(cell, row_index=cell.row_index - skip + height) for cell in body)
        height = max(cell.row_index + cell.row_span for cell in cells)
    lines = tuple(line for panel in group for line in panel.grid.lines)
    return Grid(tuple(cells), union(panel.box for panel in group), lines)


def _surest(cell: GridCell, group: Sequence[_Panel]) -> GridCell:
    """The header cell with the text of the panel where it was read for the surest; itself on a text layer."""
    if cell.confidence is None:
        return cell
    place = (cell.row_index, cell.column_index)
    same = [other for panel in group for other in panel.grid.cells if (other.row_index, other.column_index) == place]
    best = max(same, key=lambda other: other.confidence or 0.0)
    return replace(cell, text=best.text, confidence=best.confidence, readings=best.readings)


def _split_repeated(grid: Grid) -> list[Grid]:
    """A grid whose header repeats itself from left to right (序号 名称 总分 序号 名称 总分), as its panels."""
    texts = _texts(grid.cells)
    count = count_header_rows(texts, grid.cells)
    header = [tuple(plain(row[j]) for row in texts[:count]) for j in range(len(texts[0]))] if texts and count else []
    width = _period(header, _unsure_columns(grid, count))
    if not width or any(
        cell.col_span > 1 and cell.column_index // width != (cell.column_index + cell.col_span - 1) // width
        for cell in grid.cells
    ):
        return [grid]
    panels = []
    for start in range(0, len(header), width):
        cells = tuple(
            replace(cell, column_index=cell.column_index - start)
            for cell in grid.cells
            if start <= cell.column_index < start + width
        )
        boxes = [cell.box for cell in cells if cell.box]
        box = union(boxes) if boxes else grid.box
        panels.append(Grid(_without_empty_tail(cells, count), box, grid.lines if start == 0 else ()))
    return panels


def _period(header: Sequence[tuple[str, ...]], unsure: Collection[int]) -> int:
    """The number of columns after which the header repeats, 0 when it does not.

    Only a column that was read doubtfully (``unsure``) may differ, and most must be the same: 男子 and 女子 are a difference.
    """
    for width in range(2, len(header) // 2 + 1):
        pairs = [(j, j % width) for j in range(width, len(header))]
        same = [header[j] == header[k] for j, k in pairs]
        excused = all(equal or j in unsure or k in unsure for equal, (j, k) in zip(same, pairs, strict=True))
        if len(header) % width == 0 and excused and sum(same) >= REPEATED * len(pairs):
            return width
    return 0


def _unsure_columns(grid: Grid, header_rows: int) -> set[int]:
    """The columns with a header cell that was not read for certain."""
    return {
        column
        for cell in grid.cells
        if cell.row_index < header_rows and cell.confidence is not None and cell.confidence < SURE
        for column in range(cell.column_index, cell.column_index + cell.col_span)
    }


def _without_empty_tail(cells: tuple[GridCell, ...], header_rows: int) -> tuple[GridCell, ...]:
    """The last panel is often shorter than the others: its empty rows are no rows."""
    last = max((cell.row_index for cell in cells if cell.text), default=header_rows)
    return tuple(cell for cell in cells if cell.row_index <= last)
