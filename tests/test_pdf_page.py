"""The page of a PDF in work: opened once for all who ask, closed when the page is done, whatever comes of it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline import convert, pdf_page
from pipeline.errors import DamagedSourceError
from pipeline.ingest import page_sources
from pipeline.model import PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings
from tests.emit.printed import SPECIMEN


def source(path: Path) -> PageSource:
    found = next(iter(page_sources([path], Settings())))
    assert isinstance(found, PageSource)
    return found


def test_a_page_with_its_report_is_opened_once_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    usual = pypdfium2.PdfDocument
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda *given: (opened.append(given), usual(*given))[1])
    asked = source(SPECIMEN)
    opened.clear()
    ((result, rows),) = convert.attempt(asked, read_recipes(), Settings(report=True))
    assert result.page is not None
    assert rows is not None
    assert any(each.path.endswith(".jpg") for each in rows.report)
    assert len(opened) == 1
    assert not pdf_page._open


def test_a_page_that_fails_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a stage is broken")

    asked = source(SPECIMEN)
    monkeypatch.setattr(convert.tables, "find_tables", fail)
    ((result, _),) = convert.attempt(asked, read_recipes(), Settings())
    assert result.error
    assert not pdf_page._open


def test_a_page_that_is_not_there_is_a_damaged_source(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(SPECIMEN.read_bytes())
    asked = source(path)
    path.write_bytes(b"%PDF-1.4 no more")
    with pytest.raises(DamagedSourceError), pdf_page.opened_page(asked):
        pass
    assert not pdf_page._open
