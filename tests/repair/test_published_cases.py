"""Cases from the literature of statistical data editing, as tables with declared rules.

The profit that is ten times too large and the typing errors are of S. Scholtus, Automatic correction of simple typing errors in
numerical data with balance edits (Statistics Netherlands 2009); the total with its subtotal is a case on which minimum
change has to take two cells.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import CellStatus, Column, Table
from pipeline.repair import repair_table
from pipeline.rules.kinds import AnyRule, MergedParts, RuleSet, ShareCapRule, SingleCell, SumRule
from tests.random_tables import cells


def _mended(titles: str, values: str, *sums: SumRule, rules: tuple[AnyRule, ...] = ()) -> Table:
    table = Table("t1", columns=tuple(Column(title, title, "number") for title in titles.split()), rows=cells([values.split()]))
    known = RuleSet((*sums, *rules), tuple(SingleCell(each.total, each.parts) for each in sums))
    return repair_table(table, known)[0]


def _changed(table: Table) -> dict[str, str]:
    return {
        column.name: cell.clean
        for column, cell in zip(table.columns, table.rows[0], strict=True)
        if cell.status in (CellStatus.CORRECTED, CellStatus.IMPUTED)
    }


PROFIT = SumRule(0, (2, 1), minus=(1,))


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ("750 125 200", {"profit": "75"}),
        ("161 284 400", {"profit": "116"}),
        ("19979 1021 3000", {"profit": "1979"}),
        ("75 125 200", {}),
    ],
    ids=["one digit too many", "transposed", "doubled digit", "sound"],
)
def test_the_profit_is_blamed(values: str, changed: dict[str, str]) -> None:
    """profit = turnover - costs: the one number that a slip of the keyboard explains is mended."""
    assert _changed(_mended("profit costs turnover", values, PROFIT)) == changed


def test_a_flipped_sign_is_put_back() -> None:
    """-33 = 95 - 128, printed 33; that 95 and 128 changed places would do as well, but 95 is 40 and 55."""
    turnover = SumRule(2, (3, 4))
    assert _changed(_mended("profit costs turnover home abroad", "33 128 95 40 55", PROFIT, turnover)) == {"profit": "-33"}
    alone = _mended("profit costs turnover", "33 128 95", PROFIT)
    assert _changed(alone) == {}
    assert CellStatus.UNRESOLVED in {cell.status for cell in alone.rows[0]}


def test_a_total_with_its_subtotal_is_localised_to_two_cells() -> None:
    """60 = 5 + 5 + 5 + 45 + 0 adds up; its first four are 20 by their subtotal, so 45 and 0 are 5 and 40."""
    total, first = SumRule(0, (2, 3, 4, 5, 6)), SumRule(1, (2, 3, 4, 5))
    table = _mended("total first a b c d e", "60 20 5 5 5 45 0", total, first)
    assert _changed(table) == {"d": "5", "e": "40"}


def test_merged_parts_are_not_blamed_on_the_total() -> None:
    """75 = 17.4 + 57.6 + 0 where no part may exceed 40: two reference solvers change the total's parts; the convention
    splits."""
    columns = tuple(Column(title, title, "number") for title in ("total", "one", "two", "three"))
    rows = cells([["75", "17.4", "57.6", "0"], ["90", "18", "36", "36"], ["84.4", "17.2", "33.6", "33.6"]])
    caps = ShareCapRule(((0, Decimal(100)), (1, Decimal(20)), (2, Decimal(40)), (3, Decimal(40))))
    rules = RuleSet((SumRule(0, (1, 2, 3)), caps), (MergedParts(0, (2, 3)), SingleCell(0, (1, 2, 3))))
    table = repair_table(Table("t1", columns=columns, rows=rows), rules)[0]
    assert _changed(table) == {"two": "28.8", "three": "28.8"}
