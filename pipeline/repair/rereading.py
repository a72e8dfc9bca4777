"""Paper or reader: before the paper is blamed for a row of a scan, its cells are read again, each limited to what was read
there.

Every reading of a cell is a candidate, and so is a number within a reading (a rule's residue reads as a digit before or behind
it). The candidates of all cells of the sum are put together in every way; the cheapest combination that keeps every rule of the
row is taken when it stands alone and chance would hardly have made one: so many combinations cost as little, and one in as many
as the total takes values adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from math import prod

from pipeline.model import Cell, CellStatus
from pipeline.numbers import narrow, parse_value
from pipeline.repair.changes import Change
from pipeline.repair.fit import Fit
from pipeline.repair.ink import is_open
from pipeline.rules import Context
from pipeline.rules.checks.row_sum import added_up
from pipeline.rules.kinds import SumRule
from pipeline.sentences import joined, or_empty, say

RULE = "reread"

_MOST_COMBINATIONS = 20_000
_MOST_CANDIDATES = 12
_MOST_COST = 9
_CHANCE = 0.05
"""One row in twenty of those mended so may be mended by chance, at most; the margin below makes it fewer."""
_MARGIN = 1
_PRINTED, _READ, _WITHIN = 0, 1, 2
"""What it costs to take the first reading, another one, a number within one (and one more for each character left out)."""
_LETTERS = str.maketrans("OoDQIl|SsBZzg", "0000111558229")
"""Letters that engines read for digits."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a cell may say: ``cost`` is 0 for what it was first read as."""

    value: Decimal
    text: str
    cost: int


def reread_rows(context: Context) -> list[Change]:
    """The readings that mend each broken row of a scan, where exactly one combination does."""
    fit = Fit(context)
    changes: list[Change] = []
    for row in (row for row in context.data_rows if not is_open(context, row)):
        rules = context.broken_sums(row)
        if len(rules) == 1 and not rules[0].tolerance and any(context.table.rows[row][c].readings for c in rules[0].columns):
            changes += _reread(fit, row, rules[0])
    return changes


def _reread(fit: Fit, row: int, rule: SumRule) -> list[Change]:
    options = [_candidates(fit, row, column) for column in rule.columns]
    if not all(options):
        return []
    while prod(map(len, options)) > _MOST_COMBINATIONS:
        longest = max(range(len(options)), key=lambda place: len(options[place]))
        options[longest] = options[longest][:-1]
    found: list[tuple[int, tuple[Candidate, ...]]] = []
    costs: list[int] = []
    signs = [-1, *(rule.sign(column) for column in rule.parts)]
    for combination in product(*options):
        cost = sum(each.cost for each in combination)
        if cost > _MOST_COST:
            continue
        costs.append(cost)
        if sum(sign * each.value for sign, each in zip(signs, combination, strict=True)) == 0:
            found.append((cost, combination))
    values = [{c: each.value for c, each in zip(rule.columns, combination, strict=True)} for _, combination in found]
    fitting = [each for each, changed in zip(found, values, strict=True) if fit.holds(row, changed)]
    fitting.sort(key=lambda each: each[0])
    if not fitting or (len(fitting) > 1 and fitting[1][0] < fitting[0][0] + _MARGIN):
        return []
    cost, best = fitting[0]
    tried = sum(each <= cost for each in costs)
    expected = tried / _spread(fit.context, rule)
    if expected > _CHANCE:
        return []
    return list(_changes(fit.context, row, rule, best, tried, expected))


def _candidates(fit: Fit, row: int, column: int) -> list[Candidate]:
    """The numbers that the readings of a cell allow, cheapest first; values that the column cannot take are left out."""
    cell = fit.context.table.rows[row][column]
    lattice = fit.lattice(column)
    cap = fit.context.caps.get(column)
    found: dict[Decimal, Candidate] = {}
    if fit.context.blank(row, column) and not cell.readings:
        return [Candidate(Decimal(0), "", _PRINTED)]
    for text, cost in _texts(fit.context.texts[row][column], cell):
        value = parse_value(text)
        if value is None or not lattice.allows(value) or (cap is not None and not 0 <= value <= cap):
            continue
        if value not in found or cost < found[value].cost:
            found[value] = Candidate(value, text, cost)
    return sorted(found.values(), key=lambda each: (each.cost, each.text))[:_MOST_CANDIDATES]


def _texts(printed: str, cell: Cell) -> Iterator[tuple[str, int]]:
    """What the readings of a cell may mean as numbers, and what it costs to take them so."""
    yield printed, _PRINTED
    for reading in cell.readings:
        text = narrow(reading.text).translate(_LETTERS)
        yield text, _READ
        if cell.confidence is None:
            continue  # a text layer holds no residue of rules: what stands there is the whole of it
        plain = text.replace(",", ".")
        for start in range(len(plain)):
            for end in range(start + 1, len(plain) + 1):
                within = plain[start:end]
                left = sum(not character.isspace() for character in plain[:start] + plain[end:])
                if left and _NUMBER.fullmatch(within):
                    yield within, _WITHIN + left
                if within.isdigit():  # a lost point
                    yield from ((within[:place] + "." + within[place:], _WITHIN + 1 + left) for place in range(1, len(within)))


def _spread(context: Context, rule: SumRule) -> float:
    """How many values the total takes: one in as many combinations adds up by chance."""
    totals = sorted(value for row in context.sound_rows if (value := context.numbers[row][rule.total]) is not None)
    if len(totals) < 3:
        return 1.0
    step = min((b - a for a, b in pairwise(totals) if b > a), default=Decimal(1))
    return float((totals[-1] - totals[0]) / step) + 1


def _changes(
    context: Context, row: int, rule: SumRule, best: tuple[Candidate, ...], tried: int, expected: float
) -> Iterator[Change]:
    changed = (
        say("because.cell_change", title=context.title(column), before=or_empty(context.texts[row][column]), after=each.text)
        for column, each in zip(rule.columns, best, strict=True)
        if each.cost
    )
    sums, changes = added_up(context, row, rule), joined("; ", changed)
    evidence = say("because.reread", sums=sums, changes=changes, tried=tried, expected=expected)
    for column, each in zip(rule.columns, best, strict=True):
        if each.cost and each.value != context.numbers[row][column]:
            yield Change(row, column, CellStatus.REREAD, RULE, each.text, evidence)
