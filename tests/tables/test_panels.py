"""One long table printed as several grids is one table again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.tables.panels import stitch
from tests.tables.grids import ROW, grid_of, words

HEADER = ["序号", "名称", "总分"]
NAMES = ("和平", "光明", "安泰", "里竹", "桥松", "苑坊")
ROWS = [[str(index + 1), f"{name}社区", str(96 - index)] for index, name in enumerate(NAMES)]
WIDTH = 180.0
"""Of a grid of three columns."""


def test_panels_side_by_side_are_one_table() -> None:
    grids = [grid_of([HEADER, *ROWS[:3]]), grid_of([HEADER, *ROWS[3:]], 50 + WIDTH)]
    (grid,) = stitch(grids)
    assert words(grid.cells) == [HEADER, *ROWS]
    assert (grid.box.x0, grid.box.x1) == (50, 50 + 2 * WIDTH)


def test_panels_under_each_other_are_one_table() -> None:
    grids = [grid_of([HEADER, *ROWS[3:]], y=60 + 4 * ROW), grid_of([HEADER, *ROWS[:3]])]
    (grid,) = stitch(grids)
    assert words(grid.cells) == [HEADER, *ROWS]


def test_panels_within_one_grid_are_read_one_after_the_other() -> None:
    rows = [HEADER * 2, *(left + right for left, right in zip(ROWS[:3], ROWS[3:], strict=True))]
    (grid,) = stitch([grid_of(rows)])
    assert words(grid.cells) == [HEADER, *ROWS]


def test_the_empty_rows_of_the_last_panel_are_no_rows() -> None:
    rows = [HEADER * 2, *(left + right for left, right in zip(ROWS[:3], [*ROWS[3:5], ["", "", ""]], strict=True))]
    (grid,) = stitch([grid_of(rows)])
    assert words(grid.cells) == [HEADER, *ROWS[:5]]


@pytest.mark.parametrize(("first", "x"), [("1", 50 + WIDTH), ("1", 600), ("7", 600)])
def test_another_tables_ranks_do_not_go_on(first: str, x: float) -> None:
    """The same header, but the ranks begin anew, or leave some out and the table stands elsewhere."""
    other = [[first, "石桥社区", "80"], [str(int(first) + 1), "河东社区", "79"]]
    assert len(stitch([grid_of([HEADER, *ROWS[:3]]), grid_of([HEADER, *other], x)])) == 2


def test_a_misprinted_rank_at_the_seam_is_no_reason_to_part_panels() -> None:
    assert len(stitch([grid_of([HEADER, *ROWS[:3]]), grid_of([HEADER, ["7", *ROWS[3][1:]], *ROWS[4:]], 50 + WIDTH)])) == 1


def test_another_header_is_another_table() -> None:
    other = [["序号", "姓名", "得分"], *ROWS[3:]]
    assert len(stitch([grid_of([HEADER, *ROWS[:3]]), grid_of(other, 50 + WIDTH)])) == 2


def test_without_ranks_panels_must_stand_right_beside_each_other() -> None:
    left = [["时间", "项目"], ["9:00", "跳远"], ["9:30", "铅球"]]
    right = [["时间", "项目"], ["10:00", "跳高"], ["10:30", "标枪"]]
    assert len(stitch([grid_of(left), grid_of(right, 50 + 120)])) == 1
    assert len(stitch([grid_of(left), grid_of(right, 600)])) == 2


def test_a_table_alone_stays_as_it_is() -> None:
    grid = grid_of([HEADER, *ROWS])
    assert stitch([grid]) == [grid]
    assert stitch([]) == []


def test_columns_with_one_header_word_are_no_panels() -> None:
    """得分 得分 得分 are three columns of one table."""
    rows = [["名称", "得分", "得分", "得分"], ["和平社区", "1", "2", "3"], ["光明社区", "1", "2", "3"]]
    (grid,) = stitch([grid_of(rows)])
    assert words(grid.cells) == rows


def test_lists_for_men_and_women_are_not_one_list() -> None:
    """A header that differs in one column for certain does not repeat."""
    header = ["名次", "男子姓名", "单位", "成绩", "备注", "名次", "女子姓名", "单位", "成绩", "备注"]
    rows = [[str(n), "甲", "一中", "12.3", "x", str(n), "乙", "二中", "13.1", "y"] for n in range(1, 5)]
    (grid,) = stitch([grid_of([header, *rows])])
    assert max(cell.column_index for cell in grid.cells) == 9


def test_the_header_is_kept_as_it_was_read_most_surely() -> None:
    """占比20% misread in one panel stands in the other: the share it prints is not lost."""
    header = ["序号", "名称", "总分", "小区得分", "小巷得分", "占比20%"]
    rows = [[*row, "30", "40", "15"] for row in ROWS]
    first, second = grid_of([header, *rows[:3]]), grid_of([header, *rows[3:]], 50 + 2 * WIDTH)
    misread = tuple(
        replace(cell, text="占比201" if cell.text == "占比20%" else cell.text, confidence=0.4) for cell in first.cells
    )
    sound = tuple(replace(cell, confidence=0.99) for cell in second.cells)
    (joined,) = stitch([replace(first, cells=misread), replace(second, cells=sound)])
    assert words(joined.cells)[0] == header
