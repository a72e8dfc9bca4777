"""Lines that run in another direction than the page: captions up the side of a picture, answers printed upside down.

Each direction has a frame of its own, in which its lines run from left to right; lines are found there and turned back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.geometry import Box
from pipeline.model import TextLine

Number = TypeVar("Number", float, npt.NDArray[np.float64])
Direction = int
"""Quarter turns clockwise: 0 runs to the right, 1 downwards, 2 to the left, 3 upwards."""


def direction_of(dx: float, dy: float) -> Direction:
    """The direction of a line of text whose characters follow each other along (dx, dy)."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 1 if dy > 0 else 3


def back(direction: Direction) -> Direction:
    """The turn that undoes this one."""
    return -direction % 4


def turned_point(x: Number, y: Number, direction: Direction) -> tuple[Number, Number]:
    """A point of the page in the frame of a direction; or many of them."""
    match direction:
        case 1:
            return y, -x
        case 2:
            return -x, -y
        case 3:
            return -y, x
        case _:
            return x, y


def turned_box(box: Box, direction: Direction) -> Box:
    """A box of the page in the frame of a direction."""
    (ax, ay), (bx, by) = turned_point(box.x0, box.y0, direction), turned_point(box.x1, box.y1, direction)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def turned_line(line: TextLine, direction: Direction) -> TextLine:
    """A line with its glyphs; one that runs up or down is vertical."""
    if direction == 0:
        return line
    glyphs = tuple(glyph._replace(box=turned_box(glyph.box, direction)) for glyph in line.glyphs)
    vertical = line.vertical != (direction % 2 == 1)
    return replace(line, box=turned_box(line.box, direction), vertical=vertical, glyphs=glyphs)
