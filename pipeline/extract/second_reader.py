"""pdfplumber, the second reader of text layers: asked where the first one is in doubt, never for a whole page.

It keeps every glyph that the file prints, also where several stand on one spot; pdfium drops some of those. It costs ten times
as much (BENCHMARKS.md), so it is opened once a page, and only for a page that needs it.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pdfplumber

from pipeline.extract.content_stream import FAULTS, UnusualStreamError, page_characters
from pipeline.geometry import Box
from pipeline.model import Cell, Finding, Page, Reading, Severity, TextLine

WITNESS = "pdfplumber"
FIRST_WITNESS = "pypdfium2"
OVERPRINTED = 0.5
"""Glyphs of a vertical line whose middles lie closer than this (in ems, on average) print over each other."""

log = logging.getLogger(__name__)
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def reread_overprinted(page: Page) -> Page:
    """Vertical lines whose glyphs print over each other, read again; the longer reading is kept, both are on record."""
    doubtful = [line for line in page.lines if _is_overprinted(line)]
    if not doubtful:
        return page
    characters = _characters_of(page.source.source.path, page.source.source.sha256, page.source.page_number)
    if characters is None:
        return page
    replaced: dict[int, TextLine] = {}
    findings: list[Finding] = []
    for line in doubtful:
        text = characters.inside(line.box.grown(0.1 * line.size), line.size)
        if len(text) <= len(line.text) or Counter(line.text) - Counter(text):
            continue
        readings = (Reading(line.text, FIRST_WITNESS), Reading(text, WITNESS))
        replaced[id(line)] = replace(line, text=text, readings=readings)
        findings.append(
            Finding(
                "overprinted-line",
                Severity.NOTICE,
                "The characters of this vertical line are printed over each other; the fuller reading was kept.",
                evidence=f"{FIRST_WITNESS} reads {line.text}; {WITNESS} reads {text}",
            )
        )
    lines = tuple(replaced.get(id(line), line) for line in page.lines)
    return replace(page, lines=lines, findings=(*page.findings, *findings))


def _is_overprinted(line: TextLine) -> bool:
    if not line.vertical or len(line.glyphs) < 3:
        return False
    middles = [glyph.box.y_middle for glyph in line.glyphs]
    return max(middles) - min(middles) < OVERPRINTED * line.size * (len(middles) - 1)


def reread_cells(page: Page, rows: Collection[tuple[str, int]]) -> Page:
    """The cells of ``rows``, (table_id, data row) each, read again; both readings stand in ``Cell.readings``.

    Nothing is chosen here: whether the page or the reader erred is told from the readings by the repair stage.
    """
    wanted = set(rows)
    if not wanted:
        return page
    characters = _characters_of(page.source.source.path, page.source.source.sha256, page.source.page_number)
    if characters is None:
        return page
    tables = []
    for table in page.tables:
        data = tuple(
            tuple(_reread(cell, characters) for cell in row) if (table.table_id, index) in wanted else row
            for index, row in enumerate(table.rows)
        )
        tables.append(replace(table, rows=data))
    return replace(page, tables=tuple(tables))


def _reread(cell: Cell, characters: _Characters) -> Cell:
    if cell.box is None:
        return cell
    text = characters.inside(cell.box)
    return replace(cell, readings=(*cell.readings, Reading(cell.printed, FIRST_WITNESS), Reading(text, WITNESS)))


class _Characters:
    """The glyphs of a page in the file's order, found by their place."""

    def __init__(self, path: Path, page_number: int) -> None:
        with pdfplumber.open(path, pages=[page_number]) as document:
            characters = sorted(_placed(document.pages[0]))
        self._by_height = [(height, order, middle, (text, size)) for height, order, middle, text, size in characters]
        self._heights = [height for height, _, _, _ in self._by_height]

    def inside(self, box: Box, smallest: float = 0.0) -> str:
        """The characters whose middle stands in the box, at least nearly as large as ``smallest`` points."""
        band = self._by_height[bisect_left(self._heights, box.y0) : bisect_right(self._heights, box.y1)]
        found = [
            (order, text) for _, order, middle, (text, size) in band if box.x0 <= middle <= box.x1 and size >= 0.8 * smallest
        ]
        return "".join(text for _, text in sorted(found))


def _placed(page: pdfplumber.page.Page) -> Iterator[tuple[float, int, float, str, float]]:
    """Each character that is no blank: its height and middle on the page as it is shown, between them its place in the file,
    then text and size."""
    left, top = shown_corner(page)
    try:
        found = page_characters(page.page_obj, page.pdf.rsrcmgr)
    except UnusualStreamError:
        for order, said in enumerate(page.chars):
            if said["text"].strip():
                height, middle = (said["top"] + said["bottom"]) / 2 - top, (said["x0"] + said["x1"]) / 2 - left
                yield height, order, middle, said["text"], said["size"]
        page.close()
        return
    across, down = page.mediabox[0] - left, page.height + page.mediabox[1] - top  # as pdfplumber's own Page.process_object
    for order, each in enumerate(found):
        if (text := each.get_text()).strip():
            yield down - (each.y0 + each.y1) / 2, order, across + (each.x0 + each.x1) / 2, text, each.size


def shown_corner(page: pdfplumber.page.Page) -> tuple[float, float]:
    """The top left corner of the page as it is shown, in pdfplumber's coordinates, which know no crop box."""
    left, bottom, right, top = page.page_obj.mediabox
    crop = page.page_obj.cropbox
    margins = (max(0.0, crop[0] - left), max(0.0, crop[1] - bottom), max(0.0, right - crop[2]), max(0.0, top - crop[3]))
    of_left, of_bottom, of_right, of_top = margins
    corners = {0: (of_left, of_top), 90: (of_bottom, of_left), 180: (of_right, of_bottom), 270: (of_top, of_right)}
    dx, dy = corners[page.rotation % 360]
    return page.bbox[0] + dx, page.bbox[1] + dy


@lru_cache(maxsize=1)
def _characters_of(path: Path, _sha256: str, page_number: int) -> _Characters | None:
    """The glyphs of the page in work, which may be asked twice, for a heading and for a table; None where pdfminer cannot
    follow a file that pdfium could: there is one witness then."""
    try:
        return _Characters(path, page_number)
    except FAULTS:
        log.debug("page %d of %s cannot be read a second time", page_number, path, exc_info=True)
        return None


def forget() -> None:
    """Drop the page that was read last: for measurements."""
    _characters_of.cache_clear()
