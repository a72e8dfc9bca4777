"""Reading a page: the right reader for it, and why it is the right one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline.errors import UnreadableSourceError
from pipeline.extract.plain_text import read_plain_text
from pipeline.extract.route import text_layer_reason
from pipeline.extract.second_reader import reread_cells, reread_overprinted
from pipeline.extract.text_layer import read_text_layer
from pipeline.model import Page, PageSource, Route, SourceKind
from pipeline.settings import Settings


def read_page(page_source: PageSource, settings: Settings) -> Page:  # noqa: ARG001 - the settings of OCR come in here
    """The page with its lines and rulings, its route and the reason for it; raises PageError where nothing can be read."""
    if page_source.source.kind is SourceKind.TEXT:
        page = read_plain_text(page_source)
        if not page.lines:
            raise UnreadableSourceError(f"{page_source.source.name} holds no text.", "Fetch the file again.")
        return page
    page = read_text_layer(page_source)
    return reread_overprinted(replace(page, route_reason=text_layer_reason(page)))


def read_again(page: Page, rows: Collection[tuple[str, int]]) -> Page:
    """The page with its doubtful table rows, (table_id, data row) each, read by a second reader; a text dump has only one."""
    return reread_cells(page, rows) if page.route is Route.TEXT_LAYER else page
