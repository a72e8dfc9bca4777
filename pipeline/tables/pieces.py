"""Pieces of lines: cells that stand so close that they were read as one line, or under each other as one vertical line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.geometry import union
from pipeline.model import TextLine
from pipeline.tables.header_rows import is_number
from pipeline.tables.linking import FAR_CELL

PARTING_BLANK = 0.5
BLANK_IN_NUMBERS = 1.0
"""The same of what a scan shows as one number: OCR tells the places of digits to half an em."""
ON_BASELINE = 0.35
"""Ems that the middles of a row's cells differ by, at most."""
FEWEST_CHARACTERS = 3


def parted_at_blanks(line: TextLine) -> list[TextLine]:
    """The pieces of a line between its wide blanks; the line itself where it has none."""
    told_by_ink = line.confidence is not None and is_number(line.text)
    least = (BLANK_IN_NUMBERS if told_by_ink else PARTING_BLANK) * line.size
    boxes = [glyph.box for glyph in line.glyphs]
    gaps = [right[0] - left[2] for left, right in itertools.pairwise(boxes)]
    starts = [0] if max(gaps, default=0.0) < least else [0, *(index for index, gap in enumerate(gaps, 1) if gap >= least)]
    if line.vertical or len(starts) == 1:
        return [line]
    pieces = []
    for start, end in itertools.pairwise([*starts, len(line.glyphs)]):
        glyphs = line.glyphs[start:end]
        text = "".join(glyph.text for glyph in glyphs)
        pieces.append(replace(line, text=text, box=union(glyph.box for glyph in glyphs), glyphs=glyphs))
    return pieces


def parted_upright(line: TextLine, level: Sequence[TextLine]) -> list[TextLine]:
    """The characters of a vertical line that is none but a column of single characters (男, 女; 一, 二): they stand on the
    baselines of words beside them."""
    like = [
        other
        for other in level
        if 0.7 * line.size <= other.size <= line.size / 0.7
        and other.box.y_overlap(line.box) >= -other.size  # what stands higher or lower is on no glyph's baseline
    ]
    beside = [
        sum(
            abs(other.box.y_middle - glyph.box.y_middle) <= ON_BASELINE * other.size
            and max(other.box.x0 - glyph.box.x1, glyph.box.x0 - other.box.x1) <= FAR_CELL * other.size
            for other in like
        )
        for glyph in line.glyphs
    ]
    if len(line.glyphs) < FEWEST_CHARACTERS or sum(count >= 2 for count in beside) < 0.8 * len(beside):
        return [line]
    near = [other.size for other in level if other.box.y_overlap(line.box) > 0]
    size = median(near) if near else line.size
    return [
        replace(line, text=glyph.text, box=glyph.box, glyphs=(glyph,), vertical=False, size=size, readings=())
        for glyph in line.glyphs
    ]
