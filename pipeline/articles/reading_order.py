"""The order in which a person reads the stories of a page: left before right, above before below.

Breuel's two relations ("High performance document layout analysis", 2003, section 4): a story comes before one that it stands
over, and before one beside it to the right; sorted topologically, ties and circles broken from the top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pipeline.geometry import Box

SHARED = 0.1
"""Boxes that share less than this part of the narrower one do not stand over (or beside) each other."""


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The indices of ``boxes`` in reading order; every index stands once."""
    waiting = set(range(len(boxes)))
    before: dict[int, set[int]] = {index: set() for index in waiting}
    for one, other in combinations(range(len(boxes)), 2):
        first, second = boxes[one], boxes[other]
        if (first.x1 < second.x0 and first.y1 < second.y0) or (second.x1 < first.x0 and second.y1 < first.y0):
            continue
        if _precedes(first, second):
            before[other].add(one)
        if _precedes(second, first):
            before[one].add(other)
    order: list[int] = []
    while waiting:
        ready = [index for index in waiting if not before[index] & waiting]
        index = min(ready or waiting, key=lambda index: (round(boxes[index].y0), boxes[index].x0, index))
        order.append(index)
        waiting.remove(index)
    return order


def _precedes(one: Box, other: Box) -> bool:
    over = one.x_overlap(other) > SHARED * min(one.width, other.width)
    beside = one.y_overlap(other) > SHARED * min(one.height, other.height)
    if over and beside:
        return (one.y0, one.x0) < (other.y0, other.x0)
    if over:
        return one.y0 < other.y0
    return beside and one.x0 < other.x0
