"""What the user asked for decides before the page does: --ocr, --engine, and engines that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.errors import PageError, UnreadableSourceError
from pipeline.model import Page, PageSource, Route, SourceKind
from pipeline.settings import Ocr, Settings
from tests.answer import Run
from tests.extract.page_files import printed, source_of
from tests.test_convert import put, records
from tests.typeset import damaged
from tests.typeset.damaged import WrongMap
from tests.typeset.pdf import render_pdf


def test_ocr_always_asks_no_text_layer(tmp_path: Path, asked: list[str]) -> None:
    extract.read_page(source_of(render_pdf(printed(2)), tmp_path), Settings(ocr=Ocr.ALWAYS))
    assert asked == ["OCR was asked for"]


def test_a_picture_is_read_by_ocr(tmp_path: Path, asked: list[str]) -> None:
    extract.read_page(source_of(b"", tmp_path, "page.png", SourceKind.IMAGE), Settings())
    assert asked == ["the source is a picture"]


NEVER = Settings(ocr=Ocr.NEVER)


def test_without_ocr_a_sound_page_is_read(tmp_path: Path) -> None:
    assert extract.read_page(source_of(render_pdf(printed(2)), tmp_path), NEVER).route is Route.TEXT_LAYER


def test_without_ocr_an_old_layer_is_read_where_it_is_sound(tmp_path: Path) -> None:
    page = extract.read_page(source_of(damaged.scanned(printed(2), str), tmp_path), NEVER)
    assert page.route is Route.TEXT_LAYER
    assert page.route_reason.endswith("OCR was forbidden")


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (SourceKind.IMAGE, "the source is a picture"),
        (SourceKind.PDF, "the text layer is wrong: "),
    ],
)
def test_without_ocr_a_page_that_needs_it_fails_in_one_sentence(kind: SourceKind, why: str, tmp_path: Path) -> None:
    data = damaged.with_wrong_maps(render_pdf(printed(2)), WrongMap.SHIFTED) if kind is SourceKind.PDF else b""
    with pytest.raises(UnreadableSourceError) as fault:
        extract.read_page(source_of(data, tmp_path, kind=kind), NEVER)
    assert str(fault.value).startswith(f"Page 1 of page.pdf cannot be read without OCR: {why}")
    assert str(fault.value).endswith("Convert it again without --ocr never.")


class NoEngineError(PageError):
    """As the engines' own."""


def test_a_missing_engine_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.extract import scan

    def read_scan(page_source: PageSource, settings: Settings) -> tuple[Page, ...]:
        raise NoEngineError("No OCR engine is installed.", "Install one.")

    monkeypatch.setattr(scan, "read_scan", read_scan)
    with pytest.raises(NoEngineError, match=r"^No OCR engine is installed\. Install one\.$"):
        extract.read_page(source_of(damaged.scanned(printed(2)), tmp_path), Settings())


def test_a_page_on_which_ocr_finds_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.extract import scan

    monkeypatch.setattr(scan, "read_scan", lambda page_source, _: (Page("p1", page_source, Route.OCR),))
    with pytest.raises(UnreadableSourceError, match="shows no text: the page has no text layer, and OCR found none"):
        extract.read_page(source_of(damaged.scanned(printed(2)), tmp_path), Settings())


def test_the_command_passes_its_options_on(tmp_path: Path, run: Run) -> None:
    source = put(tmp_path / "in", page_pdf=damaged.scanned(printed(2)))
    answer = run("convert", source, "--out", tmp_path / "out", "--ocr", "never")
    assert answer.code == 3
    (page,) = records(tmp_path / "out" / "pages.csv")
    assert page["error"].startswith("Page 1 of page.pdf cannot be read without OCR: the page has no text layer.")
    answer = run("inspect", source / "page.pdf", "--ocr", "never")
    assert answer.code == 3
    assert "cannot be read without OCR" in answer.err
    assert run("convert", source, "--out", tmp_path / "out", "--ocr", "sometimes").code == 2
    assert run("convert", source, "--out", tmp_path / "out", "--engine", "unknown").code == 2
