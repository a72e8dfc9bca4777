"""Pages of born-digital PDFs, read through pypdfium2: glyphs, rulings, and the lines made of them.

pdfium answers in user space (origin bottom left, before rotation); everything is turned into points from the top left of the
page as it is shown, here and nowhere else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from importlib.metadata import version

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedSourceError
from pipeline.extract.paths import page_rulings
from pipeline.extract.rulings import merge_collinear
from pipeline.extract.text_lines import text_lines
from pipeline.geometry import Box
from pipeline.model import Glyph, Page, PageSource, Route

ENGINE = "pypdfium2"
ASCENT, DESCENT = 0.88, 0.12
"""Where the em square of an East Asian font stands about the baseline (the typographic ascender and descender of the OpenType
``OS/2`` table that CJK fonts share)."""

ToPage = Callable[[float, float], tuple[float, float]]


def read_text_layer(page_source: PageSource) -> Page:
    """The page with its glyphs as ``lines`` and its printed rules as ``rulings``; raises DamagedSourceError."""
    try:
        document = pypdfium2.PdfDocument(page_source.source.path)
        page = document[page_source.page_number - 1]
    except (pypdfium2.PdfiumError, IndexError, OSError) as fault:
        raise DamagedSourceError(
            f"Page {page_source.page_number} of {page_source.source.name} cannot be opened ({fault}).",
            "Repair or re-download the file.",
        ) from fault
    try:
        width, height = page.get_size()
        to_page = _page_transform(page)
        glyphs = _glyphs(page, to_page)
        rulings = merge_collinear(page_rulings(page, to_page, Box(0, 0, width, height)))
    finally:
        page.close()
        document.close()
    return Page(
        page_id=page_source.page_id,
        source=page_source,
        route=Route.TEXT_LAYER,
        engine=f"{ENGINE} {version(ENGINE)}",
        width=width,
        height=height,
        lines=text_lines(glyphs, rulings),
        rulings=rulings,
    )


def _page_transform(page: pypdfium2.PdfPage) -> ToPage:
    """From user space to points from the top left of the page as it is shown (crop box and /Rotate applied)."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, ToPage] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def _glyphs(page: pypdfium2.PdfPage, to_page: ToPage) -> list[Glyph | None]:
    """The glyphs in the file's own order; None stands for a blank (printed or added by pdfium) or a line end.

    One loop of bare calls: it is run some seven thousand times a page, and is most of the cost of the route.
    """
    text_page = page.get_textpage()
    raw = text_page.raw
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph | None] = []
    append = glyphs.append
    previous: Glyph | None = None
    try:
        for index in range(text_page.count_chars()):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if code in _BLANKS or pdfium.FPDFText_IsGenerated(raw, index) == 1:
                append(None)
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, index, rect)
            pdfium.FPDFText_GetMatrix(raw, index, matrix)
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            size = pdfium.FPDFText_GetFontSize(raw, index) * (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5
            character = chr(code) if not 0xD800 <= code <= 0xDFFF else "\N{REPLACEMENT CHARACTER}"
            box = _em_box(to_page, rect, x.value, y.value, size)
            weight = max(0, pdfium.FPDFText_GetFontWeight(raw, index))
            glyph = Glyph(character, box, size, weight)
            if previous is not None and _is_overprint(previous, glyph):
                continue
            append(glyph)
            previous = glyph
    finally:
        text_page.close()
    return glyphs


_BLANKS = frozenset(map(ord, " \t\r\n\u00a0\u3000\u2003\u2002\u200b\ufeff\x00\ufffe"))


def _em_box(to_page: ToPage, rect: pdfium.FS_RECTF, x: float, y: float, size: float) -> Box:
    """The glyph's box: as wide as pdfium says, as tall as its em square about the baseline.

    Type 3 fonts answer with the ink's own box, so that a comma would stand on another line than its word.
    """
    x0, y0 = to_page(min(x, rect.left), y)
    x1, y1 = to_page(rect.right, y)
    if abs(y1 - y0) < 0.01 * size:  # upright
        return Box(min(x0, x1), y0 - ASCENT * size, max(x0, x1), y0 + DESCENT * size)
    (ax, ay), (bx, by) = to_page(rect.left, rect.top), to_page(rect.right, rect.bottom)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _is_overprint(previous: Glyph, glyph: Glyph) -> bool:
    """The same character printed twice in one place: a bold made by shifting."""
    return (
        glyph.text == previous.text
        and abs(glyph.box.x0 - previous.box.x0) < 0.1 * glyph.size
        and abs(glyph.box.y0 - previous.box.y0) < 0.1 * glyph.size
    )
