"""Tables of dumps without tabs: a hit, a near miss and a clean case for each way in which cells are parted."""

from __future__ import annotations

import pytest

from pipeline.model import Severity
from pipeline.tables import find_tables
from pipeline.tables.delimited import find_delimited_tables
from tests.tables.test_delimited import page, texts

ROWS = [["序号", "社区名称", "总分"], ["1", "东街社区", "93.6"], ["2", "西街社区", "92"], ["3", "南街社区", "90.4"]]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(" ".join(row) for row in ROWS),
        "\n".join("    ".join(row) for row in ROWS),
        "\n".join("　".join(row) for row in ROWS),
        "\n".join(",".join(row) for row in ROWS),
        "\n".join("| " + " | ".join(row) + " |" for row in [ROWS[0], ["---"] * 3, *ROWS[1:]]),
        "\n".join(" | ".join(row) for row in ROWS),
        "\n".join(cell for row in ROWS for cell in row),
    ],
)
def test_cells_parted_by_blanks_commas_strokes_or_lines(text: str) -> None:
    """The same grid, its title over it, the story around it left alone."""
    (table,) = find_delimited_tables(page(f"渠水已经通了。\n\n社区得分明细\n{text}\n\n农民很高兴。"))
    assert texts(table.cells) == ROWS
    assert table.title == "社区得分明细"
    assert not table.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "王斌 李明 赵平\n周明 王红 李真\n田云 苏云 韩云",
        "本报讯, 4月27日, 东湖\n灌区举行通水仪式, 麦田\n当天浇上了水, 5000亩。",
        "渠首闸 去年开工\n今年 4月通水\n麦田青青",
        "东街社区\n西街社区\n南街社区\n北街社区\n1\n2",
        "\t渠水清了，两岸的麦田都浇上了返青水。\n\t农民很高兴。",
        "\t老城社区服务站\n\t2022年5月31日",
    ],
)
def test_lists_and_sentences_are_no_tables(text: str) -> None:
    """Names, commas in sentences, broken lines, tabs as indents."""
    assert find_delimited_tables(page(text)) == ()


def test_an_empty_cell_is_put_where_nothing_else_is_possible() -> None:
    """Row 3 has no name; a number cannot stand there."""
    (table,) = find_delimited_tables(page("序号 社区 总分 得分\n1 东街 93 19\n2 西街 92 18\n3 91 17\n"))
    assert texts(table.cells)[-1] == ["3", "", "91", "17"]
    assert not table.doubtful


def test_an_empty_cell_that_may_be_any_is_doubtful() -> None:
    """Which of the two numbers is missing cannot be told: a warning names the row."""
    found = find_tables(page("序号 社区 总分 得分\n1 东街 93 19\n2 西街 92 18\n3 南街 91\n"), ())
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.where.row) == ("cells-unaligned", Severity.WARNING, 2)


def test_an_empty_cell_is_told_by_its_place_where_blanks_keep_it() -> None:
    """As pdftotext -layout writes: columns under each other."""
    text = "序号    社区    总分    得分\n1       东街    93      19\n2       西街    92      18\n3       南街            17\n"
    (table,) = find_delimited_tables(page(text))
    assert texts(table.cells)[-1] == ["3", "南街", "", "17"]
    assert not table.doubtful


def test_a_header_that_fits_no_columns_is_a_note() -> None:
    """Two cells over four columns: which they stand over cannot be told, and no column is named by a guess."""
    found = find_tables(page("支出 结余\n东街 9 3 6\n西街 8 3 5\n南街 7 3 4\n"), ())
    assert [finding.code for finding in found.findings] == ["cells-unaligned"]
    assert found.tables[0].notes == ("支出 结余",)
    assert not any(column.title for column in found.tables[0].columns)


def test_commas_between_thousands_part_nothing() -> None:
    """1,234 may be one number: without a header of as many cells the lines stay text."""
    rows = "东街,1,234\n西街,2,345\n南街,3,456"
    assert find_delimited_tables(page(rows)) == ()
    (table,) = find_delimited_tables(page(f"社区,户,人\n{rows}"))
    assert texts(table.cells)[1] == ["东街", "1", "234"]


def test_panels_side_by_side_are_one_table() -> None:
    """The header comes again, and the ranks count on."""
    (table,) = find_delimited_tables(page("序号\t社区\t序号\t社区\n1\t东街\t3\t南街\n2\t西街\t4\t北街\n"))
    assert texts(table.cells) == [["序号", "社区"], ["1", "东街"], ["2", "西街"], ["3", "南街"], ["4", "北街"]]


def test_two_lists_side_by_side_stay_as_they_are() -> None:
    """Ranks that do not count on are another list's."""
    (table,) = find_delimited_tables(page("名次\t社区\t名次\t社区\n1\t东街\t1\t南街\n2\t西街\t2\t北街\n"))
    assert len(texts(table.cells)[0]) == 4


def test_a_header_cell_broken_over_two_lines_is_made_whole() -> None:
    """社区 | 名称 is one cell: the two lines together have the columns of the rows."""
    (table,) = find_delimited_tables(page("序号\t社区\n名称\t总分\n1\t东街\t9\n2\t西街\t8\n3\t南街\t7\n"))
    assert texts(table.cells)[0] == ["序号", "社区名称", "总分"]


def test_a_name_wrapped_into_the_next_line_is_one_cell() -> None:
    """A line of words only, under words, in a table whose rows all have figures."""
    (table,) = find_delimited_tables(page("序号\t社区\t总分\n1\t东街\t9\n\t社区\t\n2\t西街\t8\n3\t南街\t7\n"))
    assert texts(table.cells)[1] == ["1", "东街社区", "9"]


def test_rows_after_a_blank_line_go_on_by_what_they_hold() -> None:
    """Names have no ranks; after a totals row another table begins."""
    first = "县市区\t人口\n桃城区\t9\n景县\t8\n"
    assert len(find_delimited_tables(page(f"{first}\n安平县\t7\n深州市\t6\n"))) == 1
    assert len(find_delimited_tables(page(f"{first}合计\t17\n\n安平县\t7\n深州市\t6\n"))) == 2


def test_cells_of_rows_and_header_that_cannot_be_told_apart_are_doubtful() -> None:
    """Without a caption's look or a known word, 甲 may head a column or begin a row."""
    text = "附注\n子丑\n寅卯\n辰巳\n午未\n1\n2\n申酉\n3\n4\n戌亥\n5\n6\n甲乙"
    tables = find_delimited_tables(page(text))
    assert all(table.doubtful or table.over for table in tables)


def test_text_around_a_table_is_not_one_block() -> None:
    """What stands over it and under it on the next line belongs to two stories."""
    found = find_tables(page("渠水清了。\n序号\t总分\n1\t9\n2\t8\n农民很高兴。"), ())
    first, second = found.lines
    assert first.block != second.block
