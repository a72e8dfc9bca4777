"""Pictures of a page for the report: the page, a small copy for the index, and the printed ink of single rows.

All are drawn upright and level, in the coordinates of ``Page``, so that boxes fall where they belong. They are grey, at the
least resolution at which a person still reads what is meant to be read; the page as JPEG, which is written in a tenth of the
time of WebP, small pictures as WebP.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import pypdfium2
from PIL import Image

from pipeline.errors import PageError
from pipeline.geometry import Box
from pipeline.model import Page, SourceKind
from pipeline.pdf_page import opened_page
from pipeline.settings import Settings
from pipeline.stored_picture import stored_picture

SHEET_SIDE = 1250
"""Pixels of the page's longer side: headlines and stories can be read, and a page takes some 150 kB (BENCHMARKS.md)."""
THUMB_SIDE = 200
INK_DPI = 200.0
"""Of a row's ink: what libraries ask of newspapers that are read on a screen; a coarser scan keeps its own."""
INK_SIDE = 4000
"""Pixels: no strip is wider, whatever the page."""
MARGIN = 0.5
"""Of a row's height, shown above and below it."""


class Drawing(Protocol):
    """A page that can be drawn: ``dpi`` is the finest worth asking for."""

    dpi: float

    def draw(self, box: Box, scale: float) -> Image.Image:
        """What stands in ``box`` (points), grey, ``scale`` pixels a point."""


@contextmanager
def drawing(page: Page, settings: Settings) -> Iterator[Drawing | None]:
    """The page to be drawn; None for a text dump and where its source cannot be drawn again."""
    source = page.source.source
    if not (page.width > 0 and page.height > 0):
        yield None
    elif source.kind is SourceKind.IMAGE:
        picture = _grey_or_none(page, settings)
        yield None if picture is None else _Scan(page, picture)
    else:
        try:
            with opened_page(page.source) as shown:
                pass
        except PageError:
            yield None
            return
        yield _Scan(page, _whole(page, shown)) if page.to_source else _Vector(shown)


class _Vector:
    """A page of a PDF file, drawn where it is asked for."""

    def __init__(self, shown: pypdfium2.PdfPage) -> None:
        self.dpi = INK_DPI
        self._shown = shown

    def draw(self, box: Box, scale: float) -> Image.Image:
        width, height = self._shown.get_size()
        crop = (box.x0, height - box.y1, width - box.x1, box.y0)
        picture: Image.Image = self._shown.render(scale=scale, crop=crop, grayscale=True).to_pil()
        return picture.convert("L")


class _Scan:
    """A picture whose pixels ``Page.to_source`` leads to."""

    def __init__(self, page: Page, picture: Image.Image) -> None:
        wide, high = picture.size
        self._to_source = page.to_source or (wide / page.width, 0.0, 0.0, 0.0, high / page.height, 0.0)
        a, b, _, d, e, _ = self._to_source
        self._pixels_a_point = abs(a * e - b * d) ** 0.5
        self.dpi = 72 * self._pixels_a_point
        self._picture = picture
        self._reduced = {1: picture}

    def draw(self, box: Box, scale: float) -> Image.Image:
        step = max(1, int(self._pixels_a_point / scale))
        if step not in self._reduced:
            self._reduced[step] = self._picture.reduce(step)
        a, b, c, d, e, f = (value / step for value in self._to_source)
        matrix = (a / scale, b / scale, a * box.x0 + b * box.y0 + c, d / scale, e / scale, d * box.x0 + e * box.y0 + f)
        size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
        finest = Image.Resampling.BICUBIC if step == 1 else Image.Resampling.BILINEAR
        return self._reduced[step].transform(size, Image.Transform.AFFINE, matrix, finest, fillcolor=255)


def _grey_or_none(page: Page, settings: Settings) -> Image.Image | None:
    try:
        return stored_picture(page.source, settings, grey=True)
    except (PageError, OSError):
        return None


def _whole(page: Page, shown: pypdfium2.PdfPage) -> Image.Image:
    """A scanned page of a PDF file at the size it was read at."""
    width, _ = shown.get_size()
    wide = page.source_size[0] if page.source_size else width
    picture: Image.Image = shown.render(scale=(1 - 1e-6) * wide / width, grayscale=True).to_pil()
    return picture.convert("L")


def sheet_picture(drawn: Drawing, page: Page) -> tuple[bytes, bytes]:
    """The page, and its small copy."""
    whole = Box(0, 0, page.width, page.height)
    picture = drawn.draw(whole, min(SHEET_SIDE / max(page.width, page.height), drawn.dpi / 72))
    thumb = picture.copy()
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.BOX)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=32)
    return buffer.getvalue(), _webp(thumb, 40)


def ink_box(row: Box, page: Page) -> Box:
    """What is shown of a row: its box with a margin, on the page."""
    around = row.grown(MARGIN * row.height)
    return Box(max(0.0, around.x0), max(0.0, around.y0), min(page.width, around.x1), min(page.height, around.y1))


def ink_picture(drawn: Drawing, box: Box) -> bytes:
    scale = min(INK_DPI, drawn.dpi) / 72
    return _webp(drawn.draw(box, min(scale, INK_SIDE / max(box.width, box.height))), 45)


def _webp(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=2)
    return buffer.getvalue()
