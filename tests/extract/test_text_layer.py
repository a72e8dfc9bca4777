"""The text layer of a page as it is shown: turned, cropped, or made by nobody's idea of a newspaper."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import DamagedSourceError
from pipeline.extract.text_layer import UNKNOWN
from pipeline.geometry import Box
from pipeline.model import Page, Route
from tests.drawn_pdf import HEIGHT, WIDTH, drawn, shown_cropped, shown_turned, write
from tests.hand_set import read_pdf
from tests.raw_pdf import pdf_of, pdf_of_codes
from tests.typeset import hostile


def story(canvas: Canvas) -> None:
    write(canvas, "湖城开渠", 50, 150)
    write(canvas, "第2版 up to 25", 20, 20, 8)
    canvas.line(20, 100, 200, 100)
    canvas.rect(100, 40, 60, 30)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def places(page: Page) -> list[tuple[str, tuple[float, ...]]]:
    rules = [("", tuple(round(value, 2) for value in rule.box)) for rule in page.rulings]
    return [(line.text, tuple(round(value, 2) for value in line.box)) for line in page.lines] + rules


# --- where things stand


def test_lines_stand_where_they_are_printed(tmp_path: Path) -> None:
    """Points from the top left; a character is as tall as its em square about the base line."""
    page = read_pdf(drawn(story), tmp_path)
    assert (page.route, page.width, page.height) == (Route.TEXT_LAYER, WIDTH, HEIGHT)
    assert texts(page) == ["湖城开渠", "第2版 up to 25"]
    assert page.lines[0].box == pytest.approx(Box(50, 41.2, 90, 51.2))
    assert [glyph.text for glyph in page.lines[0].glyphs] == list("湖城开渠")
    assert page.lines[1].size == pytest.approx(8)
    assert page.engine.startswith("pypdfium2 ")


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(degrees: int, tmp_path: Path) -> None:
    """/Rotate changes neither the text nor a box."""
    page, turned = read_pdf(drawn(story), tmp_path), read_pdf(shown_turned(story, degrees), tmp_path)
    assert (turned.width, turned.height) == (page.width, page.height)
    assert places(turned) == places(page)


@pytest.mark.parametrize("box", [(15.0, 10.0, 280.0, 190.0), (10.0, 5.0, 300.0, 200.0)])
def test_boxes_count_from_the_corner_of_the_crop_box(box: tuple[float, float, float, float], tmp_path: Path) -> None:
    page, cropped = read_pdf(drawn(story), tmp_path), read_pdf(shown_cropped(story, box), tmp_path)
    left, bottom, right, top = box
    dx, dy = left, HEIGHT - top
    assert (cropped.width, cropped.height) == (right - left, top - bottom)
    moved = [(text, (x0 + dx, y0 + dy, x1 + dx, y1 + dy)) for text, (x0, y0, x1, y1) in places(cropped)]
    assert [text for text, _ in moved] == [text for text, _ in places(page)]
    assert [place for _, place in moved] == [pytest.approx(place, abs=0.02) for _, place in places(page)]


def test_a_crop_box_larger_than_the_paper_is_the_paper(tmp_path: Path) -> None:
    assert places(read_pdf(shown_cropped(story, (-50, -50, 400, 400)), tmp_path)) == places(read_pdf(drawn(story), tmp_path))


def test_what_stands_outside_the_page_is_not_on_it(tmp_path: Path) -> None:
    """Printer's marks and slugs beside the sheet, and what the crop box cuts off."""

    def draw(canvas: Canvas) -> None:
        for x, y in ((-80, 150), (50, 400), (50, -100), (400, 50)):
            write(canvas, "印前标记", x, y)
            canvas.line(x, y, x + 40, y)
        story(canvas)

    assert places(read_pdf(drawn(draw), tmp_path)) == places(read_pdf(drawn(story), tmp_path))
    assert texts(read_pdf(shown_cropped(story, (10, 60, 280, 190)), tmp_path)) == ["湖城开渠"]


def test_what_the_edge_cuts_is_on_the_page(tmp_path: Path) -> None:
    assert texts(read_pdf(shown_cropped(story, (55, 60, 280, 155)), tmp_path)) == ["湖城开渠"]


