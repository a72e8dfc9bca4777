"""Where each character of a printed line stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.emit.csv import encodable
from pipeline.geometry import NOWHERE, Box, union
from pipeline.model import TextLine

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no ``Char`` of XML 1.0 (production 2): controls, U+FFFE, U+FFFF."""


def printable(text: str) -> str:
    """``text`` with U+FFFD for each character that neither XML nor a text layer can hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", encodable(text))


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a line between two blanks; ``boxes`` has one for each. ``exact``: they are the glyphs' own boxes, not
    shares of the line's; in a line without a place all are NOWHERE."""

    text: str
    boxes: tuple[Box, ...]
    exact: bool

    @property
    def box(self) -> Box:
        return union(self.boxes)


def line_runs(line: TextLine) -> list[Run]:
    """The runs of a line, in order; together they hold every character that is no blank, once."""
    text = printable(line.text)
    placed = list(_glyph_boxes(line))
    exact = [character for character, _ in placed] == [character for character in text if not character.isspace()]
    boxes = iter([box for _, box in placed] if exact else _shares(text, line))
    return [Run(run, tuple(next(boxes) for _ in run), exact) for run in text.split()]


def _glyph_boxes(line: TextLine) -> Iterator[tuple[str, Box]]:
    """Each character of the glyphs with its box; a glyph of several characters is cut into as many parts."""
    for glyph in line.glyphs:
        characters = [character for character in printable(glyph.text) if not character.isspace()]
        count = len(characters)
        for index, character in enumerate(characters):
            yield character, glyph.box if count == 1 else _part(glyph.box, index / count, (index + 1) / count, line.vertical)


def _shares(text: str, line: TextLine) -> list[Box]:
    """The line's box shared out among its characters, a wide one taking twice the room of the others."""
    if line.box == NOWHERE:
        return [NOWHERE for character in text if not character.isspace()]
    widths = [2 if line.vertical or unicodedata.east_asian_width(character) in "WF" else 1 for character in text]
    whole = sum(widths)
    boxes, start = [], 0
    for character, width in zip(text, widths, strict=True):
        if not character.isspace():
            boxes.append(_part(line.box, start / whole, (start + width) / whole, line.vertical))
        start += width
    return boxes


def _part(box: Box, start: float, end: float, vertical: bool) -> Box:
    """The part of a box between two shares of its length along the line."""
    if vertical:
        return Box(box.x0, box.y0 + start * box.height, box.x1, box.y0 + end * box.height)
    return Box(box.x0 + start * box.width, box.y0, box.x0 + end * box.width, box.y1)
