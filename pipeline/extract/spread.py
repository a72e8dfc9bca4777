"""Two pages on one picture."""

from __future__ import annotations

import numpy as np

from pipeline.extract.ink import Mask

MIDDLE = 0.08
"""Of the width, to either side of the middle, where the gutter of two pages lies."""
WIDTH = 0.012
"""Of the picture's width: the margins of two newspaper pages make 2 %, the white between columns of one page 0.8 %."""
EMPTY = 0.002
"""Of the gutter that may be ink, for specks."""


def gutter(mask: Mask) -> float | None:
    """Where, as a share of the width, an empty strip parts the picture in two from top to bottom; None without one."""
    height, width = mask.shape
    first, last = int((0.5 - MIDDLE) * width), int((0.5 + MIDDLE) * width)
    inked = mask[height // 20 : height - height // 20, first:last].mean(axis=0) > EMPTY
    edges = np.flatnonzero(np.diff(np.pad((~inked).astype(np.int8), 1)))
    runs = [(end - start, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if not runs or max(runs)[0] < WIDTH * width:
        return None
    _, start, end = max(runs)
    return float((first + (start + end) / 2) / width)
