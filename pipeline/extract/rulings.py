"""Printed rules: pieces that lie on one line become one ruling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.geometry import Box
from pipeline.model import Ruling

JOIN = 1.5
"""Points two pieces may lie apart along their line and be one rule: cell borders are drawn cell by cell."""
THICKNESS = 2.0
"""Points from edge to edge of pieces that lie beside each other and are one rule (a thicker piece may hold thinner ones): two
borders of a point each. Text lines stand five times as far apart."""


def merge_collinear(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The same rules in as few pieces as possible, horizontal ones first, each kind from top left to bottom right.

    Merging twice changes nothing.
    """
    horizontal: list[Box] = []
    vertical: list[Box] = []
    for ruling in rulings:
        (horizontal if ruling.horizontal else vertical).append(ruling.box)
    merged = [*_merged(horizontal), *(_turned(box) for box in _merged([_turned(box) for box in vertical]))]
    return tuple(Ruling(box) for box in merged)


def _turned(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Horizontal pieces joined along x, band by band, until no two are left that lie on one line."""
    while True:
        joined = [box for band in _bands(boxes) for box in _joined(band)]
        if len(joined) == len(boxes):
            return sorted(joined, key=lambda box: (box.y0, box.x0, box))
        boxes = joined


def _bands(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """Pieces by their height on the page, as many together as are no thicker than one rule."""
    band: list[Box] = []
    top = bottom = thickest = 0.0
    for box in sorted(boxes, key=lambda box: (box.y_middle, box)):
        if band:
            high, low, thick = min(top, box.y0), max(bottom, box.y1), max(thickest, box.height)
            if low - high <= max(THICKNESS, thick):
                top, bottom, thickest = high, low, thick
                band.append(box)
                continue
            yield band
        band, top, bottom, thickest = [box], box.y0, box.y1, box.height
    if band:
        yield band


def _joined(band: Iterable[Box]) -> Iterator[Box]:
    """The pieces of a band, those made one that touch."""
    current: Box | None = None
    for box in sorted(band):
        if current is not None and box.x0 <= current.x1 + JOIN:
            current = Box(current.x0, min(current.y0, box.y0), max(current.x1, box.x1), max(current.y1, box.y1))
        else:
            if current is not None:
                yield current
            current = box
    if current is not None:
        yield current
