"""Pages of born-digital PDFs, read through pypdfium2: glyphs, rulings, and the lines made of them.

pdfium answers in user space (origin bottom left, before rotation); everything is turned into points from the top left of the
page as it is shown, here and nowhere else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.directions import Direction, back, direction_of, turned_box, turned_line, turned_point
from pipeline.errors import DamagedSourceError
from pipeline.extract.paths import page_rulings
from pipeline.extract.pictures import page_pictures
from pipeline.extract.rulings import merge_collinear
from pipeline.extract.text_lines import position, text_lines
from pipeline.geometry import Box
from pipeline.model import Glyph, Page, PageSource, Route, Ruling, TextLine

ENGINE = "pypdfium2"
ASCENT, DESCENT = 0.88, 0.12
"""Where the em square of an East Asian font stands about the baseline (the typographic ascender and descender of the OpenType
``OS/2`` table that CJK fonts share)."""

ToPage = Callable[[float, float], tuple[float, float]]
InFile = list[Glyph | None]
"""Glyphs in the file's own order; None stands for a blank (printed or added by pdfium) or a line end."""


def read_text_layer(page_source: PageSource) -> Page:
    """The page with its glyphs as ``lines`` and its printed rules as ``rulings``; raises DamagedSourceError."""
    with opened_page(page_source) as page:
        return text_layer_of(page, page_source)


_open: dict[tuple[Path, str, int], tuple[pypdfium2.PdfDocument, pypdfium2.PdfPage]] = {}
"""The page in work: its fonts and paths are loaded once, for the text layer and for the witness that draws it."""


@contextmanager
def opened_page(page_source: PageSource) -> Iterator[pypdfium2.PdfPage]:
    """The page as pdfium holds it, for more than one question; raises DamagedSourceError. It stays open until another is asked
    for, or ``close_page``."""
    key = (page_source.source.path, page_source.source.sha256, page_source.page_number)
    if key not in _open:
        close_page()
        try:
            document = pypdfium2.PdfDocument(page_source.source.path)
            _open[key] = document, document[page_source.page_number - 1]
        except (pypdfium2.PdfiumError, IndexError, OSError) as fault:
            raise DamagedSourceError(
                f"Page {page_source.page_number} of {page_source.source.name} cannot be opened ({fault}).",
                "Repair or re-download the file.",
            ) from fault
    yield _open[key][1]


def close_page() -> None:
    """Close the page in work, if any."""
    while _open:
        document, page = _open.popitem()[1]
        page.close()
        document.close()


def text_layer_of(page: pypdfium2.PdfPage, page_source: PageSource) -> Page:
    """What ``read_text_layer`` answers with, of a page that is open."""
    width, height = page.get_size()
    sheet = Box(0, 0, width, height)
    to_page = page_transform(page)
    glyphs = _glyphs(page, to_page, sheet)
    rulings = merge_collinear(page_rulings(page, to_page, sheet))
    return Page(
        page_id=page_source.page_id,
        source=page_source,
        route=Route.TEXT_LAYER,
        engine=f"{ENGINE} {version(ENGINE)}",
        width=width,
        height=height,
        lines=printed_lines(glyphs, rulings),
        rulings=rulings,
        pictures=page_pictures(page, to_page, sheet),
    )


