"""Ink within a scanned table that nobody read is told of."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.extract import unread_ink
from pipeline.extract.image import PageImage
from pipeline.geometry import Box
from pipeline.model import (
    Cell,
    CellStatus,
    Column,
    Finding,
    GridCell,
    Page,
    PageSource,
    Route,
    Source,
    SourceKind,
    Table,
    TextLine,
)
from pipeline.settings import Settings

SCALE, DPI = 4, 288.0
ROWS, COLUMNS = 6, 3


def _box(row: int, column: int) -> Box:
    return Box(40 + 50.0 * column, 40 + 14.0 * row, 56 + 50.0 * column, 48 + 14.0 * row)


def _told(monkeypatch: pytest.MonkeyPatch, unread: list[Box], empty: tuple[int, int] | None = None) -> list[Finding]:
    """A table of six rows, printed and read, but for one cell, and marks that were not read."""
    pixels = np.full((200 * SCALE, 260 * SCALE), 255, np.uint8)
    lines, rows = [], []
    for row in range(ROWS):
        cells = []
        for column in range(COLUMNS):
            text = "" if (row, column) == empty else "18"
            cells.append(Cell(text, text, CellStatus.AS_PRINTED if text else CellStatus.MISSING, box=_box(row, column)))
            if text:
                x, y = int(_box(row, column).x0 * SCALE), int(_box(row, column).y1 * SCALE) - 4
                cv2.putText(pixels, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3)
                lines.append(TextLine(text, _box(row, column), 8.0))
        rows.append(tuple(cells))
    for mark in unread:
        x0, y0, x1, y1 = (int(value * SCALE) for value in mark)
        pixels[y0:y1, x0:x1] = 0
    lines.append(TextLine("题", Box(10, 20, 250, 30), 9.0))
    image = PageImage(pixels, DPI, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), (pixels.shape[1], pixels.shape[0]))
    monkeypatch.setattr(unread_ink, "picture_of", lambda *_: image)
    columns = tuple(Column(name, name) for name in "甲乙丙")
    table = Table("t1", columns=columns, rows=tuple(rows), box=Box(40, 40, 156, 118), lines=tuple(lines[:-1]))
    source = Source(Path("page.jpg"), "page.jpg", "0" * 64, SourceKind.IMAGE, 1)
    page = Page("page", PageSource(source, 1, "page"), Route.OCR, dpi=DPI, lines=(lines[-1],), tables=(table,))
    return [each for each in unread_ink.tell_unread(page, Settings()).findings if each.code == "unread-ink"]


def test_a_table_that_was_read_whole_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told(monkeypatch, []) == []


def test_a_dash_that_was_passed_over_is_told_of_with_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = _box(2, 1)
    found = _told(monkeypatch, [Box(cell.x0, cell.y_middle - 0.6, cell.x0 + 9, cell.y_middle + 0.6)], (2, 1))
    assert [(each.where.row, each.where.column) for each in found] == [(2, "乙")]


def test_a_piece_of_a_rule_between_the_rows_is_no_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told(monkeypatch, [Box(42, 51, 51, 52)]) == []


def test_a_speck_is_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = _box(2, 1)
    assert _told(monkeypatch, [Box(cell.x0 + 4, cell.y_middle, cell.x0 + 5, cell.y_middle + 1)], (2, 1)) == []


def test_a_column_lost_beside_the_table_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = [Box(176, 41 + 14.0 * row, 181, 47 + 14.0 * row) for row in range(ROWS)]
    found = _told(monkeypatch, marks)
    assert [(each.where.row, each.where.column) for each in found] == [(None, "")]
    assert "On the right" in found[0].message


def _grid(width: float, height: float) -> Table:
    """Twelve ruled cells of this size, a digit in each."""
    boxes = [Box(width * j, height * i, width * (j + 1), height * (i + 1)) for i in range(3) for j in range(4)]
    grid = tuple(GridCell(n // 4, n % 4, "8", box=box) for n, box in enumerate(boxes))
    lines = tuple(TextLine("8", Box(box.x0, box.y0, box.x0 + 5, box.y0 + 8), 8.0) for box in boxes)
    return Table("t1", grid=grid, lines=lines)


def test_cells_and_lines_higher_than_wide_lie_on_their_side() -> None:
    assert unread_ink.lies_on_its_side(_grid(13, 44))


def test_columns_of_single_digits_do_not() -> None:
    assert not unread_ink.lies_on_its_side(_grid(12, 13))
    assert not unread_ink.lies_on_its_side(_grid(44, 13))
