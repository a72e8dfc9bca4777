"""ALTO and PDF files in the output folder: there when asked for, described, gone with the conversion that made them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package
from PIL import Image

from pipeline.emit import Writer, page_parts, page_rows, with_page_row
from pipeline.model import Page, PageResult, Route
from pipeline.settings import Settings
from tests.emit.printed import page_of, set_line

BOTH = Settings(alto=True, searchable_pdf=True)


@pytest.fixture
def page(tmp_path: Path) -> Page:
    Image.new("L", (400, 300), 255).save(tmp_path / "scan.jpg")
    page = page_of(set_line("河水清清"), path=tmp_path / "scan.jpg")
    return replace(page, page_id="报-p1")


def publish(out: Path, page: Page, settings: Settings) -> set[str]:
    with Writer(out, ()) as writer:
        result = PageResult(replace(page.source, page_id=page.page_id), page)
        parts = page_parts([with_page_row(result, page_rows(page, (), settings))])
        writer.add(parts.shared)
        writer.add_own(parts.own)
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_dir() or path.suffix in (".xml", ".pdf")}


def test_files_are_written_described_and_valid(tmp_path: Path, page: Page) -> None:
    assert publish(tmp_path / "out", page, BOTH) == {"alto", "alto/报-p1.xml", "pdf", "pdf/报-p1.pdf"}
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {"alto/报-p1.xml", "pdf/报-p1.pdf"} < {each["path"] for each in package["resources"]}
    assert Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


def test_files_go_when_they_are_not_made_again(tmp_path: Path, page: Page) -> None:
    """Those that others put beside them stay."""
    publish(tmp_path / "out", page, BOTH)
    (tmp_path / "out" / "pdf" / "mine.pdf").write_bytes(b"mine")
    assert publish(tmp_path / "out", page, Settings()) == {"pdf", "pdf/mine.pdf"}


@pytest.mark.parametrize(
    ("route", "expected"),
    [(Route.TEXT_LAYER, {"alto", "alto/报-p1.xml"}), (Route.PLAIN_TEXT, set())],
    ids=["text_layer", "plain_text"],
)
def test_only_pages_that_have_them_get_them(tmp_path: Path, page: Page, route: Route, expected: set[str]) -> None:
    """A text layer can be searched already; a text dump has no layout."""
    assert publish(tmp_path / "out", replace(page, route=route), BOTH) == expected


def test_an_empty_folder_of_the_same_name_stays(tmp_path: Path, page: Page) -> None:
    (tmp_path / "out" / "pdf").mkdir(parents=True)
    assert publish(tmp_path / "out", page, Settings()) == {"pdf"}
