"""The dark bed of a scanner, or of a microfilm reader, around a page."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ink import reduced
from pipeline.extract.picture import Grey

SIDE = 700
TEXT = 15
"""Pixels at ``SIDE``: what is narrower is ink and not bed. Headlines of a broadsheet stand up to 40 pixels high there, but
their strokes are 6 wide."""
DARK = 0.55
"""Of the brightness of the paper. A fold's shadow keeps 0.7, a dark bed 0.1 to 0.4."""
TOUCHING = 0.5
"""Of a side of the picture that a bed runs along; a photograph printed off the edge seldom does."""
LEAST_PAPER = 0.25


@dataclass(frozen=True, slots=True)
class Bed:
    """Where paper is: the rows and columns that hold it, and the bed within them, on a grid ``factor`` times coarser."""

    top: int
    bottom: int
    left: int
    right: int
    bed: NDArray[np.uint8]
    factor: float
    paper: int
    """The grey of the paper."""


def find_bed(pixels: Grey) -> Bed | None:
    """The bed around a page, None where there is none or where hardly any paper would be left."""
    small = reduced(pixels, SIDE)
    framed = cv2.copyMakeBorder(small.pixels, TEXT, TEXT, TEXT, TEXT, cv2.BORDER_REPLICATE)
    ground = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((TEXT, TEXT), np.uint8))[TEXT:-TEXT, TEXT:-TEXT]
    paper = int(np.percentile(ground, 80))
    bed = _touching((ground < DARK * paper).astype(np.uint8))
    if not bed.any() or bed.mean() > 1 - LEAST_PAPER:
        return None
    bed = np.asarray(cv2.dilate(bed, np.ones((3, 3), np.uint8)), np.uint8)
    rows, columns = (np.flatnonzero(bed.mean(axis=axis) < 0.5) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return None
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    factor, (height, width) = small.factor, pixels.shape
    return Bed(
        int(top * factor),
        height if bottom == bed.shape[0] else int(bottom * factor),
        int(left * factor),
        width if right == bed.shape[1] else int(right * factor),
        bed[top:bottom, left:right],
        factor,
        paper,
    )


def _touching(dark: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The dark pieces that run along a good part of a side of the picture."""
    _, labels = cv2.connectedComponents(dark, connectivity=4)
    kept: set[int] = set()
    for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        counts = np.bincount(side)
        counts[0] = 0
        kept.update(int(label) for label in np.flatnonzero(counts >= TOUCHING * len(side)))
    return np.isin(labels, list(kept)).astype(np.uint8)


def paper_of(pixels: Grey, bed: Bed) -> Grey:
    """The page without its bed: cut to the paper, with what is left of the bed at slanting edges painted as paper."""
    page = pixels[bed.top : bed.bottom, bed.left : bed.right]
    if not bed.bed.any():
        return np.ascontiguousarray(page)
    height, width = page.shape
    rest = cv2.resize(bed.bed, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.where(rest > 0, np.uint8(bed.paper), page), np.uint8)
