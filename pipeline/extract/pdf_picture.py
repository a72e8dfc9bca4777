"""A page of a PDF drawn as a picture: a scan at the resolution it was scanned at, any other page at a usual one."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedSourceError, UnreadableSourceError
from pipeline.extract.picture import Picture
from pipeline.image_file import SMALLEST_SIDE
from pipeline.model import PageSource
from pipeline.sentences import say
from pipeline.settings import Settings

USUAL_DPI = 200.0
"""OCR reads 9 point text at 200 dpi as well as at 300 (BENCHMARKS.md)."""
FULL_PAGE = 0.8
"""Of the page that pictures cover where it is a scan."""
PART = 0.05
"""Of the page: smaller pictures are seals and ornaments and do not say how the page was scanned."""
NO_EXTRA_PIXEL = 1 - 1e-6
"""The size in pixels is rounded up: 900.0000001 would be 901, and the whole scan resampled."""
LONGEST_SIDE = 10_000
"""Pixels: a broadsheet at 450 dpi. Masks of compressed scans go up to 1200 dpi, which no reader profits from."""


def read_pdf_picture(page_source: PageSource, settings: Settings) -> Picture:
    """The picture of a page of a PDF; raises PageError where it cannot be drawn."""
    source = page_source.source
    called = say("word.page_of", number=page_source.page_number, name=source.name)
    try:
        with pypdfium2.PdfDocument(source.path) as document:
            page = document[page_source.page_number - 1]
            width, height = page.get_size()
            if min(width, height) < 1:
                raise UnreadableSourceError(say("fault.no_area", page=called), say("remedy.fetch"))
            dpi = _bounded(_scanned_dpi(page, width * height) or USUAL_DPI, width, height, settings)
            bitmap = page.render(scale=NO_EXTRA_PIXEL * dpi / 72, grayscale=True)
            pixels = np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
            bitmap.close()
            page.close()
    except (pypdfium2.PdfiumError, IndexError, OSError) as fault:
        raise DamagedSourceError(say("fault.not_drawn", page=called, why=fault), say("remedy.repair")) from fault
    return Picture(pixels, dpi, (pixels.shape[1], pixels.shape[0]))


def _scanned_dpi(page: pypdfium2.PdfPage, area: float) -> float | None:
    """The finest resolution of the pictures that make up the page; None where they do not cover it."""
    covered, finest = 0.0, 0.0
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = image.get_bounds()
        wide, high = image.get_px_size()
        share = (right - left) * (top - bottom) / area
        if share >= PART:
            covered += share
            finest = max(finest, 72 * sqrt(wide * high / (share * area)))
    return finest if covered >= FULL_PAGE else None


def _bounded(dpi: float, width: float, height: float, settings: Settings) -> float:
    """The resolution at which the picture is neither too small to be read nor larger than the settings allow."""
    dpi = max(dpi, 72 * SMALLEST_SIDE / min(width, height))
    return min(dpi, 72 * LONGEST_SIDE / max(width, height), 72 * sqrt(0.99 * settings.max_pixels / (width * height)))