# --- lines in other directions


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_line_reads_forwards(degrees: int, tmp_path: Path) -> None:
    """A caption up the side of a picture, an answer printed upside down."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 100)
        canvas.rotate(degrees)
        write(canvas, "图为开渠现场 up to 25", 0, 0)
        canvas.restoreState()
        write(canvas, "平常的一行", 20, 180)

    page = read_pdf(drawn(draw), tmp_path)
    assert sorted(texts(page)) == ["图为开渠现场 up to 25", "平常的一行"]
    turned = next(line for line in page.lines if line.text.startswith("图"))
    assert turned.vertical is (degrees != 180)
    assert (turned.box.height > turned.box.width) is turned.vertical
    assert Box(0, 0, WIDTH, HEIGHT).contains_middle_of(turned.box)
    assert all(turned.box.grown(0.01).contains_middle_of(glyph.box) for glyph in turned.glyphs)


def test_a_slanted_line_reads_as_a_line(tmp_path: Path) -> None:
    """Obliqued type leans, its line does not."""

    def draw(canvas: Canvas) -> None:
        canvas.transform(1, 0, 0.3, 1, 0, 0)
        write(canvas, "湖城开渠", 50, 150)

    assert texts(read_pdf(drawn(draw), tmp_path)) == ["湖城开渠"]


# --- characters


def test_a_bold_made_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            write(canvas, "人人爱湖城", 50 + shift, 150)

    assert texts(read_pdf(drawn(draw), tmp_path)) == ["人人爱湖城"]


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ([0x6E56, 0x20BB7, 0x57CE], "湖𠮷城"),
        ([0x20BB7, 0x20BB8], "𠮷𠮸"),
        ([0x6E56, 0xE000, 0xF0001], "湖\ue000\U000f0001"),
        ([0x6E56, 0xD842, 0x57CE], f"湖{UNKNOWN}城"),
        ([0x6E56, 0xDFB7, 0x57CE], f"湖{UNKNOWN}城"),
        ([0x6E56, 0xD842], f"湖{UNKNOWN}"),
        ([0x6E56, 0x01, 0x7F], f"湖{UNKNOWN}{UNKNOWN}"),
        ([0x6E56, 0x3000, 0x57CE], "湖 城"),
    ],
)
def test_rare_private_and_broken_characters(codes: list[int], text: str, tmp_path: Path) -> None:
    """Rare characters are whole, private ones are kept, halves and controls are told as unknown: nothing is dropped."""
    assert texts(read_pdf(pdf_of_codes(codes), tmp_path)) == [text]


# --- hostile pages


def test_an_empty_page_has_no_lines(tmp_path: Path) -> None:
    page = read_pdf(drawn(lambda _: None), tmp_path)
    assert (page.lines, page.rulings) == ((), ())


@pytest.mark.parametrize("size", [0.0, 1e-6])
def test_type_of_no_size_is_no_fault(size: float, tmp_path: Path) -> None:
    read_pdf(pdf_of_codes([0x6E56, 0x57CE], size), tmp_path)


def test_type_as_large_as_the_page_is_read(tmp_path: Path) -> None:
    assert texts(read_pdf(pdf_of_codes([0x6E56, 0x57CE], 150), tmp_path)) == ["湖城"]


def test_a_page_of_glyphs_on_one_spot_is_read(tmp_path: Path) -> None:
    content = b"".join(b"BT /F1 10 Tf 50 150 Td <%04X> Tj ET\n" % (1 + index % 3) for index in range(900))
    codes = pdf_of_codes([0x6E56, 0x57CE, 0x5F00], extra=content)
    begin = time.process_time()
    assert set("".join(texts(read_pdf(codes, tmp_path)))) == set("湖城开")
    assert time.process_time() - begin < 5


def test_a_broken_content_stream_gives_what_can_be_read(tmp_path: Path) -> None:
    assert read_pdf(pdf_of(b"BT /F9 10 Tf (( <zz Tj q q q 1 0 0"), tmp_path).lines == ()


@pytest.mark.parametrize(
    "make",
    [hostile.truncated_pdf, hostile.encrypted_pdf, hostile.not_a_pdf, hostile.pageless_pdf],
    ids=lambda make: make.__name__,
)
def test_a_file_that_does_not_open_is_told_as_damaged(make: object, tmp_path: Path) -> None:
    assert callable(make)
    with pytest.raises(DamagedSourceError):
        read_pdf(make(), tmp_path)
