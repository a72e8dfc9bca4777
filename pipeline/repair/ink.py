"""Text layer or paper: where the ink of a cell reads otherwise than its text layer, the paper is not blamed.

The ink is believed where every mark of it was told and every rule of the row holds with it. Else the row stays open: what is
printed is not known, so nothing can be said of how it was misprinted.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import CellStatus
from pipeline.numbers import parse_value
from pipeline.repair.changes import Change
from pipeline.repair.fit import Fit
from pipeline.rules import Context
from pipeline.rules.checks.row_sum import added_up
from pipeline.sentences import joined, or_empty, say
from pipeline.witnesses import INK, UNREADABLE, ink_differs

RULE = "reread"


def reread_ink(context: Context) -> list[Change]:
    """The ink's readings of every broken row that holds with them, and only with all of them."""
    fit = Fit(context)
    return [change for row in context.data_rows if is_open(context, row) for change in _of_row(fit, row)]


def is_open(context: Context, row: int) -> bool:
    """Whether ink and text layer differ in a cell of the row that nothing has settled."""
    return any(cell.status is CellStatus.AS_PRINTED and ink_differs(cell) for cell in context.table.rows[row])


def _of_row(fit: Fit, row: int) -> Iterator[Change]:
    context = fit.context
    cells = context.table.rows[row]
    texts = {
        column: next(reading.text for reading in cell.readings if reading.witness == INK)
        for column, cell in enumerate(cells)
        if cell.status is CellStatus.AS_PRINTED and ink_differs(cell)
    }
    values = {column: parse_value(text) for column, text in texts.items()}
    told = {column: value for column, value in values.items() if value is not None}
    broken = context.broken_sums(row) or context.broken_ratios(row) or context.over_caps(context.numbers[row])
    if len(told) < len(values) or any(UNREADABLE in text for text in texts.values()):
        return
    if not broken or not fit.holds(row, told):
        return
    sums = [added_up(context, row, rule) for rule in context.broken_sums(row)]
    for column, text in texts.items():
        seen = say("because.ink", ink=text, told=or_empty(context.texts[row][column]))
        evidence = joined("; ", (seen, *sums))
        yield Change(row, column, CellStatus.REREAD, RULE, text, evidence)
