"""The second engine is asked about the cells of doubtful rows of a scan; what it reads joins the readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.extract import ocr, second_engine
from pipeline.extract.image import PageImage
from pipeline.extract.ocr.reading import Character, LineReading, Pixels
from pipeline.extract.ocr.tesseract import TesseractEngine, tesseract_problem
from pipeline.extract.second_engine import reread_scanned_cells
from pipeline.geometry import Box
from pipeline.model import Cell, Column, Page, PageSource, Reading, Route, Source, SourceKind, Table
from pipeline.settings import EngineName, Settings

SOURCE = PageSource(Source(Path("page.png"), "page.png", "0" * 64, SourceKind.IMAGE, 1), 1, "p")


class Witness:
    name = "tesseract"
    version = "5"

    def __init__(self, answers: dict[str, str] | None = None) -> None:
        self.answers = answers or {}
        self.asked: list[tuple[int, str]] = []

    def read_stack(self, pictures: Sequence[Pixels], alphabet: str = "") -> list[LineReading]:
        self.asked.append((len(pictures), alphabet))
        text = self.answers.get(alphabet and "number", self.answers.get("text", ""))
        return [LineReading(tuple(Character(each, 0.5, 0.9) for each in text)) for _ in pictures]


def printed_page() -> tuple[Page, PageImage]:
    """Two rows of a name and a number at 72 dpi, so that points are pixels."""
    pixels = np.full((200, 300), 255, np.uint8)
    rows = []
    for row in range(2):
        cells = []
        for column, text in enumerate(("AB", "36.4")):
            x, y = 20 + 140 * column, 20 + 60 * row
            cv2.putText(pixels, text, (x + 10, y + 30), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
            cells.append(Cell(text, text, box=Box(x, y, x + 130, y + 50), readings=(Reading(text, "rapidocr", 0.9),)))
        rows.append(tuple(cells))
    table = Table("t", columns=(Column("name"), Column("total", type="number")), rows=tuple(rows))
    page = Page("p", SOURCE, Route.OCR, engine="rapidocr 3", width=300, height=200, dpi=72, tables=(table,))
    return page, PageImage(pixels, 72, (1, 0, 0, 0, 1, 0), (300, 200))


def asked(monkeypatch: pytest.MonkeyPatch, witness: Witness | None) -> Page:
    page, image = printed_page()
    monkeypatch.setattr(second_engine, "picture_of", lambda *_: image)
    monkeypatch.setattr(ocr, "second_engine", lambda _: witness)
    return reread_scanned_cells(page, [("t", 1)], Settings())


def test_doubtful_rows_alone_are_read_again_and_numbers_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    witness = Witness({"number": "36.9", "text": "AB"})
    page = asked(monkeypatch, witness)
    assert witness.asked == [(1, second_engine.DIGITS), (1, "")]
    (first, second) = page.tables[0].rows
    assert all(len(cell.readings) == 1 for cell in first)
    assert [cell.readings[-1] for cell in second] == [Reading("AB", "tesseract", 0.9), Reading("36.9", "tesseract", 0.9)]
    assert [cell.printed for cell in second] == ["AB", "36.4"]
    assert page.engine == "rapidocr 3; tesseract 5"


def test_a_witness_that_reads_nothing_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    page = asked(monkeypatch, Witness())
    assert all(len(cell.readings) == 1 for row in page.tables[0].rows for cell in row)


def test_without_a_second_engine_the_page_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, None) == printed_page()[0]


def test_a_witness_that_fails_costs_a_notice_and_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    witness = Witness()

    def fails(*_: object) -> list[LineReading]:
        raise RuntimeError("Tesseract process timeout")

    monkeypatch.setattr(witness, "read_stack", fails)
    page = asked(monkeypatch, witness)
    assert [finding.code for finding in page.findings] == ["witness-failed"]
    assert page.tables == printed_page()[0].tables


def test_cells_without_a_place_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    page, image = printed_page()
    (table,) = page.tables
    rows = tuple(tuple(replace(cell, box=None) for cell in row) for row in table.rows)
    witness = Witness({"text": "AB"})
    monkeypatch.setattr(second_engine, "picture_of", lambda *_: image)
    monkeypatch.setattr(ocr, "second_engine", lambda _: witness)
    reread_scanned_cells(replace(page, tables=(replace(table, rows=rows),)), [("t", 1)], Settings())
    assert witness.asked == []


def test_an_engine_asked_for_by_name_has_no_second_one() -> None:
    assert ocr.second_engine(EngineName.TESSERACT) is None
    assert ocr.second_engine(EngineName.RAPIDOCR) is None


@pytest.mark.skipif(bool(tesseract_problem()), reason="tesseract is not installed")
def test_tesseract_reads_a_stack_line_by_line() -> None:
    pictures = []
    for text in ("36.4", "19", "87.25"):
        picture = np.full((44, 160), 250, np.uint8)
        cv2.putText(picture, text, (15, 34), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 2)
        pictures.append(picture)
    read = TesseractEngine().read_stack(pictures, "0123456789.")
    assert [line.text for line in read] == ["36.4", "19", "87.25"]
