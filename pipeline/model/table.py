"""A table: the grid as it was read, and the data table made of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.geometry import Box
from pipeline.model.kinds import CellStatus
from pipeline.model.text import Reading, TextLine


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table's grid as it was read, header rows included; a span is kept at its first cell."""

    row_index: int
    column_index: int
    text: str
    row_span: int = 1
    col_span: int = 1
    box: Box | None = None
    confidence: float | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the clean table.

    ``name`` is the recipe's field name, or the printed header where no recipe knows the table; ``title`` is the printed
    header; ``share`` is the highest value the column allows where the header says so (占比20% is 20).
    """

    name: str
    title: str = ""
    type: str = "string"
    role: str = ""
    unit: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One data cell: what is printed and what is clean."""

    printed: str
    clean: str
    status: CellStatus = CellStatus.AS_PRINTED
    confidence: float | None = None
    rule: str = ""
    readings: tuple[Reading, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``grid`` is what was read; ``columns`` and ``rows`` are the data table made of it.

    ``rows[i][j]`` stands under ``columns[j]``; all rows have the same length. ``lines`` are the printed lines of the grid, its
    title and its notes.
    """

    table_id: str
    title: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    recipe: str = ""
    grid: tuple[GridCell, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    box: Box | None = None
    lines: tuple[TextLine, ...] = ()

    def column_index(self, name: str) -> int | None:
        """Where the column of this name stands, or None."""
        for index, column in enumerate(self.columns):
            if column.name == name:
                return index
        return None

    @property
    def grid_rows(self) -> int:
        return max((cell.row_index + cell.row_span for cell in self.grid), default=0)

    @property
    def grid_columns(self) -> int:
        return max((cell.column_index + cell.col_span for cell in self.grid), default=0)
