"""Searchable PDFs: the picture as it was, the text where it is printed, found by readers of two houses and seen by nobody."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.emit.blocks import page_lines
from pipeline.emit.searchable_pdf import searchable_pdf
from pipeline.errors import PageError
from pipeline.geometry import Box, union
from pipeline.model import Page, SourceKind
from pipeline.settings import Settings
from tests.emit.printed import as_scan, page_of, set_line, specimen, specimen_picture

WIDTH, HEIGHT = 400, 300
"""The picture of page_of, a pixel a point: white, with a black corner at the top left and a grey one at the top right."""


def searchable(page: Page) -> bytes:
    return searchable_pdf(page, Settings())


def pdfium_characters(data: bytes) -> list[tuple[str, Box]]:
    """Characters with their boxes, the blanks that pdfium adds left out."""
    page = pypdfium2.PdfDocument(data)[0]
    text, height = page.get_textpage(), page.get_height()
    found = []
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            x0, bottom, x1, top = text.get_charbox(index, loose=False)
            found.append((character, Box(x0, height - top, x1, height - bottom)))
    return found


def pdfplumber_characters(data: bytes) -> list[tuple[str, Box]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        chars = document.pages[0].chars
        return [(c["text"], Box(c["x0"], c["top"], c["x1"], c["bottom"])) for c in chars if c["text"].strip()]


READERS: dict[str, Callable[[bytes], list[tuple[str, Box]]]] = {
    "pdfium": pdfium_characters,
    "pdfplumber": pdfplumber_characters,
}


def shown(data: bytes, scale: float = 1.0) -> np.ndarray:
    return np.asarray(pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("L"))


def marked() -> Image.Image:
    pixels = np.full((HEIGHT, WIDTH), 255, np.uint8)
    pixels[:60, :80] = 0
    pixels[:60, -80:] = 128
    return Image.fromarray(pixels)


def corners(data: bytes) -> list[int]:
    """How dark the corners are: top left, top right, bottom left, bottom right."""
    pixels = shown(data)
    return [int(pixels[y, x]) for y in (20, -20) for x in (20, -20)]


@pytest.fixture
def scan(tmp_path: Path) -> Page:
    marked().save(tmp_path / "scan.jpg", quality=95)
    return page_of(set_line("河水 清清"), path=tmp_path / "scan.jpg")


@pytest.fixture(scope="module")
def specimen_scan(tmp_path_factory: pytest.TempPathFactory) -> Page:
    path = tmp_path_factory.mktemp("scan") / "scan.jpg"
    specimen_picture().save(path, quality=70)
    return as_scan(specimen(), path)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_the_text_is_found_where_it_is_printed(specimen_scan: Page, reader: Callable[[bytes], list[tuple[str, Box]]]) -> None:
    """Every character of every line, in order; the box of each line covers four fifths of the printed one and little more."""
    characters = iter(reader(searchable(specimen_scan)))
    for line in page_lines(specimen_scan):
        text = "".join(line.text.split())
        found = [next(characters) for _ in text]
        assert "".join(character for character, _ in found) == text
        box = union(box for _, box in found)
        assert box.intersection_area(line.box) >= 0.8 * max(line.box.area, box.area), line.text
    assert next(characters, None) is None


def test_blanks_within_lines_are_kept_and_none_are_added(scan: Page) -> None:
    lines = (set_line("河水 清清"), set_line("18.0 57.6", y=90, size=7), set_line("甲,1", y=120))
    text = pypdfium2.PdfDocument(searchable(replace(scan, lines=lines)))[0].get_textpage().get_text_range()
    assert text.splitlines() == ["河水 清清", "18.0 57.6", "甲,1"]


def test_a_vertical_headline_is_one_piece(scan: Page) -> None:
    page = replace(scan, lines=(set_line("春季田径 落幕", x=300, y=40, size=24, vertical=True),))
    data = searchable(page)
    assert "春季田径 落幕" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    for reader in READERS.values():
        box = union(box for _, box in reader(data))
        assert box.intersection_area(page.lines[0].box) >= 0.8 * box.area


@pytest.mark.parametrize("text", ["㐂𠮷😀", "甲\x00乙", "甲\ud83d乙", "①Ⅳ㎡（）“”……——"])
def test_odd_characters_are_found(scan: Page, text: str) -> None:
    data = searchable(replace(scan, lines=(set_line(text),)))
    told = text.replace("\x00", "\ufffd").replace("\ud83d", "\ufffd")
    assert pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range() == told
    assert "".join(character for character, _ in pdfplumber_characters(data)) == told


def test_marks_of_direction_break_nothing(scan: Page) -> None:
    data = searchable(replace(scan, lines=(set_line("\u200f甲\u202e乙"),)))
    assert {"甲", "乙"} <= {character for character, _ in pdfplumber_characters(data)}


def test_a_jpeg_goes_in_byte_by_byte_and_the_text_is_not_seen(scan: Page) -> None:
    data = searchable(scan)
    assert scan.source.source.path.read_bytes() in data
    assert np.array_equal(shown(data, 2), shown(searchable(replace(scan, lines=())), 2))


def test_the_same_page_gives_the_same_bytes_and_no_date(specimen_scan: Page) -> None:
    first = searchable(specimen_scan)
    assert first == searchable(specimen_scan)
    assert b"Date" not in first
    assert len(first) < specimen_scan.source.source.path.stat().st_size + 60_000


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "1"),
        ("a.png", "L"),
        ("a.png", "RGB"),
        ("a.png", "RGBA"),
        ("a.png", "P"),
        ("a.png", "I;16"),
        ("a.tif", "1"),
        ("a.jpg", "CMYK"),
        ("a.jpg", "RGB"),
        ("a.bmp", "L"),
        ("a.webp", "RGB"),
    ],
)
def test_pictures_of_every_kind_look_as_they_do(tmp_path: Path, name: str, mode: str) -> None:
    image = marked()
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    elif mode == "1":
        image = image.point(lambda value: 255 * (value > 100)).convert("1")
    else:
        image = image.convert(mode)
    image.save(tmp_path / name)
    top_left, top_right, *rest = corners(searchable(page_of(path=tmp_path / name)))
    assert top_left < (40 if mode == "CMYK" else 10)  # black ink alone is dark grey
    assert top_right == pytest.approx(255 if mode == "1" else 128, abs=25)
    assert min(rest) > 245


@pytest.mark.parametrize(
    ("orientation", "size", "to_source", "expected"),
    [
        (1, (WIDTH, HEIGHT), (1, 0, 0, 0, 1, 0), [0, 128, 255, 255]),
        (1, (WIDTH, HEIGHT), (-1, 0, WIDTH, 0, -1, HEIGHT), [255, 255, 128, 0]),
        (6, (HEIGHT, WIDTH), (0, 1, 0, -1, 0, HEIGHT), [255, 0, 255, 128]),
        (8, (HEIGHT, WIDTH), (0, -1, WIDTH, 1, 0, 0), [128, 255, 0, 255]),
    ],
)
@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_a_turned_picture_is_shown_upright(
    tmp_path: Path, name: str, orientation: int, size: tuple[int, int], to_source: tuple[float, ...], expected: list[int]
) -> None:
    """Laid under the text by the page's affine, which speaks of the picture as the file stores it, its orientation or not."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    marked().save(tmp_path / name, exif=exif.tobytes(), **({"compression": "tiff_lzw"} if name == "a.tif" else {}))
    a, b, c, d, e, f = to_source
    page = replace(page_of(path=tmp_path / name), width=size[0], height=size[1], to_source=(a, b, c, d, e, f))
    assert corners(searchable(page)) == pytest.approx(expected, abs=12)


