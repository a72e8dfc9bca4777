"""A page that is not level becomes level; one that is stays as it is."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.deskew import LEVEL, SIDE, skew
from pipeline.extract.ink import ink, reduced
from pipeline.extract.picture import Grey
from tests.extract.pictures import codes, needs_font, ready, scan_of, skewed

pytestmark = needs_font


def skew_of(pixels: Grey) -> float:
    return skew(ink(reduced(pixels, SIDE).pixels))


@pytest.mark.parametrize(
    ("seed", "angle"), [(0, 1.7), (1, -0.4), (2, 0.1), (3, -3.3), (4, 4.9), (5, -2.2), (6, 0.8), (7, -4.6)]
)
def test_the_angle_of_a_skewed_page_is_found(seed: int, angle: float) -> None:
    assert skew_of(skewed(scan_of(seed), angle)) == pytest.approx(angle, abs=0.04)


@pytest.mark.parametrize("seed", range(8))
def test_a_level_page_is_left_alone(seed: int) -> None:
    assert abs(skew_of(scan_of(seed))) < LEVEL


def test_a_page_on_its_side_has_the_same_angle() -> None:
    lying = np.ascontiguousarray(np.rot90(scan_of(1)))
    assert skew_of(skewed(lying, 1.3)) == pytest.approx(1.3, abs=0.04)


@pytest.mark.parametrize("angle", [1.7, -0.3])
def test_a_skewed_page_comes_out_level(angle: float) -> None:
    image = ready(skewed(scan_of(0), angle))
    assert codes(image) == ["page-skewed"]
    assert abs(skew_of(image.pixels)) < 0.05


def test_what_is_no_page_has_no_angle() -> None:
    """Noise, nothing at all, and a few specks."""
    noise = np.random.default_rng(3).integers(0, 256, (1200, 900)).astype(np.uint8)
    assert skew_of(noise) == 0
    assert skew_of(np.full((1200, 900), 255, np.uint8)) == 0
    specks = np.full((1200, 900), 255, np.uint8)
    specks[100:103, 100:103] = 0
    assert skew_of(specks) == 0
