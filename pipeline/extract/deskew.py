"""How far a page is turned from the level, within a few degrees.

Ink is projected along every angle; at the right one lines of text and rules fall into few places, and the profile has the
steepest steps (W. Postl, "Detection of linear oblique structures and skew scan in digitized documents", ICPR 1986). Rows and
columns vote together, so a page lying on its side answers as well.
"""

from __future__ import annotations

from math import radians, tan

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ink import Mask

WIDEST = 5.0
"""Degrees to either side."""
LEVEL = 0.03
"""Degrees: less is left alone, since turning blurs; the estimate of a level page strays by 0.02."""
DRIFT = 2.0
"""Pixels from one end of the picture to the other: less is left alone for the same reason."""
SIDE = 2200
"""Pixels of the longer side of the picture to measure on: with 1600 the errors are twice as large."""
_POINTS = 150_000
_STEPS = ((0.25, 21), (0.05, 6), (0.02, 10))
"""Degrees between angles, and how many to either side of the best so far."""
_PEAK = 0.5
_STEEPER = 1.25
"""The steps of a page's profile are larger at the right angle than at most others by this factor; those of noise are not."""

Floats = NDArray[np.float64]


def skew(mask: Mask) -> float:
    """The angle in degrees by which the page is turned clockwise as one looks at it; 0 where nothing tells."""
    height, width = mask.shape
    ys, xs = _points(mask)
    if len(xs) < 100:
        return 0.0
    rows, columns = _Profile(ys, xs - width / 2, width), _Profile(xs, height / 2 - ys, height)
    best, floor = 0.0, 0.0
    angles = steepness = np.zeros(1, np.float64)
    for step, count in _STEPS:
        angles = np.asarray(best + step * np.arange(-count, count + 1), np.float64)
        slopes = [tan(radians(angle)) for angle in angles]
        steepness = np.array([rows.steepness(slope) + columns.steepness(slope) for slope in slopes], np.float64)
        floor = floor or float(np.median(steepness))
        best = float(angles[steepness.argmax()])
    if steepness.max() < _STEEPER * floor or abs(best) > WIDEST + 0.2:
        return 0.0
    return _middle_of_peak(angles, steepness, floor)


def is_level(angle: float, length: int) -> bool:
    """Whether a picture so many pixels long need not be turned by this angle."""
    return abs(angle) < LEVEL or abs(radians(angle)) * length < DRIFT


def _points(mask: Mask) -> tuple[Floats, Floats]:
    """Some points of the ink, each anywhere within its pixel: points at the middles would favour the angle 0."""
    dice = np.random.default_rng(0)
    ys, xs = np.nonzero(mask)
    if len(xs) > _POINTS:
        chosen = dice.choice(len(xs), _POINTS, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    return ys + dice.random(len(ys)), xs + dice.random(len(xs))


class _Profile:
    """The places of points on one axis, as they are when the picture is turned; ``off`` is how far each is from the middle on
    the other axis, of so many pixels. What is computed with is kept: there are 77 angles."""

    def __init__(self, places: Floats, off: Floats, length: int) -> None:
        self._places, self._off, self._length = places, off, length
        self._turned, self._pixels = np.empty_like(places), np.empty(len(places), np.intp)

    def steepness(self, slope: float) -> float:
        """The sum of the squared steps of the profile."""
        np.multiply(self._off, slope, out=self._turned)
        np.subtract(self._places, self._turned, out=self._turned)
        self._turned += abs(slope) * self._length / 2 + 1
        np.copyto(self._pixels, self._turned, casting="unsafe")
        steps = np.diff(np.bincount(self._pixels).astype(np.float64))
        return float(steps @ steps)


def _middle_of_peak(angles: Floats, steepness: Floats, floor: float) -> float:
    """The middle of the peak's upper part: a level rule is as steep a little to either side."""
    weight = np.clip(steepness - floor - _PEAK * (steepness.max() - floor), 0.0, None)
    first = last = int(steepness.argmax())
    while first > 0 and weight[first - 1] > 0:
        first -= 1
    while last < len(weight) - 1 and weight[last + 1] > 0:
        last += 1
    peak = slice(first, last + 1)
    return float(weight[peak] @ angles[peak] / weight[peak].sum())
