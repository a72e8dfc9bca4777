"""The second reader: asked where the first is in doubt, and in the same coordinates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract.second_reader import FIRST_WITNESS, WITNESS, reread_cells, reread_overprinted
from pipeline.model import Cell, Column, Page, Reading, Table
from tests.drawn_pdf import changed, drawn, shown_turned, write
from tests.hand_set import column_of_glyphs, glyphs, line, page_of, read_pdf

VALUES = ("1", "和平社区", "96.5", "")


def row(canvas: Canvas) -> None:
    for index, value in enumerate(VALUES):
        write(canvas, value, 60 + 55 * index, 120)


def with_table(page: Page, printed: tuple[str, ...] = VALUES) -> Page:
    """The page with a table of one row, twice, whose cells stand where the values are printed."""
    boxes = {one.text: one.box.grown(3) for one in page.lines}
    cells = tuple(Cell(text, text, box=boxes.get(value)) for value, text in zip(VALUES, printed, strict=True))
    columns = tuple(Column(f"c{index}") for index in range(len(VALUES)))
    return replace(page, tables=(Table("t1", columns=columns, rows=(cells, cells)),))


def readings(page: Page, index: int = 0) -> list[tuple[Reading, ...]]:
    return [cell.readings for cell in page.tables[0].rows[index]]


# --- cells


def test_a_doubtful_row_is_read_again_and_nothing_is_chosen(tmp_path: Path) -> None:
    page = with_table(read_pdf(drawn(row), tmp_path), ("1", "和平社区", "98.5", ""))
    again = reread_cells(page, {("t1", 0)})
    first, _, third, empty = readings(again)
    assert first == (Reading("1", FIRST_WITNESS), Reading("1", WITNESS))
    assert third == (Reading("98.5", FIRST_WITNESS), Reading("96.5", WITNESS))
    assert empty == (), "a cell without a place cannot be read again"
    assert [cell.printed for cell in again.tables[0].rows[0]] == ["1", "和平社区", "98.5", ""]


def test_only_the_rows_asked_for_are_read(tmp_path: Path) -> None:
    page = with_table(read_pdf(drawn(row), tmp_path))
    again = reread_cells(page, {("t1", 1), ("t9", 0)})
    assert not any(readings(again, 0))
    assert readings(again, 1)[0]


def test_no_doubt_opens_no_file() -> None:
    page = page_of([line("湖城", 50, 50)])
    assert reread_cells(page, ()) is page
    assert reread_overprinted(page) is page


def test_another_file_of_the_same_page_number_is_not_mixed_up(tmp_path: Path) -> None:
    for value in ("96.5", "88.1"):
        page = read_pdf(drawn(lambda canvas, value=value: write(canvas, value, 60, 120)), tmp_path)  # type: ignore[misc]
        table = Table("t1", columns=(Column("c"),), rows=((Cell(value, value, box=page.lines[0].box.grown(2)),),))
        assert readings(reread_cells(replace(page, tables=(table,)), {("t1", 0)}))[0][1].text == value


BOXES: list[Callable[[pypdfium2.PdfPage, tuple[float, ...]], object]] = [
    lambda page, box: page.set_cropbox(*box),
    lambda page, box: page.set_mediabox(*box),
]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("cut", [*BOXES, None], ids=["crop box", "media box", "whole"])
def test_both_readers_look_at_the_same_place(degrees: int, cut: Callable[..., object] | None, tmp_path: Path) -> None:
    """Turned and cropped pages: the second reader knows neither, the first has the page as it is shown."""
    data = shown_turned(row, degrees)
    if cut is not None:

        def trim(page: pypdfium2.PdfPage) -> object:
            left, bottom, right, top = page.get_mediabox()
            return cut(page, (left + 40, bottom + 11, right - 17, top - 23))

        data = changed(data, trim)
    page = with_table(read_pdf(data, tmp_path))
    found = readings(reread_cells(page, {("t1", 0)}))
    assert [(both[0].text, both[1].text) for both in found if both] == [(value, value) for value in VALUES if value]


# --- vertical lines printed over each other


def overprinted(canvas: Canvas) -> None:
    """A font without vertical metrics prints the characters of a vertical line closer and closer on one spot."""
    for index, character in enumerate("湖城开渠放水"):
        write(canvas, character, 100, 150 - 4 * index, 20)


def test_an_overprinted_line_keeps_the_fuller_reading_and_both_are_on_record(tmp_path: Path) -> None:
    page = read_pdf(drawn(overprinted), tmp_path)
    upright = next(one for one in page.lines if one.vertical)
    shorter = replace(upright, text=upright.text[::2], glyphs=upright.glyphs)
    again = reread_overprinted(replace(page, lines=(shorter,)))
    (read,) = again.lines
    assert read.text == "湖城开渠放水"
    assert read.readings == (Reading(shorter.text, FIRST_WITNESS), Reading("湖城开渠放水", WITNESS))
    assert [finding.code for finding in again.findings] == ["overprinted-line"]


def test_a_shorter_or_other_second_reading_changes_nothing(tmp_path: Path) -> None:
    page = read_pdf(drawn(overprinted), tmp_path)
    upright = next(one for one in page.lines if one.vertical)
    for text in ("湖城开渠放水", "湖城开渠放水了", "石桥"):
        again = reread_overprinted(replace(page, lines=(replace(upright, text=text),)))
        assert (again.lines[0].text, again.findings) == (text, ())


def test_a_vertical_line_set_as_it_should_be_is_not_in_doubt() -> None:
    own = column_of_glyphs("湖城开渠", 50, 50)
    upright = replace(line("湖城开渠", 50, 50, 20, vertical=True), glyphs=tuple(own))
    page = page_of([upright, replace(line("湖城", 200, 50), glyphs=tuple(glyphs("湖城", 200, 60)))])
    assert reread_overprinted(page) is page
