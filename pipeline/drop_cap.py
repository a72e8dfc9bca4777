"""A line that begins with a drop capital 首字下沉: the lines under it stand beside the character, too."""

from __future__ import annotations

from pipeline.geometry import Box
from pipeline.model import TextLine

LARGER = 1.5
"""Of its line's size: two lines deep is the least, and the leading is half the size more."""


def drop_cap(line: TextLine) -> Box | None:
    """The place of the larger character that the line begins with, None where it begins with none."""
    if len(line.glyphs) > 2 and line.glyphs[0].size >= LARGER * line.size and line.glyphs[0].box.height > LARGER * line.size:
        return line.glyphs[0].box
    return None


def stands_beside(line: TextLine, cap: Box | None) -> bool:
    """Whether a line right of the capital is one of those that it is deep."""
    return cap is not None and cap.y0 < line.box.y_middle < cap.y1
