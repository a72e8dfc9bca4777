"""How many pixels of a picture make an inch of the page: what the file says where that can be, else by its type and size."""

from __future__ import annotations

PLAUSIBLE = (72.0, 1200.0)
INK_OF_SQUARE = 0.91
"""The ink of a character is so much of its square (measured: 24 pixels of 26.4)."""
READABLE = (6.0, 16.0)
"""Points: newspapers set their text in 8 to 11, small print in 6, a page of notices in 14."""
BODY = (7.5, 12.0)
USUAL_BODY = 9.5
USUAL = (200, 300, 400, 600, 150, 240, 250, 100, 72, 96)
NEAR = 0.12
"""How far a resolution told by the text may lie from a usual one that is meant: text of 8.4 to 10.6 points."""
SHEETS = ((390, 545), (272, 393), (297, 420), (210, 297))
"""Millimetres: a broadsheet and a tabloid of Chinese newspapers (half of 对开 and 四开, trimmed), A3, A4."""
SAME_SHEET = 0.04
UNKNOWN = 200.0


def fits(dpi: float | None, character: float) -> bool:
    """Whether a resolution that a file claims can be true of a page whose characters have so many pixels (0: unknown)."""
    if dpi is None or not PLAUSIBLE[0] <= dpi <= PLAUSIBLE[1]:
        return False
    return character == 0 or READABLE[0] <= _points(character, dpi) <= READABLE[1]


def estimated(character: float, width: int, height: int) -> float:
    """The resolution of a picture of this size whose characters have so many pixels (0: unknown).

    A usual resolution at which sheet and text have usual sizes, else the usual one at which the text is near 9.5 points, else
    the one at which it is.
    """
    for dpi in USUAL:
        if _is_sheet(width, height, dpi) and (character == 0 or BODY[0] <= _points(character, dpi) <= BODY[1]):
            return float(dpi)
    if character == 0:
        return UNKNOWN
    told = character / INK_OF_SQUARE * 72 / USUAL_BODY
    return float(next((dpi for dpi in USUAL if abs(told / dpi - 1) <= NEAR), round(told)))


def _points(character: float, dpi: float) -> float:
    return character / INK_OF_SQUARE * 72 / dpi


def _is_sheet(width: int, height: int, dpi: float) -> bool:
    low, high = (side / dpi * 25.4 for side in sorted((width, height)))
    return any(abs(low / short - 1) <= SAME_SHEET and abs(high / long - 1) <= SAME_SHEET for short, long in SHEETS)
