"""pdfplumber, the second reader of text layers: asked where the first one is in doubt, never for a whole page.

It keeps every glyph that the file prints, also where several stand on one spot; pdfium drops some of those. It costs ten times
as much (BENCHMARKS.md), so it is opened once a page, only for a page that needs it, and makes the characters asked for alone.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from pipeline.by_place import ByPlace, touch
from pipeline.extract.content_stream import FAULTS, Shown, UnusualStreamError, shown_strings
from pipeline.extract.file_objects import read_quickly
from pipeline.extract.shown_strings import ShownString
from pipeline.extract.text_objects import TextObject
from pipeline.geometry import Box
from pipeline.model import Cell, Finding, Page, PageSource, Reading, Severity, TextLine
from pipeline.sentences import say

WITNESS = "pdfplumber"
FIRST_WITNESS = "pypdfium2"
OVERPRINTED = 0.5
"""Glyphs of a vertical line whose middles lie closer than this (in ems, on average) print over each other."""

log = logging.getLogger(__name__)
for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).setLevel(logging.ERROR)


def reread_overprinted(page: Page) -> Page:
    """Vertical lines whose glyphs print over each other, read again; the longer reading is kept, both are on record."""
    doubtful = [line for line in page.lines if _is_overprinted(line)]
    texts = _texts(page, [(line.box.grown(0.1 * line.size), line.size, len(line.text)) for line in doubtful])
    if texts is None:
        return page
    replaced: dict[int, TextLine] = {}
    findings: list[Finding] = []
    for line, text in zip(doubtful, texts, strict=True):
        if len(text) <= len(line.text) or Counter(line.text) - Counter(text):
            continue
        readings = (Reading(line.text, FIRST_WITNESS), Reading(text, WITNESS))
        replaced[id(line)] = replace(line, text=text, readings=readings)
        findings.append(
            Finding(
                "overprinted-line",
                Severity.NOTICE,
                say("overprinted-line.line"),
                evidence=say("evidence.two_readers", first=FIRST_WITNESS, told=line.text, second=WITNESS, text=text),
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
    places = [
        (cell.box, 0.0, 0)
        for table in page.tables
        for index, row in enumerate(table.rows)
        if (table.table_id, index) in wanted
        for cell in row
        if cell.box is not None
    ]
    texts = _texts(page, places)
    if texts is None:
        return page
    told = iter(texts)
    tables = []
    for table in page.tables:
        data = tuple(
            tuple(_with_second(cell, told) for cell in row) if (table.table_id, index) in wanted else row
            for index, row in enumerate(table.rows)
        )
        tables.append(replace(table, rows=data))
    return replace(page, tables=tuple(tables))


def _with_second(cell: Cell, told: Iterator[str]) -> Cell:
    if cell.box is None:
        return cell
    return replace(cell, readings=(*cell.readings, Reading(cell.printed, FIRST_WITNESS), Reading(next(told), WITNESS)))


def _texts(page: Page, places: Sequence[tuple[Box, float, int]]) -> list[str] | None:
    """What stands in each place, at least nearly as large as so many points, "" where no more than so many characters
    can; None where nothing is asked, or pdfminer cannot follow a file that pdfium could: there is one witness then."""
    if not places:
        return None
    try:
        characters = _characters_of(page.source)
        return [characters.inside(box, size) if characters.has_more(known, box, size) else "" for box, size, known in places]
    except (*FAULTS, UnusualStreamError):
        forget()
        log.debug("%s cannot be read a second time", page.page_id, exc_info=True)
        return None


class _Placed(NamedTuple):
    """A character that is no blank, by its middle on the page as it is shown."""

    x: float
    y: float
    text: str
    size: float


class _Characters:
    """The glyphs of a page, found by their place and made where they are asked for; the file is open until ``close``."""

    def __init__(self, source: PageSource) -> None:
        self._document = pdfplumber.open(source.source.path, pages=[source.page_number])
        read_quickly(self._document.doc)
        self._made: dict[object, list[_Placed]] = {}
        try:
            page = self._document.pages[0]
            left, top = shown_corner(page)
            # from pdfminer's page, y upwards, to the page as it is shown: as pdfplumber's own Page.process_object
            self._across, self._down = page.mediabox[0] - left, page.height + page.mediabox[1] - top
            self._shown = ByPlace(self._strings(page, left, top))
        except FAULTS:
            self.close()
            raise

    def close(self) -> None:
        self._document.close()

    def _strings(self, page: pdfplumber.page.Page, left: float, top: float) -> list[tuple[Box, Shown | _Placed]]:
        """What the page shows in the file's order, and where on pdfminer's page; characters where all are made already."""
        try:
            return [(shown.around, shown) for shown in shown_strings(page.page_obj, page.pdf.rsrcmgr)]
        except UnusualStreamError:
            places: list[tuple[Box, Shown | _Placed]] = []
            for said in page.chars:
                x, y = (said["x0"] + said["x1"]) / 2 - left, (said["top"] + said["bottom"]) / 2 - top
                places.append((self._asked(Box(x, y, x, y)), _Placed(x, y, said["text"], said["size"])))
            page.close()
            return places

    def _asked(self, box: Box) -> Box:
        return Box(box.x0 - self._across, self._down - box.y1, box.x1 - self._across, self._down - box.y0)

    def _near(self, box: Box, smallest: float) -> Iterator[ShownString | _Placed]:
        """What may have characters in the box, at least nearly as large as ``smallest`` points, in the file's order."""
        asked = self._asked(box)
        for _, shown in self._shown.around(asked):
            if isinstance(shown, _Placed):
                yield shown
                continue
            if isinstance(shown, TextObject) and not shown.touches(asked):
                continue
            for string in shown.strings:
                if string.size >= 0.8 * smallest and touch(string.around, asked):
                    yield string

    def inside(self, box: Box, smallest: float = 0.0) -> str:
        """The characters whose middle stands in the box, at least nearly as large as ``smallest`` points, in the file's order;
        raises what pdfminer raises."""
        least = 0.8 * smallest
        found: list[str] = []
        for near in self._near(box, smallest):
            found.extend(
                text
                for x, y, text, size in self._characters(near)
                if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 and size >= least
            )
        return "".join(found)

    def has_more(self, known: int, box: Box, smallest: float = 0.0) -> bool:
        """Whether ``inside`` may find more characters than so many, each code being one: told without a font."""
        counts = accumulate(near.codes if isinstance(near, ShownString) else 1 for near in self._near(box, smallest))
        return any(count > known for count in counts)

    def _characters(self, near: ShownString | _Placed) -> Sequence[_Placed]:
        if isinstance(near, _Placed):
            return (near,) if near.text.strip() else ()
        if near not in self._made:
            self._made[near] = list(self._placed(near))
        return self._made[near]

    def _placed(self, string: ShownString) -> Iterator[_Placed]:
        for each in string.characters():
            if (text := each.get_text()).strip():
                yield _Placed(self._across + (each.x0 + each.x1) / 2, self._down - (each.y0 + each.y1) / 2, text, each.size)


def shown_corner(page: pdfplumber.page.Page) -> tuple[float, float]:
    """The top left corner of the page as it is shown, in pdfplumber's coordinates, which know no crop box."""
    left, bottom, right, top = page.page_obj.mediabox
    crop = page.page_obj.cropbox
    margins = (max(0.0, crop[0] - left), max(0.0, crop[1] - bottom), max(0.0, right - crop[2]), max(0.0, top - crop[3]))
    of_left, of_bottom, of_right, of_top = margins
    corners = {0: (of_left, of_top), 90: (of_bottom, of_left), 180: (of_right, of_bottom), 270: (of_top, of_right)}
    dx, dy = corners[page.rotation % 360]
    return page.bbox[0] + dx, page.bbox[1] + dy


_kept: dict[tuple[Path, str, int], _Characters] = {}
"""The page in work, which may be asked twice, for a heading and for a table."""


def _characters_of(source: PageSource) -> _Characters:
    key = (source.source.path, source.source.sha256, source.page_number)
    if key not in _kept:
        forget()
        _kept[key] = _Characters(source)
    return _kept[key]


def forget() -> None:
    """Drop the page that was asked about last, and close its file."""
    for characters in _kept.values():
        characters.close()
    _kept.clear()
