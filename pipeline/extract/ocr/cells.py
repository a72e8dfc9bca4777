"""The cells of a ruled table, cut on its grid and trimmed to their ink: residue of the rules would be read as characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ocr.cuttings import Cutting, cell_cutting
from pipeline.extract.ocr.line_picture import contrast, cut, ink_of
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box
from pipeline.ruled_grid import RuledGrid

RESIDUE = 0.6
"""A row or column at a cell's edge with this part of it inked is residue of a rule."""
EDGE = 0.3
"""Of the text height: how far in from the grid line residue is looked for."""
SHADOW = 6.0
"""Grey levels: a row or column behind a rule that is darker throughout than the cell's paper by this is the rule's blur."""
LIGHT = 80
"""Per cent: throughout means all but the lightest fifth; the strokes of a line of text leave more paper than that."""
TWO_LINES = 1.6
"""Heights of the table's own lines: ink that is higher is of several lines. One line's characters are at most 1.3 times as high
as its digits, two lines of digits at 1.15 from base to base 2.6 times."""
LOW = 0.25
"""The quantile of the heights of ink in cells that holds single lines, wherever half of the columns hold no wrapped text."""
LARGE = 1.9
"""Text heights: ink that no white row parts is one line up to here."""
FAINT = 0.45
"""Ink that stands off its paper by less than this part of what is usual in the table shines through from the other side."""
SPECK = 0.012
"""Of the square of the text height: ink with less area is dirt. A decimal point of 7 point type has three times as much."""


def cell_lines(pixels: Pixels, grid: RuledGrid, text_height: float) -> list[Cutting]:
    """A cutting for each line of text in each cell; empty cells, and those where only the other side of the paper shines
    through, have none. ``grid`` is in pixels."""
    found = []
    inners = [without_rules(pixels, grid.area_box(area), text_height) for area in grid.areas]
    line_height = _line_height(pixels, inners, text_height)
    for inner in inners:
        for line in _lines_of(pixels, inner, text_height, line_height):
            cutting = cell_cutting(pixels, line, SPECK * text_height**2)
            if cutting is not None and cutting.ink.height >= 0.25 * text_height:
                found.append((cutting, contrast(cutting.picture)))
    usual = median(value for _, value in found) if found else 0.0
    return [cutting for cutting, value in found if value >= FAINT * usual]


def without_rules(pixels: Pixels, cell: Box, text_height: float) -> Box:
    """The cell without the pixels of its rules: rows and columns near its edges that are mostly ink."""
    picture = cut(pixels, cell)
    if min(picture.shape) < 4:
        return cell
    ink = ink_of(picture) > 0
    reach = max(3, round(EDGE * text_height))
    top, bottom = _clear(picture, ink, 1, reach)
    left, right = _clear(picture, ink, 0, reach)
    x0, y0 = max(0, int(cell.x0)), max(0, int(cell.y0))
    height, width = picture.shape
    return Box(x0 + left, y0 + top, x0 + width - right, y0 + height - bottom)


def _clear(picture: Pixels, ink: NDArray[np.bool_], axis: int, reach: int) -> tuple[int, int]:
    """How many rows (axis 1) or columns (axis 0) to leave out at both ends: up to one behind the last that is residue."""
    residue = ink.mean(axis=axis) >= RESIDUE
    lightest = np.percentile(picture, LIGHT, axis=axis)
    shadow = lightest < np.percentile(lightest, 75) - SHADOW
    reach = min(reach, len(residue) // 3)
    ends = []
    for rule, blur in ((residue, shadow), (residue[::-1], shadow[::-1])):
        last = max((index + 2 for index in range(reach) if rule[index]), default=1)
        while last < reach and blur[last]:
            last += 1
        ends.append(last)
    return ends[0], ends[1]


def _line_height(pixels: Pixels, cells: Sequence[Box], text_height: float) -> float:
    """The height of a line of the table, in pixels: a low quantile of the heights of ink, half a text height at least."""
    heights = []
    for cell in cells:
        picture = cut(pixels, cell)
        rows = np.flatnonzero((ink_of(picture) > 0).any(axis=1)) if picture.size else np.zeros(0, int)
        if rows.size and rows[-1] - rows[0] >= 0.3 * text_height:
            heights.append(float(rows[-1] - rows[0] + 1))
    usual = float(np.quantile(heights, LOW)) if heights else text_height
    return min(max(usual, 0.5 * text_height), 1.2 * text_height)


def _lines_of(pixels: Pixels, cell: Box, text_height: float, line_height: float) -> Iterator[Box]:
    """The cell, or its lines where it holds several, parted at white rows."""
    picture = cut(pixels, cell)
    if picture.size == 0:
        return
    rows = np.flatnonzero((ink_of(picture) > 0).any(axis=1))
    if rows.size == 0:
        return
    if rows[-1] - rows[0] + 1 <= TWO_LINES * line_height:
        yield cell
        return
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > max(1, 0.05 * line_height)) + 1)
    top = int(cell.y0)
    lines = [run for run in runs if run[-1] - run[0] + 1 >= 0.5 * line_height]
    if len(lines) < 2 and rows[-1] - rows[0] + 1 <= LARGE * text_height:
        yield cell  # one line of large type
        return
    for run in lines:
        yield Box(cell.x0, top + int(run[0]) - 1, cell.x1, top + int(run[-1]) + 2)
