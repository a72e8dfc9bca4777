"""What is ink on a grey picture, and smaller copies to look for it on."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.picture import Grey
from pipeline.geometry import Box

Mask = NDArray[np.uint8]
"""1 where there is ink, else 0."""

WINDOW = 31
DARKER = 25
"""Grey levels below the mean of its window that make a pixel ink: above the noise of a rough scan (deviation 8), below the
thin strokes of a light print (40)."""


class Reduced(NamedTuple):
    """A smaller copy of a picture; ``factor`` pixels of the picture are one of the copy, on either axis."""

    pixels: Grey
    factor: float


class Piece(NamedTuple):
    """A connected piece of ink: its box, and its outline as OpenCV has it."""

    x: int
    y: int
    width: int
    height: int
    outline: NDArray[np.int32]

    @property
    def box(self) -> Box:
        return Box(float(self.x), float(self.y), float(self.x + self.width), float(self.y + self.height))


def reduced(pixels: Grey, long_side: int) -> Reduced:
    """The picture, made smaller by a whole number so that its longer side comes near ``long_side``."""
    factor = max(1, round(max(pixels.shape) / long_side))
    if factor == 1:
        return Reduced(pixels, 1.0)
    height, width = (max(1, side // factor) for side in pixels.shape)
    cut = pixels[: height * factor, : width * factor]
    return Reduced(_grey(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA)), float(factor))


def ink(pixels: Grey, window: int = WINDOW, darker: int = DARKER) -> Mask:
    """Where the picture is darker than the mean of the window around, by more than so many grey levels."""
    mean = cv2.blur(pixels, (window, window))
    return (cv2.subtract(mean, pixels) > darker).astype(np.uint8)


def without_rules(mask: Mask, length: int) -> Mask:
    """The mask without straight strokes of at least this length in pixels."""
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return _grey(cv2.subtract(mask, rules))


def turned_by(pixels: Grey, quarters: int) -> Grey:
    """The picture turned clockwise by so many quarters; every pixel stays as it is."""
    codes = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return pixels if quarters % 4 == 0 else _grey(cv2.rotate(pixels, codes[quarters % 4]))


def pieces(mask: Mask) -> list[Piece]:
    """The connected pieces of ink, from top to bottom; those that touch at a corner are one. Where there is little ink it takes
    a tenth of the time of labelling every pixel."""
    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour, (_, _, _, around) in zip(contours, tree[0] if contours else (), strict=True):
        if around < 0:  # no hole of another
            x, y, width, height = cv2.boundingRect(contour)
            found.append(Piece(x, y, width, height, np.asarray(contour, np.int32)))
    return sorted(found, key=lambda piece: piece[1::-1])


def _grey(pixels: object) -> Grey:
    return np.asarray(pixels, np.uint8)
