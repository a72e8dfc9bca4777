"""Values out of the order the table is sorted by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import Finding, Severity
from pipeline.rules.context import Context
from pipeline.rules.kinds import OrderRule
from pipeline.rules.sequences import Blame, most_in_order, out_of_order
from pipeline.sentences import joined, say

_LEAST_KEPT = 0.75
"""Below this share of rows in order the table is not sorted so (by district, say), and no single row is to blame. The longest
falling run of 65 shuffled rows is about a quarter of them (2√n), of 8 rows about half."""

_FEW = 2


def check_order(context: Context, rule: OrderRule) -> Iterator[Finding]:
    """``order-broken``, for as few rows as explain it; once for the table where it is not sorted at all."""
    ordered = ordered_rows(context, rule)
    blame = blame_for_order(context, rule, ordered)
    title = context.title(rule.column)
    kept = len(blame.kept)
    if kept < _LEAST_KEPT * len(ordered) and len(ordered) - kept > _FEW:
        message = say("order-absent.table", title=title, kept=kept, rows=len(ordered))
        evidence = say("evidence.of", some=kept, all=len(ordered))
        yield context.finding("order-absent", Severity.WARNING, message, None, rule.column, evidence)
        return
    for place in sorted(blame.blamed + blame.doubtful):
        row = ordered[place]
        around = [context.texts[ordered[near]][rule.column] for near in range(max(0, place - 1), min(len(ordered), place + 2))]
        sure = place in blame.blamed
        if sure:
            message = say("order-broken.falls" if rule.rising else "order-broken.rises", title=title)
        else:
            message = say("order-broken.falls_near" if rule.rising else "order-broken.rises_near", title=title)
        severity = Severity.ERROR if sure else Severity.WARNING
        yield context.finding("order-broken", severity, message, row, rule.column, joined(", ", around))


def ordered_rows(context: Context, rule: OrderRule) -> list[int]:
    """The data rows that have a value to sort by."""
    return [row for row in context.data_rows if context.numbers[row][rule.column] is not None]


def blame_for_order(context: Context, rule: OrderRule, rows: list[int]) -> Blame:
    """Rows whose sums hold are kept before rows whose sums do not: a misprinted total breaks both."""
    values = [context.numbers[row][rule.column] or Decimal(0) for row in rows]
    weights = [len(rows) + 1 if row in context.sound_rows else 1 for row in rows]
    return out_of_order(values, weights, rising=rule.rising)


def order_is_reliable(context: Context, rule: OrderRule) -> bool:
    """Whether every row that adds up stands in order: only then does the order say anything about a row that does not."""
    rows = [row for row in ordered_rows(context, rule) if row in context.sound_rows]
    values = [value for row in rows if (value := context.numbers[row][rule.column]) is not None]
    return most_in_order(values, rising=rule.rising) == len(rows)
