"""Picture files of every kind, and those that are no good: each says what is wrong and what to do, none stops anything."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import PageError
from pipeline.extract.affine import at
from pipeline.extract.picture import Grey
from pipeline.ingest import page_sources
from pipeline.model import PageResult, PageSource, SourceKind
from pipeline.settings import Settings
from tests.extract.pictures import alike, codes, picture_of, read, saved, sources

HUGE = 40_000


def small_page() -> Grey:
    """Some lines of letters, darker below than above, so that no turn of it is like another."""
    page = np.full((900, 700), 255, np.uint8)
    for number in range(12):
        text = "The stone bridge is open, and all is well." if number else "Evening Post, No. 7"
        cv2.putText(page, text, (60, 90 + 60 * number), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 5 * number, 2)
    return page


PAGE = small_page()
IMAGE = Image.fromarray(PAGE)


def _alpha() -> Image.Image:
    """Black paper under a mask that lets only the letters through."""
    return Image.merge("LA", (Image.new("L", IMAGE.size, 0), Image.fromarray(255 - PAGE)))


@pytest.mark.parametrize(
    ("name", "content", "most"),
    [
        ("x.jpg", saved(IMAGE, "JPEG", quality=95), 2.0),
        ("x.jpg", saved(IMAGE.convert("RGB"), "JPEG", quality=95), 2.0),
        ("x.jpg", saved(IMAGE.convert("CMYK"), "JPEG", quality=95), 2.0),
        ("x.jpg", saved(IMAGE, "JPEG", quality=95, progressive=True), 2.0),
        ("x.png", saved(IMAGE, "PNG"), 0.0),
        ("x.png", saved(IMAGE.convert("RGB"), "PNG"), 0.5),
        ("x.png", saved(IMAGE.convert("P"), "PNG"), 0.5),
        ("x.png", saved(IMAGE.convert("1"), "PNG"), 4.0),
        ("x.png", saved(_alpha(), "PNG"), 0.5),
        ("x.png", saved(Image.fromarray(PAGE.astype(np.uint16) * 257), "PNG"), 1.0),
        ("x.png", saved(Image.fromarray(PAGE.astype(np.uint16) * 4), "PNG"), 1.0),
        ("x.tif", saved(IMAGE, "TIFF"), 0.0),
        ("x.tif", saved(IMAGE.convert("CMYK"), "TIFF"), 0.5),
        ("x.tif", saved(IMAGE.convert("1"), "TIFF", compression="group4"), 4.0),
        ("x.tif", saved(IMAGE.convert("RGBA"), "TIFF", compression="tiff_lzw"), 0.5),
        ("x.tif", saved(Image.fromarray(PAGE.astype(np.float32)), "TIFF"), 0.5),
        ("x.jp2", saved(IMAGE, "JPEG2000"), 0.5),
        ("x.bmp", saved(IMAGE, "BMP"), 0.0),
        ("x.webp", saved(IMAGE.convert("RGB"), "WEBP", lossless=True), 0.5),
        ("x.dat", saved(IMAGE, "PNG"), 0.0),
        ("x.pdf", saved(IMAGE, "PNG"), 0.0),
        ("x.jpg", saved(IMAGE, "TIFF"), 0.0),
        ("x.txt", saved(IMAGE, "PNG"), 0.0),
    ],
)
def test_pictures_of_every_kind_show_the_same_page(tmp_path: Path, name: str, content: bytes, most: float) -> None:
    """The kind is told by the content, whatever the name; ``most`` grey levels are lost on the way."""
    (source,) = sources(tmp_path / name, content)
    assert isinstance(source, PageSource)
    assert source.source.kind is SourceKind.IMAGE
    assert alike(picture_of(source, Settings()).pixels, PAGE) <= most


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_turns_of_a_camera_are_undone(tmp_path: Path, form: str, orientation: int) -> None:
    """The file stores the page turned or mirrored and says so; coordinates lead back to the file's own pixels."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = IMAGE.transpose(undo[orientation]) if orientation in undo else IMAGE
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = read(tmp_path / "x", saved(stored, form, exif=exif))
    assert alike(image.pixels, PAGE) < 2
    assert image.source_size == stored.size
    pixels = np.asarray(stored)
    for x, y in ((64, 80), (200, 148), (333, 206)):
        there = at(image.to_source, x + 0.5, y + 0.5)
        assert pixels[int(there[1]), int(there[0])] == PAGE[y, x]


def test_each_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    """Thumbnails and masks are none."""
    second = Image.fromarray(np.ascontiguousarray(PAGE[:, :600]))
    tags = {254: 1}
    thumbnail = IMAGE.resize((70, 90))
    path = tmp_path / "x.tif"
    path.write_bytes(saved(IMAGE, "TIFF", save_all=True, append_images=[thumbnail, second]))
    plain = list(page_sources([path], Settings()))
    assert [each.page_number for each in plain if isinstance(each, PageSource)] == [1, 2, 3]
    path.write_bytes(_tiff(PAGE, (thumbnail, tags), (second, {})))
    pages = [each for each in page_sources([path], Settings()) if isinstance(each, PageSource)]
    assert [(each.page_number, each.source.page_count) for each in pages] == [(1, 2), (2, 2)]
    assert [picture_of(each, Settings()).pixels.shape for each in pages] == [(900, 700), (900, 600)]


