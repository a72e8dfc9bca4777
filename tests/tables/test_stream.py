"""Tables without vertical rules: short lines that stand in rows and in columns at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.geometry import union
from pipeline.model import Glyph, Ruling, TextLine
from pipeline.tables.pieces import parted_at_blanks
from pipeline.tables.stream import find_streams
from tests.hand_set import block, horizontal, line
from tests.tables.grids import ROW, set_rows, words

HEADER = ["序号", "名称", "总分"]
BODY = [
    [str(rank), name, score]
    for rank, name, score in [(1, "和平社区", "96.5"), (2, "光明社区", "95"), (3, "安泰社区", "93"), (4, "里竹社区", "91.5")]
]
XS = [50.0, 110.0, 200.0, 260.0]
TOP = 100.0
TEXT = "湖城开渠放水两岸农户照表浇地"


def found(lines: list[TextLine], rules: list[Ruling] | None = None) -> list[list[list[str]]]:
    return [words(grid.cells) for grid in find_streams(lines, rules or [])]


@pytest.mark.parametrize("align", ["l", "c"])
def test_words_in_rows_and_columns_are_a_table(align: str) -> None:
    assert found(set_rows([HEADER, *BODY], XS, TOP, align=align)) == [[HEADER, *BODY]]


def test_rules_under_the_rows_change_nothing() -> None:
    rules = [horizontal(50, 260, TOP + ROW * index) for index in range(6)]
    assert found(set_rows([HEADER, *BODY], XS, TOP), rules) == [[HEADER, *BODY]]


def test_an_empty_cell_keeps_its_place() -> None:
    rows = [HEADER, *BODY[:2], ["3", "", "93"], BODY[3]]
    assert found(set_rows(rows, XS, TOP)) == [rows]


@pytest.mark.parametrize(("count", "tables"), [(1, 0), (4, 1)])
def test_a_row_or_two_are_no_table(count: int, tables: int) -> None:
    assert len(found(set_rows([HEADER, *BODY[:count]][-count:], XS, TOP))) == tables


def test_columns_of_running_text_are_no_table() -> None:
    assert found([*block(TEXT, 50, 100, 9), *block(TEXT, 204, 100, 9), *block(TEXT, 358, 100, 9)]) == []


def test_a_list_in_one_column_is_no_table() -> None:
    assert found([line(row[1], 110, TOP + ROW * index) for index, row in enumerate(BODY)]) == []


def test_sentences_side_by_side_are_no_table() -> None:
    rows = [["渠水到了。", "石桥通了！", "灯亮了起来。"]] * 5
    assert found(set_rows(rows, XS, TOP)) == []


def test_text_beside_a_table_stays_out_of_it() -> None:
    story = block(TEXT, 320, 90, 9)
    grids = find_streams([*story, *set_rows([HEADER, *BODY], XS, TOP)])
    assert [words(grid.cells) for grid in grids] == [[HEADER, *BODY]]
    assert not {id(one) for one in story} & {id(one) for grid in grids for one in grid.lines}


def test_a_header_over_two_columns_spans_them() -> None:
    lines = [*set_rows([["序号", "名称"]], [50, 110, 200], TOP), line("得分", 245, TOP + 4)]
    xs = [50.0, 110.0, 200.0, 260.0, 320.0]
    lines += set_rows([["", "", "小区", "学校"], *([*row, "5"] for row in BODY)], xs, TOP + ROW)
    (grid,) = find_streams(lines)
    span = next(cell for cell in grid.cells if cell.text == "得分")
    assert (span.column_index, span.col_span) == (2, 2)


def test_cells_read_as_one_line_are_parted_at_its_blanks() -> None:
    """A narrow table: the file's order made each of its rows one line."""
    rows = [["1 和平社区 96.5"], ["2 光明社区 95.0"], ["3 安泰社区 93.0"], ["4 里竹社区 91.5"]]
    lines = [line(row[0].replace(" ", "  "), 50, TOP + ROW * index) for index, row in enumerate(rows)]
    (grid,) = find_streams(lines)
    assert words(grid.cells)[0] == ["1", "和平社区", "96.5"]
    assert sorted(map(id, grid.lines)) == sorted(map(id, lines))


@pytest.mark.parametrize(("text", "pieces"), [("和平社区  96.5", ["和平社区", "96.5"]), ("和平社区96.5", ["和平社区96.5"])])
def test_a_line_is_parted_at_wide_blanks_only(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in parted_at_blanks(line(text, 50, 50))] == pieces


def test_a_vertical_line_is_never_parted() -> None:
    upright = line("石桥通车", 50, 50, 20, vertical=True)
    assert parted_at_blanks(upright) == [upright]


def test_no_lines_are_no_tables() -> None:
    assert found([]) == []


def test_header_words_between_columns_of_flush_numbers_are_not_lost() -> None:
    """Centred over columns that are wider than their numbers, they stand between the numbers."""
    rows = [
        ("节水渠道", "128.9", "64.9", "41.3", "71.6"),
        ("假日班车", "64.4", "23.9", "17.9", "41.4"),
        ("旧书集市", "59.9", "27.2", "21.1", "11.6"),
    ]
    rights = (69, 185, 253, 321, 373)
    header = [
        ("支出", 247, 104),
        ("项目", 68, 110.5),
        ("预算数", 140, 110.5),
        ("结余", 341, 110.5),
        ("上半年", 209, 117),
        ("下半年", 277, 117),
    ]
    lines = [line(text, x, top, 8) for text, x, top in header]
    for index, row in enumerate(rows):
        lines += [
            line(text, right - (4 if text[0].isascii() else 8) * len(text), 130 + 13 * index, 8)
            for text, right in zip(row, rights, strict=True)
        ]
    grids = find_streams(lines, [horizontal(34, 376, 100), horizontal(34, 376, 128), horizontal(34, 376, 170)])
    told = "".join(cell.text for grid in grids for cell in grid.cells)
    assert all(one.text in told for one in lines)


def test_a_column_in_which_few_cells_hold_anything_is_one() -> None:
    """备注: most rows have none, and the cells stand too far apart to be linked."""
    rows = [[*HEADER, "备注"], [*BODY[0], ""], [*BODY[1], "并列"], [*BODY[2], ""], [*BODY[3], "新设"]]
    assert found(set_rows(rows, [50, 110, 200, 260, 320], TOP)) == [rows]


def test_single_characters_under_each_other_are_cells_of_their_rows() -> None:
    """优, 良, 优 …: rows so close that the column was read as a vertical line."""
    level = [
        cell
        for index, row in enumerate([HEADER, *BODY])
        for cell in (line(text, x, TOP + 11 * index) for text, x in zip(row, XS, strict=False))
    ]
    column = replace(line("优良优中", 300, TOP + 11, vertical=True))
    glyphs = tuple(replace_box(glyph, TOP + 11 * (index + 1)) for index, glyph in enumerate(column.glyphs))
    head = line("等级", 295, TOP)
    upright = replace(column, glyphs=glyphs, box=union(glyph.box for glyph in glyphs))
    rows = [[*row, grade] for row, grade in zip(BODY, "优良优中", strict=True)]
    assert found([*level, head, upright]) == [[[*HEADER, "等级"], *rows]]


def replace_box(glyph: Glyph, top: float) -> Glyph:
    return glyph._replace(box=glyph.box.moved(0, top - glyph.box.y0))


def test_a_vertical_headline_beside_a_table_stays_whole() -> None:
    head = line("开渠放水", 20, TOP, 20, vertical=True)
    assert found([*set_rows([HEADER, *BODY], XS, TOP), head]) == [[HEADER, *BODY]]
