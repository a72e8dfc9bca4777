"""Scanned cells that nobody vouches for: the engine was not sure, or its two readings differ, and no sum holds over them.

Confidence alone is no proof (DESIGN): a number in a row that adds up is believed however faint it is, and so is a rank in its
place. What is left, names above all, is flagged for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import SURE, Cell, Finding, Severity
from pipeline.rules import Context
from pipeline.rules.checks.rank_sequence import out_of_rank, ranks
from pipeline.rules.kinds import RankRule


def doubtful_readings(context: Context) -> Iterator[Finding]:
    """A warning for each cell that was read doubtfully and is confirmed by nothing."""
    confirmed = _confirmed(context)
    for row, cells in enumerate(context.table.rows):
        for column, cell in enumerate(cells):
            if cell.readings and (row, column) not in confirmed and _is_doubtful(cell):
                readings = "; ".join(f"{each.witness}: {each.text} ({each.confidence})" for each in cell.readings)
                message = f"{context.title(column)} was read as {cell.printed or 'nothing'}, but not for certain"
                yield context.finding("doubtful-reading", Severity.WARNING, message, row, column, readings)


def _is_doubtful(cell: Cell) -> bool:
    if cell.confidence is None or cell.confidence < SURE:
        return True
    return len(cell.readings) > 1 and cell.readings[0].text != cell.readings[1].text


def _confirmed(context: Context) -> set[tuple[int, int]]:
    """Cells whose value a sum over the row, or their place in the ranking, confirms."""
    found: set[tuple[int, int]] = set()
    for row in range(len(context.table.rows)):
        for rule in context.sums:
            if context.sum_holds(row, rule, context.numbers[row]):
                found |= {(row, column) for column in rule.columns}
    for ranking in context.rules_of(RankRule):
        ranked = ranks(context, ranking)
        found |= {(ranked[place][0], ranking.column) for place in out_of_rank(context, ranking, ranked).kept}
    return found
