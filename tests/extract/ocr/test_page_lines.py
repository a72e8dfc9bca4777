"""Readings become lines: type sizes, places of glyphs, pieces joined."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.ocr.cuttings import Cutting
from pipeline.extract.ocr.page_lines import joined_pieces, sized_alike, text_line_of
from pipeline.extract.ocr.reading import Character, LineReading
from pipeline.geometry import Box
from pipeline.model import TextLine

POINTS = 72 / 200


def cutting(width: int, height: int = 26) -> Cutting:
    return Cutting(np.full((height, width), 255, np.uint8), Box(100, 100, 100 + width, 100 + height), height, 0.0, 1.0)


def evenly(text: str) -> LineReading:
    return LineReading(tuple(Character(each, (index + 0.5) / len(text), 0.999) for index, each in enumerate(text)))


def test_glyphs_stand_one_after_another_in_the_line() -> None:
    line = text_line_of(cutting(260), evenly("市图书馆延长开放时间"), POINTS)
    assert [glyph.text for glyph in line.glyphs] == list("市图书馆延长开放时间")
    assert all(left.box.x1 <= right.box.x0 + 0.01 for left, right in zip(line.glyphs, line.glyphs[1:], strict=False))
    assert line.glyphs[0].box.x0 == pytest.approx(100 * POINTS, abs=1)


def test_the_size_is_that_of_the_type() -> None:
    assert text_line_of(cutting(260), evenly("市图书馆延长开放时间"), POINTS).size == pytest.approx(26 * POINTS, rel=0.12)


def test_ink_of_another_line_does_not_make_the_type_larger() -> None:
    tall = cutting(260, 60)
    assert text_line_of(tall, evenly("市图书馆延长开放时间"), POINTS).size < 1.15 * 26 * POINTS


def test_two_characters_whose_places_are_told_badly_keep_their_size() -> None:
    """The recogniser tells places in steps of a sixth of an em; two characters have one step alone."""
    word = LineReading((Character("合", 0.32, 0.99), Character("计", 0.68, 0.99)))
    assert text_line_of(cutting(52), word, POINTS).size == pytest.approx(26 * POINTS, rel=0.12)


def test_a_blank_between_characters_is_told() -> None:
    characters = [
        Character(text, middle, 0.99) for text, middle in zip("责任编辑甲乙", (0.05, 0.15, 0.25, 0.35, 0.6, 0.7), strict=True)
    ]
    assert text_line_of(cutting(260), LineReading(tuple(characters)), POINTS).text == "责任编辑 甲乙"


def line(text: str, x0: float, y0: float, size: float = 9.5) -> TextLine:
    return TextLine(text, Box(x0, y0, x0 + size * len(text), y0 + size), size)


def test_body_lines_get_one_size() -> None:
    lines = [line("市图书馆延长开放时间", 50, 50 + 14 * index, size) for index, size in enumerate((9.5, 9.5, 9.4, 10.1, 9.0))]
    assert {each.size for each in sized_alike(lines)} == {9.5}


def test_a_headline_keeps_its_own_size_and_its_kicker_another() -> None:
    body = [line("市图书馆延长开放时间", 50, 150 + 14 * index) for index in range(4)]
    heads = [line("让书香离家门更近", 50, 50, 12), line("十二处书房同日", 40, 66, 18.2), line("开门迎客", 60, 88, 17)]
    sizes = {each.text: each.size for each in sized_alike([*heads, *body])}
    assert sizes["十二处书房同日"] == sizes["开门迎客"] == 18.2
    assert sizes["让书香离家门更近"] == 12


def schedule(size: float) -> list[TextLine]:
    """Small print in three columns; one of its words has ink of this size. A story in larger type beside it."""
    words = [line("饶阳县", 50 + 80 * column, 50 + 12 * row, 7.5) for row in range(5) for column in range(3)]
    words[7] = line("六月廿一", 130, 74, size)
    return [*words, *(line("市图书馆延长开放时间", 330, 50 + 14 * index) for index in range(6))]


def test_a_word_among_small_print_is_small_print() -> None:
    sizes = {each.text: each.size for each in sized_alike(schedule(8.9))}
    assert sizes == {"饶阳县": 7.5, "六月廿一": 7.5, "市图书馆延长开放时间": 9.5}


def test_a_line_of_the_body_beside_small_print_keeps_its_size() -> None:
    lines = [*schedule(7.5), line("开馆", 50, 110), line("市图书馆延长", 50, 124)]
    sizes = {each.text: each.size for each in sized_alike(lines)}
    assert sizes["开馆"] == sizes["市图书馆延长"] == 9.5


def test_pieces_of_one_line_are_joined() -> None:
    left, right = line("锚定目标", 50, 50, 18), line("“好于去年”", 50 + 18 * 4 + 8, 51, 18)
    (joined,) = joined_pieces([right, left], [])
    assert joined.text == "锚定目标“好于去年”"


def test_columns_are_not_joined() -> None:
    left, right = line("市图书馆延长开", 50, 50), line("放时间到晚上九", 50 + 9.5 * 7 + 12, 50)
    assert len(joined_pieces([left, right], [])) == 2


def test_headlines_of_neighbouring_columns_are_not_joined() -> None:
    """Set larger than the gutter is wide they stand close; the detector parts at no other place than a mark."""
    left, right = line("市博物馆完成小麦", 50, 50, 20), line("市林业局完成公交", 50 + 20 * 8 + 12, 50, 20)
    assert len(joined_pieces([left, right], [])) == 2


def test_a_rule_parts_what_is_close() -> None:
    left, right = line("市图书馆", 50, 50), line("“开放时间", 50 + 9.5 * 4 + 5, 50)
    assert len(joined_pieces([left, right], [])) == 1
    assert len(joined_pieces([left, right], [Box(90, 0, 91, 100)])) == 2
