"""A change to a cell, and how it is written into the table and the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model import CellStatus, Repair, RepairStatus, Table, Where


@dataclass(frozen=True, slots=True)
class Change:
    """What a repair does to one cell. ``clean`` None leaves the text as it is (``unresolved``)."""

    row: int
    column: int
    status: CellStatus
    rule: str
    clean: str | None = None
    evidence: str = ""


def apply(table: Table, changes: Iterable[Change]) -> tuple[Table, tuple[Repair, ...]]:
    """The table with the changes made, and a repair for each text that changed."""
    rows = [list(row) for row in table.rows]
    repairs = []
    for change in changes:
        cell = rows[change.row][change.column]
        clean = cell.clean if change.clean is None else change.clean
        rows[change.row][change.column] = replace(cell, clean=clean, status=change.status, rule=change.rule)
        if clean != cell.clean:
            where = where_of(table, change.row, change.column)
            repairs.append(Repair(change.rule, cell.clean, clean, RepairStatus.APPLIED, where, change.evidence))
    return replace(table, rows=tuple(tuple(row) for row in rows)), tuple(repairs)


def where_of(table: Table, row: int, column: int) -> Where:
    return Where(table.table_id, row=row, column=table.columns[column].name)


def undo(table: Table, repairs: Iterable[Repair]) -> Table:
    """The table as it was before: each applied repair's ``before`` put back, the last one first."""
    rows = [list(row) for row in table.rows]
    for repair in reversed(tuple(repairs)):
        column = table.column_index(repair.where.column)
        mine = repair.where.table_id == table.table_id and repair.status is RepairStatus.APPLIED
        if mine and repair.where.row is not None and column is not None:
            cell = rows[repair.where.row][column]
            rows[repair.where.row][column] = replace(cell, clean=repair.before)
    return replace(table, rows=tuple(tuple(row) for row in rows))
