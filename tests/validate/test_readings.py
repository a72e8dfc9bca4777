"""Doubtful cells of scans: flagged unless a sum or a rank vouches for them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Cell, CellStatus, Column, Finding, GridCell, Reading, Table
from pipeline.validate import check_table

COLUMNS = (
    Column("序号", "序号", "number", "rank"),
    Column("名称", "名称", "string", "name"),
    Column("总分", "总分", "number", "total"),
    Column("甲得分", "甲得分", "number", "part"),
    Column("乙得分", "乙得分", "number", "part"),
)


def read(text: str, sure: float = 0.99, again: str | None = None) -> Cell:
    readings = (Reading(text, "engine", sure), Reading(again or text, "engine, other scale", sure))
    return Cell(text, text, confidence=sure, readings=readings)


def table(*changes: tuple[int, int, Cell]) -> Table:
    rows = [
        [read(str(n + 1)), read(f"第{'一二三四五六七八九十'[n]}社区"), read(str(90 - n)), read(str(40 - n)), read("50")]
        for n in range(10)
    ]
    for row, column, cell in changes:
        rows[row][column] = cell
    return Table("t", columns=COLUMNS, rows=tuple(tuple(row) for row in rows))


def doubted(found: tuple[Finding, ...]) -> list[tuple[int | None, str]]:
    return [(each.where.row, each.where.column) for each in found if each.code == "doubtful-reading"]


def test_sure_readings_raise_nothing() -> None:
    assert doubted(check_table(table(), None)) == []


def test_an_unsure_name_is_flagged() -> None:
    assert doubted(check_table(table((3, 1, read("第匹社区", 0.8))), None)) == [(3, "名称")]


def test_two_readings_that_differ_are_flagged() -> None:
    assert doubted(check_table(table((3, 1, read("第四社区", 0.99, "第匹社区"))), None)) == [(3, "名称")]


def test_an_unsure_number_in_a_row_that_adds_up_is_believed() -> None:
    assert doubted(check_table(table((3, 3, read("37", 0.4))), None)) == []


def test_an_unsure_number_in_a_row_that_does_not_is_flagged() -> None:
    assert (3, "甲得分") in doubted(check_table(table((3, 3, read("31", 0.4))), None))


def test_an_unsure_rank_in_its_place_is_believed() -> None:
    assert doubted(check_table(table((3, 0, read("4", 0.4))), None)) == []


def test_a_text_layer_is_not_doubted() -> None:
    plain = Table("t", columns=COLUMNS[:2], rows=((Cell("1", "1"), Cell("第一社区", "第一社区")),))
    assert doubted(check_table(plain, None)) == []


def test_a_cell_in_which_nothing_was_read_is_flagged() -> None:
    """An empty cell of a scan where every other row of the column has something: a reader may have missed it."""
    nothing = Cell("", "", CellStatus.MISSING)
    found = check_table(table((3, 1, nothing)), None)
    assert [(each.where.row, each.where.column) for each in found if each.code == "nothing-read"] == [(3, "名称")]


def test_a_district_alone_in_its_cell_is_believed() -> None:
    """枣强县 is a word of the lexicon: read unsurely, it is it all the same."""
    assert doubted(check_table(table((3, 1, read("枣强县", 0.5))), None)) == []


def test_two_nearly_sure_readings_that_agree_are_believed() -> None:
    """One sure, one nearly: not so where they differ or both are less."""
    name = "第四社区"
    cell = Cell(name, name, confidence=0.95, readings=(Reading(name, "a", 0.95), Reading(name, "a, other scale", 0.98)))
    assert doubted(check_table(table((3, 1, cell)), None)) == []
    less = replace(cell, readings=(Reading(name, "a", 0.9), Reading(name, "a, other scale", 0.98)))
    assert doubted(check_table(table((3, 1, less)), None)) == [(3, "名称")]


def grouped(*texts: str) -> list[int | None]:
    columns = (Column("项目", "项目"), Column("金额", "金额", "number"))
    rows = tuple((read(f"项目{'甲乙丙丁戊'[n]}"), read(text)) for n, text in enumerate(texts))
    found = check_table(Table("t", columns=columns, rows=rows), None)
    return [each.where.row for each in found if each.code == "point-or-separator"]


def test_three_decimals_throughout_may_be_thousands() -> None:
    """125.551 for 125,551: no sum can tell, so every one of them is flagged."""
    assert grouped("125.551", "70.857", "54.694", "149.553") == [0, 1, 2, 3]


def test_small_numbers_to_a_thousandth_are_believed() -> None:
    assert grouped("9.900", "9.590", "9.280", "8.970") == []


def test_a_comma_among_them_speaks_against_the_points() -> None:
    assert grouped("9.900", "9.590", "9.280", "8.970", "1,207") == [0, 1, 2, 3]


def test_a_place_that_another_cell_spans_is_not_empty() -> None:
    """A heading between the rows: nothing is printed beside it."""
    whole = table((3, 1, Cell("", "", CellStatus.MISSING)))
    cells = [GridCell(row, column, "x") for row in range(10) for column in range(5) if (row, column) not in ((3, 0), (3, 1))]
    spanned = replace(whole, grid=(*cells, GridCell(3, 0, "4", col_span=2)))
    assert [each for each in check_table(spanned, None) if each.code == "nothing-read"] == []


def joined(*texts: str) -> list[int | None]:
    """The rows of a scanned column whose 一 may be a dash."""
    columns = (Column("线路", "线路"), Column("起讫站", "起讫站", "string", "name"))
    rows = tuple((read(f"{n + 1}路"), read(text)) for n, text in enumerate(texts))
    found = check_table(Table("t", columns=columns, rows=rows), None)
    return [each.where.row for each in found if each.code == "dash-or-one"]


def test_a_stroke_that_joins_two_names_in_every_row_may_be_a_dash() -> None:
    assert joined("河东中学一市少年宫", "老城社区—北关菜市场", "市体育场一市图书馆", "市气象台一河东中学") == [0, 2, 3]


def test_names_with_one_in_them_are_names() -> None:
    assert joined("河东第一中学", "市少年宫", "老城社区", "统一路小学", "市体育场") == []


def test_a_one_alone_may_be_a_dash_unless_the_column_counts() -> None:
    assert joined("一", "市少年宫", "老城社区", "市体育场") == [0]
    assert joined("一", "二", "三", "一") == []


def test_a_sum_that_holds_with_other_readings_as_well_proves_nothing() -> None:
    """90 = 40 + 50 and 95 = 45 + 50: both numbers may be misread the same way."""
    total, part = (
        Cell(text, text, confidence=0.8, readings=(Reading(text, "engine", 0.8), Reading(other, "engine, other scale", 0.75)))
        for text, other in (("90", "95"), ("40", "45"))
    )
    assert doubted(check_table(table((0, 2, total), (0, 3, part)), None)) == [(0, "总分"), (0, "甲得分")]
    assert doubted(check_table(table((0, 2, total)), None)) == []
