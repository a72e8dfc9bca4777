"""Two pages on one picture."""

from __future__ import annotations

import numpy as np

from pipeline.extract.ink import Mask

MIDDLE = 0.08
"""Of the width, to either side of the middle, where the gutter of two pages lies."""
WIDTH = 4.0
"""Characters: the inner margins of two pages make 5 and more, the white between columns of one page 1 to 2."""
EMPTY = 0.002
"""Of the gutter that may be ink, for specks."""


def gutter(mask: Mask, character: float) -> float | None:
    """Where, as a share of the width, an empty strip parts the picture from top to bottom; None without one.

    ``character`` is the size of a character on the mask.
    """
    height, width = mask.shape
    first, last = int((0.5 - MIDDLE) * width), int((0.5 + MIDDLE) * width)
    inked = mask[height // 20 : height - height // 20, first:last].mean(axis=0) > EMPTY
    edges = np.flatnonzero(np.diff(np.pad((~inked).astype(np.int8), 1)))
    runs = [(end - start, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if not runs or max(runs)[0] < WIDTH * character:
        return None
    _, start, end = max(runs)
    return float((first + (start + end) / 2) / width)
