"""Half-ruled tables whose cells hold several lines."""

from __future__ import annotations

from pipeline.model import TextLine
from pipeline.tables.ruled_rows import find_ruled_rows
from tests.hand_set import horizontal, line
from tests.tables.grids import words

RULES = [horizontal(50, 300, 100 + 30 * index) for index in range(5)]


def row(index: int, *texts: str) -> list[TextLine]:
    """A row whose second cell is wrapped where its text has a newline."""
    top = 100 + 30 * index
    first, middle, last = texts
    lines = middle.split("\n")
    tops = [top + 10] if len(lines) == 1 else [top + 4, top + 16]
    return [line(first, 60, top + 10), *(line(t, 110, y) for t, y in zip(lines, tops, strict=True)), line(last, 250, top + 10)]


HEADER = row(0, "序号", "项目", "投资")


def test_a_wrapped_cell_is_one() -> None:
    lines = [
        *HEADER,
        *row(1, "1", "环湖步道\n一期工程", "875"),
        *row(2, "2", "校园农场", "649"),
        *row(3, "3", "旧书\n集市", "472"),
    ]
    found = find_ruled_rows(RULES, lines)
    assert [words(grid.cells) for grid in found] == [
        [["序号", "项目", "投资"], ["1", "环湖步道一期工程", "875"], ["2", "校园农场", "649"], ["3", "旧书集市", "472"]]
    ]


def test_strips_of_single_lines_are_left_to_the_baselines() -> None:
    lines = [*HEADER, *(cell for index in (1, 2, 3) for cell in row(index, str(index), "校园农场", "649"))]
    assert find_ruled_rows(RULES, lines) == []


def test_several_rows_between_two_rules_are_not_one() -> None:
    lines = [*HEADER, *row(1, "1", "甲\n乙", "8"), *row(2, "2", "校园农场", "649"), *row(3, "3", "集市", "4")]
    lines += [line("5", 60, 134), line("5", 60, 146), line("7", 250, 134), line("7", 250, 146)]
    assert find_ruled_rows(RULES, [each for each in lines if each.box.y0 != 140 or each.text not in ("1", "8")]) == []
