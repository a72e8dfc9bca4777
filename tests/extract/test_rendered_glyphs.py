"""The ink as second witness of text layers: maps that lie for one digit, text that is not seen, print that is no text."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
import reportlab
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont as Outlines
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.convert import read_page
from pipeline.model import Cell, CellStatus, Page, Severity
from pipeline.settings import Ocr, Settings
from pipeline.witnesses import INK
from tests.drawn_pdf import changed
from tests.extract.page_files import source_of
from tests.typeset.damaged import with_lying_font
from tests.typeset.fonts import FALLBACK, register

FOLDER = Path(reportlab.__file__).parent / "fonts"
FACE, OTHER, BOLD = "Ink-1", "Ink-2", "Ink-3"
FILES = {FACE: "Vera.ttf", OTHER: "Vera.ttf", BOLD: "VeraBd.ttf"}
HEADER = ("序号", "社区名称", "总分", "社区得分", "小区得分", "小巷得分")
WIDTHS = (24, 80, 36, 44, 44, 44)
ROW, LEFT, TOP = 12.0, 20.0, 380.0
Draw = Callable[[Canvas, str, float, float], None]


def rows_of(seed: int = 4, count: int = 24) -> list[list[str]]:
    """Marks in steps of 0.2 that add up, the best row first."""
    rng = Random(seed)  # noqa: S311 - a table that can be made again, not a secret
    rows = []
    for _ in range(count):
        parts = [rng.randint(60, 99), rng.randint(110, 199), rng.randint(110, 199)]
        rows.append([sum(parts), *parts])
    rows.sort(reverse=True)
    return [[str(n + 1), f"桃城区第{n + 1}社区", *(f"{value / 5:g}" for value in row)] for n, row in enumerate(rows)]


def _renamed(file: str, name: str) -> io.BytesIO:
    """The font under another name, so that it is embedded another time."""
    font = Outlines(FOLDER / file)
    for record in font["name"].names:
        record.string = name
    written = io.BytesIO()
    font.save(written)
    written.seek(0)
    return written


def table(rows: list[list[str]], odd: Collection[tuple[int, int]] = (), draw: Draw | None = None) -> bytes:
    """The rows as a ruled table; the cells of ``odd`` are drawn by ``draw``."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, _renamed(file, name)))
    register(FALLBACK)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(320, 420), invariant=1)
    places = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    canvas.setLineWidth(0.5)
    canvas.grid(places, [TOP - ROW * n for n in range(len(rows) + 2)])
    later = []
    for number, texts in enumerate([list(HEADER), *rows]):
        for column, text in enumerate(texts):
            x, y = places[column] + 3, TOP - ROW * (number + 1) + 3.2
            if (number - 1, column) in odd:
                later.append((text, x, y))
                continue
            canvas.setFont(FALLBACK.name if column == 1 or number == 0 else FACE, 7.5)
            canvas.drawString(x, y, text)
    for text, x, y in later:
        (draw or other)(canvas, text, x, y)
    canvas.save()
    return buffer.getvalue()


def other(canvas: Canvas, text: str, x: float, y: float, face: str = OTHER) -> None:
    """The text in another subset of the same face."""
    canvas.setFont(face, 7.5)
    canvas.drawString(x, y, text)


def white(canvas: Canvas, text: str, x: float, y: float) -> None:
    """Text that nobody sees."""
    canvas.setFillGray(1)
    other(canvas, text, x, y, FACE)
    canvas.setFillGray(0)


def stamped(canvas: Canvas, text: str, x: float, y: float) -> None:
    """Text under a black stamp."""
    other(canvas, text, x, y, FACE)
    canvas.drawImage(ImageReader(Image.new("L", (8, 4), 0)), x - 1, y, 18, 5)


