"""What is cut out of a page for the recogniser: one line of text each, with its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.extract.ocr.line_picture import core_rows, cut, framed, in_a_row, ink_box, ink_of, own_rows, upright_cells
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

OTHER_SCALE = 0.7
"""The second reading is of a picture reduced by this, then read as before: other pixels, the same ink."""
UPRIGHT = 1.6
"""A box this much higher than wide is a vertical line."""
ALONG_EDGE = 0.35
"""Of the height of a box: a rule this near its edge is no stroke of it. The detector leaves a quarter over the type."""
MARGIN = 0.2
"""Of the height of the ink: paper left around it, as in the pictures that the recogniser was trained on."""
SPECK = 6.0
"""Square pixels of the least ink that counts, at 200 dpi: a decimal point of 7 point type has 9."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """The picture of one line and its place. ``ink`` is the box of its ink on the page, in pixels; ``core`` the height of its
    full characters; ``start`` and ``width`` say where the ink stands across the picture (as parts of its width)."""

    picture: Pixels
    ink: Box
    core: float
    start: float
    width: float
    upright: bool = False
    cell: Box | None = None
    """The cell of a ruled table that it was cut from."""

    @property
    def in_table(self) -> bool:
        return self.cell is not None

    def at_another_scale(self) -> Pixels:
        """The same line in other pixels, for a second reading."""
        height, width = self.picture.shape
        size = (max(8, round(width * OTHER_SCALE)), max(8, round(height * OTHER_SCALE)))
        return np.asarray(cv2.resize(self.picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)

    def as_scanned(self, pixels: Pixels) -> Pixels:
        """The same piece of a cell out of ``pixels``, the page before it was smoothed."""
        return self.picture if self.cell is None else framed(pixels, self.ink, self.cell, MARGIN * self.ink.height)[0]


def line_cuttings(pixels: Pixels, boxes: Sequence[Box], rules: Sequence[Box], text_height: float) -> list[Cutting]:
    """A cutting for each text line; a line that a vertical rule crosses is parted there, and what stands over or under a level
    rule ends at it."""
    verticals = [rule for rule in rules if rule.height > rule.width]
    levels = [rule for rule in rules if rule.height <= rule.width]
    result = []
    for box in boxes:
        if box.height >= UPRIGHT * box.width and box.height > 2 * text_height:
            cutting = upright_cutting(pixels, box)
            result += [cutting] if cutting else []
            continue
        for part in _parted(box, verticals):
            cutting = line_cutting(pixels, _off_rules(part, levels))
            result += [cutting] if cutting else []
    return result


def _off_rules(box: Box, levels: Sequence[Box]) -> Box:
    """The box without a level rule that runs along its upper or lower edge: in the ink of a line it would count as type."""
    top, bottom = box.y0, box.y1
    for rule in levels:
        if rule.x_overlap(box) >= 0.5 * box.width:
            if box.y0 <= rule.y1 and rule.y_middle <= box.y0 + ALONG_EDGE * box.height:
                top = max(top, rule.y1 + 1)
            elif rule.y0 <= box.y1 and rule.y_middle >= box.y1 - ALONG_EDGE * box.height:
                bottom = min(bottom, rule.y0 - 1)
    return box._replace(y0=top, y1=bottom)


def _parted(box: Box, verticals: Sequence[Box]) -> Iterator[Box]:
    cuts = sorted(
        rule.x_middle
        for rule in verticals
        if box.x0 + 0.3 * box.height < rule.x_middle < box.x1 - 0.3 * box.height and rule.y_overlap(box) > 0.5 * box.height
    )
    edges = [box.x0, *cuts, box.x1]
    for left, right in itertools.pairwise(edges):
        yield box._replace(x0=left, x1=right)


def line_cutting(pixels: Pixels, box: Box) -> Cutting | None:
    """The line in the box that the detector found, untrimmed: the faint full stop at its end is not to be lost."""
    picture = cut(pixels, box)
    if not picture.size:
        return None
    marks = ink_of(picture)
    top, bottom = own_rows(picture, marks)
    own = picture[top:bottom]
    if len(own) < len(picture):
        marks = ink_of(own)
    ink = ink_box(own, SPECK, marks)
    if ink is None or min(ink.width, ink.height) < 2:
        return None
    place = ink.moved(max(0, int(box.x0)), max(0, int(box.y0)) + top)
    first, last = core_rows(own, marks)
    width = picture.shape[1]
    return Cutting(picture, place, float(last - first), ink.x0 / width, ink.width / width)


def cell_cutting(pixels: Pixels, cell: Box, speck: float) -> Cutting | None:
    """The ink of a cell with a margin of its own paper; nothing outside the cell is taken, for there stand the rules."""
    picture = cut(pixels, cell)
    ink = ink_box(picture, speck)
    if ink is None or min(ink.width, ink.height) < 2:
        return None
    place = ink.moved(max(0, int(cell.x0)), max(0, int(cell.y0)))
    first, last = core_rows(cut(pixels, place))
    framing, offset = framed(pixels, place, cell, MARGIN * place.height)
    width = framing.shape[1]
    return Cutting(framing, place, float(last - first), offset / width, place.width / width, cell=cell)


def upright_cutting(pixels: Pixels, box: Box) -> Cutting | None:
    """A vertical line with its characters set in a row."""
    picture = cut(pixels, box)
    ink = ink_box(picture, SPECK)
    if ink is None or min(ink.width, ink.height) < 2:
        return None
    trimmed = picture[int(ink.y0) : int(ink.y1), int(ink.x0) : int(ink.x1)]
    cells = upright_cells(trimmed)
    if not cells:
        return None
    place = ink.moved(max(0, int(box.x0)), max(0, int(box.y0)))
    return Cutting(in_a_row(cells), place, float(trimmed.shape[1]), 0.0, 1.0, upright=True)
