"""Where the text lines of a page stand, by the detector of PP-OCR run over bands of the page.

The page is reduced until body characters have the height that the detector finds best, and cut into bands that bound its
memory. Lines cut by the edge of a band are taken from the band that holds them whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

import cv2
import numpy as np

from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box, union

BEST_HEIGHT = 13.0
"""Pixels of body characters after reduction: at 12 all lines of the specimen are found, at 9 seven in a thousand are lost."""
LARGEST_BAND = 1_800_000
"""Pixels of a band: the detector takes some 250 bytes for each (measured: BENCHMARKS.md)."""
OVERLAP = 12.0
"""Body heights that two bands share: more than the tallest headline."""
STEP = 32
"""Pixels: the sides of what the network is given are multiples of this."""
SAME_LINE = 0.6
"""Two boxes that share this part of the smaller one are one line, found in two bands."""


def find_text_lines(detector: Any, pixels: Pixels, text_height: float) -> list[Box]:
    """The boxes of text lines in pixels of the page, unordered."""
    scale = min(1.0, BEST_HEIGHT / max(1.0, text_height))
    height, width = pixels.shape
    small = cv2.resize(
        pixels, (max(STEP, round(width * scale)), max(STEP, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    found: list[tuple[Box, bool]] = []
    for top, bottom in _bands(small.shape[0], small.shape[1], OVERLAP * min(BEST_HEIGHT, text_height)):
        for box in _boxes(detector, np.ascontiguousarray(small[top:bottom])):
            cut = (box.y0 <= 1 and top > 0) or (box.y1 >= bottom - top - 1 and bottom < small.shape[0])
            found.append((Box(box.x0, box.y0 + top, box.x1, box.y1 + top), cut))
    ratio_x, ratio_y = width / small.shape[1], height / small.shape[0]
    return [Box(box.x0 * ratio_x, box.y0 * ratio_y, box.x1 * ratio_x, box.y1 * ratio_y) for box in _once(found)]


def _bands(height: int, width: int, overlap: float) -> Iterator[tuple[int, int]]:
    """The fewest bands of one height that are no larger than allowed, from top to bottom."""
    tallest, shared = max(round(2 * overlap), LARGEST_BAND // max(1, width)), round(overlap)
    count = max(1, ceil((height - shared) / (tallest - shared)))
    step = max(shared + 1, ceil((height + (count - 1) * shared) / count))
    for top in range(0, count * (step - shared), step - shared):
        yield top, min(height, top + step)


def _boxes(detector: Any, band: Pixels) -> Iterator[Box]:
    """The boxes of a band's lines. What is given to the network is what rapidocr would give it, worked out grey by grey."""
    height, width = (max(STEP, round(side / STEP) * STEP) for side in band.shape)
    resized = cv2.resize(band, (width, height))
    levels = (np.arange(256, dtype=np.float32) * (1 / 255)).astype(np.float64)
    channels = [(levels - mean) / deviation for mean, deviation in zip(detector.mean, detector.std, strict=True)]
    batch = np.stack([cv2.LUT(resized, channel.astype(np.float32)) for channel in channels])[np.newaxis]
    boxes, _ = detector.postprocess_op(detector.session(batch), band.shape)
    for corners in detector.sorted_boxes(boxes):
        xs, ys = corners[:, 0].tolist(), corners[:, 1].tolist()
        yield Box(min(xs), min(ys), max(xs), max(ys))


def _once(found: list[tuple[Box, bool]]) -> list[Box]:
    """Each line once: whole boxes before cut ones, larger before smaller; the parts of a vertical line that two bands cut are
    one."""
    found = [*found, *((box, True) for box in _mended([box for box, cut in found if cut]))]
    boxes = [box for box, _ in sorted(found, key=lambda pair: (pair[1], -pair[0].area))]
    x0, y0, x1, y1 = np.array(boxes, np.float64).reshape(-1, 4).T
    areas = (x1 - x0) * (y1 - y0)
    free = np.ones(len(boxes), bool)
    kept = []
    for index, box in enumerate(boxes):
        if free[index]:
            kept.append(box)
            across = (np.minimum(x1, box.x1) - np.maximum(x0, box.x0)).clip(0)
            down = (np.minimum(y1, box.y1) - np.maximum(y0, box.y0)).clip(0)
            free &= across * down < SAME_LINE * np.minimum(areas, box.area)
    return kept


def _mended(cut: list[Box]) -> list[Box]:
    """The unions of cut boxes that go on in each other: upright, over the same stretch of x, overlapping in y."""
    return [
        union((upper, lower))
        for upper in cut
        for lower in cut
        if upper.y0 < lower.y0 < upper.y1 < lower.y1
        and upper.height > upper.width
        and lower.height > lower.width
        and upper.x_overlap(lower) > 0.7 * max(upper.width, lower.width)
    ]
