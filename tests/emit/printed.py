"""Pages to write ALTO and PDF from: the specimen as it is read, the same as a scan, and lines set by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from pipeline import articles, extract, layout, tables
from pipeline.geometry import Box, union
from pipeline.ingest import page_sources
from pipeline.model import Glyph, Page, PageResult, PageSource, Route, Source, SourceKind, TextLine
from pipeline.recipes import read_recipes
from pipeline.settings import Settings

SPECIMEN = Path(__file__).parents[2] / "data" / "raw" / "hengshui-2022-04-28-02.pdf"


@cache
def specimen() -> Page:
    """The specimen read from its text layer: nine articles, one of them under a vertical headline, and two tables."""
    source = next(iter(page_sources([SPECIMEN], Settings())))
    assert not isinstance(source, PageResult)
    page = tables.find_tables(extract.read_page(source, Settings()), read_recipes())
    return articles.assemble(layout.lay_out(page))


@cache
def specimen_picture(dpi: int = 100) -> Image.Image:
    document = pypdfium2.PdfDocument(SPECIMEN)
    picture: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("L")
    return picture


def as_scan(page: Page, path: Path, kind: SourceKind = SourceKind.IMAGE) -> Page:
    """The page as if OCR had read it from this file."""
    return replace(page, route=Route.OCR, source=PageSource(Source(path, path.name, "0" * 64, kind, 1), 1, page.page_id))


def set_line(text: str, x: float = 50.0, y: float = 50.0, size: float = 12.0, *, vertical: bool = False) -> TextLine:
    """A line with its glyphs, blanks left out: each an em wide, or an em deep."""
    glyphs = tuple(
        Glyph(character, _square(x, y, size, index, vertical=vertical), size)
        for index, character in enumerate(text)
        if not character.isspace()
    )
    return TextLine(text, union(glyph.box for glyph in glyphs), size, vertical=vertical, glyphs=glyphs)


def _square(x: float, y: float, size: float, index: int, *, vertical: bool) -> Box:
    x, y = (x, y + index * size) if vertical else (x + index * size, y)
    return Box(x, y, x + size, y + size)


def page_of(*lines: TextLine, path: Path = Path("scan.jpg"), kind: SourceKind = SourceKind.IMAGE) -> Page:
    """A page of 400 by 300 points with these lines, as read by OCR."""
    empty = Page("p1", specimen().source, Route.OCR, engine="hand 1.5", width=400.0, height=300.0, lines=lines)
    return as_scan(empty, path, kind)
