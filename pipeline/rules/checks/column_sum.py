"""A totals row (合计) that is not the sum of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import Finding, Severity
from pipeline.numbers import format_number
from pipeline.rules.context import Context, Numbers, residual
from pipeline.rules.kinds import ColumnSumRule
from pipeline.sentences import or_empty, say


def check_column_sum(context: Context, rule: ColumnSumRule) -> Iterator[Finding]:
    """``column-sum-mismatch``, at the one row whose own sum is off by as much, else at the totals row."""
    for column in rule.columns:
        off = column_residual(context.numbers, rule, column)
        if off == 0:
            continue
        title = context.title(column)
        printed = or_empty(context.texts[rule.total_row][column])
        if off is None:
            message = say("column-sum-mismatch.unreadable", title=title)
            yield context.finding("column-sum-mismatch", Severity.ERROR, message, _unreadable(context, rule, column), column)
            continue
        guilty = _guilty(context, rule, column, off)
        row = rule.total_row if guilty is None else guilty
        message = say("column-sum-mismatch.off", title=title, off=format_number(-off))
        result = off + (context.numbers[rule.total_row][column] or 0)
        evidence = say("evidence.column_sum", rows=len(rule.rows), result=format_number(result), printed=printed)
        yield context.finding("column-sum-mismatch", Severity.ERROR, message, row, column, evidence)


def column_residual(numbers: list[Numbers], rule: ColumnSumRule, column: int) -> Decimal | None:
    """Sum of the rows less the totals row; empty cells count as nothing, a cell that cannot be read is None's reason only in
    the totals row."""
    total = numbers[rule.total_row][column]
    if total is None:
        return None
    return sum((numbers[row][column] or Decimal(0) for row in rule.rows), start=Decimal(0)) - total


def _guilty(context: Context, rule: ColumnSumRule, column: int, off: Decimal) -> int | None:
    """The row of the column whose own sum is wrong by as much as the column is; where no row is off by just as much, the first
    of the column's broken rows, if the totals row itself adds up."""
    broken = []
    for row in rule.rows:
        for sums in context.broken_sums(row):
            here = residual(sums, context.numbers[row], context.blanks[row])
            if column in sums.columns:
                if here is not None and here == (-off if column == sums.total else off):
                    return row
                broken.append(row)
    return broken[0] if broken and not context.broken_sums(rule.total_row) else None


def _unreadable(context: Context, rule: ColumnSumRule, column: int) -> int:
    cells = (row for row in rule.rows if context.numbers[row][column] is None and not context.blank(row, column))
    return rule.total_row if context.numbers[rule.total_row][column] is None else next(cells, rule.total_row)
