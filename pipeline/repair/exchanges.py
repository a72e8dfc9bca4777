"""Rows whose cells were exchanged: their own sums hold, and two columns are off by as much in either direction.

The amount names the row: its two numbers differ by just so much. Where no one row does, two may together, where chance would
hardly have made such a pair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from pipeline.model import CellStatus, Finding, Severity
from pipeline.repair.changes import Change
from pipeline.repair.fit import Fit, Place
from pipeline.repair.operations import operations
from pipeline.rules import Context
from pipeline.rules.kinds import ColumnSumRule
from pipeline.sentences import joined, say

_CHANCE = 0.01
"""So many pairs of rows may be expected to make the amount by chance, at most."""

Exchange = tuple[int, int, int]
"""A row and the two columns whose cells changed places."""


def exchanges_that_mend(
    fit: Fit, rule: ColumnSumRule, off: Mapping[int, Decimal], but: Collection[int] = ()
) -> list[tuple[Exchange, ...]]:
    """Every way to bring two columns that are off (``off``: sum of the rows less the totals row) back by exchanges: in one row,
    or else in two. ``but`` are rows that are wrong otherwise."""
    broken = [(column, amount) for column, amount in off.items() if amount]
    if len(broken) != 2 or broken[0][1] != -broken[1][1]:
        return []
    (one, amount), (two, _) = broken
    differences = dict(_differences(fit.context, rule, one, two, but))
    single = [row for row, difference in differences.items() if difference == amount]
    found = [((row, one, two),) for row in single if _fits(fit, ((row, one, two),))]
    if found:
        return list(found)
    if len(differences) ** 2 / 2 > _CHANCE * _spread(fit.context, differences.values(), (one, two)):
        return []
    pairs = [pair for pair in combinations(differences, 2) if differences[pair[0]] + differences[pair[1]] == amount]
    both = [tuple((row, one, two) for row in pair) for pair in pairs]
    return [each for each in both if _fits(fit, each)]


def _differences(
    context: Context, rule: ColumnSumRule, one: int, two: int, but: Collection[int]
) -> Iterator[tuple[int, Decimal]]:
    """By how much an exchange in each row would mend the first column."""
    for row in (rule.total_row, *rule.rows):
        first, second = context.numbers[row][one], context.numbers[row][two]
        if row not in but and first is not None and second is not None and first != second:
            yield row, (second - first) if row == rule.total_row else (first - second)


def _spread(context: Context, differences: Collection[Decimal], columns: tuple[int, int]) -> float:
    """How many values the differences can take."""
    step = min(context.last_places[column] for column in columns)
    return float((max(differences) - min(differences)) / step) + 1 if differences else 1.0


def _fits(fit: Fit, exchanges: tuple[Exchange, ...]) -> bool:
    """Whether rows, caps, order and steps allow the exchanges; the columns are asked by whoever knows the other changes."""
    return fit.holds_all(put_back(fit.context, exchanges), columns=False)


def put_back(context: Context, exchanges: tuple[Exchange, ...]) -> dict[Place, Decimal]:
    """The cells of the exchanges with each other's numbers."""
    found: dict[Place, Decimal] = {}
    for row, one, two in exchanges:
        first, second = context.numbers[row][one], context.numbers[row][two]
        if first is not None and second is not None:
            found |= {(row, one): second, (row, two): first}
    return found


def changes_back(context: Context, exchanges: tuple[Exchange, ...], rule: str, told: str) -> Iterator[Change | Finding]:
    """The cells put back, and a warning at each row: its own sum holds, so nothing else names it."""
    for row, one, two in exchanges:
        texts = context.texts[row]
        there, back = ((texts[one], texts[two]), (texts[two], texts[one]))
        cells = joined(", ", (say("because.change", before=before, after=after) for before, after in (there, back)))
        words = say("because.explanation", cells=cells, operation=operations()["swapped_cells"].called)
        evidence = say("because.exchanged", told=told, words=words)
        if len(exchanges) > 1:
            rows = joined(", ", (str(other) for other, _, _ in exchanges))
            evidence = say("because.exchanged_together", told=told, words=words, rows=rows)
        yield Change(row, one, CellStatus.CORRECTED, rule, texts[two], evidence)
        yield Change(row, two, CellStatus.CORRECTED, rule, texts[one], evidence)
        message = say("misprint-located.exchanged", one=context.title(one), two=context.title(two))
        yield context.finding("misprint-located", Severity.WARNING, message, row, one, evidence)