def scanned_pdf(path: Path, *, rotation: int = 0, text: str = "") -> None:
    """A page of 440 by 340 points, cropped by 20 on each side, that holds the marked picture."""
    marked().save(path.with_suffix(".jpg"), quality=95)
    canvas = Canvas(str(path), pagesize=(WIDTH + 40, HEIGHT + 40), cropBox=(20, 20, WIDTH + 20, HEIGHT + 20), invariant=1)
    canvas.drawImage(str(path.with_suffix(".jpg")), 20, 20, WIDTH, HEIGHT)
    canvas.drawString(100, 100, text)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(path.read_bytes())
    document[0].set_rotation(rotation)
    document.save(path)


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [(0, [0, 128, 255, 255]), (90, [255, 0, 255, 128]), (180, [255, 255, 128, 0]), (270, [128, 255, 0, 255])],
)
@pytest.mark.parametrize("scale", [None, 2.5])
def test_a_scanned_pdf_keeps_its_content(tmp_path: Path, rotation: int, expected: list[int], scale: float | None) -> None:
    """Cropped and turned as it is shown; the text is laid over it, and two runs give the same bytes."""
    scanned_pdf(tmp_path / "a.pdf", rotation=rotation)
    width, height = (HEIGHT, WIDTH) if rotation % 180 else (WIDTH, HEIGHT)
    page = page_of(set_line("河水清清"), path=tmp_path / "a.pdf", kind=SourceKind.PDF)
    page = replace(page, width=width, height=height, to_source=(scale, 0, 0, 0, scale, 0) if scale else None)
    data = searchable(page)
    assert corners(data) == pytest.approx(expected, abs=12)
    assert [character for character, _ in pdfium_characters(data)] == list("河水清清")
    assert data == searchable(page)
    assert b"Date" not in data


@pytest.mark.parametrize("size", [None, (1000, 750)])
def test_wrong_text_of_a_pdf_is_not_found(tmp_path: Path, size: tuple[int, int] | None) -> None:
    """Its page is drawn anew, at whatever resolution it was read."""
    scanned_pdf(tmp_path / "a.pdf", text="wrong")
    page = page_of(set_line("河水清清"), path=tmp_path / "a.pdf", kind=SourceKind.PDF)
    data = searchable(replace(page, source_size=size, to_source=(2.5, 0, 0, 0, 2.5, 0)))
    assert pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range() == "河水清清"
    assert corners(data) == pytest.approx([0, 128, 255, 255], abs=12)


def test_an_empty_page_is_its_picture(scan: Page) -> None:
    assert corners(searchable(replace(scan, lines=()))) == pytest.approx([0, 128, 255, 255], abs=12)


@pytest.mark.parametrize("kind", [SourceKind.IMAGE, SourceKind.PDF])
def test_a_source_that_is_damaged_since_is_told(tmp_path: Path, kind: SourceKind) -> None:
    (tmp_path / "a").write_bytes(b"no picture, no document")
    with pytest.raises(PageError):
        searchable(page_of(path=tmp_path / "a", kind=kind))


def test_a_page_without_a_size_is_none() -> None:
    with pytest.raises(ValueError, match="without a size"):
        searchable(replace(page_of(), width=0.0))
