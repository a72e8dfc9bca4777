"""Light on a page: negatives, and shadows over the paper."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.ink import reduced
from pipeline.extract.picture import Grey

SIDE = 700
TEXT = 15
"""Pixels at ``SIDE`` that ink is narrower than; see ``borders.TEXT``."""
STROKES = 9
NEGATIVE = 1.5
"""Light strokes on dark ground outweigh dark strokes on light ground by this factor on a negative."""
UNEVEN = 0.75
"""Paper this much darker in places than in others gets its light evened out (BENCHMARKS.md, "preparation")."""
DEEPEST = 0.4
"""Of the brightness of the paper: what is darker is not shadow but print, and stays dark."""


def is_negative(pixels: Grey) -> bool:
    """Whether the page is white on black, as microfilm is; the middle of the picture decides."""
    small = reduced(pixels, 1400).pixels
    height, width = small.shape
    middle = small[height // 8 : height - height // 8, width // 8 : width - width // 8]
    kernel = np.ones((STROKES, STROKES), np.uint8)
    light = cv2.morphologyEx(middle, cv2.MORPH_TOPHAT, kernel).mean()
    dark = cv2.morphologyEx(middle, cv2.MORPH_BLACKHAT, kernel).mean()
    low, high = np.percentile(middle, (2, 98))
    return bool(light > NEGATIVE * dark and np.median(middle) < (low + high) / 2)


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
