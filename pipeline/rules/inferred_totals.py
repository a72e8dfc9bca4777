"""Totals rows of an unknown table: which rows are the sum of which others."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipeline.headers import is_added
from pipeline.rules.context import Context, residual
from pipeline.rules.kinds import ColumnSumRule, SumRule, Support
from pipeline.sentences import say

_PLAIN = 10_000
"""A sum that is right among so many values is right by chance once in as many tables."""


def infer_column_sums(
    context: Context, measures: list[int], sums: Iterable[SumRule] = ()
) -> tuple[list[ColumnSumRule], list[Support]]:
    """Totals rows: those (合计, 小计, 全市) that are the sum of the rows above, below, or since the last totals row.

    The label says so; the figures must bear it out in half of the columns, or plainly in one. Then the columns that ``sums``
    tie to it are summed up too, whatever is printed there. A column that is off by just what one of its rows is off by in its
    own sum bears it out as well.
    """
    sums = tuple(sums)
    rules: list[ColumnSumRule] = []
    support: list[Support] = []
    columns = tuple(column for column in measures if is_added(context.title(column)))
    for row in sorted(context.summary_rows):
        best: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
        for rows in _row_sets(context, row):
            hits = tuple(
                column
                for column in columns
                if context.numbers[row][column] is not None
                and (
                    context.numbers[row][column] == _column_sum(context, rows, column)
                    or _off_as_a_row_is(context, row, rows, column, sums)
                )
            )
            best = max(best, (hits, rows), key=lambda each: len(each[0]))
        hits, rows = best
        summed = columns if hits and 2 * len(hits) >= len(columns) else _tied(context, row, hits, sums)
        if summed:
            rules.append(ColumnSumRule(row, rows, summed))
            label = next(text for text in context.texts[row] if text)
            told = say("rule.totals_row", row=row, label=label, rows=len(rows), holding=len(hits), columns=len(summed))
            support.append(Support(None, told))
    return rules, support


def _off_as_a_row_is(context: Context, total_row: int, rows: tuple[int, ...], column: int, sums: tuple[SumRule, ...]) -> bool:
    """Whether the totals row would be right with one row mended as that row's own sum asks for; only of sums so large that this
    is no chance."""
    total = context.numbers[total_row][column] or Decimal(0)
    off = _column_sum(context, rows, column) - total
    if abs(total) < _PLAIN * context.last_places[column]:
        return False
    for rule in (rule for rule in sums if column in rule.columns and not rule.tolerance):
        sign = -1 if column == rule.total else rule.sign(column)
        if any(off == sign * amount for row in rows if (amount := _amount(context, row, rule, column))):
            return True
    return False


def _amount(context: Context, row: int, rule: SumRule, column: int) -> Decimal | None:
    """By how much the row is off, an empty cell of the column taken for nothing."""
    values = [Decimal(0) if place == column and value is None else value for place, value in enumerate(context.numbers[row])]
    return residual(rule, values, context.blanks[row])


def _tied(context: Context, row: int, hits: tuple[int, ...], sums: Iterable[SumRule]) -> tuple[int, ...]:
    """The columns that hit and those that a row's sum ties to them, where a hit is no chance: a sum in thousands of its last
    place."""
    values = [context.numbers[row][column] or Decimal(0) for column in hits]
    if not any(abs(value) >= _PLAIN * context.last_places[column] for column, value in zip(hits, values, strict=True)):
        return ()
    tied = {column for rule in sums if set(hits) & set(rule.columns) for column in rule.columns}
    return tuple(sorted(tied | set(hits)))


def _row_sets(context: Context, row: int) -> list[tuple[int, ...]]:
    data, summaries = context.data_rows, sorted(context.summary_rows)
    before = max((other for other in summaries if other < row), default=-1)
    after = min((other for other in summaries if other > row), default=len(context.texts))
    sets = [
        data,
        tuple(other for other in data if other < row),
        tuple(other for other in data if other > row),
        tuple(other for other in data if before < other < row),
        tuple(other for other in data if row < other < after),
        tuple(other for other in summaries if other < row),
        tuple(other for other in summaries if other > row),
    ]
    return [rows for rows in dict.fromkeys(sets) if len(rows) >= 2]


def _column_sum(context: Context, rows: Iterable[int], column: int) -> Decimal:
    return sum((context.numbers[row][column] or Decimal(0) for row in rows), start=Decimal(0))
