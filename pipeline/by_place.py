"""Things on a page, found by where they lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import islice
from math import frexp, inf, isinf, isnan
from typing import Generic, TypeVar

from pipeline.geometry import Box

Thing = TypeVar("Thing")


class ByPlace(Generic[Thing]):
    """Things in an order of their own, each in its box; what has no place (not a number) is in none."""

    def __init__(self, things: Iterable[tuple[Box, Thing]]) -> None:
        self._things: list[tuple[Box, Thing]] = list(things)
        self._unbounded: list[int] = []
        octaves: dict[int, list[tuple[float, int]]] = {}
        for order, (box, _) in enumerate(self._things):
            if isinf(box.height):
                self._unbounded.append(order)
            elif not isnan(box.height):
                octaves.setdefault(frexp(box.height)[1], []).append((box.y0, order))
        self._octaves = [(2.0**octave if octave < 1024 else inf, sorted(tops)) for octave, tops in octaves.items()]
        """Things about as high as each other, by their upper ends, so that few must be looked at for a place."""

    def around(self, box: Box) -> list[tuple[int, Thing]]:
        """The things whose boxes touch this one, each with its place in their order, in that order."""
        near = list(self._unbounded)
        for highest, tops in self._octaves:
            first, last = bisect_left(tops, (box.y0 - highest,)), bisect_right(tops, (box.y1, len(self._things)))
            near.extend(order for _, order in islice(tops, first, last))
        return [(order, self._things[order][1]) for order in sorted(near) if touch(self._things[order][0], box)]


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.y0 <= other.y1 and other.y0 <= one.y1
