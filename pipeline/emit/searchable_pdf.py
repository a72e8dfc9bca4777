"""A page as a PDF that shows its picture and holds its text, unseen: the text can be searched, selected and copied.

The page is the prepared one: upright, its lines level, in points, so that text and ALTO stand at the same places. The picture
is not drawn anew but laid under it turned and scaled: a JPEG goes in byte by byte, and a page of a PDF file that holds no text
keeps its own content. A page of a PDF file that does hold text, which was read by OCR because that text is wrong, is drawn
as a picture first: its wrong text would be found too.
"""

from __future__ import annotations

import hashlib
import io
import re
from math import sqrt

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline import __version__
from pipeline.emit.blocks import page_lines
from pipeline.emit.invisible_text import TextLayer
from pipeline.emit.page_picture import PagePicture, drawn_picture, file_picture
from pipeline.emit.pdf_objects import PdfObjects, number, numbers, text_string
from pipeline.errors import DamagedSourceError
from pipeline.model import Page, SourceKind
from pipeline.sentences import say
from pipeline.settings import Settings

Matrix = tuple[float, float, float, float, float, float]
"""As a PDF file writes it: x' = a*x + c*y + e, y' = b*x + d*y + f."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_IDENTIFIER = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
DRAWN_DPI = 200.0
"""Of pages that are drawn anew: the least that libraries ask of newspapers on a screen."""


def searchable_pdf(page: Page, settings: Settings) -> bytes:
    """The page as a PDF file of one page. Raises PageError where its source cannot be read again, ValueError where it has no
    size (a text dump)."""
    if not page.width or not page.height:
        raise ValueError("a page without a size cannot be a PDF page")
    if page.source.source.kind is not SourceKind.PDF:
        picture = file_picture(page.source, settings)
        return _pdf(page, picture, _source_to_page(page, picture.width, picture.height))
    with _opened(page) as document:
        source = document[page.source.page_number - 1]
        if not _has_text(source):
            return _laid_under(_pdf(page), page, source)
        picture = drawn_picture(source, DRAWN_DPI)
        return _pdf(page, picture, _then(_scaled(72 / DRAWN_DPI), _shown_to_page(page, source)))


def _has_text(source: pypdfium2.PdfPage) -> bool:
    text = source.get_textpage()
    try:
        return bool(text.count_chars() > 0)
    finally:
        text.close()


def _opened(page: Page) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(page.source.source.path)
    except (pypdfium2.PdfiumError, OSError) as fault:
        problem = say("fault.not_opened_again", name=page.source.source.name, why=fault)
        raise DamagedSourceError(problem, say("remedy.download")) from fault


def _pdf(page: Page, picture: PagePicture | None = None, pixels_to_page: Matrix = IDENTITY) -> bytes:
    """The page's text over its picture, if there is one."""
    objects = PdfObjects()
    text = TextLayer(page_lines(page), page.height)
    content, images = text.content, ""
    if picture is not None:
        unit_square = (float(picture.width), 0.0, 0.0, -float(picture.height), 0.0, float(picture.height))
        content = f"q {numbers(_then(unit_square, pixels_to_page))} cm /P Do Q\n{content}"
        images = f"/XObject << /P {picture.add_to(objects)} >> "
    font = text.add_font(objects)
    stream = objects.add_stream(content.encode("ascii"))
    number_of_pages = len(objects) + 2  # the page comes next, the tree of pages after it
    leaf = objects.add(
        f"<< /Type /Page /Parent {number_of_pages} 0 R /MediaBox [0 0 {number(page.width)} {number(page.height)}] "
        f"/Resources << {images}/Font << /F {font} >> >> /Contents {stream} >>"
    )
    pages = objects.add(f"<< /Type /Pages /Kids [{leaf}] /Count 1 >>")
    root = objects.add(f"<< /Type /Catalog /Pages {pages} /Lang (zh) >>")
    info = objects.add(f"<< /Title {text_string(page.page_id)} /Producer {text_string(f'jiaokan {__version__}')} >>")
    return objects.to_bytes(root, info)


def _source_to_page(page: Page, width: float, height: float) -> Matrix:
    """From the source picture, of this size in pixels from its top left, to the PDF page, in points from its bottom left.

    ``Page.to_source`` turned round; without it the picture fills the page.
    """
    a, b, c, d, e, f = page.to_source or (width / page.width, 0.0, 0.0, 0.0, height / page.height, 0.0)
    unit = a * e - b * d
    x = (e / unit, -b / unit, (b * f - c * e) / unit)
    y = (-d / unit, a / unit, (c * d - a * f) / unit)
    return (x[0], -y[0], x[1], -y[1], x[2], page.height - y[2])


def _then(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _scaled(factor: float) -> Matrix:
    return (factor, 0.0, 0.0, factor, 0.0, 0.0)


def _laid_under(text_pdf: bytes, page: Page, source: pypdfium2.PdfPage) -> bytes:
    """The text layer's page with the content of a page of a PDF file under it, as a form XObject."""
    document = pypdfium2.PdfDocument(text_pdf)
    try:
        target = document[0]
        number_of_page = page.source.page_number - 1
        xobject = pdfium.FPDF_NewXObjectFromPage(document.raw, source.pdf.raw, number_of_page)
        form = pdfium.FPDF_NewFormObjectFromXObject(xobject)
        upwards = (1.0, 0.0, 0.0, -1.0, 0.0, source.get_height())  # pdfium's form is the page as shown, from its bottom left
        pdfium.FPDFPageObj_SetMatrix(form, pdfium.FS_MATRIX(*_then(upwards, _shown_to_page(page, source))))
        pdfium.FPDFPage_InsertObjectAtIndex(target.raw, form, 0)
        pdfium.FPDFPage_GenerateContent(target.raw)
        pdfium.FPDF_CloseXObject(xobject)
        buffer = io.BytesIO()
        document.save(buffer)
    finally:
        document.close()
    return _same_identifier(buffer.getvalue())


def _shown_to_page(page: Page, source: pypdfium2.PdfPage) -> Matrix:
    """From a PDF file's page as it is shown, in points from its top left, to the PDF page. The source picture is that page."""
    width, height = source.get_size()
    scale = _pixels_per_point(page, width, height)
    return _then(_scaled(scale), _source_to_page(page, width * scale, height * scale))


def _pixels_per_point(page: Page, width: float, height: float) -> float:
    """Pixels of the source picture for a point of the page as it is shown."""
    if page.source_size is not None:
        return sqrt(page.source_size[0] * page.source_size[1] / (width * height))
    if page.to_source is None:
        return 1.0
    a, b, _, d, e, _ = page.to_source
    return sqrt(abs(a * e - b * d))


def _same_identifier(data: bytes) -> bytes:
    """The file with an identifier made of what it holds, in its trailer, where pdfium writes one made of chance."""
    start = data.rindex(b"/ID[<")
    digest = hashlib.sha256(data[:start]).hexdigest()[:32].encode("ascii")
    return data[:start] + _IDENTIFIER.sub(b"/ID[<" + digest + b"><" + digest + b">]", data[start:], count=1)
