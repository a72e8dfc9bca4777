"""A cell of a number column holds something that is no number."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Severity
from pipeline.numbers import is_garbled
from pipeline.rules.context import Context
from pipeline.rules.kinds import NumberRule
from pipeline.sentences import say


def check_number(context: Context, rule: NumberRule) -> Iterator[Finding]:
    """``not-a-number``. In a lenient column words (缺考, 约30, 3-5) are only a notice; a garbled number (1O.5) is an error."""
    for row, texts in enumerate(context.texts):
        for column in rule.columns:
            if context.numbers[row][column] is not None or context.blank(row, column):
                continue
            text = texts[column]
            worded = rule.lenient and not is_garbled(text)
            yield context.finding(
                "not-a-number",
                Severity.NOTICE if worded else Severity.ERROR,
                say("not-a-number.cell", title=context.title(column), text=text),
                row,
                column,
                text,
            )
