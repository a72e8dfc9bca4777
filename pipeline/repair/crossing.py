"""Rows and columns that are both added up: where a broken row crosses a broken column the wrong cell stands.

One wrong cell is off by the same amount in its row and in its column. Of several wrong cells each row must be mended in one
column so that all columns hold: every such choice is tried, and taken when there is one only. In a single broken row several
cells may be wrong, for the columns name each value; then each needs an error of print that explains it, for a row that was
misprinted without breaking its own sum throws the columns off as well. Two sums that ask for the same value do not agree by
chance, so no error of print need explain it; caps, order and decimals must allow it all the same. Where the columns still do
not hold, a row whose own sum does may have had cells exchanged (``exchanges.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from pipeline.model import CellStatus, Finding
from pipeline.numbers import plain_number
from pipeline.repair.changes import Change
from pipeline.repair.exchanges import Exchange, changes_back, exchanges_that_mend, put_back
from pipeline.repair.explanations import explained_cell, explained_total, witnesses
from pipeline.repair.fit import Fit, Place
from pipeline.repair.ink import is_open
from pipeline.repair.operations import explain, margin, operations
from pipeline.rules import Context
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.context import residual
from pipeline.rules.kinds import ColumnSumRule, SumRule
from pipeline.sentences import or_empty, say
from pipeline.witnesses import is_sure

RULE = "crossing_sums"
_MOST_ROWS = 5
"""More broken rows at once leave too many choices to be worth a proof."""

_Amounts = dict[int, Decimal]


def mend_crossings(context: Context) -> list[Change | Finding]:
    """The cells that broken rows and broken columns agree upon, for each totals row."""
    fit = Fit(context)
    return [change for rule in context.column_sums for change in _of_totals(context, fit, rule)]


def contested_rows(context: Context) -> frozenset[int]:
    """The broken rows that are not to be mended one by one: rows and columns hold after two ways to mend them all, and neither
    is much likelier than the other. What seems likelier in one row alone may ask for the unlikely in another."""
    fit = Fit(context)
    found: set[int] = set()
    for rule in context.column_sums:
        broken = _broken(context, rule)
        if broken is None or len(broken.sums) < 2:
            continue
        whole = [choice for choice, left in _choices(context, rule, broken) if not any(left.values())]
        costs = sorted(cost for choice in whole if (cost := _cost(fit, broken.sums, choice)) is not None)
        if len(costs) > 1 and costs[1] - costs[0] < margin():
            found.update(broken.sums)
    return frozenset(found)


def _cost(fit: Fit, sums: dict[int, SumRule], choice: dict[Place, Decimal]) -> int | None:
    """What it costs to explain all of these values, or None where one has no explanation."""
    told = [
        (explained_total if column == sums[row].total else explained_cell)(fit, row, column, value)
        for (row, column), value in choice.items()
    ]
    return sum(each.cost for each in told if each) if all(told) else None


@dataclass(frozen=True, slots=True)
class _Broken:
    """The rows around a totals row that do not add up, each with its sum, and by how much each column is off."""

    sums: dict[int, SumRule]
    off: _Amounts


def _broken(context: Context, rule: ColumnSumRule) -> _Broken | None:
    """None where nothing can be told: no column is off, too many rows are broken, or one of them in more than one way."""
    sums = {row: broken for row in (rule.total_row, *rule.rows) if (broken := context.broken_sums(row))}
    if not sums or len(sums) > _MOST_ROWS or any(is_open(context, row) for row in sums):
        return None
    if any(len(each) != 1 or each[0].tolerance for each in sums.values()):
        return None
    added = {column for each in context.sums for column in each.columns}
    offs = {column: column_residual(context.numbers, rule, column) for column in rule.columns if column in added}
    off = {column: value for column, value in offs.items() if value is not None}
    if len(off) != len(offs) or not any(off.values()):
        return None
    return _Broken({row: each[0] for row, each in sums.items()}, off)


def _of_totals(context: Context, fit: Fit, rule: ColumnSumRule) -> list[Change | Finding]:
    broken = _broken(context, rule)
    if broken is None:
        return []
    rows, off = list(broken.sums), broken.off
    choices = list(_choices(context, rule, broken))
    mends = [_Mend(choice) for choice, left in choices if not any(left.values())]
    if not mends:
        mends = [_Mend(choice, back) for choice, left in choices for back in exchanges_that_mend(fit, rule, left, rows)]
        if len(rows) == 1:
            mends += _whole_row(context, fit, rule, rows[0], off)
    if len(mends) != 1 or not mends[0].values or not fit.holds_all(mends[0].values | put_back(context, mends[0].exchanges)):
        return []
    changes = [_change(context, fit, rule, place, value, off) for place, value in sorted(mends[0].values.items())]
    told = say("because.others_mended", count=len(changes))
    return [*changes, *changes_back(context, mends[0].exchanges, RULE, told)]


@dataclass(frozen=True, slots=True)
class _Mend:
    """One way to mend all broken rows and columns: cells with new values, and rows whose cells are put back."""

    values: dict[Place, Decimal]
    exchanges: tuple[Exchange, ...] = ()


def _choices(context: Context, rule: ColumnSumRule, found: _Broken) -> Iterator[tuple[dict[Place, Decimal], _Amounts]]:
    """Every way to mend each broken row in one of its cells, and by how much the columns are off then."""
    options, off = [], found.off
    for row, broken in found.sums.items():
        amount = residual(broken, context.numbers[row], context.blanks[row])
        if amount is None:
            options.append(_unreadable(context, row, broken, off, rule))
            continue
        mends = []
        for column in broken.columns:
            printed = context.numbers[row][column]
            if column in off and printed is not None:
                mends.append((row, column, printed + (amount if column == broken.total else -amount * broken.sign(column))))
        options.append(mends)
    for chosen in product(*options):
        left = dict(off)
        for row, column, value in chosen:
            change = value - (context.numbers[row][column] or Decimal(0))
            left[column] += -change if row == rule.total_row else change
        yield {(row, column): value for row, column, value in chosen}, left


def _unreadable(
    context: Context, row: int, broken: SumRule, off: _Amounts, rule: ColumnSumRule
) -> list[tuple[int, int, Decimal]]:
    """The one cell of the row that cannot be read, as its column wants it."""
    blind = [column for column in broken.columns if context.numbers[row][column] is None and column in off]
    if len(blind) != 1:
        return []
    return [(row, blind[0], off[blind[0]] if row == rule.total_row else -off[blind[0]])]


def _whole_row(context: Context, fit: Fit, rule: ColumnSumRule, row: int, off: _Amounts) -> list[_Mend]:
    """Every cell of the row in a broken column as its column wants it; several cells each need an error that explains them."""
    values = {
        (row, column): (context.numbers[row][column] or Decimal(0)) + (amount if row == rule.total_row else -amount)
        for column, amount in off.items()
        if amount
    }
    if len(values) > 1 and not all(_explained(context, fit, place, value) for place, value in values.items()):
        return []
    return [_Mend(values)]


def _explained(context: Context, fit: Fit, place: Place, value: Decimal) -> bool:
    printed = context.texts[place[0]][place[1]]
    return any(explain(plain_number(printed) or printed, text) for text in fit.lattice(place[1]).texts(value))


def _change(context: Context, fit: Fit, rule: ColumnSumRule, place: Place, value: Decimal, off: _Amounts) -> Change:
    row, column = place
    cell = context.table.rows[row][column]
    printed = context.texts[row][column]
    texts = fit.lattice(column).texts(value)
    known = [each for text in texts if (each := explain(plain_number(printed) or printed, text)) is not None]
    seen = witnesses(cell, value)
    operation = operations()["second_witness"] if seen else known[0] if known else operations()["two_sums"]
    reread = seen or (bool(cell.readings) and not is_sure(cell))
    evidence = say(
        "because.crossing",
        want=texts[0],
        off=off[column],
        total=rule.total_row,
        before=or_empty(printed),
        operation=operation.called,
    )
    return Change(row, column, CellStatus.REREAD if reread else CellStatus.CORRECTED, RULE, texts[0], evidence)
