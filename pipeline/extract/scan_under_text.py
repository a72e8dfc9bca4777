"""Whether a PDF page is a scan: a picture fills it, and its text, if any, is what some OCR left there unseen."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.extract.page_objects import Matrix, matrix_of, page_objects
from pipeline.extract.text_layer import ToPage, page_transform
from pipeline.geometry import Box, union
from pipeline.model import TextLine

FILLED = 0.8
"""Of the sheet: a photograph with its margins covers less, a scan more (one cut into strips, all of them together)."""
GRID = 40
"""Squares a side: the union of pictures is counted in squares of the sheet."""
UNSEEN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
DPI = 100
"""Lines of 7 point type still stand apart."""
MOST_PIXELS = 40_000_000
"""Of a picture to look at: twelve broadsheets. A file may say that its page is a kilometre long."""


@dataclass(frozen=True, slots=True)
class PagePictures:
    """What pictures do to a page; ``unseen`` of ``texts`` text objects are invisible, or painted over by a full page."""

    cover: float = 0.0
    texts: int = 0
    unseen: int = 0

    @property
    def filled(self) -> bool:
        return self.cover > FILLED

    @property
    def is_old_ocr(self) -> bool:
        """Whether the text was put there by OCR: most of it is not what the eye sees."""
        return self.filled and 2 * self.unseen > self.texts > 0


def page_pictures(page: pypdfium2.PdfPage) -> PagePictures:
    """How much of the page pictures cover, and how much of its text they hide."""
    if not page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE):
        return PagePictures()
    painted = page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT)
    width, height = page.get_size()
    to_page = page_transform(page)
    covered: set[tuple[int, int]] = set()
    texts = seen = unseen = 0
    for raw, kind, outer in painted:
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
            if pdfium.FPDFTextObj_GetTextRenderMode(raw) in UNSEEN:
                unseen += 1
            else:
                seen += 1
            continue
        filled = _share(covered) > FILLED
        covered |= _squares(_picture_box(raw, outer, to_page), width, height)
        if seen and not filled and _share(covered) > FILLED and _is_opaque(page, raw):  # what stands so far is painted over
            unseen, seen = unseen + seen, 0
    return PagePictures(_share(covered), texts, unseen)


def _is_opaque(page: pypdfium2.PdfPage, raw: ctypes.c_void_p) -> bool:
    """Whether a picture hides what lies under it; a watermark does not."""
    drawn = pypdfium2.PdfImage(raw, page=page, pdf=page.pdf).get_bitmap(render=True)
    alphas = bytes(drawn.buffer)[3::4] if drawn.format == pdfium.FPDFBitmap_BGRA else b"\xff"
    return 2 * alphas.count(255) > len(alphas)


def _picture_box(raw: ctypes.c_void_p, outer: Matrix, to_page: ToPage) -> Box:
    """A picture fills the unit square of its own space (ISO 32000-1, 8.9.5)."""
    a, b, c, d, e, f = matrix_of(raw, outer)
    corners = (to_page(a * x + c * y + e, b * x + d * y + f) for x in (0, 1) for y in (0, 1))
    return union(Box(x, y, x, y) for x, y in corners)


def _squares(box: Box, width: float, height: float) -> set[tuple[int, int]]:
    """The squares of the sheet whose middle lies in the box."""
    columns = [n for n in range(GRID) if box.x0 <= (n + 0.5) * width / GRID <= box.x1]
    rows = [n for n in range(GRID) if box.y0 <= (n + 0.5) * height / GRID <= box.y1]
    return {(column, row) for column in columns for row in rows}


def _share(covered: set[tuple[int, int]]) -> float:
    return len(covered) / GRID**2


def untold_lines(page: pypdfium2.PdfPage, lines: Sequence[TextLine], *, in_pictures: bool) -> tuple[int, int]:
    """How many lines of print the page shows where the text layer has none, and how many in all, on a small picture of it.

    Without ``in_pictures`` what lies in pictures does not count: photographs show shop signs, charts have their words.
    """
    from pipeline.extract import lettering as letters  # here: few pages need OpenCV

    width, height = page.get_size()
    dpi = min(DPI, 72 * sqrt(MOST_PIXELS / (width * height)))
    lettering = letters.lettering_of(page.render(scale=dpi / 72, grayscale=True).to_numpy())
    down, scale = lettering.runs_down, lettering.factor * 72 / dpi
    pictures = [] if in_pictures else _picture_boxes(page)
    told = [line.box.grown(0.3 * line.size) for line in lines]
    untold = seen = 0
    for row in lettering.down if down else lettering.across:
        x, y, wide, high = (float(side) * scale for side in row)
        box = Box(y, x, y + high, x + wide) if down else Box(x, y, x + wide, y + high)
        if any(picture.contains_middle_of(box) for picture in pictures):
            continue
        seen += 1
        untold += not any(each.contains_middle_of(box) for each in told)
    return untold, seen


def _picture_boxes(page: pypdfium2.PdfPage) -> list[Box]:
    to_page = page_transform(page)
    return [_picture_box(raw, outer, to_page) for raw, _, outer in page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE)]
