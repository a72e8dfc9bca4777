"""Whether a set of sums can hold together: no two of them say the same, and none says that something must be nothing.

Each sum is a linear equation in the columns. In reduced row echelon form a redundant equation vanishes, and an equation with a
single column left forces that column to 0 in every row; where it is not, the rules contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.rules.kinds import SumRule

_Row = dict[int, Fraction]


@dataclass(frozen=True, slots=True)
class Consistency:
    """The sums to keep, in their order, and those left out."""

    kept: tuple[SumRule, ...]
    redundant: tuple[SumRule, ...] = ()
    contradicting: tuple[SumRule, ...] = ()


def consistent(sums: Sequence[SumRule], is_zero: Callable[[int], bool]) -> Consistency:
    """The sums, the first first, less those that follow from the ones before and those that contradict them. ``is_zero``
    answers whether a column holds nothing but 0. Sums within a tolerance are kept as they are: they do not add up exactly."""
    kept: list[SumRule] = []
    redundant: list[SumRule] = []
    contradicting: list[SumRule] = []
    basis: dict[int, _Row] = {}
    for rule in sums:
        if rule.tolerance:
            kept.append(rule)
            continue
        left = _reduced(_equation(rule), basis)
        if not left:
            redundant.append(rule)
            continue
        trial = _with(basis, left)
        if any(len(row) == 1 and not is_zero(column) for column, row in trial.items()):
            contradicting.append(rule)
            continue
        basis = trial
        kept.append(rule)
    return Consistency(tuple(kept), tuple(redundant), tuple(contradicting))


def _equation(rule: SumRule) -> _Row:
    row = {column: Fraction(rule.sign(column)) for column in rule.parts}
    row[rule.total] = Fraction(-1)
    return row


def _reduced(row: _Row, basis: dict[int, _Row]) -> _Row:
    """The row less multiples of the basis rows whose pivot it holds."""
    left = dict(row)
    for pivot, known in basis.items():
        factor = left.get(pivot)
        if factor:
            left = _plus(left, known, -factor)
    return left


def _with(basis: dict[int, _Row], row: _Row) -> dict[int, _Row]:
    """The basis and one row more, its pivot taken out of all others."""
    pivot = min(row)
    mine = {column: value / row[pivot] for column, value in row.items()}
    grown = {column: _plus(known, mine, -known.get(pivot, Fraction(0))) for column, known in basis.items()}
    grown[pivot] = mine
    return grown


def _plus(one: _Row, other: _Row, factor: Fraction) -> _Row:
    total = dict(one)
    for column, value in other.items():
        total[column] = total.get(column, Fraction(0)) + factor * value
    return {column: value for column, value in total.items() if value}
