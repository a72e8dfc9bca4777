"""Whether a row would hold with some of its numbers changed: every rule the row touches is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.repair.lattice import Lattice, lattice_of
from pipeline.rules import Context
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.checks.order import blame_for_order, order_is_reliable, ordered_rows
from pipeline.rules.kinds import ColumnSumRule, OrderRule


@dataclass
class Fit:
    """Asks the rules of one table about changed rows. What it works out of the table is kept: the table does not change."""

    context: Context

    @cached_property
    def _lattices(self) -> dict[int, Lattice]:
        return {}

    def lattice(self, column: int) -> Lattice:
        if column not in self._lattices:
            self._lattices[column] = lattice_of(self.context, column)
        return self._lattices[column]

    @cached_property
    def _orders(self) -> list[tuple[OrderRule, list[int]]]:
        """The orders that can be relied on, each with the rows that keep it: sound ones that no order blames."""
        found = []
        for rule in self.context.orders:
            if order_is_reliable(self.context, rule):
                rows = ordered_rows(self.context, rule)
                kept = {rows[place] for place in blame_for_order(self.context, rule, rows).kept}
                found.append((rule, [row for row in rows if row in kept and row in self.context.sound_rows]))
        return found

    def holds(self, row: int, changes: Mapping[int, Decimal], *, steps: bool = True) -> bool:
        """Whether the row with ``changes`` (column to value) keeps every sum, cap, order, step and column sum. Without
        ``steps`` a value need only have as many decimals as its column."""
        context = self.context
        numbers = [changes.get(column, value) for column, value in enumerate(context.numbers[row])]
        if context.broken_sums(row, numbers):
            return False
        if row not in context.summary_rows and (context.over_caps(numbers) or not self._in_order(row, numbers)):
            return False
        for column, value in changes.items():
            lattice = self.lattice(column)
            if not (lattice.allows(value) if steps else lattice.allows_decimals(value)):
                return False
        return all(self._column_holds(rule, row, column, changes[column]) for rule in context.column_sums for column in changes)

    def _in_order(self, row: int, numbers: list[Decimal | None]) -> bool:
        for rule, rows in self._orders:
            value = numbers[rule.column]
            if value is None:
                continue
            numbers_of = {other: beside for other in rows if (beside := self.context.numbers[other][rule.column]) is not None}
            above = max((other for other in rows if other < row), default=None)
            below = min((other for other in rows if other > row), default=None)
            pairs = [(numbers_of[above], value)] if above is not None else []
            pairs += [(value, numbers_of[below])] if below is not None else []
            for upper, lower in pairs:
                if (upper > lower) if rule.rising else (upper < lower):
                    return False
        return True

    def _column_holds(self, rule: ColumnSumRule, row: int, column: int, value: Decimal) -> bool:
        """A column that holds may not be broken; one that does not must be mended, unless another row of it is doubtful too."""
        if column not in rule.columns or row not in (rule.total_row, *rule.rows):
            return True
        before = column_residual(self.context.numbers, rule, column)
        numbers = list(self.context.numbers)
        numbers[row] = [value if place == column else other for place, other in enumerate(numbers[row])]
        if column_residual(numbers, rule, column) == 0:
            return True
        others = (other for other in (rule.total_row, *rule.rows) if other != row)
        return before != 0 and any(self._doubtful(other, column) for other in others)

    def _doubtful(self, row: int, column: int) -> bool:
        return any(column in rule.columns for rule in self.context.broken_sums(row))
