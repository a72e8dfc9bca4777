"""Printed rules: pieces that lie on one line become one ruling."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pipeline.geometry import Box
from pipeline.model import Ruling

JOIN = 1.5
"""Points two pieces may lie apart, across or along, and be one rule: cell borders are drawn cell by cell, half a rule's width
beside each other; text lines stand five times as far apart."""


def merge_collinear(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The same rules in as few pieces as possible, horizontal ones first, each kind from top left to bottom right."""
    horizontal: list[Box] = []
    vertical: list[Box] = []
    for ruling in rulings:
        (horizontal if ruling.horizontal else vertical).append(ruling.box)
    merged = [*_merged(horizontal), *(_turned(box) for box in _merged([_turned(box) for box in vertical]))]
    return tuple(Ruling(box) for box in merged)


def _turned(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _merged(boxes: list[Box]) -> list[Box]:
    """Horizontal pieces joined along x, wherever their middles lie on one line."""
    result: list[Box] = []
    for _, band in groupby(_with_band(sorted(boxes, key=lambda box: box.y_middle)), key=lambda pair: pair[0]):
        pieces = sorted(box for _, box in band)
        current = pieces[0]
        for box in pieces[1:]:
            if box.x0 <= current.x1 + JOIN:
                current = Box(current.x0, min(current.y0, box.y0), max(current.x1, box.x1), max(current.y1, box.y1))
            else:
                result.append(current)
                current = box
        result.append(current)
    return sorted(result, key=lambda box: (box.y0, box.x0))


def _with_band(boxes: list[Box]) -> Iterable[tuple[int, Box]]:
    band, start = -1, float("-inf")
    for box in boxes:
        if box.y_middle - start > JOIN:
            band, start = band + 1, box.y_middle
        yield band, box