def page_transform(page: pypdfium2.PdfPage) -> ToPage:
    """From user space to points from the top left of the page as it is shown: crop box (no larger than the media box) and
    /Rotate applied."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, ToPage] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def printed_lines(glyphs: dict[Direction, InFile], rulings: Sequence[Ruling]) -> tuple[TextLine, ...]:
    """The printed lines of every direction, each found in its own frame."""
    lines: list[TextLine] = []
    for direction, own in glyphs.items():
        walls = [Ruling(turned_box(ruling.box, direction)) for ruling in rulings] if direction else rulings
        lines.extend(turned_line(line, back(direction)) for line in text_lines(own, walls))
    return tuple(sorted(lines, key=position))


def _glyphs(page: pypdfium2.PdfPage, to_page: ToPage, sheet: Box) -> dict[Direction, InFile]:
    """The glyphs on the sheet by the direction of their line, in the frame of that direction.

    One loop of bare calls: it is run some seven thousand times a page, and is most of the cost of the route.
    """
    text_page = page.get_textpage()
    raw = text_page.raw
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    zero = to_page(0, 0)
    found: dict[Direction, InFile] = {0: []}
    own, previous = found[0], None
    axes, direction, scale = (0.0, 0.0, 0.0, 0.0), 0, 0.0
    page_box = sheet
    try:
        for index, character in _characters(raw, text_page.count_chars()):
            if not character:
                own.append(None)
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, index, rect)
            pdfium.FPDFText_GetMatrix(raw, index, matrix)
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            if axes != (matrix.a, matrix.b, matrix.c, matrix.d):  # seldom within a page
                a, b, c, d = axes = (matrix.a, matrix.b, matrix.c, matrix.d)
                ahead = to_page(a, b)
                direction = direction_of(ahead[0] - zero[0], ahead[1] - zero[1])
                scale = (c * c + d * d) ** 0.5
                page_box = turned_box(sheet, direction) if direction else sheet
            size = pdfium.FPDFText_GetFontSize(raw, index) * scale
            box = _em_box(to_page, rect, (x.value, y.value), size, direction)
            glyph = Glyph(character, box, size, max(0, pdfium.FPDFText_GetFontWeight(raw, index)))
            if previous is not None and is_overprint(previous, glyph):
                continue
            if not box.overlaps(page_box):
                continue  # a printer's mark beside the page
            own = found.setdefault(direction, [])
            own.append(glyph)
            previous = glyph
    finally:
        text_page.close()
    return found


_BLANKS = frozenset(map(ord, " \t\r\n\u00a0\u3000\u2003\u2002\u200b\ufeff\ufffe"))
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def _characters(raw: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[tuple[int, str]]:
    """Place and character of everything printed: empty for a blank, UNKNOWN for ink that the file gives no meaning.

    pdfium tells UTF-16: a rare character (𠮷) takes two places, and is told at the first.
    """
    told = False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if told:
            told = False
            continue
        if 0xD800 <= code <= 0xDFFF:
            low = pdfium.FPDFText_GetUnicode(raw, index + 1) if code < 0xDC00 and index + 1 < count else 0
            told = 0xDC00 <= low <= 0xDFFF
            yield index, chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00) if told else UNKNOWN
        elif code in _BLANKS or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            yield index, ""
        elif code < 0x20 or 0x7F <= code <= 0x9F:
            yield index, UNKNOWN if _has_ink(raw, index) else ""
        else:
            yield index, chr(code)


def _has_ink(raw: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
    return right.value > left.value and top.value > bottom.value


def _em_box(to_page: ToPage, rect: pdfium.FS_RECTF, origin: tuple[float, float], size: float, direction: Direction) -> Box:
    """The glyph's box in the frame of its direction: as wide as pdfium says, as tall as its em square about the baseline.

    Type 3 fonts answer with the ink's own box, so that a comma would stand on another line than its word.
    """
    ends = (to_page(rect.left, rect.top), to_page(rect.right, rect.bottom), to_page(*origin))
    (ax, _), (bx, _), (x, y) = (turned_point(*end, direction) for end in ends) if direction else ends
    return Box(min(ax, bx, x), y - ASCENT * size, max(ax, bx), y + DESCENT * size)


def is_overprint(previous: Glyph, glyph: Glyph) -> bool:
    """The same character printed twice in one place: a bold made by shifting."""
    return (
        glyph.text == previous.text
        and abs(glyph.box.x0 - previous.box.x0) < 0.1 * glyph.size
        and abs(glyph.box.y0 - previous.box.y0) < 0.1 * glyph.size
    )
