"""From a grid to a data table: header rows, columns and their meaning, recipes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import CellStatus
from pipeline.recipes import read_recipes
from pipeline.tables.header import data_table
from pipeline.tables.header_rows import count_header_rows, is_number
from tests.tables.grids import cells_of, words

SCORES = [["序号", "社区名称", "总分"], ["1", "和平社区", "96.5"], ["2", "光明社区", "95"]]
TWO_ROWS = [["名称", "得分", ""], ["", "小区", "学校"], ["和平社区", "1", "2"], ["光明社区", "3", "4"]]
TWO_ROW_SPANS = {(0, 0): (2, 1), (0, 1): (1, 2)}


# --- numbers


@pytest.mark.parametrize("text", ["1", "96.5", "-3", "－3", "12,345", "１２", "5%", "3‰", " 7 "])
def test_reads_as_a_number(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "和平", "3号", "1.2.3", "—", "4月27日", "9:30"])
def test_reads_as_no_number(text: str) -> None:
    assert not is_number(text)


# --- header rows


def test_the_header_ends_where_the_numbers_begin() -> None:
    assert count_header_rows(SCORES) == 1


def test_a_header_of_two_rows() -> None:
    cells = cells_of(TWO_ROWS, TWO_ROW_SPANS)
    assert count_header_rows(words(cells), cells) == 2


def test_years_over_numbers_are_a_header() -> None:
    assert count_header_rows([["指标", "2023年", "2024年"], ["常住人口", "12", "13"], ["户数", "5", "6"]]) == 1
    assert count_header_rows([["指标", "2023", "2024"], ["常住人口", "12", "13"], ["户数", "5", "6"]]) == 1


def test_a_table_of_words_has_one_header_row() -> None:
    assert count_header_rows([["时间", "项目"], ["上午", "跳远"], ["下午", "铅球"]]) == 1


def test_a_row_of_spans_over_a_table_of_words_is_one_more() -> None:
    rows = [["田径", ""], ["时间", "项目"], ["上午", "跳远"], ["下午", "铅球"]]
    assert count_header_rows(rows, cells_of(rows, {(0, 0): (1, 2)})) == 2


@pytest.mark.parametrize("rows", [[], [["序号", "名称"]]])
def test_a_row_alone_has_no_header(rows: list[list[str]]) -> None:
    assert count_header_rows(rows) == 0


def test_an_empty_cell_in_the_first_row_of_numbers_is_no_header() -> None:
    rows = [["名称", "小区", "学校"], ["和平社区", "", "2"], ["光明社区", "3", "4"], ["安泰社区", "5", "6"]]
    assert count_header_rows(rows) == 1


# --- columns


def test_columns_have_the_printed_header_a_type_and_a_role() -> None:
    table = data_table("t1", cells_of(SCORES), "评比结果")
    assert [(c.name, c.title, c.type, c.role) for c in table.columns] == [
        ("序号", "序号", "number", "rank"),
        ("社区名称", "社区名称", "string", "name"),
        ("总分", "总分", "number", "total"),
    ]
    assert [[cell.printed for cell in row] for row in table.rows] == SCORES[1:]
    assert (table.title, table.recipe, len(table.grid)) == ("评比结果", "", 9)


def test_the_header_over_a_column_is_read_from_top_to_bottom() -> None:
    table = data_table("t1", cells_of(TWO_ROWS, TWO_ROW_SPANS), "")
    assert [column.title for column in table.columns] == ["名称", "得分小区", "得分学校"]


@pytest.mark.parametrize(
    ("header", "title", "share", "unit"),
    [
        ("小区得分(占比20%)", "小区得分", "20", ""),
        ("小区得分占40％", "小区得分", "40", ""),
        ("面积（万亩）", "面积", "", "万亩"),
        ("金额(单位：元)", "金额", "", "元"),
        ("总分（不含附加）", "总分(不含附加)", "", ""),
        ("小区 得分", "小区得分", "", ""),
    ],
)
def test_share_and_unit_are_read_from_the_header(header: str, title: str, share: str, unit: str) -> None:
    rows = [["名称", header], ["和平社区", "1"], ["光明社区", "2"]]
    column = data_table("t1", cells_of(rows), "").columns[1]
    assert (column.title, column.share, column.unit) == (title, share, unit)


def test_columns_of_one_header_have_names_of_their_own() -> None:
    rows = [["名称", "得分", "得分", ""], ["和平社区", "1", "2", "3"], ["光明社区", "1", "2", "3"]]
    names = [column.name for column in data_table("t1", cells_of(rows), "").columns]
    assert names == ["名称", "得分", "得分_2", "column_4"]


@pytest.mark.parametrize(
    ("title", "note", "unit"), [("", "单位：万元", "万元"), ("预算（单位：元）", "", "元"), ("预算", "", "")]
)
def test_the_unit_is_printed_above(title: str, note: str, unit: str) -> None:
    assert data_table("t1", cells_of(SCORES), title, unit_note=note).unit == unit


# --- rows


def test_an_empty_cell_is_missing() -> None:
    table = data_table("t1", cells_of([SCORES[0], ["1", "", "96.5"], SCORES[2]]), "")
    assert [cell.status for cell in table.rows[0]] == [CellStatus.AS_PRINTED, CellStatus.MISSING, CellStatus.AS_PRINTED]


def test_a_span_counts_once() -> None:
    rows = [["县区", "项目", "数"], ["桃城区", "甲", "1"], ["", "乙", "2"], ["景县", "甲", "3"]]
    table = data_table("t1", cells_of(rows, {(1, 0): (2, 1)}), "")
    assert [row[0].printed for row in table.rows] == ["桃城区", "", "景县"]


def test_all_rows_are_as_long_as_the_columns() -> None:
    table = data_table("t1", cells_of([SCORES[0], ["1", "和平社区"], SCORES[2]]), "")
    assert {len(row) for row in table.rows} == {3}


# --- recipes

KNOWN = [
    ["序号", "社区名称", "总分", "小区得分(占比20%)", "小巷得分(占比40%)", "学校得分(占比40%)"],
    ["1", "桃城区和平社区", "96", "20", "38", "38"],
    ["2", "桃城区光明社区", "95", "20", "38", "37"],
]


def test_a_recipe_that_knows_the_headers_names_the_columns() -> None:
    recipes = read_recipes()
    known = [data_table("t1", cells_of(KNOWN), title, recipes) for title in ("4月份全市社区评比得分明细", "")]
    plain = data_table("t1", cells_of(KNOWN), "")
    for table in known:
        assert len(table.columns) == len(plain.columns)
        assert table.rows == plain.rows
        shares = [Decimal(column.share) for column in table.columns if column.share]
        assert shares == [20, 40, 40]


def test_a_recipe_does_not_take_another_table() -> None:
    assert data_table("t1", cells_of(SCORES), "衡水市各县市区常住人口", read_recipes()).recipe == ""
