"""What is mended, what is only suggested, and what stays as printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Cell, CellStatus, Finding, Page, Reading, RepairStatus, Severity
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page, undo
from pipeline.validate import validate_page
from tests import random_tables as make

RECIPES = read_recipes()
KNOWN = {recipe.name: recipe for recipe in RECIPES}
SCORES, LIST = KNOWN["community_scores"], KNOWN["red_black_list"]

# Sound rows around the damaged one: marks in steps of 0.2, as the paper prints them.
SOUND = [
    ["1", "冀州区古城社区", "93.6", "19", "37.2", "37.4"],
    ["2", "桃城区杨树社区", "93", "19.4", "37.2", "36.4"],
    ["3", "桃城区金光社区", "92.8", "19.2", "38.4", "35.2"],
    ["4", "桃城区红光社区", "92.6", "19.4", "36", "37.2"],
    ["5", "桃城区中心街社区", "92.2", "18.6", "36.4", "37.2"],
    ["6", "冀州区信都社区", "92", "17.6", "37.2", "37.2"],
    ["7", "冀州区长乐社区", "91.8", "19.2", "35.8", "36.8"],
    ["8", "桃城区南盐道社区", "91.6", "18", "36.4", "37.2"],
    ["9", "桃城区华庭社区", "91.4", "19", "36", "36.4"],
    ["10", "冀州区滏阳社区", "91.4", "18", "35.6", "37.8"],
    ["11", "桃城区裕康社区", "91.4", "19", "37.6", "34.8"],
    ["12", "桃城区华东社区", "91", "19", "36.8", "35.2"],
    ["13", "桃城区福苑社区", "79.8", "17.8", "30.8", "31.2"],
    ["14", "桃城区东湖社区", "79.6", "18", "30.8", "30.8"],
    ["15", "桃城区幸福里社区", "79.2", "11.6", "33.6", "34"],
    ["16", "衡水高新区宝云社区", "79", "15.8", "28", "35.2"],
    ["17", "桃城区育新社区", "77.8", "16.6", "28", "33.2"],
    ["18", "桃城区岸芷庭蓝社区", "76.8", "16.4", "30", "30.4"],
]
LISTS = [["1", "冀州区古城社区", "18", "桃城区岸芷庭蓝社区"]]


def _page(
    changes: dict[tuple[int, int], str], lists: list[list[str]] | None = None, readings: tuple[Reading, ...] = ()
) -> Page:
    """The sound table with some cells printed otherwise; ``readings`` are put on the first of them."""
    rows = [list(row) for row in SOUND]
    for (row, column), text in changes.items():
        rows[row][column] = text
    table = make.recipe_table(SCORES, rows)
    if readings:
        row, column = next(iter(changes))
        cells = [list(cells) for cells in table.rows]
        cells[row][column] = replace(cells[row][column], readings=readings)
        table = replace(table, rows=tuple(map(tuple, cells)))
    tables = [table] + ([make.recipe_table(LIST, lists, "t2")] if lists else [])
    return repair_page(validate_page(make.page_of(*tables), RECIPES), RECIPES)


def _cell(page: Page, row: int, column: int) -> Cell:
    return page.tables[0].rows[row][column]


def _codes(page: Page, row: int) -> set[str]:
    return {f.code for f in page.findings if f.where.row == row and f.severity is not Severity.NOTICE}


def _finding(page: Page, code: str) -> Finding:
    return next(f for f in page.findings if f.code == code)


def test_a_sound_table_is_untouched() -> None:
    """No rule broken, nothing changed, nothing flagged."""
    page = _page({})
    assert page.tables[0] == make.recipe_table(SCORES, SOUND)
    assert page.repairs == ()
    assert all(f.severity is Severity.NOTICE for f in page.findings)


def test_merged_parts_are_split_by_convention() -> None:
    """57.6 and 0 become 28.8 twice, imputed; the total stays; the evidence can be checked by hand."""
    page = _page({(16, 4): "61.2", (16, 5): "0"})
    assert [(_cell(page, 16, c).clean, _cell(page, 16, c).status) for c in (4, 5)] == [("30.6", CellStatus.IMPUTED)] * 2
    assert _cell(page, 16, 2).clean == "77.8"
    evidence = page.repairs[0].evidence
    for told in (
        "16.6 + 61.2 + 0 = 77.8, printed 77.8",
        "小区得分 40 and 小巷得分 40",
        "split evenly",
        "equal in 2 of 17 other rows",
    ):
        assert told in evidence
    assert "share-exceeded" in _codes(page, 16)
    assert "still-broken" not in _codes(page, 16)


def test_merged_parts_that_need_more_decimals_stay() -> None:
    """61.1 cannot be halved in tenths: unresolved, and still an error."""
    page = _page({(16, 2): "77.7", (16, 4): "61.1", (16, 5): "0"})
    assert _cell(page, 16, 4).status is CellStatus.UNRESOLVED
    assert _cell(page, 16, 4).clean == "61.1"
    assert "still-broken" in _codes(page, 16)


def test_a_split_off_the_step_says_so() -> None:
    """A mean that no mark can be is imputed, for the convention says so, and is not passed off as a mark."""
    page = _page({(15, 4): "63.4", (15, 5): "0", (15, 2): "79.2"})
    assert _cell(page, 15, 4).clean == "31.7"
    assert "no multiple of the column's step of 0.2" in page.repairs[0].evidence


@pytest.mark.parametrize(
    ("row", "column", "printed", "operation"),
    [
        (4, 2, "32.2", "misread_digit"),
        (15, 3, "158", "lost_point"),
        (15, 3, "1.58", "moved_point"),
        (13, 4, "38.0", "transposed"),
        (13, 4, "3O.8", "misread_character"),
        (13, 4, "30,8", "misread_character"),
        (13, 4, "0.8", "lost_digit"),
        (13, 4, "330.8", "added_digit"),
        (13, 4, "-30.8", "added_sign"),
        (13, 4, "", "lost_value"),
    ],
)
def test_one_misprint_is_mended(row: int, column: int, printed: str, operation: str) -> None:
    """Each operation of the catalogue, where it alone explains the row."""
    page = _page({(row, column): printed})
    if operation == "transposed":
        assert _cell(page, row, column).clean in ("38.0", "30.8")
        return
    assert (_cell(page, row, column).clean, _cell(page, row, column).status) == (SOUND[row][column], CellStatus.CORRECTED)
    assert _cell(page, row, column).rule == "single_cell"
    assert operation in page.repairs[0].evidence
    assert "still-broken" not in _codes(page, row)
    assert _codes(page, row)


def test_two_explanations_leave_the_row_as_printed() -> None:
    """28.2 for 28 or 33.0 for 33.2 or a total of 78: nobody can tell, so nothing changes and all are named."""
    page = _page({(14, 4): "33.8"})
    assert {_cell(page, 14, column).clean for column in (2, 3, 4, 5)} == {"79.2", "11.6", "33.8", "34"}
    assert page.repairs == ()
    found = _finding(page, "several-explanations")
    assert "33.8 -> 33.6" in found.evidence
    assert "11.6 -> 11.4" in found.evidence
    assert {_cell(page, 14, column).status for column in (3, 4)} == {CellStatus.UNRESOLVED}
    assert {"sum-mismatch", "still-broken"} <= _codes(page, 14)


def test_a_second_reading_decides_and_blames_the_reader() -> None:
    """Where a second witness read what the sum needs, the reading was wrong and not the paper."""
    witness = (Reading("33.8", "rapidocr", 0.9), Reading("33.6", "tesseract", 0.8))
    page = _page({(14, 4): "33.8"}, readings=witness)
    assert (_cell(page, 14, 4).clean, _cell(page, 14, 4).status) == ("33.6", CellStatus.REREAD)
    far = (Reading("9.9", "rapidocr"), Reading("34", "tesseract"))
    assert _cell(_page({(14, 5): "9.9"}, readings=far), 14, 5).status is CellStatus.REREAD
    same = (Reading("32.2", "rapidocr"), Reading("32.2", "tesseract"))
    assert _cell(_page({(4, 2): "32.2"}, readings=same), 4, 2).status is CellStatus.CORRECTED


def test_no_explanation_leaves_the_row_as_printed() -> None:
    """Two wrong numbers in one row are beyond proof: all numbers of the row are unresolved."""
    page = _page({(4, 2): "55.5", (4, 3): "11.1"})
    assert {_cell(page, 4, column).status for column in (2, 3, 4, 5)} == {CellStatus.UNRESOLVED}
    assert {"no-explanation", "still-broken"} <= _codes(page, 4)


def test_an_unreadable_total_is_an_error_and_mended_where_it_can_be() -> None:
    """9Z.2 is no number; the parts say 92.2, and one character explains it. ??? is explained by nothing."""
    assert _cell(_page({(4, 2): "9Z.2"}), 4, 2).clean == "92.2"
    page = _page({(4, 2): "???"})
    assert _cell(page, 4, 2).clean == "???"
    assert {"not-a-number", "sum-mismatch", "still-broken"} <= _codes(page, 4)


def test_names_come_from_the_list() -> None:
    """A name left out is taken from the list that agrees with the table; the evidence names the list's table and row."""
    page = _page({(17, 1): ""}, LISTS)
    assert (_cell(page, 17, 1).clean, _cell(page, 17, 1).status) == ("桃城区岸芷庭蓝社区", CellStatus.CORRECTED)
    assert "table t2, row 0" in page.repairs[0].evidence
    assert "missing-value" in _codes(page, 17)
    assert "still-broken" not in _codes(page, 17)


