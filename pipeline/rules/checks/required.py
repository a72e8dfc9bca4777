"""A cell that must not be empty is."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Severity
from pipeline.rules.context import Context
from pipeline.rules.kinds import RequiredRule
from pipeline.sentences import say

_WHOLE_COLUMN = 2
"""From half of the rows on, the column is empty and not its cells: one finding for all."""


def _is_no_row(context: Context, rule: RequiredRule, row: int) -> bool:
    empty = sum(context.blank(row, column) for column in rule.beside)
    return empty > 1 and _WHOLE_COLUMN * empty >= len(rule.beside)


def check_required(context: Context, rule: RequiredRule) -> Iterator[Finding]:
    """``missing-value``, for each empty cell, or once for a column that is empty in half of the rows."""
    rows = [row for row in context.data_rows if not _is_no_row(context, rule, row)]
    for column in rule.columns:
        empty = [row for row in rows if context.blank(row, column)]
        title = context.title(column)
        if len(empty) > 1 and _WHOLE_COLUMN * len(empty) >= len(rows):
            message = say("missing-value.column", title=title, empty=len(empty), rows=len(rows))
            evidence = say("evidence.of", some=len(empty), all=len(rows))
            yield context.finding("missing-value", Severity.ERROR, message, None, column, evidence)
            continue
        for row in empty:
            message = say("missing-value.cell", title=title)
            yield context.finding("missing-value", Severity.ERROR, message, row, column, context.texts[row][column])
