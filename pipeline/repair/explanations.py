"""The explanations of a broken row or column: each one cell, one value, one operation of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Cell
from pipeline.numbers import parse_number, plain_number
from pipeline.repair.fit import Fit
from pipeline.repair.operations import Operation, explain, operations
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.context import residual
from pipeline.rules.kinds import ColumnSumRule, SumRule


@dataclass(frozen=True, slots=True)
class Explanation:
    """The cell should read ``text``; ``operation`` says how it came to be printed as it is."""

    row: int
    column: int
    value: Decimal
    printed: str
    text: str
    operation: Operation
    witnessed: bool
    """Whether a second reading of the cell says so too."""

    def __str__(self) -> str:
        return f"{self.printed or '(empty)'} -> {self.text} ({self.operation.name})"


def row_explanations(fit: Fit, row: int, rules: Iterable[SumRule]) -> list[Explanation]:
    """Every way to mend a row by one cell of these broken sums. What the sum needs in a cell decides the value."""
    found: dict[tuple[int, Decimal], Explanation] = {}
    for rule in rules:
        for column in rule.columns if not rule.tolerance else ():
            value = _needed(fit, row, rule, column)
            explained = None if value is None else explained_cell(fit, row, column, value)
            if explained and fit.holds(row, {column: explained.value}):
                found.setdefault((column, explained.value), explained)
    return sorted(found.values(), key=lambda each: (each.operation.cost, each.column))


def _needed(fit: Fit, row: int, rule: SumRule, column: int) -> Decimal | None:
    """What must stand in the cell for the sum to hold, or None where another cell of the row cannot be read."""
    values = [Decimal(0) if place == column else value for place, value in enumerate(fit.context.numbers[row])]
    off = residual(rule, values, fit.context.blanks[row])
    if off is None:
        return None
    return off if column == rule.total else -off


def column_explanations(fit: Fit, rule: ColumnSumRule, column: int) -> Iterator[Explanation]:
    """Every way to mend a column by one cell of it."""
    off = column_residual(fit.context.numbers, rule, column)
    for row in (rule.total_row, *rule.rows) if off else ():
        printed = fit.context.numbers[row][column]
        if printed is None or off is None:
            continue
        explained = explained_cell(fit, row, column, printed + off if row == rule.total_row else printed - off)
        if explained and fit.holds(row, {column: explained.value}):
            yield explained


def explained_cell(fit: Fit, row: int, column: int, value: Decimal) -> Explanation | None:
    """How this cell came to be printed as it is when ``value`` was meant, or None where no operation of the catalogue says."""
    texts = fit.lattice(column).texts(value)
    cell = fit.context.table.rows[row][column]
    raw = fit.context.texts[row][column]
    printed = plain_number(raw) or raw
    if value == 0 and not printed:
        return None
    if witnesses(cell, value):
        return Explanation(row, column, value, raw, texts[0], operations()["second_witness"], witnessed=True)
    for text in texts:
        operation = explain(printed, text)
        if operation is not None:
            return Explanation(row, column, value, raw, text, operation, witnessed=False)
    return None


def witnesses(cell: Cell, value: Decimal) -> bool:
    """Whether a second reading of the cell gives this value. The printed reading itself does not count."""
    return any(reading.text != cell.printed and parse_number(reading.text) == value for reading in cell.readings)
