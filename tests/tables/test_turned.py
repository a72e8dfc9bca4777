"""Tables printed on their side, found by the direction of their lines."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.directions import turned_line
from pipeline.geometry import Box
from pipeline.model import Glyph, Ruling, TextLine
from pipeline.tables.lattice import Grid
from pipeline.tables.turned import turned_tables

SIZE = 8.0


def _word(text: str, x: float, y: float) -> TextLine:
    glyphs = []
    for char in text:
        width = SIZE / 2 if char.isascii() else SIZE
        glyphs.append(Glyph(char, Box(x, y, x + width, y + SIZE), SIZE, False))
        x += width
    return TextLine(text, Box(glyphs[0].box.x0, y, x, y + SIZE), SIZE, glyphs=tuple(glyphs))


def _table(direction: int, rows: int = 3) -> list[TextLine]:
    """Names and two columns of numbers, as they lie on the page when each line runs in ``direction``."""
    level = [_word("景县" if j == 0 else f"{i}{j}", 100 + 60.0 * j, 300 + 14.0 * i) for i in range(rows) for j in range(3)]
    return [turned_line(line, -direction % 4) for line in level]


def _texts(lines: Sequence[TextLine]) -> list[str]:
    """What a finder of tables is given, row by row."""
    seen: list[str] = []

    def find(rulings: Sequence[Ruling], given: Sequence[TextLine]) -> list[Grid]:
        assert not any(line.vertical for line in given)
        seen.extend(line.text for line in sorted(given, key=lambda line: (line.box.y0, line.box.x0)))
        return []

    turned_tables([], lines, find)
    return seen


def test_lines_that_run_up_are_brought_level() -> None:
    assert _texts(_table(3)) == ["景县", "01", "02", "景县", "11", "12", "景县", "21", "22"]


def test_lines_that_run_down_are_told_by_their_lying_digits() -> None:
    """And the names, which look the same under each other, go with them."""
    assert _texts(_table(1)) == ["景县", "01", "02", "景县", "11", "12", "景县", "21", "22"]


def test_a_caption_up_the_side_of_a_picture_is_no_table() -> None:
    assert _texts([turned_line(_word("摄影王斌12", 100, 300 + 14.0 * i), 1) for i in range(2)]) == []


def test_vertical_headlines_are_no_turned_lines() -> None:
    """Characters under each other, digits upright among them."""
    level = [_word("春耕", 100.0 + 20 * i, 300) for i in range(8)]
    upright = []
    for line in level:
        glyphs = tuple(
            Glyph(text, Box(line.box.x0, 300 + SIZE * k, line.box.x0 + SIZE, 308 + SIZE * k), SIZE, False)
            for k, text in enumerate("春耕8月")
        )
        upright.append(TextLine("春耕8月", Box(line.box.x0, 300, line.box.x0 + SIZE, 332), SIZE, vertical=True, glyphs=glyphs))
    assert _texts(upright) == []


def test_the_grid_is_turned_back_to_the_page() -> None:
    lines = _table(3)

    def find(rulings: Sequence[Ruling], given: Sequence[TextLine]) -> list[Grid]:
        return [Grid((), given[0].box, tuple(given))]

    [(grid, _)] = turned_tables([], lines, find)
    assert [abs(a - b) < 1e-6 for a, b in zip(grid.box, lines[0].box, strict=True)] == [True] * 4
    assert {id(line) for line in grid.lines} == {id(line) for line in lines}
