"""Which reader a page of a PDF needs, and why: its text layer, its fonts, or OCR."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2

from pipeline.errors import UnreadableSourceError
from pipeline.extract.scan_under_text import PagePictures, page_pictures, untold_lines
from pipeline.extract.second_text_layer import by_font_maps
from pipeline.extract.text_layer import text_layer_of
from pipeline.extract.text_layer_quality import judge
from pipeline.model import Page, PageSource
from pipeline.pdf_page import close_page, opened_page
from pipeline.sentences import say
from pipeline.settings import Ocr, Settings

FEW_CHARACTERS = 300
"""A page with so few is looked at: a scan may carry a page number or a library's stamp as text."""
HARDLY_ANY = 60
"""With so few, print in pictures counts too: the scan need not fill its page."""
UNTOLD_LINES = 10
"""Lines of print without text, and more than the others, that make a page a scan."""


def read_pdf_page(page_source: PageSource, settings: Settings) -> tuple[Page, ...]:
    """A page of a PDF by the reader it needs, with the reason; two where it is the scan of a spread. Raises PageError where
    none can read it."""
    if settings.ocr is Ocr.ALWAYS:
        return by_ocr(page_source, settings, say("route.asked"))
    with opened_page(page_source) as opened:
        page = text_layer_of(opened, page_source)
        pictures = page_pictures(opened)
        untold = _untold(opened, page, pictures)
    if not page.lines:
        return by_ocr(page_source, settings, say("route.no_text_layer"))
    if pictures.is_old_ocr:
        return _over_old_ocr(page, settings)
    if untold:
        told = say("route.untold", characters=_characters(page), untold=untold)
        return by_ocr(page_source, settings, told)
    return _judged(page, settings)


def _characters(page: Page) -> int:
    return sum(len(line.glyphs) for line in page.lines)


def _untold(opened: pypdfium2.PdfPage, page: Page, pictures: PagePictures) -> int:
    """How many printed lines the text layer leaves out, where they are most of the page; else 0. Drawing the page costs as
    much as reading it, so only a page that may be a scan is looked at."""
    characters = _characters(page)
    if not characters or pictures.is_old_ocr or not (characters < FEW_CHARACTERS or pictures.filled):
        return 0
    untold, seen = untold_lines(opened, page.lines, in_pictures=pictures.filled or characters < HARDLY_ANY)
    return untold if untold >= UNTOLD_LINES and 2 * untold > seen else 0


def _judged(page: Page, settings: Settings) -> tuple[Page, ...]:
    """The page by the first reading whose characters can be what is printed."""
    verdict = judge(page.lines)
    if verdict.sound:
        told = say("route.text_layer", characters=_characters(page), figures=_in_brackets(verdict.reason))
        return (replace(page, route_reason=told),)
    wrong = say("route.wrong", why=verdict.reason)
    again = by_font_maps(page)
    if again is None:
        return by_ocr(page.source, settings, say("route.no_maps", wrong=wrong))
    second = judge(again.lines)
    if second.sound:
        return (replace(again, route_reason=say("route.by_maps", wrong=wrong, why=second.reason)),)
    return by_ocr(page.source, settings, say("route.maps_wrong", wrong=wrong, why=second.reason))


def _over_old_ocr(page: Page, settings: Settings) -> tuple[Page, ...]:
    """A scan with text that an older OCR left under it: ours is preferred where it may be asked."""
    verdict = judge(page.lines)
    if not verdict.sound:
        return by_ocr(page.source, settings, say("route.old_ocr_wrong", why=verdict.reason))
    figures = _in_brackets(verdict.reason)
    if settings.ocr is Ocr.NEVER:
        return (replace(page, route_reason=say("route.old_ocr_kept", figures=figures)),)
    return by_ocr(page.source, settings, say("route.old_ocr", figures=figures))


def _in_brackets(figures: str) -> str:
    return say("route.figures", figures=figures) if figures else ""


def by_ocr(page_source: PageSource, settings: Settings, reason: str) -> tuple[Page, ...]:
    """The page read by OCR, for this reason; raises UnreadableSourceError where OCR was forbidden or found nothing."""
    close_page()
    called = say("word.page_of", number=page_source.page_number, name=page_source.source.name)
    if settings.ocr is Ocr.NEVER:
        raise UnreadableSourceError(say("fault.without_ocr", page=called, reason=reason), say("remedy.ocr"))
    from pipeline.extract.scan import read_scan  # here: OpenCV and the engines take a second to load

    pages = read_scan(page_source, settings)
    if not any(page.lines for page in pages):
        raise UnreadableSourceError(say("fault.shows_no_text", page=called, reason=reason), say("remedy.look"))
    return tuple(replace(page, route_reason=reason) for page in pages)
