"""Boxes on a page: points, origin at the top left, y growing downwards.

Every adapter converts to this once, on the way in; nothing else in the project knows another origin.
``Box`` is a named tuple, not a dataclass: a page has some ten thousand of them, and a tuple is made in less
than half the time (BENCHMARKS.md, "values").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def x_middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    def x_overlap(self, other: Box) -> float:
        """Length shared on the x axis; negative is the gap between the two."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def y_overlap(self, other: Box) -> float:
        """Length shared on the y axis; negative is the gap between the two."""
        return min(self.y1, other.y1) - max(self.y0, other.y0)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area."""
        (a, b, c, d), (e, f, g, h) = self, other
        return a < c and b < d and e < g and f < h and a < g and e < c and b < h and f < d

    def intersection_area(self, other: Box) -> float:
        return max(0.0, self.x_overlap(other)) * max(0.0, self.y_overlap(other))

    def contains_middle_of(self, other: Box) -> bool:
        """Whether the middle point of ``other`` lies inside this box."""
        return self.x0 <= other.x_middle <= self.x1 and self.y0 <= other.y_middle <= self.y1

    def moved(self, right: float, down: float) -> Box:
        return Box(self.x0 + right, self.y0 + down, self.x1 + right, self.y1 + down)

    def grown(self, margin: float) -> Box:
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)


NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of what has no place on a sheet: the lines of a text dump."""


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes``; raises ValueError when there is none."""
    boxes = tuple(boxes)
    if not boxes:
        raise ValueError("the union of no boxes is not a box")
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
