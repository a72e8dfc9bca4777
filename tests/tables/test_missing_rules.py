"""Half-ruled tables, broken rules, open sides, boxed cells, rows that no rule parts."""

from __future__ import annotations

import random

import pytest

from pipeline.model import Ruling, TextLine
from pipeline.tables.lattice import find_lattices
from tests.hand_set import horizontal, line, vertical
from tests.tables.grids import ROW, ruled, set_rows, words

ROWS = [["序号", "名称", "总分"], *([str(n), f"第{n}社区", f"9{n}.5"] for n in range(1, 7))]
XS = [50.0, 110.0, 200.0, 260.0]
TOP = 100.0
BOTTOM = TOP + ROW * len(ROWS)


def found(rules: list[Ruling], lines: list[TextLine]) -> list[list[list[str]]]:
    return [words(grid.cells) for grid in find_lattices(rules, lines)]


def levels(count: int) -> list[float]:
    return [TOP + ROW * index for index in range(count + 1)]


def test_uprights_of_the_header_alone_part_the_whole_table() -> None:
    """Half-ruled: the inner rules end under the header."""
    rules = [*(horizontal(50, 260, y) for y in levels(len(ROWS))), vertical(50, TOP, BOTTOM), vertical(260, TOP, BOTTOM)]
    rules += [vertical(x, TOP, TOP + ROW) for x in XS[1:-1]]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


@pytest.mark.parametrize("seed", range(8))
def test_broken_uprights_part_the_cells_all_the_same(seed: int) -> None:
    """A scan that lost pieces of its inner rules: any of them, but not one whole rule."""
    dice = random.Random(seed)  # noqa: S311
    rules = [*(horizontal(50, 260, y) for y in levels(len(ROWS))), vertical(50, TOP, BOTTOM), vertical(260, TOP, BOTTOM)]
    for x in XS[1:-1]:
        kept = sorted(dice.sample(range(len(ROWS)), 4))
        rules += [vertical(x, TOP + ROW * row, TOP + ROW * (row + 1)) for row in kept]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


def test_a_text_over_several_columns_stays_one_cell() -> None:
    """A near miss: a span has one text, which stands over a grid line."""
    rules = [rule for rule in ruled(len(ROWS), XS, TOP) if rule.horizontal or rule.box.x_middle != 200]
    rules.append(vertical(200, TOP + ROW, BOTTOM))
    lines = [*set_rows([["序号", "", ""], *ROWS[1:]], XS, TOP), line("名称和总分之和", 165, TOP + 4, 10)]
    assert found(rules, lines) == [[["序号", "名称和总分之和", ""], *ROWS[1:]]]


@pytest.mark.parametrize("sides", ["left", "right", "both"])
def test_a_table_open_at_the_sides_keeps_its_outer_columns(sides: str) -> None:
    """Horizontal rules that reach beyond the last upright end the outer columns."""
    xs = XS[1:] if sides == "left" else XS[:-1] if sides == "right" else XS[1:-1]
    rules = [*(horizontal(50, 260, y) for y in levels(len(ROWS))), *(vertical(x, TOP, BOTTOM) for x in xs)]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


def test_a_rule_that_overshoots_a_little_makes_no_column() -> None:
    """A near miss: corners drawn too far."""
    rules = [*(horizontal(46, 264, y) for y in levels(len(ROWS))), *(vertical(x, TOP, BOTTOM) for x in XS)]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


def test_the_space_between_boxed_cells_is_no_column() -> None:
    """Cells drawn as boxes, eight points apart: the space holds nothing and is too narrow to."""
    rules = [horizontal(50, 260, y) for y in levels(len(ROWS))]
    for left, right in ((50, 106), (114, 196), (204, 260)):
        rules += [vertical(left, TOP, BOTTOM), vertical(right, TOP, BOTTOM)]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


def test_an_empty_column_wide_enough_for_text_stays() -> None:
    """A near miss: a blank column to be filled in by hand."""
    rows = [[*row, ""] for row in ROWS]
    xs = [*XS, 320.0]
    assert found(ruled(len(rows), xs, TOP), set_rows(rows, xs, TOP)) == [rows]


def test_rows_that_no_rule_parts_are_told_by_their_numbers() -> None:
    """One ruled band holds all rows: as many numbers under each other as names, on the same baselines."""
    rules = [horizontal(50, 260, y) for y in (TOP, TOP + ROW, BOTTOM)] + [vertical(x, TOP, BOTTOM) for x in XS]
    assert found(rules, set_rows(ROWS, XS, TOP)) == [ROWS]


def test_wrapped_words_of_one_row_stay_one_row() -> None:
    """A near miss: two cells of three lines each are one row when neither holds numbers."""
    rows = [["项目", "说明"], ["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    xs = [50.0, 150.0, 260.0]
    rules = [horizontal(50, 260, y) for y in (TOP, TOP + ROW, TOP + 4 * ROW)] + [vertical(x, TOP, TOP + 4 * ROW) for x in xs]
    assert found(rules, set_rows(rows, xs, TOP)) == [[["项目", "说明"], ["甲丙戊", "乙丁己"]]]
