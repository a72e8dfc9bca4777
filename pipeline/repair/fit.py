"""Whether a table would hold with some of its numbers changed: every rule that the changed rows touch is asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.repair.lattice import Lattice, lattice_of
from pipeline.rules import Context
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.checks.order import blame_for_order, order_is_reliable, ordered_rows
from pipeline.rules.context import Numbers
from pipeline.rules.kinds import ColumnSumRule, OrderRule, RatioRule
from pipeline.rules.ratios import rounds

_LEAST_TOLD = 5
"""Rows that were all rounded, or all cut off: were it either way by chance, five would agree once in sixteen tables."""

Place = tuple[int, int]
"""Row and column of a cell."""


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

    def holds(self, row: int, changes: Mapping[int, Decimal], *, steps: bool = True, text: str | None = None) -> bool:
        """Whether the row with ``changes`` (column to value) keeps every rule."""
        return self.holds_all({(row, column): value for column, value in changes.items()}, steps=steps, text=text)

    def holds_all(
        self, changes: Mapping[Place, Decimal], *, steps: bool = True, text: str | None = None, columns: bool = True
    ) -> bool:
        """Whether every changed row keeps every sum, ratio, cap, order, step and, with ``columns``, column sum. Without
        ``steps`` a value need only have as many decimals as its column; ``text`` is how a single changed ratio is printed."""
        context = self.context
        for row in dict.fromkeys(row for row, _ in changes):
            numbers = [changes.get((row, column), value) for column, value in enumerate(context.numbers[row])]
            if context.broken_sums(row, numbers) or not self._ratios_hold(row, numbers, changes, text):
                return False
            if row not in context.summary_rows and (context.over_caps(numbers) or not self._in_order(row, numbers, changes)):
                return False
        for (_, column), value in changes.items():
            lattice = self.lattice(column)
            if not (lattice.allows(value) if steps else lattice.allows_decimals(value)):
                return False
        changed = {column for _, column in changes} if columns else ()
        return all(self._column_holds(rule, column, changes) for rule in context.column_sums for column in changed)

    def _ratios_hold(self, row: int, numbers: Numbers, changes: Mapping[Place, Decimal], text: str | None) -> bool:
        if row in self.context.summary_rows:
            return True
        texts = {rule: text if (row, rule.column) in changes else None for rule in self.context.ratios}
        return all(
            self.context.ratio_holds(row, rule, numbers, printed) and self._rounds_as_usual(row, rule, numbers, printed)
            for rule, printed in texts.items()
        )

    def _rounds_as_usual(self, row: int, rule: RatioRule, numbers: Numbers, text: str | None) -> bool:
        """Whether the row's ratio would be rounded where all the others are, cut off where they are."""
        usual, ways = self._usual_rounding(rule), self._rounding(row, rule, numbers, text)
        return usual is None or ways is None or ways is usual

    def _rounding(self, row: int, rule: RatioRule, numbers: Numbers, text: str | None = None) -> bool | None:
        printed, bounds = numbers[rule.column], self.context.ratio_bounds(row, rule, numbers)
        if printed is None or bounds is None:
            return None
        return rounds(printed, self.context.texts[row][rule.column] if text is None else text, bounds)

    def _usual_rounding(self, rule: RatioRule) -> bool | None:
        """Whether the sound rows round the ratio (True) or cut it off (False); None where too few tell, or both are seen."""
        if rule not in self._roundings:
            rows = (row for row in self.context.data_rows if row in self.context.sound_rows)
            told = [way for row in rows if (way := self._rounding(row, rule, self.context.numbers[row])) is not None]
            self._roundings[rule] = told[0] if len(told) >= _LEAST_TOLD and len(set(told)) == 1 else None
        return self._roundings[rule]

    @cached_property
    def _roundings(self) -> dict[RatioRule, bool | None]:
        return {}

    def _in_order(self, row: int, numbers: Numbers, changes: Mapping[Place, Decimal]) -> bool:
        for rule, rows in self._orders:
            value = numbers[rule.column]
            if value is None:
                continue
            above, below = bisect_left(rows, row) - 1, bisect_right(rows, row)
            near = [rows[above]] if above >= 0 else []
            near += [rows[below]] if below < len(rows) else []
            for other in near:
                beside = changes.get((other, rule.column), self.context.numbers[other][rule.column])
                upper, lower = (beside, value) if other < row else (value, beside)
                if upper is not None and lower is not None and ((upper > lower) if rule.rising else (upper < lower)):
                    return False
        return True

    def _column_holds(self, rule: ColumnSumRule, column: int, changes: Mapping[Place, Decimal]) -> bool:
        """A column that holds may not be broken; one that does not must be mended, unless another row of it is doubtful too."""
        involved = (rule.total_row, *rule.rows)
        changed = {row: value for (row, other), value in changes.items() if other == column and row in involved}
        if column not in rule.columns or not changed:
            return True
        before = column_residual(self.context.numbers, rule, column)
        if before is None:
            return rule.total_row not in changed or self._total_fits(rule, column, changed)
        off = before
        for row, value in changed.items():
            old = self.context.numbers[row][column] or Decimal(0)
            off += (old - value) if row == rule.total_row else (value - old)
        if off == 0:
            return True
        return before != 0 and any(self._doubtful(other, column) for other in involved if other not in changed)

    def _total_fits(self, rule: ColumnSumRule, column: int, changed: Mapping[int, Decimal]) -> bool:
        parts = (changed[row] if row in changed else self.context.numbers[row][column] or Decimal(0) for row in rule.rows)
        return sum(parts, start=Decimal(0)) == changed[rule.total_row]

    def _doubtful(self, row: int, column: int) -> bool:
        return any(column in rule.columns for rule in self.context.broken_sums(row))