@pytest.mark.parametrize(
    "lists",
    [
        [["1", "冀州区新城社区", "18", "桃城区岸芷庭蓝社区"]],
        [["1", "冀州区古城社区", "18", "桃城区杨树社区"]],
        [["1", "冀州区古城社区", "17", "桃城区育新社区"]],
        [["", "", "18", "桃城区岸芷庭蓝社区"]],
    ],
    ids=["disagrees", "name stands elsewhere", "other key", "nothing in common"],
)
def test_a_list_that_proves_nothing_names_nobody(lists: list[list[str]]) -> None:
    """A list that disagrees, names somebody else or shares no row with the table is no evidence."""
    page = _page({(17, 1): ""}, lists)
    assert _cell(page, 17, 1).clean == ""
    assert "still-broken" in _codes(page, 17)


def test_a_doubled_character_is_only_suggested() -> None:
    """桃城区区滏阳社区 stays; 桃城区区府社区 is not even mentioned."""
    page = _page({(2, 1): "桃城区区滏阳社区", (3, 1): "桃城区区府社区"})
    assert (_cell(page, 2, 1).clean, _cell(page, 2, 1).status) == ("桃城区区滏阳社区", CellStatus.AS_PRINTED)
    assert [(r.status, r.after, r.where.row) for r in page.repairs] == [(RepairStatus.SUGGESTED, "桃城区滏阳社区", 2)]
    assert _codes(page, 2) == {"doubled-character"}
    assert _codes(page, 3) == set()