def _tiff(first: Grey, *others: tuple[Image.Image, dict[int, int]]) -> bytes:
    """A TIFF whose further frames carry tags."""
    frames = []
    for image, tags in others:
        image.encoderinfo = {"tiffinfo": tags}
        frames.append(image)
    return saved(Image.fromarray(first), "TIFF", save_all=True, append_images=frames)


def test_the_resolution_is_what_the_file_says(tmp_path: Path) -> None:
    assert read(tmp_path / "x.tif", saved(IMAGE, "TIFF", dpi=(100, 100))).dpi == pytest.approx(100)
    assert read(tmp_path / "x.jpg", saved(IMAGE, "JPEG", dpi=(100, 100))).dpi == pytest.approx(100)
    for unlikely in ((1, 1), (2400, 2400), (100, 200)):
        assert "dpi-estimated" in codes(read(tmp_path / "y.jpg", saved(IMAGE, "JPEG", dpi=unlikely)))


def _png(width: int, height: int, extra: bytes = b"") -> bytes:
    """The head of a PNG of any size, with no pixels in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def _huge_tiff() -> bytes:
    entries = ((256, HUGE), (257, HUGE), (258, 8), (259, 1), (262, 1), (273, 8), (278, HUGE), (279, 10))
    fields = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + fields + bytes(4)


def _sizeless_frame() -> bytes:
    """A TIFF whose second frame does not say how wide it is."""
    two = bytearray(saved(IMAGE, "TIFF", save_all=True, append_images=[IMAGE]))
    width = struct.pack("<HHII", 256, 4, 1, IMAGE.width)
    two[two.rindex(width) : two.rindex(width) + 2] = struct.pack("<H", 255)
    return bytes(two)


def _moving(form: str) -> bytes:
    return saved(IMAGE.convert("RGB"), form, save_all=True, append_images=[IMAGE.convert("RGB").rotate(90)])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.png", saved(np.zeros((1, 1), np.uint8), "PNG"), "x.png is 1 by 1 pixels: too small to be a page."),
        ("x.png", _png(HUGE, HUGE), "x.png is 40000 by 40000 pixels, more than the 200000000 allowed."),
        ("x.tif", _huge_tiff(), "x.tif is 40000 by 40000 pixels, more than the 200000000 allowed."),
        ("x.png", _png(0, 0), "x.png is corrupt"),
        ("x.jpg", b"", "x.jpg is empty."),
        ("x.jpg", b"\xff\xd8\xff", "x.jpg is corrupt, or no picture at all."),
        ("x.jpg", b"<html>404</html>", "x.jpg is named .jpg but is not a picture that can be read."),
        ("x.tif", b"II*\0" + b"\xff" * 40, "x.tif is corrupt"),
        ("x.tif", _sizeless_frame(), "x.tif is corrupt"),
        ("x.png", _moving("GIF"), "x.png is named .png but is not a picture that can be read."),
        ("x.webp", _moving("WEBP"), "x.webp is a moving picture."),
        ("x.png", _moving("PNG"), "x.png is a moving picture."),
    ],
)
def test_what_cannot_be_a_page_is_refused_by_its_head(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (result,) = sources(tmp_path / name, content)
    assert isinstance(result, PageResult)
    assert result.error.startswith(told)
    assert len(result.error) > len(told) + 5, "a remedy follows"
    assert str(tmp_path) not in result.error


def test_a_gif_is_refused_when_it_is_given(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("字", encoding="utf-8")
    moving = tmp_path / "x.gif"
    moving.write_bytes(_moving("GIF"))
    _, result = page_sources([good, moving], Settings())
    assert isinstance(result, PageResult)
    assert result.error.startswith("x.gif is neither a PDF, a picture nor a text file. Give .pdf, .txt, .jpg")


def test_a_limit_of_ones_own_is_kept(tmp_path: Path) -> None:
    settings = replace(Settings(), max_pixels=PAGE.size - 1)
    (result,) = sources(tmp_path / "x.png", saved(IMAGE, "PNG"), settings)
    assert isinstance(result, PageResult)
    assert result.error == (
        f"x.png is 700 by 900 pixels, more than the {PAGE.size - 1} allowed. "
        "Scan it at a lower resolution, or cut it into pages."
    )


def test_pillows_own_limit_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow warns above 89 million pixels and refuses above 179; it is left as it was found."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert read(tmp_path / "x.png", saved(IMAGE, "PNG")).pixels.shape == PAGE.shape
    assert Image.MAX_IMAGE_PIXELS == 1000


@pytest.mark.parametrize(("form", "options"), [("JPEG", {}), ("PNG", {})])
def test_a_file_that_is_cut_off_gives_what_it_holds_and_says_so(tmp_path: Path, form: str, options: dict[str, object]) -> None:
    whole = saved(IMAGE, form, **options)
    image = read(tmp_path / "x", whole[: len(whole) // 2])
    (finding,) = [finding for finding in image.findings if finding.code == "truncated-image"]
    assert finding.severity == "error"
    rows = round(900 * int(finding.evidence.split("%")[0]) / 100)
    assert 200 < rows < 800
    assert alike(image.pixels[: rows - 20], PAGE[: rows - 20]) < 2
    assert (image.pixels[rows + 10 :] == 255).all()


@pytest.mark.parametrize(
    ("form", "options", "share"),
    [
        ("JPEG", {}, 0.03),
        ("JPEG", {"progressive": True}, 0.5),
        ("PNG", {}, 0.03),
        ("TIFF", {}, 0.5),
        ("TIFF", {"compression": "tiff_lzw"}, 0.5),
        ("JPEG2000", {}, 0.5),
        ("BMP", {}, 0.5),
        ("WEBP", {}, 0.5),
    ],
)
def test_a_file_of_which_too_little_is_left_is_damaged(
    tmp_path: Path, form: str, options: dict[str, object], share: float
) -> None:
    """Or of a kind that cannot be read in part."""
    whole = saved(IMAGE, form, **options)
    results = sources(tmp_path / "x.jpg", whole[: int(share * len(whole))])
    for result in results:
        if isinstance(result, PageResult):
            assert "cut off" in result.error or "corrupt" in result.error
        else:
            with pytest.raises(PageError, match=r"cut off|corrupt"):
                picture_of(result, Settings())


def test_a_fax_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    """Its decoder would leave the missing lines white and say nothing; the directory stands before the data here."""
    whole = saved(IMAGE.convert("1"), "TIFF", compression="group4")
    (source,) = sources(tmp_path / "x.tif", whole)
    assert isinstance(source, PageSource)
    with Image.open(tmp_path / "x.tif") as image:
        offset, length = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    data = whole[offset : offset + length]
    tags = whole.replace(struct.pack("<I", offset), struct.pack("<I", len(whole)))
    (source,) = sources(tmp_path / "x.tif", tags + data[: length // 2])
    assert isinstance(source, PageSource)
    with pytest.raises(PageError, match="cut off before its end"):
        picture_of(source, Settings())


def _pdf(path: Path, picture: Grey, width: float, height: float, share: float = 1.0) -> Path:
    """A PDF page of this size in points with the picture over its share of the height."""
    canvas = Canvas(str(path), pagesize=(width, height), invariant=1)
    reader = ImageReader(Image.fromarray(picture))
    canvas.drawImage(reader, 0, height * (1 - share), width, height * share)
    canvas.showPage()
    canvas.save()
    return path


def _of_pdf(path: Path, settings: Settings | None = None) -> PageSource:
    (source,) = page_sources([path], settings or Settings())
    assert isinstance(source, PageSource)
    return source


def test_a_scan_in_a_pdf_is_drawn_as_it_was_scanned(tmp_path: Path) -> None:
    """At its own resolution, pixel for pixel."""
    image = picture_of(_of_pdf(_pdf(tmp_path / "x.pdf", PAGE, 504, 648)), Settings())
    assert alike(image.pixels, PAGE) < 0.5
    assert image.source_size == (700, 900)


def test_other_pages_are_drawn_at_200_dpi(tmp_path: Path) -> None:
    """A picture on a part of the page does not say how the page was made."""
    image = picture_of(_of_pdf(_pdf(tmp_path / "x.pdf", PAGE[:300], 504, 648, share=0.3)), Settings())
    assert (image.source_size, image.dpi) == ((1400, 1800), 200)


def test_a_turned_page_of_a_pdf_is_drawn_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    with pypdfium2.PdfDocument(_pdf(tmp_path / "x.pdf", PAGE, 504, 648)) as document:
        document[0].set_rotation(90)
        document.save(path)
    image = picture_of(_of_pdf(path), Settings())
    assert image.source_size == (900, 700)


def test_a_page_of_a_pdf_is_never_drawn_larger_than_allowed(tmp_path: Path) -> None:
    settings = replace(Settings(), max_pixels=300_000)
    image = picture_of(_of_pdf(_pdf(tmp_path / "x.pdf", PAGE, 504, 648)), settings)
    assert 250_000 < image.pixels.size <= 300_000
    vast = picture_of(_of_pdf(_pdf(tmp_path / "y.pdf", PAGE, 14_400, 14_400, share=0.1)), settings)
    assert vast.pixels.size <= 300_000


def test_a_page_number_that_is_not_there_is_a_fault_of_the_file(tmp_path: Path) -> None:
    source = _of_pdf(_pdf(tmp_path / "x.pdf", PAGE, 504, 648))
    with pytest.raises(PageError, match="cannot be drawn"):
        picture_of(replace(source, page_number=7), Settings())
