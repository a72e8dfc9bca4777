"""Rules found on a picture, and what is no rule."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.extract.image_rulings import image_rulings
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

TEXT = 26.0


@pytest.fixture
def page() -> Pixels:
    return np.full((600, 800), 235, np.uint8)


def test_rules_of_both_directions_are_found(page: Pixels) -> None:
    cv2.line(page, (50, 100), (700, 100), 30, 2)
    cv2.line(page, (60, 150), (60, 500), 30, 2)
    found = image_rulings(page, TEXT, [])
    assert len(found) == 2
    across = max(found, key=lambda box: box.width)
    assert across.x0 == pytest.approx(50, abs=3)
    assert across.x1 == pytest.approx(701, abs=3)


def test_a_broken_rule_is_one_rule(page: Pixels) -> None:
    cv2.line(page, (50, 100), (300, 100), 30, 2)
    cv2.line(page, (305, 100), (700, 100), 30, 2)
    assert len(image_rulings(page, TEXT, [])) == 1


def test_two_panels_side_by_side_keep_their_own_rules(page: Pixels) -> None:
    cv2.line(page, (50, 100), (300, 100), 30, 2)
    cv2.line(page, (316, 100), (700, 100), 30, 2)
    assert len(image_rulings(page, TEXT, [])) == 2


def test_text_is_no_rule(page: Pixels) -> None:
    for index in range(20):
        cv2.rectangle(page, (60 + 30 * index, 200), (84 + 30 * index, 224), 30, 2)
    assert image_rulings(page, TEXT, []) == []


def test_strokes_of_a_headline_are_no_rules(page: Pixels) -> None:
    cv2.line(page, (100, 300), (190, 300), 20, 6)
    assert len(image_rulings(page, TEXT, [])) == 1
    assert image_rulings(page, TEXT, [Box(90, 250, 500, 350)]) == []


def test_a_tint_is_no_rule(page: Pixels) -> None:
    cv2.rectangle(page, (100, 300), (600, 360), 120, -1)
    assert all(min(box.width, box.height) <= 0.5 * TEXT for box in image_rulings(page, TEXT, []))


def test_an_empty_page_has_none(page: Pixels) -> None:
    assert image_rulings(page, TEXT, []) == []
