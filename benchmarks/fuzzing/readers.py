"""What reads an input of each kind, through the code that users run, and what must hold of what comes out.

Each answers with a word for what came of it, and raises what should never come: anything but a sentence of ours, or ``Broken``.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.fuzzing.inputs import RECIPE
from pipeline import articles, convert, extract, layout, tables, validate
from pipeline.dataset.accuracy import rates, read_sheet
from pipeline.decisions import read_decisions
from pipeline.errors import Cause, JiaokanError, PageError
from pipeline.extract.image import prepared
from pipeline.extract.picture import read_picture
from pipeline.extract.text_page import UNKNOWN
from pipeline.ingest import page_sources
from pipeline.model import Page, PageResult, PageSource, Region, Route, Table
from pipeline.recipes import read_recipe, read_recipes
from pipeline.release.about import read_about
from pipeline.sentences import in_both
from pipeline.settings import Ocr, Settings
from pipeline.table_file import read_tables
from tests.typeset.dump_score import unaccounted

SETTINGS = Settings(ocr=Ocr.NEVER, max_pixels=4_000_000, max_pages_per_file=50)
READ, REFUSED = "read", "refused"
TWICE = 8
"""One in so many pages is read a second time."""


class Broken(Exception):  # noqa: N818 - what is wrong is said in it
    """Something came out that must not."""


def read(kind: str, path: Path) -> str:
    """The word for what came of an input; raises what should never come."""
    try:
        return READERS[kind](path)
    except JiaokanError as fault:
        if not str(fault).strip().endswith((".", "。", ")", "”", '"')):
            raise Broken(f"no sentence: {fault}") from fault
        return REFUSED


def _pages(path: Path) -> str:
    words = {_page(source) for source in page_sources([path], SETTINGS)}
    return READ if READ in words else REFUSED


def _page(source: PageSource | PageResult) -> str:
    if isinstance(source, PageResult):
        return REFUSED
    made = convert.attempt(source, read_recipes(), SETTINGS)
    for result, rows in made:
        if result.cause in (Cause.BUG, Cause.MEMORY):
            raise Broken(result.error)
        if result.page is None or rows is None:
            return REFUSED
    for read_page in extract.read_pages(source, SETTINGS):
        _nothing_invented(read_page)
        _nothing_lost(read_page)
    if zlib.crc32(source.source.sha256.encode()) % TWICE == 0:
        _same_again(source, made)
    return READ


def _same_again(source: PageSource, made: Iterable[convert.Attempt]) -> None:
    told = [[rows for _, rows in each] for each in (made, convert.attempt(source, read_recipes(), SETTINGS))]
    if told[0] != told[1]:
        raise Broken("the same page twice is not the same rows")


def _nothing_invented(page: Page) -> None:
    """Of a text layer no character is read that pdfium, asked in its own plain way, does not tell."""
    if page.route is not Route.TEXT_LAYER or not page.engine.startswith("pypdfium2"):
        return
    document = pypdfium2.PdfDocument(page.source.source.path)
    try:
        text_page = document[page.source.page_number - 1].get_textpage()
        codes = [pdfium.FPDFText_GetUnicode(text_page.raw, place) for place in range(text_page.count_chars())]
    finally:
        document.close()
    told = b"".join(code.to_bytes(2, "little") for code in codes if code < 0x10000).decode("utf-16-le", "replace")
    read = Counter(character for line in page.lines if not line.readings for glyph in line.glyphs for character in glyph.text)
    invented = read - Counter(told)
    del invented[UNKNOWN]
    if invented:
        raise Broken(f"invented: {dict(invented)}")


def _nothing_lost(page: Page) -> None:
    """Every glyph of a text layer is in one region, table or piece of furniture; of a dump every character."""
    whole = articles.assemble(layout.lay_out(tables.find_tables(page, read_recipes())))
    if page.route is Route.PLAIN_TEXT:
        lost, invented = unaccounted(list(page.lines), whole)
        if lost or invented:
            raise Broken(f"lost {dict(lost)}, invented {dict(invented)}"[:300])
        return
    owners: list[Region | Table] = [*whole.regions, *whole.tables]
    held = [line for owner in owners for line in owner.lines] + list(whole.furniture)
    places = [Counter(id(glyph) for line in lines for glyph in line.glyphs) for lines in (held, page.lines)]
    if places[0] != places[1]:
        missing, doubled = places[1] - places[0], places[0] - places[1]
        raise Broken(f"{len(missing)} glyphs are nowhere, {len(doubled)} in two places")


def _picture(path: Path) -> str:
    for source in page_sources([path], SETTINGS):
        if isinstance(source, PageResult):
            raise PageError(in_both(source.error))
        if source.source.kind == "image":
            prepared(read_picture(source, SETTINGS))
    return READ


def _table(path: Path) -> str:
    sound = path.with_name("recipe.toml")
    sound.write_text(RECIPE, encoding="utf-8")
    recipe = read_recipe(sound)
    for table in read_tables(path, recipe):
        list(validate.check_table(table, recipe))
    return READ


def _recipe(path: Path) -> str:
    read_recipe(path)
    return READ


def _decisions(path: Path) -> str:
    read_decisions(path)
    return READ


def _sheet(path: Path) -> str:
    list(rates(read_sheet(path)))
    return READ


def _about(path: Path) -> str:
    read_about(path)
    return READ


READERS: dict[str, Callable[[Path], str]] = {
    "pdf": _pages,
    "objects": _pages,
    "text": _pages,
    "dump": _pages,
    "picture": _picture,
    "odd": _picture,
    "csv": _table,
    "recipe": _recipe,
    "decisions": _decisions,
    "sheet": _sheet,
    "about": _about,
}
