"""Which reader a page gets, and the reason that stands in pages.csv."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline import extract
from pipeline.model import Page, Route
from pipeline.settings import Settings
from tests.answer import Run
from tests.extract.page_files import printed, source_of
from tests.test_convert import contents, put, records
from tests.typeset import damaged
from tests.typeset.damaged import WrongMap
from tests.typeset.fonts import default_fonts, register
from tests.typeset.pdf import Order, render_pdf


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


# --- sound pages


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("seed", range(6))
def test_a_sound_page_stays_on_its_text_layer(seed: int, order: Order, tmp_path: Path, asked: list[str]) -> None:
    page = extract.read_page(source_of(render_pdf(printed(seed), order, seed), tmp_path), Settings())
    assert page.route is Route.TEXT_LAYER
    assert page.engine.startswith("pypdfium2")
    assert page.route_reason.startswith("the page has a text layer of ")
    assert not asked


def drawn(size: tuple[int, int], *steps: str) -> bytes:
    """A page of text lines and pictures, drawn in this order: "text", "few", "photo", "paper", "watermark"."""
    buffer = io.BytesIO()
    width, height = size
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    face = default_fonts().body
    register(face)
    pictures = {
        "photo": (Image.effect_noise((200, 150), 90), (40, 60, 0.5 * width, 0.3 * height)),
        "paper": (Image.new("L", (100, 140), 240), (0, 0, width, height)),
        "watermark": (Image.new("RGBA", (100, 140), (200, 0, 0, 20)), (0, 0, width, height)),
    }
    for step in steps:
        if step in pictures:
            picture, (x, y, wide, high) = pictures[step]
            canvas.drawImage(ImageReader(picture), x, y, wide, high, mask="auto" if picture.mode == "RGBA" else None)
            continue
        canvas.setFont(face.name, 10)
        for number in range(3 if step == "few" else 30):
            canvas.drawString(40, height - 60 - 14 * number, f"市图书馆今年在第{number}个社区开设分馆，居民下楼就能借到书。")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    "steps", [("paper", "text"), ("text", "watermark"), ("photo", "text"), ("photo", "few"), ("few",), ("paper", "few")]
)
def test_pictures_on_a_page_do_not_make_it_a_scan(steps: tuple[str, ...], tmp_path: Path, asked: list[str]) -> None:
    """A tinted ground, a watermark over the text, photographs with a caption."""
    page = extract.read_page(source_of(drawn((500, 700), *steps), tmp_path), Settings())
    assert page.route is Route.TEXT_LAYER
    assert not asked


# --- wrong maps


def damages() -> list[WrongMap | None]:
    return [None, *WrongMap]


def damage(data: bytes, wrong: WrongMap | None) -> bytes:
    return damaged.without_maps(data) if wrong is None else damaged.with_wrong_maps(data, wrong)


@pytest.mark.parametrize("wrong", damages(), ids=str)
def test_fonts_that_know_their_characters_are_read_by_them(wrong: WrongMap | None, tmp_path: Path, asked: list[str]) -> None:
    """The lines are those of the sound page, glyph for glyph in their places."""
    sound = damaged.with_font_cmaps(render_pdf(printed(3)))
    first = extract.read_page(source_of(sound, tmp_path), Settings())
    page = extract.read_page(source_of(damage(sound, wrong), tmp_path), Settings())
    assert not asked
    assert page.engine.startswith("pdfplumber")
    assert page.route_reason.startswith("the text layer is wrong: ")
    assert "by its fonts' own maps" in page.route_reason
    assert texts(page) == texts(first)
    glyphs = [[glyph for line in each.lines for glyph in line.glyphs] for each in (first, page)]
    for one, other in zip(*glyphs, strict=True):
        assert tuple(one.box) == pytest.approx(tuple(other.box), abs=0.5)
        assert one.size == pytest.approx(other.size, abs=0.05)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_cropped_and_turned_page_is_read_in_its_place(rotate: int, tmp_path: Path, asked: list[str]) -> None:
    with pikepdf.open(io.BytesIO(damaged.with_font_cmaps(render_pdf(printed(1))))) as pdf:
        page = pdf.pages[0]
        left, bottom, right, top = (float(side) for side in page.mediabox)
        page.MediaBox = [left - 15, bottom - 25, right + 5, top + 35]
        page.CropBox = [left + 4, bottom + 6, right - 3, top - 8]
        page.Rotate = rotate
        turned = io.BytesIO()
        pdf.save(turned)
    first = extract.read_page(source_of(turned.getvalue(), tmp_path), Settings())
    again = extract.read_page(source_of(damaged.without_maps(turned.getvalue()), tmp_path), Settings())
    assert again.engine.startswith("pdfplumber")
    assert not asked
    assert sorted(texts(again)) == sorted(texts(first))
    for one, other in zip(
        *(sorted(page.lines, key=lambda line: (line.text, line.box)) for page in (first, again)), strict=True
    ):
        assert tuple(one.box) == pytest.approx(tuple(other.box), abs=0.5)


@pytest.mark.parametrize("wrong", damages(), ids=str)
def test_fonts_that_know_nothing_go_to_ocr(wrong: WrongMap | None, tmp_path: Path, asked: list[str]) -> None:
    page = extract.read_page(source_of(damage(render_pdf(printed(2)), wrong), tmp_path), Settings())
    assert page.route is Route.OCR
    assert asked[0].startswith("the text layer is wrong: ")
    assert asked[0].endswith("; its fonts have no maps of their own")


@pytest.mark.parametrize("wrong", [None, WrongMap.PERMUTED], ids=str)
def test_the_clean_table_is_that_of_the_sound_page(wrong: WrongMap | None, tmp_path: Path, run: Run) -> None:
    sound = damaged.with_font_cmaps(render_pdf(printed(0)))
    tables = []
    for name, data in (("sound", sound), ("damaged", damage(sound, wrong))):
        assert run("convert", put(tmp_path / name, page_pdf=data), "--out", tmp_path / name / "out").code == 0
        written = contents(tmp_path / name / "out")
        tables.append([text for file, text in sorted(written.items()) if file.startswith("tables/") and ".raw." not in file])
    assert tables[0] == tables[1] != []
    (page,) = records(tmp_path / "damaged" / "out" / "pages.csv")
    assert page["route"] == "text_layer"
    assert "the text layer is wrong: " in page["route_reason"]


# --- scans


def test_a_scan_goes_to_ocr(tmp_path: Path, asked: list[str]) -> None:
    extract.read_page(source_of(damaged.scanned(printed(2)), tmp_path), Settings())
    assert asked == ["the page has no text layer"]


@pytest.mark.parametrize("bad", [False, True])
def test_an_old_ocr_layer_gives_way_to_our_own(bad: bool, tmp_path: Path, asked: list[str]) -> None:
    misread = (lambda text: "".join(chr(0x4E00 + ord(c) * 7 % 20000) for c in text)) if bad else str
    extract.read_page(source_of(damaged.scanned(printed(2), misread), tmp_path), Settings())
    assert asked[0].startswith("the page is a scan with an older OCR's text under it")
    assert asked[0].endswith("our own OCR is preferred") != bad


def test_a_page_number_over_a_scan_is_no_text_layer(tmp_path: Path, asked: list[str]) -> None:
    with pikepdf.open(io.BytesIO(damaged.scanned(printed(2)))) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources.Font = pikepdf.Dictionary(F9=pdf.make_indirect(font))
        page.contents_add(b"BT /F9 9 Tf 20 20 Td (Page 7 of 8) Tj ET")
        stamped = io.BytesIO()
        pdf.save(stamped)
    extract.read_page(source_of(stamped.getvalue(), tmp_path), Settings())
    assert asked[0].startswith("the text layer has 8 characters, and ")
