"""What the ink says: the second witness of text layers, asked about the numbers of doubtful table rows.

A text layer says what a font's map to Unicode says. The map may lie for single glyphs; text may be white, clipped, struck or
printed over; print may be there that is no text at all. So the table is drawn, and the marks of a doubtful cell are laid over
those of the same table's other rows, whose characters are known (``marks.py``). No model is asked: the same glyph of one font
is the same picture. First the method has to read those other rows right; where it does not, it says nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

import numpy as np
import numpy.typing as npt
import pypdfium2

from pipeline.errors import PageError
from pipeline.extract.marks import Known, Pixels, Printed, marks_of
from pipeline.geometry import Box, union
from pipeline.model import Cell, Finding, Page, Reading, Severity, Table, Where
from pipeline.numbers import narrow
from pipeline.pdf_page import opened_page
from pipeline.sentences import say, witness_name
from pipeline.witnesses import INK, UNREADABLE

SCALE = 4
"""Pixels a point: a digit of 7 point type is 20 pixels high; more showed nothing more."""
MOST_PIXELS = 20_000_000
COMPARED = frozenset("0123456789.,-%")
MOST_CELLS = 80
"""Cells of sound rows whose marks are learned from."""
NUMBERS = ("number", "integer")

log = logging.getLogger(__name__)
Place = tuple[int, int]


def read_ink(page: Page, rows: Collection[tuple[str, int]]) -> Page:
    """The numbers of ``rows``, (table_id, data row) each, as the ink has them: one more reading of each cell that could be
    compared, and a warning where ink and text layer differ. Of a table where they do, every row is compared."""
    if not any(table.table_id == table_id for table in page.tables for table_id, _ in rows):
        return page
    tables, findings = [], list(page.findings)
    try:
        with opened_page(page.source) as opened:
            for table in page.tables:
                doubtful = {row for table_id, row in rows if table_id == table.table_id}
                read, found = _read_table(opened, table, doubtful) if doubtful else (table, [])
                tables.append(read)
                findings += found
    except (PageError, pypdfium2.PdfiumError):
        log.debug("%s cannot be drawn", page.page_id, exc_info=True)
        return page
    return replace(page, tables=tuple(tables), findings=tuple(findings))


def _read_table(page: pypdfium2.PdfPage, table: Table, doubtful: set[int]) -> tuple[Table, list[Finding]]:
    cells = dict(_number_cells(table))
    picture = _Picture.of(page, [cell.box for cell in cells.values() if cell.box])
    known = _known(picture, cells, doubtful) if picture else None
    if picture is None or known is None:
        return table, []
    read = dict(_read(picture, known, cells, doubtful))
    if any(_differs(cells[place], text) for place, text in read.items()):
        others = _read(picture, known, cells, set(range(len(table.rows))) - doubtful)
        read |= {place: text for place, text in others if UNREADABLE not in text}  # bold rows are strange, and sound
    rows = [list(row) for row in table.rows]
    findings = []
    for (row, column), text in sorted(read.items()):
        cell = rows[row][column]
        rows[row][column] = replace(cell, readings=(*cell.readings, Reading(text, INK)))
        if _differs(cell, text):
            title = table.columns[column].title or table.columns[column].name
            nothing = say("word.nothing")
            message = say("ink-differs.cell", title=title, told=cell.printed or nothing, ink=text or nothing)
            evidence = say("evidence.ink", told=cell.printed, witness=witness_name(INK), text=text)
            where = Where(table.table_id, row=row, column=table.columns[column].name)
            findings.append(Finding("ink-differs", Severity.WARNING, message, where, evidence))
    return replace(table, rows=tuple(map(tuple, rows))), findings


def _number_cells(table: Table) -> Iterator[tuple[Place, Cell]]:
    """The cells that hold a number, or nothing, in columns of numbers."""
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if table.columns[column].type in NUMBERS and cell.box and set(_plain(cell)) <= COMPARED:
                yield (row, column), cell


def _plain(cell: Cell) -> str:
    return "".join(narrow(cell.printed).split())


def _differs(cell: Cell, text: str) -> bool:
    return text != cell.printed


class _Picture:
    """The drawn table."""

    def __init__(self, pixels: npt.NDArray[np.uint8], left: int, top: int) -> None:
        self.pixels, self.left, self.top = pixels, left, top

    @classmethod
    def of(cls, page: pypdfium2.PdfPage, boxes: Iterable[Box]) -> _Picture | None:
        """The part of the page around ``boxes``, or None where there is nothing, or too much, to draw."""
        boxes = list(boxes)
        if not boxes:
            return None
        width, height = page.get_size()
        around = union(boxes)
        left, top = max(0, int(around.x0) - 1), max(0, int(around.y0) - 1)
        right, bottom = min(width, around.x1 + 2), min(height, around.y1 + 2)
        if not 0 < (right - left) * (bottom - top) * SCALE**2 <= MOST_PIXELS:
            return None
        bitmap = page.render(scale=SCALE, grayscale=True, crop=(left, height - bottom, width - right, top))
        pixels = np.array(bitmap.to_numpy()).reshape(bitmap.height, -1)[:, : bitmap.width]
        bitmap.close()
        return cls(pixels, left * SCALE, top * SCALE)

    def inside(self, box: Box) -> Pixels:
        """The ink of a place, 0 to 1."""
        x0, y0 = round(box.x0 * SCALE) - self.left, round(box.y0 * SCALE) - self.top
        x1, y1 = round(box.x1 * SCALE) - self.left, round(box.y1 * SCALE) - self.top
        part = self.pixels[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
        ink: Pixels = ((255 - part.astype(np.float32)) / 255).astype(np.float32)
        return ink

    def marks(self, box: Box) -> Printed:
        """The marks that stand in a place."""
        return marks_of(self.inside(box))


def _known(picture: _Picture, cells: dict[Place, Cell], doubtful: set[int]) -> Known | None:
    """What the marks of the sound rows mean; None where they cannot be read back right."""
    known = Known()
    sound = [(place, cell) for place, cell in cells.items() if place[0] not in doubtful and _plain(cell)]
    step = max(1, len(sound) // MOST_CELLS)
    for (row, column), cell in sound[::step]:
        if cell.box:
            known.learn(_plain(cell), cache(partial(picture.marks, cell.box)), (row, column))
    return known if known.is_right() else None


def _read(picture: _Picture, known: Known, cells: dict[Place, Cell], rows: set[int]) -> Iterator[tuple[Place, str]]:
    """The text of each cell of these rows as the ink has it, as printed where they agree."""
    for place, cell in cells.items():
        if place[0] in rows and cell.box:
            printed = _plain(cell)
            text = known.read(picture.marks(cell.box), printed)
            if text or printed:
                yield place, cell.printed if text == printed else text
