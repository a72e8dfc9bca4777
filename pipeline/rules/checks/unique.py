"""A name that stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.model import Finding, Severity
from pipeline.names import squeeze
from pipeline.rules.checks.listed import disagreements
from pipeline.rules.context import Context
from pipeline.rules.kinds import ListedRule, UniqueRule
from pipeline.sentences import joined, say


def check_unique(context: Context, rule: UniqueRule) -> Iterator[Finding]:
    """``duplicate-name``, for both rows, or for the one that a list on the page contradicts."""
    standing: dict[str, list[int]] = defaultdict(list)
    for row in context.data_rows:
        if not context.blank(row, rule.column):
            standing[squeeze(context.texts[row][rule.column])].append(row)
    lists = [listed for listed in context.rules_of(ListedRule) if listed.value == rule.column]
    wrong = {row for listed in lists for row, _ in disagreements(context, listed)}
    for name, rows in standing.items():
        if len(rows) < 2:
            continue
        doubtful = [row for row in rows if row in wrong] or rows
        severity = Severity.NOTICE if rule.hint else Severity.WARNING
        message = say("duplicate-name.row", title=context.title(rule.column), name=name, rows=len(rows))
        evidence = say("evidence.rows", rows=joined(", ", map(str, rows)))
        for row in doubtful:
            yield context.finding("duplicate-name", severity, message, row, rule.column, evidence)
