"""A totals row is a second witness: a wrong cell is located by row and column."""

from __future__ import annotations

from pipeline.model import Cell, CellStatus, Column, Page, Severity, Table
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()


def _cell(page: Page, row: int, column: int) -> Cell:
    return page.tables[0].rows[row][column]


def test_a_wrong_cell_is_located_by_row_and_column() -> None:
    """With a totals row a digit that two cells of the row could explain is found."""
    rows = [
        ["甲县", "425042", "152265", "272777"],
        ["乙县", "581569", "208124", "373445"],
        ["丙县", "555675", "360161", "195514"],
    ]
    rows += [
        ["丁县", "237830", "135727", "102703"],
        ["戊县", "499858", "314601", "185257"],
        ["己县", "501172", "351633", "149539"],
    ]
    totals = ["合计", "2801146", "1521911", "1279235"]
    columns = tuple(
        Column(name, name, role=role)
        for name, role in zip(("县市区", "常住人口", "男", "女"), ("name", "total", "part", "part"), strict=True)
    )
    with_totals = Table("t1", columns=columns, rows=make.cells([*rows, totals]))
    page = repair_page(validate_page(make.page_of(with_totals), RECIPES), RECIPES)
    assert (_cell(page, 3, 2).clean, _cell(page, 3, 2).status) == ("135127", CellStatus.CORRECTED)
    assert {f.where.row for f in page.findings if f.severity is not Severity.NOTICE} == {3}
    alone = Table("t1", columns=columns, rows=make.cells(rows))
    assert _cell(repair_page(make.page_of(alone), RECIPES), 3, 2).status is CellStatus.UNRESOLVED


def test_a_totals_row_alone_locates_a_unique_misprint() -> None:
    """Without row sums the one cell that one operation explains is mended; with several they are unresolved."""
    rows = [["甲", "3125"], ["乙", "1840"], ["丙", "2207"], ["丁", "6611"], ["戊", "9402"], ["合计", "23185"]]
    columns = (Column("单位", role="name"), Column("金额", role="value"))
    for printed, status in (("184", CellStatus.CORRECTED), ("1540", CellStatus.UNRESOLVED)):
        damaged = [list(row) for row in rows]
        damaged[1][1] = printed
        other = [[*row, row[1]] for row in rows]
        table = Table(
            "t1",
            columns=(*columns, Column("户数", role="value")),
            rows=make.cells([[*d, o[2]] for d, o in zip(damaged, other, strict=True)]),
        )
        page = repair_page(validate_page(make.page_of(table), RECIPES), RECIPES)
        assert _cell(page, 1, 1).status is status
        assert "column-sum-mismatch" in {f.code for f in page.findings}