def test_a_doubled_character_is_mended_where_the_column_proves_it() -> None:
    """No other name of the column begins with the last character of its district: one reading is left."""
    page = _page({(2, 1): "桃城区区泰昌社区"})
    assert (_cell(page, 2, 1).clean, _cell(page, 2, 1).status) == ("桃城区泰昌社区", CellStatus.CORRECTED)
    assert _codes(page, 2) == {"doubled-character"}
    assert "none of the 17 other names" in page.repairs[0].evidence


@pytest.mark.parametrize("name", ["桃城区区域中心社区", "桃城区区华庭社区"], ids=["a word", "the name stands elsewhere"])
def test_a_doubled_character_that_may_be_right_stays(name: str) -> None:
    """区域 is a word; 桃城区华庭社区 stands in another row already."""
    page = _page({(2, 1): name})
    assert _cell(page, 2, 1).clean == name
    assert [repair.status for repair in page.repairs] in ([], [RepairStatus.SUGGESTED])


def test_a_rank_between_two_right_ones_is_mended() -> None:
    """3, 44, 5 can only be 4; 3, 17, 5 is no misprint of 4 and stays."""
    page = _page({(3, 0): "44"})
    assert (_cell(page, 3, 0).clean, _cell(page, 3, 0).rule) == ("4", "rank_from_sequence")
    assert _cell(_page({(3, 0): "17"}), 3, 0).clean == "17"
    assert "still-broken" in _codes(_page({(3, 0): "17"}), 3)


def test_equal_marks_may_share_a_rank() -> None:
    """10, 10, 12 with equal totals need not be a misprint: flagged, not changed."""
    page = _page({(10, 0): "10"})
    assert _cell(page, 10, 0).clean == "10"
    assert "rank-wrong" in _codes(page, 10)


def test_repairs_can_be_undone() -> None:
    """Putting every before back gives the printed table."""
    page = _page({(16, 4): "61.2", (16, 5): "0", (17, 1): "", (4, 2): "32.2"}, LISTS)
    assert len(page.repairs) == 4
    back = undo(page.tables[0], page.repairs)
    assert [[cell.clean for cell in row] for row in back.rows] == [[cell.printed for cell in row] for row in back.rows]
