"""Where the header ends and the data begin."""

from __future__ import annotations

import pytest

from pipeline.tables.header import data_table
from pipeline.tables.header_rows import count_header_rows, whole_row_title
from tests.tables.grids import cells_of

COUNTIES = [["桃城区", "12", "7"], ["冀州区", "15", "9"], ["景县", "11", "8"]]


def test_a_heading_between_the_rows_is_no_header() -> None:
    assert count_header_rows([["地区", "户数", "人口"], ["一、北部", "", ""], *COUNTIES]) == 1
    assert count_header_rows([["地区", "户数", "人口"], ["一、北部"] * 3, *COUNTIES]) == 1


def test_a_unit_under_the_header_is_one_more_row_of_it() -> None:
    assert count_header_rows([["地区", "户数", "人口"], ["", "", "(万人)"], *COUNTIES]) == 2


def test_a_header_in_the_middle_of_two_rows_is_no_heading() -> None:
    assert count_header_rows([["", "新增", "登记"], ["地区", "", ""], ["", "就业", "失业"], *COUNTIES]) == 3


@pytest.mark.parametrize("first", [["1号井", "20-56", "5"], ["1号井", "—", "5"], ["1号井", "……", "…"]])
def test_a_first_row_without_numbers_is_data_where_it_is_written_as_the_others(first: list[str]) -> None:
    rows = [[f"{n}号井", f"{n}0-{n}8" if n % 3 == 0 else f"{n}5", str(n)] for n in range(2, 9)]
    assert count_header_rows([["井号", "埋深", "数"], first, *rows]) == 1


def test_dates_from_the_first_row_on_have_no_header() -> None:
    assert count_header_rows([["3月5日", "市图书馆"], ["3月8日", "市体育场"], ["4月11日", "市植物园"]]) == 0


def test_a_list_of_names_has_no_header() -> None:
    assert count_header_rows([["田青禾", "周晓舟"], ["苏知秋", "韩小满"], ["叶明朗", "程怀远"]]) == 0


@pytest.mark.parametrize("header", [["姓名", "联系人"], ["金奖", "银奖"], ["一等奖", "二等奖"]])
def test_a_header_over_names_is_one(header: list[str]) -> None:
    assert count_header_rows([header, ["苏知秋", "韩小满"], ["叶明朗", "程怀远"]]) == 1


def test_a_title_within_the_grid_is_no_part_of_the_columns_names() -> None:
    rows = [["各县收购进度", "", ""], ["地区", "户数", "人口"], *COUNTIES]
    cells = cells_of(rows, {(0, 0): (1, 3)})
    table = data_table("t", cells, "")
    assert whole_row_title(cells, 2) == table.title == "各县收购进度"
    assert [column.title for column in table.columns] == ["地区", "户数", "人口"]


@pytest.mark.parametrize(
    ("title", "values", "code"),
    [
        ("股票代码", ["600001", "600858"], True),
        ("号", ["00123", "00045", "12345"], True),
        ("总数", ["05", "97", "86"], False),
        ("手机", ["13812345678", "13912345678"], True),
        ("人口", ["1234567", "234567"], False),
    ],
)
def test_codes_are_told_by_header_zeros_and_length(title: str, values: list[str], code: bool) -> None:
    column = data_table("t", cells_of([["姓名", title], *(["田青禾", value] for value in values)]), "").columns[1]
    assert (column.type, column.role == "code") == (("string", True) if code else ("number", False))
