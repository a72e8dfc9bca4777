"""tesseract, the second witness of scans: asked about the cells of doubtful table rows, never for a whole page.

What it reads stands beside the other readings; nothing is chosen here. On fair scans it mostly agrees; on rough ones it reads a
fifth of what the first engine reads, so that its silence says nothing (BENCHMARKS.md, "Scans").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.extract import ocr
from pipeline.extract.ocr.cells import without_rules
from pipeline.extract.ocr.cuttings import SPECK, cell_cutting
from pipeline.extract.ocr.reading import Pixels, stepped
from pipeline.extract.ocr.tesseract import TesseractEngine
from pipeline.extract.scan import BODY_POINTS, picture_of
from pipeline.geometry import Box
from pipeline.model import Cell, Finding, Page, Reading, Severity, Table
from pipeline.sentences import say
from pipeline.settings import Settings

DIGITS = "0123456789.,-%"
AT_ONCE = 40
"""Cells in one call: more would make a sheet too high to keep its lines apart."""


class _Asked(NamedTuple):
    table: int
    row: int
    column: int
    picture: Pixels
    numeric: bool


def reread_scanned_cells(page: Page, rows: Collection[tuple[str, int]], settings: Settings) -> Page:
    """The cells of ``rows``, (table_id, data row) each, read by the second engine; what it reads joins ``Cell.readings``.
    Without a second engine the page as it is."""
    engine = ocr.second_engine(settings.engine)
    asked = list(_asked(page, set(rows), settings)) if engine else []
    if engine is None or not asked:
        return page
    try:
        readings = _readings(engine, asked)
    except RuntimeError as fault:  # tesseract's own failures and its time limit
        failed = Finding(
            "witness-failed",
            Severity.NOTICE,
            say("witness-failed.page"),
            evidence=str(fault)[:300],
        )
        return replace(page, findings=(*page.findings, failed))
    tables = [_with_readings(table, index, readings) for index, table in enumerate(page.tables)]
    return replace(page, tables=tuple(tables), engine=f"{page.engine}; {engine.name} {engine.version}")


def _asked(page: Page, rows: set[tuple[str, int]], settings: Settings) -> Iterator[_Asked]:
    """The pictures of the filled cells of these rows."""
    image = picture_of(page, settings)
    scale = image.dpi / 72
    for table_index, table in enumerate(page.tables):
        for row_index, row in enumerate(table.rows):
            if (table.table_id, row_index) not in rows:
                continue
            for column_index, cell in enumerate(row):
                picture = _picture(image.pixels, cell, scale)
                if picture is not None:
                    numeric = table.columns[column_index].type in ("number", "integer")
                    yield _Asked(table_index, row_index, column_index, picture, numeric)


def _picture(pixels: Pixels, cell: Cell, scale: float) -> Pixels | None:
    if cell.box is None or not cell.readings:
        return None
    x0, y0, x1, y1 = (value * scale for value in cell.box)
    inside = without_rules(pixels, Box(x0, y0, x1, y1), BODY_POINTS * scale)
    cutting = cell_cutting(pixels, inside, SPECK)
    return None if cutting is None else cutting.picture


def _readings(engine: TesseractEngine, asked: Sequence[_Asked]) -> dict[tuple[int, int, int], Reading]:
    found = {}
    for numeric in (True, False):
        kind = [each for each in asked if each.numeric is numeric]
        for start in range(0, len(kind), AT_ONCE):
            some = kind[start : start + AT_ONCE]
            lines = engine.read_stack([each.picture for each in some], DIGITS if numeric else "")
            for each, line in zip(some, lines, strict=True):
                found[each[:3]] = Reading(line.text.strip(), engine.name, stepped(line.confidence))
    return found


def _with_readings(table: Table, index: int, readings: dict[tuple[int, int, int], Reading]) -> Table:
    rows = []
    for row_index, row in enumerate(table.rows):
        cells = []
        for column_index, cell in enumerate(row):
            reading = readings.get((index, row_index, column_index))
            cells.append(replace(cell, readings=(*cell.readings, reading)) if reading and reading.text else cell)
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))
