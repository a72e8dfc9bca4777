"""A row does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import Finding, Severity
from pipeline.numbers import format_number
from pipeline.rules.context import Context, residual
from pipeline.rules.kinds import SumRule
from pipeline.sentences import joined, or_empty, say


def check_row_sum(context: Context, rule: SumRule) -> Iterator[Finding]:
    """``sum-mismatch``, also where the row cannot be added because a cell of it cannot be read."""
    for row, values in enumerate(context.numbers):
        if context.sum_holds(row, rule, values):
            continue
        off = residual(rule, values, context.blanks[row])
        parts = joined(", ", (context.title(column) for column in rule.parts))
        total = context.title(rule.total)
        if off is None:
            message = say("sum-mismatch.unreadable", total=total, parts=parts)
        else:
            key = "sum-mismatch.difference" if rule.minus else "sum-mismatch.sum"
            message = say(key, total=total, parts=parts, off=format_number(-off))
        yield context.finding("sum-mismatch", Severity.ERROR, message, row, rule.total, added_up(context, row, rule))


def added_up(context: Context, row: int, rule: SumRule) -> str:
    """The row's arithmetic: ``17.4 + 57.6 + 0 = 75, printed 75``."""
    texts, values = context.texts[row], context.numbers[row]
    signs = ["" if place == 0 else " - " if column in rule.minus else " + " for place, column in enumerate(rule.parts)]
    terms = joined(
        "", (text for sign, column in zip(signs, rule.parts, strict=True) for text in (sign, or_empty(texts[column])))
    )
    printed = or_empty(texts[rule.total])
    if any(values[column] is None and not context.blank(row, column) for column in rule.parts):
        return say("evidence.arithmetic", terms=terms, result="?", printed=printed)
    result = sum((rule.sign(column) * (values[column] or Decimal(0)) for column in rule.parts), start=Decimal(0))
    return say("evidence.arithmetic", terms=terms, result=format_number(result), printed=printed)
