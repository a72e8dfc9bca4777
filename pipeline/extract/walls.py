"""Printed rules as walls: glyphs on two sides of one never stand in one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pipeline.geometry import Box
from pipeline.model import Ruling

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Walls:
    """The rules of a page, asked whether one stands between two glyphs."""

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        boxes = [(ruling.horizontal, ruling.box) for ruling in rulings]
        self._upright = sorted((box for level, box in boxes if not level), key=lambda box: box.x_middle)
        self._level = sorted((box for level, box in boxes if level), key=lambda box: box.y_middle)
        self._xs = [box.x_middle for box in self._upright]
        self._ys = [box.y_middle for box in self._level]

    def beside(self, left: Box, right: Box) -> bool:
        """Whether a vertical rule stands between two glyphs of one baseline."""
        first, last = bisect_left(self._xs, left.x_middle), bisect_right(self._xs, right.x_middle)
        if first >= last:  # nearly always
            return False
        y = (left.y_middle + right.y_middle) / 2
        return any(box.y0 <= y <= box.y1 for box in self._upright[first:last])

    def may_be_beside(self, left: Numbers, right: Numbers) -> Flags:
        """Whether there is anything to ask ``beside``, of many pairs by the middles of their glyphs."""
        return np.asarray(np.searchsorted(self._xs, left, "left") < np.searchsorted(self._xs, right, "right"))

    def may_be_below(self, upper: Numbers, lower: Numbers) -> Flags:
        """The same of ``below``."""
        return np.asarray(np.searchsorted(self._ys, upper, "left") < np.searchsorted(self._ys, lower, "right"))

    def below(self, upper: Box, lower: Box) -> bool:
        """Whether a horizontal rule stands between two glyphs, one under the other."""
        first, last = bisect_left(self._ys, upper.y_middle), bisect_right(self._ys, lower.y_middle)
        if first >= last:
            return False
        x = (upper.x_middle + lower.x_middle) / 2
        return any(box.x0 <= x <= box.x1 for box in self._level[first:last])