class _Pen(BasePen):  # type: ignore[misc]
    """Draws a glyph on a page."""

    def __init__(self, path: Any) -> None:
        super().__init__(None)
        self.path = path

    def _moveTo(self, point: tuple[float, float]) -> None:
        self.path.moveTo(*point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self.path.lineTo(*point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.path.curveTo(*points[0], *points[1], *points[2])

    def _closePath(self) -> None:
        self.path.close()


def as_paths(canvas: Canvas, text: str, x: float, y: float) -> None:
    """The glyphs drawn as curves: print that is no text."""
    outlines = Outlines(FOLDER / FILES[FACE])
    glyphs, names = outlines.getGlyphSet(), outlines.getBestCmap()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(7.5 / outlines["head"].unitsPerEm, 7.5 / outlines["head"].unitsPerEm)
    for character in text:
        path = canvas.beginPath()
        glyphs[names[ord(character)]].draw(_Pen(path))
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.translate(glyphs[names[ord(character)]].width, 0)
    canvas.restoreState()


def converted(data: bytes, folder: Path, ocr: Ocr = Ocr.NEVER) -> Page:
    return read_page(source_of(data, folder), (), Settings(ocr=ocr))


def cell(page: Page, row: int, column: int) -> Cell:
    return page.tables[0].rows[row][column]


def said(page: Page, row: int, column: int) -> list[str]:
    return [reading.text for reading in cell(page, row, column).readings if reading.witness == INK]


def warned(page: Page) -> set[tuple[int | None, str]]:
    return {(each.where.row, each.where.column) for each in page.findings if each.code == "ink-differs"}


def with_eight(rows: list[list[str]], column: int = 2) -> int:
    """A row whose number in this column holds an 8."""
    return next(n for n, row in enumerate(rows) if "8" in row[column] and n > 2)


def test_a_map_that_lies_for_one_digit_is_not_the_papers_fault(tmp_path: Path) -> None:
    """The page prints 78, its text layer says 73: the cell is reread, and the paper is not blamed."""
    rows = rows_of()
    row = with_eight(rows)
    page = converted(with_lying_font(table(rows, {(row, 2)}), {"8": "3"}), tmp_path)
    assert cell(page, row, 2).printed == rows[row][2].replace("8", "3")
    assert (cell(page, row, 2).clean, cell(page, row, 2).status) == (rows[row][2], CellStatus.REREAD)
    assert said(page, row, 2) == [rows[row][2]]
    assert warned(page) == {(row, HEADER[2])}
    assert all(each.status is CellStatus.AS_PRINTED for each in page.tables[0].rows[row][3:])


def test_two_numbers_of_one_row_may_lie(tmp_path: Path) -> None:
    rows = rows_of()
    row = next(n for n, texts in enumerate(rows) if n > 2 and sum("8" in text for text in texts[2:]) >= 2)
    odd = {(row, column) for column in range(2, 6)}
    page = converted(with_lying_font(table(rows, odd), {"8": "3"}), tmp_path)
    assert [each.clean for each in page.tables[0].rows[row]] == rows[row]
    assert {each.status for each in page.tables[0].rows[row]} == {CellStatus.AS_PRINTED, CellStatus.REREAD}


def test_a_lie_in_a_row_that_holds_all_the_same_is_told(tmp_path: Path) -> None:
    """Once the map was caught the other rows are looked at too: a rank nobody could doubt is flagged, and stays."""
    rows = rows_of()
    row = with_eight(rows)
    page = converted(with_lying_font(table(rows, {(row, 2), (17, 0)}), {"8": "3"}), tmp_path)
    assert (17, HEADER[0]) in warned(page)


def test_a_misprint_of_the_paper_stays_the_papers(tmp_path: Path) -> None:
    """Text layer and ink agree on a wrong number: corrected, with the ink among the witnesses and no warning of it."""
    rows = rows_of()
    row = with_eight(rows)
    printed = [list(texts) for texts in rows]
    printed[row][2] = rows[row][2].replace("8", "3")
    page = converted(table(printed), tmp_path)
    assert said(page, row, 2) == [printed[row][2]]
    assert warned(page) == set()
    assert cell(page, row, 2).status in (CellStatus.CORRECTED, CellStatus.UNRESOLVED)


def test_the_paper_and_its_map_may_both_be_wrong(tmp_path: Path) -> None:
    """The ink does not mend the row: nothing is changed, and both are told."""
    rows = rows_of()
    row = with_eight(rows)
    printed = [list(texts) for texts in rows]
    printed[row][4] = "25.4" if rows[row][4] != "25.4" else "27.4"
    page = converted(with_lying_font(table(printed, {(row, 2)}), {"8": "3"}), tmp_path)
    assert [each.clean for each in page.tables[0].rows[row]] == [each.printed for each in page.tables[0].rows[row]]
    assert (row, HEADER[2]) in warned(page)
    assert any(each.status is CellStatus.UNRESOLVED for each in page.tables[0].rows[row])


@pytest.mark.parametrize("draw", [white, stamped, partial(other, face=BOLD)], ids=["white", "stamped", "bold"])
def test_ink_that_cannot_be_told_changes_no_sound_table(draw: Draw, tmp_path: Path) -> None:
    """Rows that hold are not doubted, whatever they look like."""
    rows = rows_of()
    page = converted(table(rows, {(5, 2)}, draw), tmp_path)
    assert [[each.clean for each in row] for row in page.tables[0].rows] == rows
    assert not [each for each in page.findings if each.severity is not Severity.NOTICE]


@pytest.mark.parametrize("draw", [white, stamped], ids=["white", "stamped"])
def test_a_number_that_is_not_seen_is_not_the_papers(draw: Draw, tmp_path: Path) -> None:
    """A wrong number in white, or under a stamp: the paper is not blamed for it, and nothing is made up."""
    rows = rows_of()
    row = with_eight(rows)
    printed = [list(texts) for texts in rows]
    printed[row][2] = rows[row][2].replace("8", "3")
    page = converted(table(printed, {(row, 2)}, draw), tmp_path)
    assert (row, HEADER[2]) in warned(page)
    assert cell(page, row, 2).clean == printed[row][2]
    assert any(each.status is CellStatus.UNRESOLVED for each in page.tables[0].rows[row])


def test_digits_drawn_as_curves_are_read(tmp_path: Path) -> None:
    """The text layer leaves the number out; the page prints it."""
    rows = rows_of()
    row = with_eight(rows)
    page = converted(table(rows, {(row, 2)}, as_paths), tmp_path)
    assert cell(page, row, 2).printed == ""
    assert (cell(page, row, 2).clean, cell(page, row, 2).status) == (rows[row][2], CellStatus.REREAD)


def test_a_table_whose_marks_cannot_be_told_gets_no_reading(tmp_path: Path) -> None:
    """Two rows are too few to learn the marks from: the ink says nothing."""
    rows = rows_of(count=24)
    every = {(n, column) for n in range(24) for column in (0, 2, 3, 4, 5) if n != 3}
    printed = [list(texts) for texts in rows]
    printed[3][2] = "99.9"
    page = converted(table(printed, every, stamped), tmp_path)
    assert not any(reading.witness == INK for row in page.tables[0].rows for each in row for reading in each.readings)
    assert warned(page) == set()


def test_the_ink_of_a_cropped_page_is_found(tmp_path: Path) -> None:
    """The page shows less than its file holds: the picture begins at the crop box."""
    rows = rows_of()
    row = with_eight(rows)
    data = with_lying_font(table(rows, {(row, 2)}), {"8": "3"})
    page = converted(changed(data, lambda shown: shown.set_cropbox(7, 11, 309, 407)), tmp_path)
    assert (cell(page, row, 2).clean, cell(page, row, 2).status) == (rows[row][2], CellStatus.REREAD)


def test_a_sound_row_in_another_face_is_not_doubted_for_a_lie_elsewhere(tmp_path: Path) -> None:
    """Its marks are like none that are known: that alone says nothing against a row nobody doubted."""
    rows = rows_of()
    row = with_eight(rows)
    high = TOP - ROW * (row + 2) + 3.2
    bold = {(1, 2)}

    def either(canvas: Canvas, text: str, x: float, y: float) -> None:
        other(canvas, text, x, y, OTHER if abs(y - high) < 1 else BOLD)

    assert row > 1  # the font that is set last lies
    page = converted(with_lying_font(table(rows, {(row, 2), *bold}, either), {"8": "3"}), tmp_path)
    assert warned(page) == {(row, HEADER[2])}
    assert [each.clean for each in page.tables[0].rows[1]] == rows[1]
