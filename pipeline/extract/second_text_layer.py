"""A whole page through pdfplumber, which can read by the fonts' own character maps.

A composite font embedded as TrueType may know the characters of its glyphs itself (its ``cmap`` table, OpenType 1.9). pdfium
asks the file's ToUnicode map alone; where that is missing or wrong, the font is the better witness. Simple fonts are numbered
by the program that printed them and know nothing.
"""

from __future__ import annotations

import logging
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdffont import PDFCIDFont, PDFFont, TrueTypeFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.directions import Direction, direction_of, turned_box, turned_point
from pipeline.extract.content_stream import FAULTS
from pipeline.extract.second_reader import shown_corner
from pipeline.extract.text_layer import ASCENT, DESCENT, UNKNOWN, InFile, is_overprint, printed_lines
from pipeline.geometry import Box
from pipeline.model import Glyph, Page

ENGINE = "pdfplumber"
log = logging.getLogger(__name__)


def by_font_maps(page: Page) -> Page | None:
    """The page with its lines read again, each font by its own map where it has one; None where no font has."""
    try:
        characters, corner = _characters_of(page)
    except FAULTS:
        log.debug("%s cannot be read by its fonts", page.page_id, exc_info=True)
        return None  # pdfminer cannot follow this file, pdfium could: no reason to fail, there is OCR
    if not characters:
        return None
    glyphs = _glyphs(characters, corner, Box(0, 0, page.width, page.height))
    return replace(page, lines=printed_lines(glyphs, page.rulings), engine=f"{ENGINE} {version(ENGINE)}")


def _characters_of(page: Page) -> tuple[list[LTChar], tuple[float, float]]:
    """The characters by the fonts' own maps, none where no font has one, and where the shown page's top left corner is."""
    with pdfplumber.open(page.source.source.path) as document:
        sheet = document.pages[page.source.page_number - 1]
        left, top = shown_corner(sheet)
        corner = (left - sheet.bbox[0], float(sheet.height) - (top - sheet.bbox[1]))
        maps = _OwnMaps()
        device = _Setter(maps)
        PDFPageInterpreter(maps, device).process_page(sheet.page_obj)
    return list(_characters(device.get_result())) if maps.found else [], corner


class _Setter(PDFPageAggregator):
    """Sets characters as ISO 32000-1, 9.4.4 has it, with the character space after each one; pdfminer leaves it off after the
    last of a string, so that a line of several strings creeps to the left."""

    _space = 0.0

    def render_string(self, textstate: PDFTextState, *others: Any) -> None:
        self._space = textstate.charspace * textstate.scaling * 0.01
        without = textstate.copy()
        without.charspace = 0
        super().render_string(without, *others)
        textstate.linematrix = without.linematrix

    def render_char(self, *given: Any) -> float:
        return super().render_char(*given) + self._space


class _OwnMaps(PDFResourceManager):
    """Fonts that go by their own maps; ``found`` counts those that have one."""

    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def get_font(self, objid: object, spec: Mapping[str, Any]) -> PDFFont:
        font = super().get_font(objid, spec)
        if isinstance(font, PDFCIDFont) and hasattr(font, "fontfile") and "CIDSystemInfo" in spec:
            own = _own_map(font.fontfile.get_data(), resolve1(spec.get("CIDToGIDMap")))
            if own is not None:
                font.unicode_map = own
                self.found += 1
        return font


def _own_map(font_file: bytes, glyph_of: object) -> FileUnicodeMap | None:
    """Character code -> character, by the font's own table; ``glyph_of`` is the PDF's table from codes to glyphs, if any."""
    try:
        own = TrueTypeFont("", BytesIO(font_file)).create_unicode_map()
    except (TrueTypeFont.CMapNotFound, AssertionError, struct.error, IndexError):
        return None
    characters = {glyph: _plain(character) for glyph, character in own.cid2unichr.items() if glyph}
    if isinstance(glyph_of, PDFStream):
        numbers = memoryview(glyph_of.get_data())
        glyphs = {code: int.from_bytes(numbers[2 * code : 2 * code + 2], "big") for code in range(len(numbers) // 2)}
        characters = {code: characters[glyph] for code, glyph in glyphs.items() if glyph in characters}
    own.cid2unichr = characters
    return own


def _plain(character: str) -> str:
    """Of the code points that share a glyph the font names one: radicals and compatibility forms stand for the character."""
    code = ord(character[0])
    shared = 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F
    return unicodedata.normalize("NFKC", character) if shared else character


def _characters(container: LTContainer[Any]) -> Iterator[LTChar]:
    """Every character in the file's order, those in forms too."""
    for thing in container:
        if isinstance(thing, LTChar):
            yield thing
        elif isinstance(thing, LTContainer):
            yield from _characters(thing)


def _glyphs(characters: list[LTChar], corner: tuple[float, float], sheet: Box) -> dict[Direction, InFile]:
    """The glyphs on the sheet as ``text_layer`` gives them; ``corner`` is the sheet's top left, y upwards."""
    found: dict[Direction, InFile] = {0: []}
    own, previous = found[0], None
    for character in characters:
        text = character.get_text()
        if not text.strip() or text == "\0":
            own.append(None)
            continue
        glyph, direction = _glyph(character, UNKNOWN if text.startswith("(cid:") else text, corner)
        if previous is not None and is_overprint(previous, glyph):
            continue
        if not (turned_box(sheet, direction) if direction else sheet).contains_middle_of(glyph.box):
            continue
        own = found.setdefault(direction, [])
        own.append(glyph)
        previous = glyph
    return found


def _glyph(character: LTChar, text: str, corner: tuple[float, float]) -> tuple[Glyph, Direction]:
    """A character with its em box in the frame of its direction, as ``text_layer`` has it."""
    ahead_x, ahead_y, _, _, x, y = character.matrix
    direction = direction_of(ahead_x, -ahead_y)
    size = character.width if direction % 2 else character.height
    left, top = corner
    ends = ((character.x0, character.y1), (character.x1, character.y0), (x, y))
    (ax, _), (bx, _), (own_x, baseline) = (turned_point(end_x - left, top - end_y, direction) for end_x, end_y in ends)
    box = Box(min(ax, bx, own_x), baseline - ASCENT * size, max(ax, bx), baseline + DESCENT * size)
    return Glyph(text, box, size), direction
