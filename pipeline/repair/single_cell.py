"""One number of a row (or of a column with a totals row) was printed wrong, and one explanation stands above all others.

A row that holds is never touched. Where several explanations fit about as well, or none, the doubtful cells stay as printed and
are ``unresolved``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.model import CellStatus, Finding, Severity
from pipeline.repair.changes import Change
from pipeline.repair.crossing import contested_rows
from pipeline.repair.exchanges import changes_back, exchanges_that_mend
from pipeline.repair.explanations import Explanation, best_of, column_explanations, confuses_alike, row_explanations
from pipeline.repair.fit import Fit
from pipeline.repair.ink import is_open
from pipeline.rules import Context
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.checks.ratio import divided
from pipeline.rules.checks.row_sum import added_up
from pipeline.rules.kinds import ColumnSumRule, RatioRule, SingleCell, SumRule
from pipeline.sentences import joined, say

RULE = "single_cell"


def mend_rows(context: Context, repairs: Iterable[SingleCell]) -> list[Change]:
    """The best explanation of each broken row that has one."""
    fit = Fit(context)
    wanted = list(repairs)
    alike = confuses_alike(context)
    changes: list[Change] = []
    taken: set[tuple[int, int]] = set()
    contested = contested_rows(context)
    for row in range(len(context.texts)):
        if row in contested:
            continue
        sums, ratios = _repairable(context, row, wanted)
        found = row_explanations(fit, row, sums, ratios) if sums or ratios else []
        best = best_of(found, alike=alike)
        if best and not taken & {(meant.row, meant.column) for meant in best[0].cells}:
            arithmetic = [added_up(context, row, rule) for rule in sums] + [divided(context, row, rule) for rule in ratios]
            changes += changes_of(best[0], best[1], joined("; ", arithmetic), found[1:])
            taken |= {(meant.row, meant.column) for meant in best[0].cells}
    return changes


def mend_columns(context: Context) -> list[Change | Finding]:
    """The best explanation of each broken column whose rows all add up (else it is a row's affair), and a warning at its
    row: the finding about the column stands at the totals row."""
    fit = Fit(context)
    changes: list[Change | Finding] = []
    for rule in context.column_sums:
        changes += _exchanged_columns(context, fit, rule)
        for column in rule.columns:
            if any(context.broken_sums(row) for row in (rule.total_row, *rule.rows)):
                continue
            found = sorted(column_explanations(fit, rule, column), key=lambda each: each.cost)
            best = best_of(found, alike=confuses_alike(context))
            if best:
                one = best[0]
                off = say("because.column_off", off=column_residual(context.numbers, rule, column))
                changes += changes_of(one, best[1], off, found[1:])
                message = say("misprint-located.cell", title=context.title(column), printed=one.cells[0].printed)
                row, evidence = one.cells[0].row, joined("; ", (off, one.told))
                changes.append(context.finding("misprint-located", Severity.WARNING, message, row, column, evidence))
    return changes


def _exchanged_columns(context: Context, fit: Fit, rule: ColumnSumRule) -> list[Change | Finding]:
    """The one row, or the one pair, whose exchanged cells throw two columns off by as much in either direction, while every
    row adds up."""
    if any(context.broken_sums(row) for row in rule.rows):
        return []
    offs = {column: column_residual(context.numbers, rule, column) or Decimal(0) for column in rule.columns}
    found = exchanges_that_mend(fit, rule, offs)
    if len(found) != 1:
        return []
    amounts = joined(" and ", (str(off) for off in offs.values() if off))
    return list(changes_back(context, found[0], RULE, say("because.columns_off", amounts=amounts)))


def leave_open(context: Context, repairs: Iterable[SingleCell]) -> Iterator[Change | Finding]:
    """What stays broken: its doubtful cells are unresolved, and all explanations are on the record."""
    fit = Fit(context)
    wanted = list(repairs)
    for row in range(len(context.texts)):
        sums, ratios = context.broken_sums(row), context.broken_ratios(row)
        if sums or ratios:
            found = row_explanations(fit, row, *_repairable(context, row, wanted))
            cells = [(meant.row, meant.column) for each in found for meant in each.cells]
            cells = cells or [(row, column) for column in _doubtful(context, row, sums, ratios)]
            yield from _open(context, row, sums[0].total if sums else ratios[0].column, cells, found)
        else:
            over = [] if row in context.summary_rows else context.over_caps(context.numbers[row])
            for column in over:
                yield from _open(context, row, column, [(row, column)], [])
    for rule in context.column_sums:
        for column in rule.columns:
            if column_residual(context.numbers, rule, column) == 0 or any(context.broken_sums(row) for row in rule.rows):
                continue
            found = list(column_explanations(fit, rule, column))
            cells = [(meant.row, meant.column) for each in found for meant in each.cells] or [(rule.total_row, column)]
            yield from _open(context, rule.total_row, column, cells, found)


def changes_of(one: Explanation, gap: int | None, arithmetic: str, rest: Iterable[Explanation] = ()) -> list[Change]:
    """The changes that an explanation makes, and why it is believed."""
    status = CellStatus.REREAD if one.witnessed or one.unsure else CellStatus.CORRECTED
    why = say("because.only_one")
    if gap is not None:
        why = say("because.by_margin", gap=gap, others=joined("; ", (each.told for each in rest)))
    if one.unsure and not one.witnessed:
        why = say("because.unsure", why=why)
    operation = one.operation.explained
    evidence = say("because.explained", arithmetic=arithmetic, explanation=one.told, operation=operation, why=why)
    return [Change(meant.row, meant.column, status, RULE, meant.text, evidence) for meant in one.cells]


def _repairable(context: Context, row: int, wanted: list[SingleCell]) -> tuple[list[SumRule], list[RatioRule]]:
    """The broken rules of the row that may be repaired: the sums that a repair names, and ratios over their numbers."""
    if is_open(context, row):
        return [], []
    sets = {(repair.total, frozenset(repair.parts)) for repair in wanted}
    sums = [rule for rule in context.broken_sums(row) if (rule.total, frozenset(rule.parts)) in sets]
    ratios = [rule for rule in context.broken_ratios(row) if (rule.column, frozenset(rule.columns[1:])) in sets]
    return sums, ratios


def _doubtful(context: Context, row: int, sums: list[SumRule], ratios: list[RatioRule]) -> list[int]:
    """The cells to doubt where nothing explains the row: those another rule speaks against, else all of the sum."""
    rules: list[SumRule | RatioRule] = [*sums, *ratios]
    columns = list(dict.fromkeys(column for rule in rules for column in rule.columns))
    blamed = [column for column in context.over_caps(context.numbers[row]) if column in columns]
    blamed += [column for column in columns if context.numbers[row][column] is None]
    return blamed or columns


def _open(
    context: Context, row: int, column: int, cells: list[tuple[int, int]], found: list[Explanation]
) -> Iterator[Change | Finding]:
    for place, other in dict.fromkeys(cells):
        if not context.blank(place, other):
            yield Change(place, other, CellStatus.UNRESOLVED, RULE)
    if found:
        told = ((context.title(each.cells[0].column), each.cells[0].row, each.told) for each in found)
        names = joined("; ", (say("because.at_row", title=title, row=at, explanation=how) for title, at, how in told))
        message = say("several-explanations.row", count=len(found))
        yield context.finding("several-explanations", Severity.WARNING, message, row, column, names)
    else:
        message = say("no-explanation.ink" if is_open(context, row) else "no-explanation.row")
        yield context.finding("no-explanation", Severity.WARNING, message, row, column)
