"""White letters on dark bars are turned; dark headlines, pictures and thick rules are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.extract.ocr.reading import Pixels
from pipeline.extract.reversed_bars import without_reversed_bars

HEIGHT = 26.4


def paper() -> Pixels:
    return np.full((400, 700), 240, np.uint8)


def lettered(page: Pixels, grey: int, top: int, size: float = 0.8) -> Pixels:
    for left in range(80, 560, 120):
        cv2.putText(page, "AB8", (left, top), cv2.FONT_HERSHEY_SIMPLEX, size, grey, 2)
    return page


@pytest.mark.parametrize("light", [240, 150])
def test_a_dark_bar_with_light_letters_is_turned(light: int) -> None:
    """Letters that a rough scan has made grey too; its outline stays, as a rule."""
    page = paper()
    page[100:136, 60:620] = 30
    turned = without_reversed_bars(lettered(page, light, 127), HEIGHT)
    inner = turned[104:132, 64:616]
    assert np.median(inner) >= 200
    assert inner.min() <= 100
    assert turned[98:104, 300].min() <= 30


def plate(page: Pixels) -> Pixels:
    page[60:360, 60:620] = 40
    return lettered(page, 230, 200)


def thick_rule(page: Pixels) -> Pixels:
    page[100:136, 60:620] = 30
    return page


def headline(page: Pixels) -> Pixels:
    return lettered(page, 20, 140, 2.0)


@pytest.mark.parametrize("draw", [plate, thick_rule, headline, lambda page: page])
def test_nothing_else_is_turned(draw: object) -> None:
    page = draw(paper())  # type: ignore[operator]
    assert without_reversed_bars(page, HEIGHT) is page
