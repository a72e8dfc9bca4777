"""Totals rows and row sums together locate what neither does alone."""

from __future__ import annotations

import random

import pytest

from pipeline.model import Cell, CellStatus, Page, Severity
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()


def _specimen(seed: int = 1) -> make.Specimen:
    """People by county with a totals row."""
    dice = random.Random(seed)  # noqa: S311
    specimen = make.population(dice)
    while specimen.true[-1][0] != "合计":
        specimen = make.population(dice)
    return specimen


def _page(specimen: make.Specimen) -> Page:
    return repair_page(validate_page(make.page_of(specimen.table()), RECIPES), RECIPES)


def _cell(page: Page, row: int, column: int) -> Cell:
    return page.tables[0].rows[row][column]


def _other(text: str, place: int) -> str:
    return text[:place] + str((int(text[place]) + 3) % 10) + text[place + 1 :]


@pytest.mark.parametrize("seed", range(4))
def test_several_errors_are_each_located(seed: int) -> None:
    """Three rows off, two of them in one column: each row crosses its column once."""
    specimen = _specimen(seed)
    for row, column in ((0, 2), (2, 2), (4, 3)):
        specimen.printed[row][column] = _other(specimen.true[row][column], row % 3 + 1)
    page = _page(specimen)
    for row, column in ((0, 2), (2, 2), (4, 3)):
        assert _cell(page, row, column).clean == specimen.true[row][column]
        assert _cell(page, row, column).status is CellStatus.CORRECTED


def test_a_value_that_no_misprint_explains_is_proved_by_two_sums() -> None:
    """Any other number: row and column both ask for the true one."""
    specimen = _specimen()
    specimen.printed[1][3] = "99999"
    page = _page(specimen)
    assert _cell(page, 1, 3).clean == specimen.true[1][3]
    assert "row and column both ask for" in page.repairs[0].evidence


def test_two_slips_in_one_row_are_named_by_the_columns() -> None:
    """Each digit slip is explained, and each column says what it should be."""
    specimen = _specimen()
    for column in (2, 3):
        specimen.printed[1][column] = _other(specimen.true[1][column], 2)
    page = _page(specimen)
    assert [_cell(page, 1, column).clean for column in (2, 3)] == specimen.true[1][2:4]


def test_exchanged_parts_are_seen_by_the_columns() -> None:
    """The row adds up all the same; two columns are off by as much in either direction."""
    specimen = _specimen()
    specimen.printed[1][2], specimen.printed[1][3] = specimen.true[1][3], specimen.true[1][2]
    page = _page(specimen)
    assert [_cell(page, 1, column).clean for column in (2, 3)] == specimen.true[1][2:4]
    assert any(finding.where.row == 1 and finding.severity is Severity.WARNING for finding in page.findings)


def test_errors_that_hide_each_other_are_not_made_up() -> None:
    """Two unexplained numbers in one row and an exchange in another: nothing is proved, the row stays."""
    specimen = _specimen()
    specimen.printed[1][2], specimen.printed[1][3] = "12345", "54321"
    specimen.printed[3][2], specimen.printed[3][3] = specimen.true[3][3], specimen.true[3][2]
    page = _page(specimen)
    assert _cell(page, 1, 2).clean == "12345"
    assert {f.where.row for f in page.findings if f.severity is Severity.ERROR} >= {1}


def test_a_sound_table_is_left_in_peace() -> None:
    page = _page(_specimen())
    assert page.repairs == ()
    assert all(finding.severity is Severity.NOTICE for finding in page.findings)


MEDALS = """1 武邑县代表队 20 9 17 36
2 故城县代表队 18 6 13 37
3 阜城县代表队 14 7 5 26
4 枣强县代表队 8 14 18 40
5 武强县代表队 7 7 19 33
6 饶阳县代表队 6 5 11 22
7 深州市代表队 6 2 1 9
8 景县代表队 5 3 17 25
9 安平县代表队 2 5 7 14
10 冀州区代表队 1 18 16 35
11 桃城区代表队 0 6 27 23
- 合计 87 82 141 310"""


def _medals(printed: str) -> Page:
    specimen = make.medals(random.Random(1))  # noqa: S311
    specimen.printed = [["" if cell == "-" else cell for cell in row.split()] for row in printed.split("\n")]
    return _page(specimen)


def test_two_ways_to_mend_two_rows_leave_both_open() -> None:
    """46 and 17, or 7 and 33: after either all rows and columns hold. 33 for 23 is the likelier in its own row, and asks for
    a bronze too many in the other."""
    page = _medals(MEDALS)
    first, last = page.tables[0].rows[0], page.tables[0].rows[10]
    assert [cell.clean for cell in (first[4], first[5], last[4], last[5])] == ["17", "36", "27", "23"]
    assert {first[4].status, first[5].status, last[4].status, last[5].status} == {CellStatus.UNRESOLVED}
    assert {finding.where.row for finding in page.findings if finding.severity is not Severity.NOTICE} >= {0, 10}


def test_one_of_the_two_rows_alone_is_mended() -> None:
    """Where the last row is sound the columns tell."""
    page = _medals(MEDALS.replace("0 6 27 23", "0 6 17 23"))
    assert (page.tables[0].rows[0][5].clean, page.tables[0].rows[0][5].status) == ("46", CellStatus.CORRECTED)
