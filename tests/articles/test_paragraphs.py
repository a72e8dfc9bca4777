"""Paragraphs: an indent begins one, the end of a column does not."""

from __future__ import annotations

import pytest

from pipeline.articles.paragraphs import joined, paragraphs
from pipeline.model import TextLine
from tests.hand_set import block, column, line

FULL = "湖城开渠放水两岸农户照"
LINES = block(FULL, 50, 100, 2)

TEXT = "湖城开渠放水两岸农户照"


def first(text: str, top: float, indent: float = 20, x: float = 50) -> TextLine:
    return line(text, x + indent, top)


def test_an_indent_begins_a_paragraph() -> None:
    body = column(first("甲湖城开渠放水两岸", 100), line(FULL, 50, 114), first("乙石桥通车", 128), line(FULL, 50, 142))
    assert paragraphs([body]) == (f"甲湖城开渠放水两岸{FULL}", f"乙石桥通车{FULL}")


@pytest.mark.parametrize(("indent", "count"), [(0.0, 1), (5.0, 1), (15.0, 2), (20.0, 2)])
def test_a_hanging_mark_is_no_indent(indent: float, count: int) -> None:
    """Half an em is a quotation mark set into the line; papers indent by one and a half or two."""
    body = column(*LINES, first("“等了这么久", 128, indent), line(FULL, 50, 142))
    assert len(paragraphs([body])) == count


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = column(first("甲", 100), line(FULL, 50, 114), line(FULL, 50, 128))
    right = column(line(FULL, 200, 100), first("乙", 114, x=200), line(FULL, 200, 128))
    assert paragraphs([left, right]) == (f"甲{FULL * 3}", f"乙{FULL}")


def test_a_column_that_begins_with_an_indent_begins_a_paragraph() -> None:
    left = column(first("甲", 100), line(FULL, 50, 114), line(FULL, 50, 128))
    right = column(first("乙湖城开渠放水两岸", 100, x=200), line(FULL, 200, 114))
    assert paragraphs([left, right]) == (f"甲{FULL * 2}", f"乙湖城开渠放水两岸{FULL}")


def test_a_last_column_of_one_indented_line_begins_a_paragraph() -> None:
    """It has no unindented line to measure by: its width is that of the other columns."""
    left = column(*block(FULL, 50, 100, 3))
    right = column(line("乙湖城开渠放水两岸", 220, 100))
    assert right.box.x1 == 310
    assert paragraphs([left, right]) == (FULL * 3, "乙湖城开渠放水两岸")


def test_a_last_column_of_one_short_line_goes_on() -> None:
    left, right = column(*block(FULL, 50, 100, 3)), column(line("渠。", 200, 100))
    assert paragraphs([left, right]) == (f"{FULL * 3}渠。",)


def test_no_columns_are_no_paragraphs() -> None:
    assert paragraphs([]) == ()


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["湖城", "开渠"], "湖城开渠"),
        (["up", "to"], "up to"),
        (["共25", "人"], "共25人"),
        (["共2", "5人"], "共25人"),
        (["湖城 ", " 开渠"], "湖城开渠"),
    ],
)
def test_a_line_end_is_a_blank_between_latin_words_only(pieces: list[str], text: str) -> None:
    assert joined([line(piece.strip(), 50, 100) if piece.strip() == piece else TextLine(piece) for piece in pieces]) == text


def test_a_short_line_at_the_edge_of_the_column_over_it_goes_on() -> None:
    """By its length it might as well be an indented line."""
    over, under = column(*block(TEXT, 50, 100, 4)), column(line(TEXT[:-2], 50, 260))
    assert len(paragraphs([over, under])) == 1
    assert len(paragraphs([over, column(line(TEXT[:-2], 70, 260))])) == 2


def test_a_short_line_where_the_next_column_begins_goes_on() -> None:
    columns = [column(*block(TEXT, x, 100, 4)) for x in (50, 174)]
    assert len(paragraphs([*columns, column(line(TEXT[:-2], 298, 100))])) == 1
    assert len(paragraphs([*columns, column(line(TEXT[:-2], 318, 100))])) == 2
