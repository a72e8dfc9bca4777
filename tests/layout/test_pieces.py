"""Pieces of one line: a blank is crossed by a line over or under it, a gutter by none."""

from __future__ import annotations

from pipeline.layout.measures import Measures
from pipeline.layout.pieces import joined_pieces
from pipeline.model import TextLine
from tests.hand_set import block, line

BODY = Measures(10.0, 14.0)
WHOLE = "王斌、李明、周云、韩春来、叶知秋"
WHOLE_BOX = "全场家具八折起，送货上门。"


def texts(lines: list[TextLine]) -> list[str]:
    return [one.text for one in joined_pieces(lines, BODY)]


def names(top: float, *starts: float) -> list[TextLine]:
    return [line("王小斌", x, top) for x in starts]


def test_names_over_which_unbroken_lines_run_are_one_line() -> None:
    lines = [*block(WHOLE, 50, 100, 3), *names(142, 50, 95, 140)]
    assert texts(lines) == [WHOLE] * 3 + ["王小斌 王小斌 王小斌"]


def test_names_set_at_other_places_in_each_row_are_lines() -> None:
    rows = [names(100, 50, 95, 150), names(114, 60, 110, 150), names(128, 50, 100, 145), names(142, 55, 95, 150)]
    assert texts([one for row in rows for one in row]) == ["王小斌 王小斌 王小斌"] * 4


def test_columns_that_a_strip_of_white_parts_stay_apart() -> None:
    rows = [names(100 + 14 * index, 50, 95) for index in range(6)]
    assert texts([one for row in rows for one in row]) == ["王小斌"] * 12


def test_one_or_two_rows_tell_nothing() -> None:
    assert texts([*block(WHOLE, 50, 100, 1), *names(114, 50, 95)]) == [WHOLE, "王小斌", "王小斌"]


def test_every_glyph_is_kept_once() -> None:
    lines = [*block(WHOLE, 50, 100, 3), *names(142, 50, 95, 140)]
    before = sorted(id(glyph) for one in lines for glyph in one.glyphs)
    assert sorted(id(glyph) for one in joined_pieces(lines, BODY) for glyph in one.glyphs) == before


def justified(second: float) -> list[TextLine]:
    """A line of a narrow box, parted by wide blanks, under one that fills the box."""
    return [line("全场家具八折起，送货上门。", 70, 100), line("址：东湖街道十八号", 50, 114), line("订购热线：", second, 114)]


def test_under_a_line_that_fills_the_box_pieces_are_one_line() -> None:
    assert texts([*justified(150), line("周一至周五", 50, 128)]) == [WHOLE_BOX, "址：东湖街道十八号 订购热线：", "周一至周五"]


def test_where_the_pieces_end_short_of_the_edge_they_are_columns() -> None:
    assert len(texts([*justified(158), line("周一至周五", 50, 128)])) == 4


def test_a_last_word_at_the_head_of_the_next_column_is_no_piece() -> None:
    """Over the two columns another story runs across their gutter."""
    over = [line(WHOLE, 50, 60 + 14 * index) for index in range(3)]
    left = block("河东中学验收环湖步道", 50, 116, 5)
    right = [line("到。", 162, 116), line("有人担心太吵，工", 182, 130), *block("河东中学验收环湖步道", 162, 144, 3)]
    assert len(texts([*over, *left, *right])) == 13
