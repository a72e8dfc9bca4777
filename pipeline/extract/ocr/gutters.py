"""Lines of two columns that the detector took for one, parted at the gutter.

A gap within a line is the gutter when lines above and below it end where the gap begins, and others begin where it ends.
Full-width marks leave gaps nearly as wide, but not under each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ocr.line_picture import cut, ink_of
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

NARROWEST = 0.55
"""Heights of the line: a gap that may be a gutter. The detector's boxes are half as high again as the characters."""
NEAR = 6.0
"""Heights of the line up and down within which other lines are asked."""
ALIGNED = 0.7
WITNESSES = 2
"""Lines that must end, and lines that must begin, at the gap."""


def parted_at_gutters(pixels: Pixels, boxes: Sequence[Box]) -> list[Box]:
    """The same boxes, each that reaches over a gutter in two."""
    result: list[Box] = []
    edges = np.array(boxes, np.float64).reshape(-1, 4)
    for index, box in enumerate(boxes):
        cuts = []
        if box.height <= box.width:
            near = [boxes[other] for other in _near(edges, index)]
            cuts = [gap for gap in _candidates(box, near) if _is_white(pixels, box, gap)]
        if not cuts:
            result.append(box)
            continue
        left, right = cuts[0]
        result += [box._replace(x1=left + 0.2 * (right - left)), box._replace(x0=right - 0.2 * (right - left))]
    return result


def _near(edges: NDArray[np.float64], index: int) -> list[int]:
    """The lines of about the same height that stand not far over or under this one, or beside it."""
    middles, heights = (edges[:, 1] + edges[:, 3]) / 2, edges[:, 3] - edges[:, 1]
    height = heights[index]
    near = np.abs(middles - middles[index]) <= NEAR * height
    near &= (0.6 * height <= heights) & (heights <= height / 0.6)
    near[index] = False
    found: list[int] = np.flatnonzero(near).tolist()
    return found


def _candidates(box: Box, near: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Gaps by the lines ``near`` alone: where some end and others begin."""
    reach = ALIGNED * box.height
    inner = Box(box.x0 + 2 * box.height, box.y0, box.x1 - 2 * box.height, box.y1)
    ends = [other.x1 for other in near if inner.x0 < other.x1 < inner.x1 and other.x0 < box.x0 + 3 * box.height]
    starts = [other.x0 for other in near if inner.x0 < other.x0 < inner.x1 and other.x1 > box.x1 - 3 * box.height]
    pairs = [
        (support, end, start)
        for end in ends
        for start in starts
        if 0 < start - end <= 3 * box.height
        and (support := min(_alike(ends, end, reach), _alike(starts, start, reach))) >= WITNESSES
    ]
    if pairs:
        _, end, start = max(pairs, key=lambda pair: (pair[0], pair[1] - pair[2]))
        yield end, start


def _alike(values: Sequence[float], value: float, reach: float) -> int:
    return sum(abs(other - value) <= reach for other in values)


def _is_white(pixels: Pixels, box: Box, gap: tuple[float, float]) -> bool:
    """Whether the line itself has a white gap there, as wide as a gutter."""
    ink: NDArray[np.bool_] = np.asarray((ink_of(cut(pixels, box)) > 0).any(axis=0))
    middle = round((gap[0] + gap[1]) / 2 - box.x0)
    if not 0 < middle < ink.size or ink[middle]:
        return False
    left = int(np.flatnonzero(ink[:middle])[-1]) if ink[:middle].any() else 0
    right = middle + int(np.flatnonzero(ink[middle:])[0]) if ink[middle:].any() else ink.size
    return right - left >= NARROWEST * box.height
