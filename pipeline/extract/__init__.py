"""Reading a page: the right reader for it, and why it is the right one."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.errors import UnreadableSourceError
from pipeline.extract.plain_text import read_plain_text
from pipeline.extract.route import by_ocr, read_pdf_page
from pipeline.extract.second_reader import forget, reread_cells, reread_overprinted
from pipeline.extract.shown import shown_page as shown_page
from pipeline.extract.text_layer import ENGINE
from pipeline.model import Page, PageSource, Route, SourceKind
from pipeline.sentences import say
from pipeline.settings import Settings


def read_pages(page_source: PageSource, settings: Settings) -> tuple[Page, ...]:
    """The page with its lines and rulings, its route and the reason for it; of the scan of a spread its two pages, the left one
    first. Raises PageError where nothing can be read."""
    match page_source.source.kind:
        case SourceKind.TEXT:
            page = read_plain_text(page_source)
            if not page.lines:
                raise UnreadableSourceError(say("fault.no_text", name=page_source.source.name), say("remedy.fetch"))
            return (page,)
        case SourceKind.IMAGE:
            return by_ocr(page_source, settings, say("route.picture"))
        case SourceKind.PDF:
            pages = read_pdf_page(page_source, settings)
            return tuple(reread_overprinted(page) if _has_second_reader(page) else page for page in pages)


def read_page(page_source: PageSource, settings: Settings) -> Page:
    """The page of a source that shows one; of a spread the left one."""
    return read_pages(page_source, settings)[0]


def read_again(page: Page, rows: Collection[tuple[str, int]], settings: Settings) -> Page:
    """The page with its doubtful table rows, (table_id, data row) each, read by a second reader where it has one. No page is
    asked about after that."""
    if page.route is Route.OCR and rows:
        from pipeline.extract.second_engine import reread_scanned_cells  # here: OpenCV takes its time to load

        return reread_scanned_cells(page, rows, settings)
    try:
        page = reread_cells(page, rows) if _has_second_reader(page) else page
        if page.route is not Route.TEXT_LAYER or not rows:
            return page
        from pipeline.extract.rendered_glyphs import read_ink  # here: pages without doubt need no numpy

        return read_ink(page, rows)
    finally:
        forget()


def tell_unread(page: Page, settings: Settings) -> Page:
    """The page with a warning wherever ink within a scanned table was read by nobody."""
    if page.route is not Route.OCR or not page.tables:
        return page
    from pipeline.extract import unread_ink  # here: OpenCV takes its time to load

    return unread_ink.tell_unread(page, settings)


def _has_second_reader(page: Page) -> bool:
    """A text layer does, as long as the file's maps to Unicode are to be trusted: pdfplumber reads by the same ones."""
    return page.route is Route.TEXT_LAYER and page.engine.startswith(ENGINE)
