"""Pictures of typeset pages, and what scanners and people do to them."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.extract.image import PageImage, page_images, prepared
from pipeline.extract.picture import Grey, Picture
from pipeline.ingest import page_sources
from pipeline.model import PageResult, PageSource
from pipeline.settings import Settings
from tests.typeset.fonts import installed_faces
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.random_page import random_page
from tests.typeset.spec import TABLOID

needs_font = pytest.mark.skipif(not installed_faces(), reason="no Chinese typeface is installed")
DPI = 200
Pen = ImageDraw.ImageDraw
Font = ImageFont.FreeTypeFont


@cache
def page_of(seed: int) -> TypesetPage:
    """A random page of tabloid size: half the pixels of a broadsheet."""
    spec = random_page(seed)
    return typeset(replace(spec, style=replace(spec.style, width=TABLOID[0], height=TABLOID[1], columns=4)))


@cache
def scan_of(seed: int, dpi: int = DPI) -> Grey:
    """A clean scan of it; not to be changed."""
    with pypdfium2.PdfDocument(render_pdf(page_of(seed))) as document:
        bitmap = document[0].render(scale=dpi / 72, grayscale=True)
        pixels = np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
    pixels.flags.writeable = False
    return pixels


def skewed(pixels: Grey, degrees: float, ground: int = 255) -> Grey:
    """The page turned clockwise about its middle; nothing is cut off."""
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    c, s = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = round(width * c + height * s), round(width * s + height * c)
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    return _grey(cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=ground))


def on_bed(pixels: Grey, left: int, top: int, right: int, bottom: int, bed: int = 25) -> Grey:
    """The page on the dark bed of a scanner, which is not quite even."""
    framed = _grey(cv2.copyMakeBorder(pixels, top, bottom, left, right, cv2.BORDER_CONSTANT, value=bed))
    dust = np.random.default_rng(1).integers(0, 20, framed.shape, np.uint8)
    return np.where(framed == bed, bed - 10 + dust, framed).astype(np.uint8)


def shaded(pixels: Grey, depth: float) -> Grey:
    """A shadow down the page that leaves ``depth`` of the light."""
    height, width = pixels.shape
    across = 1 - (1 - depth) * np.exp(-(((np.arange(width) / width - 0.3) / 0.15) ** 2))
    return np.asarray(pixels * np.broadcast_to(across, (height, width)), np.uint8)


STORY = "石桥通车，两岸的人走近了。住在河东的老人说：从前过河要等船，如今抬脚就到；孩子们上学也近了一半。"


def vertical_page() -> Grey:
    """A page set vertically, lines from right to left, punctuation at the upper right of its square."""
    picture, pen, font, size = _sheet()
    story = cycle(STORY)
    for x in range(picture.width - 100, 100, -round(1.6 * size)):
        for y in range(100, picture.height - 100, size):
            character = next(story)
            dx, dy = (0.55, -0.55) if character in "，。：；" else (0, 0)
            pen.text((x + dx * size, y + dy * size), character, font=font, fill=0)
    return np.asarray(picture, np.uint8)


def page_without_punctuation() -> Grey:
    """A page of text from which nobody who cannot read can tell which way up it is."""
    picture, pen, font, size = _sheet()
    for y in range(100, picture.height - 100, round(1.6 * size)):
        pen.text((100, y), "石桥通车两岸的人走近了住在河东的老人说从前过河要等船" * 2, font=font, fill=0)
    return np.asarray(picture, np.uint8)


def _sheet(width: int = 1400, height: int = 2000, size: int = 28) -> tuple[Image.Image, Pen, Font, int]:
    face = installed_faces()[0]
    picture = Image.new("L", (width, height), 255)
    return picture, ImageDraw.Draw(picture), ImageFont.truetype(face.path, size, index=face.index), size


def ready(pixels: Grey, dpi: float | None = DPI) -> PageImage:
    """What becomes of these pixels, which show one page."""
    (image,) = all_ready(pixels, dpi)
    return image


def all_ready(pixels: Grey, dpi: float | None = DPI) -> tuple[PageImage, ...]:
    """What becomes of these pixels: two pages where they show a spread."""
    return prepared(Picture(pixels, dpi, (pixels.shape[1], pixels.shape[0])))


def saved(pixels: Grey | Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def sources(path: Path, content: bytes, settings: Settings | None = None) -> list[PageSource | PageResult]:
    """The pages of a file with this content, or why there are none."""
    path.write_bytes(content)
    return list(page_sources([path], settings or Settings()))


def read(path: Path, content: bytes, settings: Settings | None = None) -> PageImage:
    """The picture of the one page of a file with this content."""
    (source,) = sources(path, content, settings)
    assert isinstance(source, PageSource), source
    return picture_of(source, settings or Settings())


def picture_of(source: PageSource, settings: Settings) -> PageImage:
    (image,) = page_images(source, settings)
    return image


def codes(image: PageImage) -> list[str]:
    return [finding.code for finding in image.findings]


def alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The mean difference of two pictures of one size, in grey levels."""
    assert one.shape == other.shape
    return float(cv2.absdiff(one, other).mean())


def _grey(pixels: object) -> Grey:
    return np.asarray(pixels, np.uint8)
