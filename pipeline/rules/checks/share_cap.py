"""A value is above its column's share, or below zero."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Severity
from pipeline.numbers import format_number
from pipeline.rules.context import Context
from pipeline.rules.kinds import ShareCapRule
from pipeline.sentences import say


def check_share_cap(context: Context, rule: ShareCapRule) -> Iterator[Finding]:
    """``share-exceeded``. A summary row (合计) may be above the cap of a single row."""
    for row in context.data_rows:
        for column, cap in rule.caps:
            value = context.numbers[row][column]
            if value is None or 0 <= value <= cap:
                continue
            most = format_number(cap)
            text = format_number(value)
            message = say("share-exceeded.cell", title=context.title(column), value=text, most=most)
            yield context.finding(
                "share-exceeded", Severity.ERROR, message, row, column, say("evidence.share", value=text, most=most)
            )
