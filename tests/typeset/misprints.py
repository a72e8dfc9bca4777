"""Spoils a correct table the way papers do, and says whether a reader could know better."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.typeset.random_tables import Sums, TableKind, plain, sums_of
from tests.typeset.spec import Anomaly, Table

Rows = list[list[str]]


def misprint(table: Table, dice: Random, *, names: int | None = None) -> Table:
    """The table with a few misprints, no two in one row, each in ``anomalies``.

    Score tables lose the names of their last rows (``names``, by default 0-3, which a red and black list still has), merge
    two equal parts in one and double a character; every table with sums gets a wrong digit in a part or a total.
    """
    rows: Rows = [list(row) for row in table.rows]
    found: list[Anomaly] = []
    sums = sums_of(table)
    if table.kind == TableKind.SCORE:
        found += _missing_names(rows, table.name_col, dice.randint(0, 3) if names is None else names)
        found += _merged_parts(rows, sums, dice, found)
        found += _doubled_character(rows, table.name_col, dice, found)
    if sums is not None:
        for kind, columns in (("part_digit", sums.parts), ("total_digit", (sums.total,))):
            if dice.random() < 0.7:
                found += _wrong_digit(rows, sums, kind, columns, dice, found)
    for anomaly in found:
        rows[anomaly.row][anomaly.col] = anomaly.printed
    return replace(table, rows=tuple(map(tuple, rows)), true_rows=table.rows, anomalies=tuple(found))


def _free_row(count: int, dice: Random, found: list[Anomaly]) -> int:
    return dice.choice([row for row in range(count) if row not in {anomaly.row for anomaly in found}])


def _missing_names(rows: Rows, column: int, count: int) -> list[Anomaly]:
    return [Anomaly(row, column, "missing_name", "", rows[row][column]) for row in range(len(rows) - count, len(rows))]


def _merged_parts(rows: Rows, sums: Sums | None, dice: Random, found: list[Anomaly]) -> list[Anomaly]:
    """Two equal parts printed as their sum and 0, where the sum is more than the share allows."""
    if sums is None:
        return []
    taken = {anomaly.row for anomaly in found}
    left, right = sums.parts[-2:]
    if sums.caps[-1] != sums.caps[-2]:
        return []
    fitting = [row for row, cells in enumerate(rows) if row not in taken and cells[left] == cells[right]]
    fitting = [row for row in fitting if 2 * Decimal(rows[row][left]) > sums.caps[-1]]
    if not fitting:
        return []
    row = dice.choice(fitting)
    true = rows[row][left]
    both = plain(2 * Decimal(true))
    return [Anomaly(row, left, "merged_parts", both, true), Anomaly(row, right, "merged_parts", "0", true)]


def _doubled_character(rows: Rows, column: int, dice: Random, found: list[Anomaly]) -> list[Anomaly]:
    """The last character of the district stands twice."""
    if dice.random() < 0.5:
        return []
    row = _free_row(len(rows), dice, found)
    true = rows[row][column]
    cut = next(index for index, char in enumerate(true) if char in "区县市") + 1
    return [Anomaly(row, column, "doubled_char", true[:cut] + true[cut - 1] + true[cut:], true)]


def _wrong_digit(
    rows: Rows, sums: Sums, kind: str, columns: tuple[int, ...], dice: Random, found: list[Anomaly]
) -> list[Anomaly]:
    """One digit replaced; a place where only one mend fits is looked for, and the anomaly says whether it was found."""
    anomaly: Anomaly | None = None
    for _ in range(60):
        row, column = _free_row(len(rows) - sums.totals_row, dice, found), dice.choice(columns)
        true = rows[row][column]
        place = dice.choice([index for index, char in enumerate(true) if char.isdigit()])
        digit = dice.choice([char for char in "123456789" if char != true[place]])
        printed = true[:place] + digit + true[place + 1 :]
        spoiled = [list(cells) for cells in rows]
        spoiled[row][column] = printed
        anomaly = Anomaly(row, column, kind, printed, true, mends(spoiled, sums, row) == [(column, true)])
        if anomaly.recoverable:
            break
    return [anomaly] if anomaly else []


def mends(rows: Rows, sums: Sums, row: int) -> list[tuple[int, str]]:
    """Every change of one digit of one cell that makes the row right: sum, shares, order and column totals."""
    cells = rows[row]
    numbers = {column: Decimal(cells[column]) for column in (sums.total, *sums.parts)}
    excess = sum((numbers[column] for column in sums.parts), Decimal(0)) - numbers[sums.total]
    found = []
    for column, printed in numbers.items():
        value = printed + excess if column == sums.total else printed - excess
        text = plain(value)
        if value >= 0 and _one_digit_apart(text, cells[column]) and _fits(rows, sums, row, column, value):
            found.append((column, text))
    return found


def _one_digit_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _fits(rows: Rows, sums: Sums, row: int, column: int, value: Decimal) -> bool:
    if sums.caps:
        cap = Decimal(100 if column == sums.total else sums.caps[sums.parts.index(column)])
        if value > cap:
            return False
    if sums.totals_row:
        others = sum((Decimal(cells[column]) for number, cells in enumerate(rows[:-1]) if number != row), Decimal(0))
        return others + value == Decimal(rows[-1][column])
    if not sums.ordered:
        return True
    total = value if column == sums.total else Decimal(rows[row][sums.total])
    above = Decimal(rows[row - 1][sums.total]) if row else Decimal(100)
    below = Decimal(rows[row + 1][sums.total]) if row + 1 < len(rows) else Decimal(0)
    return below <= total <= above
