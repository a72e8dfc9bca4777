"""Running text set from top to bottom, its lines from right to left."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.geometry import Box, union
from pipeline.layout.frames import frame_of
from pipeline.layout.measures import Measures
from pipeline.model import Region, RegionKind, TextLine

STEP = 2.2
"""Ems from one line to the next on its left, at most."""
INDENT = 2.6
"""Ems by which a paragraph's first line may begin lower."""
FEWEST = 3
"""Fewer lines beside each other are words up the side of a picture."""


def upright_regions(
    lines: Sequence[TextLine], measures: Measures, frames: Sequence[Box]
) -> tuple[list[Region], list[TextLine]]:
    """(blocks of vertical lines, the lines that stand in none). Words of a character or two, which reading cannot tell to be
    vertical, belong to a block where they stand in one of its lines' places."""
    upright = sorted((line for line in lines if line.vertical), key=lambda line: -line.box.x_middle)
    if len(upright) < FEWEST:
        return [], list(lines)
    blocks: list[list[TextLine]] = []
    short = [
        line
        for line in lines
        if not line.vertical and len(line.glyphs or line.text) <= 2 and line.size <= 1.1 * measures.body_size
    ]
    for line in sorted([*upright, *short], key=lambda line: (-round(line.box.x_middle), line.box.y0)):
        block = next((block for block in blocks if _continues(block, line, frames)), None)
        if block is not None:
            block.append(line)
        elif line.vertical:
            blocks.append([line])
    found = [block for block in blocks if sum(line.vertical for line in block) >= FEWEST]
    regions = []
    for block in found:
        box = union(line.box for line in block)
        ordered = tuple(sorted(block, key=lambda line: (-round(line.box.x_middle), line.box.y0)))
        regions.append(Region(RegionKind.PARAGRAPH, ordered, box, frame_of(box, frames)))
    taken = {id(line) for block in found for line in block}
    return regions, [line for line in lines if id(line) not in taken]


def _continues(block: Sequence[TextLine], line: TextLine, frames: Sequence[Box]) -> bool:
    last = block[-1]
    em = max(last.size, line.size)
    if min(last.size, line.size) < 0.85 * em or frame_of(last.box, frames) != frame_of(line.box, frames):
        return False
    top, foot = min(one.box.y0 for one in block), max(one.box.y1 for one in block)
    step = last.box.x_middle - line.box.x_middle
    if abs(step) <= 0.3 * em:  # one line, read in pieces
        return line.box.y0 >= last.box.y1 - 0.5 * em and line.box.y1 <= foot + em
    higher = INDENT if len(block) == 1 else 0.5  # the first line of the first paragraph is indented
    return 0.8 * em <= step <= STEP * em and -higher * em <= line.box.y0 - top <= INDENT * em
