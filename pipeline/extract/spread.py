"""Two pages on one picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ink import Mask

MIDDLE = 0.08
"""Of the width, to either side of the middle, where the gutter of two pages lies."""
WIDTH = 4.0
"""Characters: the inner margins of two pages make 5 and more, the white between columns of one page 1 to 2."""
EMPTY = 0.002
"""Of the gutter that may be ink, for specks."""
FOLD = 0.3
"""Of the height that is dark where the paper is folded; no column of text has so much ink throughout."""
FOLD_WIDTH = 1.5
"""Characters that the dark of a fold is wide, at most."""


def gutter(mask: Mask, character: float) -> float | None:
    """Where, as a share of the width, an empty strip parts the picture from top to bottom; None without one.

    ``character`` is the size of a character on the mask.
    """
    height, width = mask.shape
    first, last = int((0.5 - MIDDLE) * width), int((0.5 + MIDDLE) * width)
    shares = mask[height // 20 : height - height // 20, first:last].mean(axis=0)
    runs = [(end - start, start, end) for start, end in _runs(_without_fold(shares, FOLD_WIDTH * character) <= EMPTY)]
    if not runs or max(runs)[0] < WIDTH * character:
        return None
    _, start, end = max(runs)
    return float((first + (start + end) / 2) / width)


def _without_fold(shares: NDArray[np.float64], widest: float) -> NDArray[np.float64]:
    """The ink of each column, but none where a narrow band is the dark of a fold."""
    cleared = shares.copy()
    for start, end in _runs(shares > EMPTY):
        if end - start <= widest and shares[start:end].max() >= FOLD:
            cleared[start:end] = 0.0
    return cleared


def _runs(places: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.pad(places.astype(np.int8), 1)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
