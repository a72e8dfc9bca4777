"""The files that a page has beside its rows, where they are asked for: ALTO and a searchable PDF."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.emit.alto import alto
from pipeline.emit.searchable_pdf import searchable_pdf
from pipeline.model import Page, Route
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of one page: its path in the output folder, its bytes, and what the data package says of it."""

    name: str
    path: str
    title: str
    description: str
    mediatype: str
    data: bytes


def page_files(page: Page, settings: Settings) -> tuple[PageFile, ...]:
    """The files of a page. A text dump has none; only what was read by OCR needs a searchable PDF."""
    files = []
    if settings.alto and page.route is not Route.PLAIN_TEXT:
        files.append(
            PageFile(
                f"{page.page_id}.alto",
                f"alto/{page.page_id}.xml",
                "版面坐标 / Layout and text",
                "ALTO 4.2: the lines of the page as they were read, their places in 1/1200 inch, articles and tables.",
                "application/xml",
                alto(page),
            )
        )
    if settings.searchable_pdf and page.route is Route.OCR:
        files.append(
            PageFile(
                f"{page.page_id}.pdf",
                f"pdf/{page.page_id}.pdf",
                "可检索的版面 / Searchable page",
                "The picture of the page over its text as it was read, which is found and copied but not seen.",
                "application/pdf",
                searchable_pdf(page, settings),
            )
        )
    return tuple(files)
