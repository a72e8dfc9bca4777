"""One number of a row (or of a column with a totals row) was printed wrong, and exactly one explanation fits.

A row that holds is never touched. Where several explanations fit, or none, the doubtful cells stay as printed and are
``unresolved``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model import CellStatus, Finding, Severity
from pipeline.repair.changes import Change
from pipeline.repair.explanations import Explanation, column_explanations, row_explanations
from pipeline.repair.fit import Fit
from pipeline.rules import Context
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.checks.row_sum import added_up
from pipeline.rules.kinds import SingleCell, SumRule

RULE = "single_cell"


def mend_rows(context: Context, repairs: Iterable[SingleCell]) -> list[Change]:
    """The one explanation of each broken row that has exactly one."""
    fit = Fit(context)
    wanted = list(repairs)
    changes = []
    for row in range(len(context.texts)):
        rules = _repairable(context, row, wanted)
        one = only_one(row_explanations(fit, row, rules)) if rules else None
        if one:
            changes.append(_change(one, "; ".join(added_up(context, row, rule) for rule in rules)))
    return changes


def mend_columns(context: Context) -> list[Change | Finding]:
    """The one explanation of each broken column whose rows all add up (else it is a row's affair), and a warning at its
    row: the finding about the column stands at the totals row."""
    fit = Fit(context)
    changes: list[Change | Finding] = []
    for rule in context.column_sums:
        for column in rule.columns:
            if any(context.broken_sums(row) for row in (rule.total_row, *rule.rows)):
                continue
            one = only_one(list(column_explanations(fit, rule, column)))
            if one:
                off = f"the column is off by {column_residual(context.numbers, rule, column)}"
                changes.append(_change(one, off))
                message = f"{context.title(column)} {one.printed} does not fit the totals row"
                changes.append(context.finding("misprint-located", Severity.WARNING, message, one.row, column, f"{off}; {one}"))
    return changes


def leave_open(context: Context, repairs: Iterable[SingleCell]) -> Iterator[Change | Finding]:
    """What stays broken: its doubtful cells are unresolved, and all explanations are on the record."""
    fit = Fit(context)
    wanted = list(repairs)
    for row in range(len(context.texts)):
        rules = context.broken_sums(row)
        if rules:
            repairable = _repairable(context, row, wanted)
            found = row_explanations(fit, row, repairable)
            cells = [(each.row, each.column) for each in found] or [(row, column) for column in _doubtful(context, row, rules)]
            yield from _open(context, row, rules[0].total, cells, found)
        else:
            over = [] if row in context.summary_rows else context.over_caps(context.numbers[row])
            for column in over:
                yield from _open(context, row, column, [(row, column)], [])
    for rule in context.column_sums:
        for column in rule.columns:
            if column_residual(context.numbers, rule, column) == 0 or any(context.broken_sums(row) for row in rule.rows):
                continue
            found = list(column_explanations(fit, rule, column))
            cells = [(each.row, each.column) for each in found] or [(rule.total_row, column)]
            yield from _open(context, rule.total_row, column, cells, found)


def only_one(found: list[Explanation]) -> Explanation | None:
    """The explanation that stands alone, or that alone a second reading supports."""
    if len(found) > 1:
        found = [each for each in found if each.witnessed]
    return found[0] if len(found) == 1 else None


def _repairable(context: Context, row: int, wanted: list[SingleCell]) -> list[SumRule]:
    sets = {(repair.total, frozenset(repair.parts)) for repair in wanted}
    return [rule for rule in context.broken_sums(row) if (rule.total, frozenset(rule.parts)) in sets]


def _change(one: Explanation, arithmetic: str) -> Change:
    status = CellStatus.REREAD if one.witnessed else CellStatus.CORRECTED
    why = f"{one.operation.title}; the only explanation that keeps every rule of the row"
    return Change(one.row, one.column, status, RULE, one.text, f"{arithmetic}; {one}: {why}")


def _doubtful(context: Context, row: int, rules: list[SumRule]) -> list[int]:
    """The cells to doubt where nothing explains the row: those another rule speaks against, else all of the sum."""
    columns = list(dict.fromkeys(column for rule in rules for column in rule.columns))
    blamed = [column for column in context.over_caps(context.numbers[row]) if column in columns]
    blamed += [column for column in columns if context.numbers[row][column] is None]
    return blamed or columns


def _open(
    context: Context, row: int, column: int, cells: list[tuple[int, int]], found: list[Explanation]
) -> Iterator[Change | Finding]:
    for place, other in cells:
        if not context.blank(place, other):
            yield Change(place, other, CellStatus.UNRESOLVED, RULE)
    names = "; ".join(f"{context.title(each.column)} (row {each.row}) {each}" for each in found)
    if found:
        message = f"{len(found)} explanations fit, so the row stays as printed"
        yield context.finding("several-explanations", Severity.WARNING, message, row, column, names)
    else:
        message = "no single error of print explains the row, so it stays as printed"
        yield context.finding("no-explanation", Severity.WARNING, message, row, column)
