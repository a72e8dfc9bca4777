"""A cell of a number column holds something that is no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding, Severity
from pipeline.rules.context import Context
from pipeline.rules.kinds import NumberRule

_GARBLED = re.compile(r"(?=.*\d)[\dA-Za-z.,·。，'`:;|]+%?")
"""Digits, and letters or marks that are read for digits and points; no word and no range."""


def check_number(context: Context, rule: NumberRule) -> Iterator[Finding]:
    """``not-a-number``. In a lenient column words (缺考, 约30, 3-5) are only a notice; a garbled number (1O.5) is an error."""
    for row, texts in enumerate(context.texts):
        for column in rule.columns:
            if context.numbers[row][column] is not None or context.blank(row, column):
                continue
            text = texts[column]
            worded = rule.lenient and not _GARBLED.fullmatch(text)
            yield context.finding(
                "not-a-number",
                Severity.NOTICE if worded else Severity.ERROR,
                f"{context.title(column)} prints {text!r}, which is not a number",
                row,
                column,
                text,
            )
