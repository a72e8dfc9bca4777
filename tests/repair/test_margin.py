"""An explanation is believed when it stands above all others: the margin, what decides, and what does not."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Cell, CellStatus, Column, Page, Reading, Severity, Table
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()
MEDALS = [
    ["1", "甲队", "28", "19", "16", "63"],
    ["2", "乙队", "25", "21", "13", "59"],
    ["3", "丙队", "17", "14", "17", "48"],
    ["4", "丁队", "16", "9", "21", "46"],
    ["5", "戊队", "12", "18", "15", "45"],
    ["6", "己队", "11", "7", "9", "27"],
    ["7", "庚队", "10", "16", "12", "38"],
    ["8", "辛队", "9", "13", "10", "32"],
    ["9", "壬队", "6", "11", "8", "25"],
    ["10", "癸队", "5", "3", "14", "22"],
    ["11", "子队", "5", "2", "11", "18"],
    ["12", "丑队", "4", "6", "7", "17"],
    ["13", "寅队", "4", "5", "4", "13"],
    ["14", "卯队", "3", "7", "2", "12"],
    ["15", "辰队", "2", "2", "6", "10"],
    ["16", "巳队", "2", "1", "5", "8"],
]
ROLES = ("rank", "name", "part", "part", "part", "total")
TITLES = ("名次", "代表队", "金牌", "银牌", "铜牌", "总数")
COLUMNS = tuple(Column(title, title, role=role) for title, role in zip(TITLES, ROLES, strict=True))


def _page(changes: dict[tuple[int, int], str], readings: tuple[Reading, ...] = ()) -> Page:
    rows = [list(row) for row in MEDALS]
    for (row, column), text in changes.items():
        rows[row][column] = text
    table = Table("t1", columns=COLUMNS, rows=make.cells(rows))
    if readings:
        row, column = next(iter(changes))
        mine = [list(row) for row in table.rows]
        mine[row][column] = replace(mine[row][column], readings=readings, confidence=readings[0].confidence)
        table = replace(table, rows=tuple(map(tuple, mine)))
    return repair_page(validate_page(make.page_of(table), RECIPES), RECIPES)


def _cell(page: Page, row: int, column: int) -> Cell:
    return page.tables[0].rows[row][column]


def test_digits_that_look_alike_are_told_from_those_that_do_not() -> None:
    """17 + 14 + 17 = 48, printed 49: 8 and 9 look alike, and a total is at times one too many; 8 for 7 and 5 for 4, which the
    parts would need, do not look alike."""
    page = _page({(2, 5): "49"})
    assert (_cell(page, 2, 5).clean, _cell(page, 2, 5).status) == ("48", CellStatus.CORRECTED)
    assert "the next explanation costs 2 more" in page.repairs[0].evidence
    assert {finding.where.row for finding in page.findings if finding.severity is not Severity.NOTICE} == {2}


def test_a_digit_that_looks_alike_is_no_proof_by_itself() -> None:
    """17 + 14 + 17 = 48, the last printed 11: 7 for 1 mends it, but so does 42 for 48, a slip of the hand."""
    page = _page({(2, 4): "11"})
    assert _cell(page, 2, 4).status is CellStatus.UNRESOLVED
    told = next(finding for finding in page.findings if finding.code == "several-explanations")
    assert "11 -> 17 (misread_digit)" in told.evidence


def test_a_table_that_confuses_such_digits_elsewhere_tips_the_scales() -> None:
    """The same, and 68 for 63 above, which nothing but the likeness of 8 and 3 explains."""
    page = _page({(2, 4): "11", (0, 5): "68"})
    assert [_cell(page, *place).clean for place in ((2, 4), (0, 5))] == ["17", "63"]
    assert {_cell(page, *place).status for place in ((2, 4), (0, 5))} == {CellStatus.CORRECTED}


def test_a_table_that_confuses_others_too_does_not() -> None:
    """And 52 for 59 between them: the digits of this table go wrong in any way."""
    page = _page({(2, 4): "11", (0, 5): "68", (1, 5): "52"})
    assert [_cell(page, row, 5).clean for row in (0, 1)] == ["63", "59"]
    assert _cell(page, 2, 4).status is CellStatus.UNRESOLVED


def test_two_alike_explanations_leave_the_row_open() -> None:
    """12 + 18 + 15 = 45, printed 48: 5 for 8 in the total, but 18 for 15 as well: both stay, both are named."""
    page = _page({(4, 5): "48"})
    assert {_cell(page, 4, column).status for column in (4, 5)} == {CellStatus.UNRESOLVED}
    told = next(finding for finding in page.findings if finding.code == "several-explanations")
    assert "48 -> 45" in told.evidence
    assert "15 -> 18" in told.evidence


def test_an_unsure_reading_is_cheaper_to_doubt() -> None:
    """The same row on a scan whose total was read unsurely: the reader is taken to be at fault."""
    readings = (Reading("48", "rapidocr", 0.4), Reading("48", "rapidocr, other scale", 0.45))
    page = _page({(4, 5): "48"}, readings)
    assert (_cell(page, 4, 5).clean, _cell(page, 4, 5).status) == ("45", CellStatus.REREAD)
    assert "read unsurely" in page.repairs[0].evidence


def test_parts_in_each_others_place_break_no_sum() -> None:
    """Exchanged parts add up all the same: nothing can be seen, and nothing is said."""
    page = _page({(4, 2): "18", (4, 3): "12"})
    assert page.tables[0].rows[4][2].status is CellStatus.AS_PRINTED


def test_total_and_part_exchanged_are_put_back() -> None:
    """16 and 63 side by side in each other's column: one operation on two cells."""
    page = _page({(0, 4): "63", (0, 5): "16"})
    assert [_cell(page, 0, column).clean for column in (4, 5)] == ["16", "63"]
    assert _cell(page, 0, 4).status is CellStatus.CORRECTED


def test_two_neighbours_totals_exchanged_are_put_back() -> None:
    """63 and 59 in each other's row: both rows are mended together."""
    page = _page({(0, 5): "59", (1, 5): "63"})
    assert [_cell(page, row, 5).clean for row in (0, 1)] == ["63", "59"]


def test_a_forgotten_carry_is_a_total_added_up_wrong() -> None:
    """63 + 39 + 8 = 110, printed 100: a one in one place, and no digit of a part explains it."""
    rows = [["甲", "63", "39", "8", "100"]] + [
        [f"乙{n}", str(41 + n), str(3 * n + 12), "7", str(60 + 4 * n)] for n in range(12)
    ]
    titles = ("项目", "一季", "二季", "三季", "合计")
    columns = tuple(Column(title, title, role="total" if title == "合计" else "") for title in titles)
    page = repair_page(validate_page(make.page_of(Table("t1", columns=columns, rows=make.cells(rows))), RECIPES), RECIPES)
    cell = page.tables[0].rows[0][4]
    assert cell.clean == "110" or cell.status is CellStatus.UNRESOLVED
    assert any(finding.where.row == 0 and finding.severity is Severity.ERROR for finding in page.findings)
