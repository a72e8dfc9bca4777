"""Tab-separated runs become grids; nothing in them is changed."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import GridCell, Page, PageSource, Route, Source, SourceKind, TextLine
from pipeline.tables.delimited import find_delimited_tables


def page(text: str) -> Page:
    source = Source(path=Path("page.txt"), name="page.txt", sha256="", kind=SourceKind.TEXT, page_count=1)
    lines: list[TextLine] = []
    for block, run in enumerate(text.split("\n\n")):
        lines.extend(TextLine(text=line, block=block) for line in run.split("\n") if line)
    return Page("p", PageSource(source, 1, "p"), Route.PLAIN_TEXT, lines=tuple(lines))


def texts(grid: tuple[GridCell, ...]) -> list[list[str]]:
    rows: list[list[str]] = []
    for cell in grid:
        if cell.column_index == 0:
            rows.append([])
        rows[-1].append(cell.text)
    return rows


SCORES = "序号\t社区\t总分\n\t\t占比20%\n1\t东街社区\t9.50\n2\t\t 8\n"


def test_a_run_of_tabbed_lines_is_a_grid_as_printed() -> None:
    """Empty cells, blanks and zeros stay as they are."""
    (table,) = find_delimited_tables(page(SCORES))
    assert texts(table.cells) == [["序号", "社区", "总分"], ["", "", "占比20%"], ["1", "东街社区", "9.50"], ["2", "", " 8"]]
    assert all(cell.col_span == 1 for cell in table.cells)
    assert table.title == ""


def test_group_headers_span_their_columns_and_trailing_tabs_are_no_column() -> None:
    """红榜 stands over two columns; a tab at every line's end is not a fifth column."""
    (table,) = find_delimited_tables(page("红榜\t\t黑榜\t\t\n排名\t社区\t排名\t社区\t\n1\t东街\t9\t西街\t\n"))
    assert [(cell.text, cell.column_index, cell.col_span) for cell in table.cells if cell.row_index == 0] == [
        ("红榜", 0, 2),
        ("黑榜", 2, 2),
    ]
    assert max(cell.column_index for cell in table.cells) == 3


def test_an_empty_cell_in_a_data_row_is_no_span() -> None:
    """Row 2 has no name; its number does not grow over the place."""
    (table,) = find_delimited_tables(page("1\t东街\t甲\n2\t\t乙\n3\t西街\t丙\n"))
    assert [cell.col_span for cell in table.cells] == [1] * 9


def test_title_and_appendix_line_go_with_the_table() -> None:
    """附：… is a caption, the line under it the title; the story before is left alone."""
    over = "渠水已经通了。\n\n附:得分明细\n\n东湖社区得分明细\n\n单位：分\n\n"
    (table,) = find_delimited_tables(page(f"{over}{SCORES}\n\n注：满分十分。\n"))
    assert table.title == "东湖社区得分明细"
    assert table.unit_note == "单位：分"
    assert table.notes == ("附:得分明细", "注：满分十分。")
    assert len(table.lines) == 8


def test_an_appendix_line_alone_is_the_title() -> None:
    """Where nothing else names the table, 附：… does."""
    (table,) = find_delimited_tables(page(f"附：得分明细\n\n{SCORES}"))
    assert table.title == "附：得分明细"


def test_a_paragraph_before_the_table_is_no_title() -> None:
    """A line that ends with 。 or has commas belongs to a story."""
    (table,) = find_delimited_tables(page(f"渠水通了，\n\n{SCORES}"))
    assert table.title == ""
    assert len(table.lines) == 4


def test_a_blank_line_within_one_table_does_not_part_it() -> None:
    """The same columns and the next number: one table."""
    (table,) = find_delimited_tables(page(f"{SCORES}\n3\t西街社区\t7\n4\t南街社区\t6\n"))
    assert [row[0] for row in texts(table.cells)] == ["序号", "", "1", "2", "3", "4"]


def test_a_single_row_may_continue_a_table() -> None:
    """The last row alone after a blank line is still a row."""
    (table,) = find_delimited_tables(page(f"{SCORES}\n3\t西街社区\t7\n"))
    assert len(texts(table.cells)) == 5


def test_another_numbering_or_another_width_is_another_table() -> None:
    """Numbers that start again, or a column more, begin a new table."""
    assert len(find_delimited_tables(page(f"{SCORES}\n1\t甲\t7\n2\t乙\t6\n"))) == 2
    assert len(find_delimited_tables(page(f"{SCORES}\n3\t甲\t7\t1\n4\t乙\t6\t1\n"))) == 2


def test_one_tabbed_line_is_not_a_table() -> None:
    """A stray tab in a story is a blank."""
    assert find_delimited_tables(page("渠水\t清\n湖水蓝\n")) == ()
