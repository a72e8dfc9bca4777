"""Ruled tables: which rules make one, and which cell a line stands in."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.model import Ruling, TextLine
from pipeline.tables.lattice import find_lattices
from tests.hand_set import block, framed, grid_rulings, horizontal, line, vertical
from tests.tables.grids import ROW, ruled, set_rows, words

ROWS = [["序号", "名称", "总分"], ["1", "和平社区", "96.5"], ["2", "光明社区", "95"]]
XS = [50.0, 110.0, 200.0, 260.0]
TOP = 100.0


def found(rules: list[Ruling], lines: list[TextLine]) -> list[list[list[str]]]:
    return [words(grid.cells) for grid in find_lattices(rules, lines)]


def test_a_ruled_table_is_its_rows() -> None:
    assert found(ruled(3, XS, TOP), set_rows(ROWS, XS, TOP)) == [ROWS]


def test_a_grid_knows_its_outline_its_cells_places_and_its_lines() -> None:
    lines = [*set_rows(ROWS, XS, TOP), line("表外", 50, 60)]
    (grid,) = find_lattices(ruled(3, XS, TOP), lines)
    assert grid.box == Box(50, 100, 260, 154)
    assert {one.text for one in grid.lines} == {text for row in ROWS for text in row}
    assert next(cell.box for cell in grid.cells if cell.text == "光明社区") == Box(110, 136, 200, 154)


@pytest.mark.parametrize("miss", [0.0, 1.0, 2.5])
def test_rules_that_miss_each_other_by_a_hair_still_meet(miss: float) -> None:
    rules = [
        *(horizontal(50 + miss, 260 - miss, TOP + ROW * i) for i in range(4)),
        *(vertical(x, TOP, TOP + 3 * ROW) for x in XS),
    ]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


def test_an_empty_cell_keeps_its_place() -> None:
    rows = [*ROWS, ["3", "", "94"]]
    assert found(ruled(4, XS, TOP), set_rows(rows, XS, TOP)) == [rows]


def test_lines_of_one_cell_are_joined_from_top_to_bottom() -> None:
    lines = [
        *set_rows([ROWS[0], ["1", "", "9"], ["2", "光明", "8"]], XS, TOP),
        line("社区", 115, 127, 6),
        line("和平", 115, 120, 6),
    ]
    assert found(ruled(3, XS, TOP), lines)[0][1] == ["1", "和平社区", "9"]


def test_a_missing_rule_between_columns_makes_a_span() -> None:
    rules = grid_rulings(XS, [TOP + ROW * i for i in range(5)])
    rules = [rule for rule in rules if rule.horizontal or rule.box.x_middle != 200]
    rules.append(vertical(200, TOP + ROW, TOP + 4 * ROW))
    lines = [
        *set_rows([["序号", "", ""]], XS, TOP),
        line("得分", 170, TOP + 4),
        *set_rows([["", "小区", "学校"], *ROWS[1:]], XS, TOP + ROW),
    ]
    (grid,) = find_lattices(rules, lines)
    span = next(cell for cell in grid.cells if cell.text == "得分")
    assert (span.row_index, span.column_index, span.row_span, span.col_span) == (0, 1, 1, 2)


def test_a_missing_rule_between_rows_makes_a_span() -> None:
    rules = [vertical(x, TOP, TOP + 3 * ROW) for x in XS]
    rules += [horizontal(50 if index != 1 else 110, 260, TOP + ROW * index) for index in range(4)]
    (grid,) = find_lattices(rules, set_rows([["序号", "名称", "总分"], ["", "社区", "分"], ["1", "和平", "9"]], XS, TOP))
    span = next(cell for cell in grid.cells if cell.text == "序号")
    assert (span.row_span, span.col_span) == (2, 1)


def test_two_tables_apart_are_two() -> None:
    other = [x + 300 for x in XS]
    rules = [*ruled(3, XS, TOP), *ruled(3, other, TOP)]
    assert found(rules, [*set_rows(ROWS, XS, TOP), *set_rows(ROWS, other, TOP)]) == [ROWS, ROWS]


# --- what is no table


def test_a_frame_around_a_story_is_none() -> None:
    assert found(framed(Box(40, 90, 300, 300)), block("湖城开渠放水两岸农户照表浇地", 50, 100, 12)) == []


def test_two_framed_stories_that_share_a_side_are_none() -> None:
    rules = grid_rulings([40, 200, 360], [90, 300, 500])
    lines = [one for x in (50, 210) for y in (100, 310) for one in block("湖城开渠放水两岸农户照表", x, y, 12)]
    assert found(rules, lines) == []


def test_a_grid_without_text_is_none() -> None:
    assert found(ruled(8, XS, TOP), []) == []


def test_a_grid_with_a_word_or_two_is_none() -> None:
    """A form, a crossword, the squares of a map."""
    assert found(ruled(8, XS, TOP), set_rows([["甲", "乙", ""]], XS, TOP)) == []


def test_no_rules_are_no_tables() -> None:
    assert found([], set_rows(ROWS, XS, TOP)) == []


def test_every_line_inside_stands_in_exactly_one_cell() -> None:
    lines = set_rows([[f"{row}{column}" for column in "甲乙丙"] for row in range(9)], XS, TOP)
    (grid,) = find_lattices(ruled(9, XS, TOP), lines)
    assert sorted(map(id, grid.lines)) == sorted(map(id, lines))
    assert sorted(cell.text for cell in grid.cells) == sorted(one.text for one in lines)
