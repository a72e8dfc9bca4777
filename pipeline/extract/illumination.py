"""Light on a page: negatives, and shadows over the paper."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.ink import reduced
from pipeline.extract.lettering import lettering_of
from pipeline.extract.picture import Grey

SIDE = 700
TEXT = 15
"""Pixels at ``SIDE`` that ink is narrower than; see ``borders.TEXT``."""
DARK_GROUND = 0.4
"""Where the median grey of a negative lies between its darkest and its brightest; that of a scan lies above 0.7."""
UNEVEN = 0.5
"""Paper in shadow with less of the light than this is evened out. Measured on shaded scans: at 0.4 OCR reads as many cells with
and without, at 0.25 it loses 5 % of them without (BENCHMARKS.md, "preparation")."""
DEEPEST = 0.4
"""Of the brightness of the paper: what is darker is not shadow but print, and stays dark."""


def is_negative(pixels: Grey) -> bool:
    """Whether the page is white on black, as microfilm is: dark in the middle, with more lines of light text than of dark.

    The lines speak for a page that a dark photograph covers.
    """
    small = reduced(pixels, SIDE).pixels
    height, width = small.shape
    middle = small[height // 8 : height - height // 8, width // 8 : width - width // 8]
    low, ground, high = np.percentile(middle, (2, 50, 98))
    if ground - low >= DARK_GROUND * (high - low):
        return False
    return _lines(np.asarray(cv2.bitwise_not(pixels), np.uint8)) > _lines(pixels)


def _lines(pixels: Grey) -> int:
    lettering = lettering_of(pixels)
    return max(len(lettering.across), len(lettering.down))


def unevenness(pixels: Grey) -> tuple[float, Grey]:
    """How bright the paper's darker places are against its brighter ones (0 to 1), and the light over it, reduced."""
    small = reduced(pixels, SIDE).pixels
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((TEXT, TEXT), np.uint8))
    light = np.asarray(cv2.medianBlur(ground, 2 * TEXT + 1), np.uint8)
    bright = float(np.percentile(light, 90))
    paper = light[light > DEEPEST * bright]
    return (float(np.percentile(paper, 5)) / bright if bright and len(paper) else 1.0), light


def evened(pixels: Grey, light: Grey) -> Grey:
    """The picture as it would be under even light."""
    height, width = pixels.shape
    floor = int(DEEPEST * np.percentile(light, 90))
    over = cv2.resize(np.maximum(light, max(1, floor)).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, over, scale=255), np.uint8)
