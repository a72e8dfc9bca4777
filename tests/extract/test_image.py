"""A picture of a page is made ready: upright, dark on light, without its bed; a clean one is not touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.extract.affine import IDENTITY, at, box_at, inverse, rotated, shifted, then, turned
from pipeline.extract.image import PageImage
from pipeline.extract.lettering import lettering_of
from pipeline.extract.picture import Grey
from pipeline.geometry import Box
from tests.extract.pictures import (
    alike,
    all_ready,
    codes,
    needs_font,
    on_bed,
    page_of,
    page_without_punctuation,
    ready,
    scan_of,
    shaded,
    skewed,
    vertical_page,
)
from tests.typeset.marks import TextMark

NOISE = np.random.default_rng(5)


@needs_font
@pytest.mark.parametrize("seed", range(4))
def test_a_clean_page_is_not_touched(seed: int) -> None:
    image = ready(scan_of(seed))
    assert image.pixels is scan_of(seed)
    assert (image.to_source, image.dpi, image.findings) == (IDENTITY, 200, ())


@needs_font
@pytest.mark.parametrize("seed", range(10))
def test_a_page_is_turned_upright(seed: int) -> None:
    """Every page in one of four positions, its pixels as they were."""
    quarters = seed % 4
    image = ready(np.ascontiguousarray(np.rot90(scan_of(seed), quarters)))
    assert np.array_equal(image.pixels, scan_of(seed))
    assert codes(image) == ([] if quarters == 0 else ["page-rotated"])


@needs_font
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_in_any_position_may_be_skewed_too(quarters: int) -> None:
    image = ready(skewed(np.ascontiguousarray(np.rot90(scan_of(4), quarters)), 1.1))
    assert codes(image) == ["page-skewed", "page-rotated"]
    assert _middle_marks_land(image, np.rot90(scan_of(4), quarters), 1.1)


def _middle_marks_land(image: PageImage, before: Grey, angle: float) -> bool:
    """Whether the middle of the picture is the middle of the skewed picture it came of."""
    height, width = image.pixels.shape
    source = skewed(np.ascontiguousarray(before), angle).shape
    x, y = at(image.to_source, width / 2, height / 2)
    return bool(abs(x - source[1] / 2) < 2 and abs(y - source[0] / 2) < 2)


@needs_font
@pytest.mark.parametrize("quarters", [0, 2])
def test_a_page_set_vertically_is_not_laid_on_its_side(quarters: int) -> None:
    """Its lines run down; its punctuation stands at the upper right."""
    page = vertical_page()
    image = ready(np.ascontiguousarray(np.rot90(page, quarters)))
    assert np.array_equal(image.pixels, page)


@needs_font
def test_a_page_without_punctuation_stays_and_says_so() -> None:
    page = page_without_punctuation()
    image = ready(page)
    assert image.pixels is page
    assert codes(image) == ["orientation-unsure"]


@needs_font
@pytest.mark.parametrize("angle", [0.0, 0.6])
def test_the_bed_of_the_scanner_is_cut_away(angle: float) -> None:
    source = on_bed(skewed(scan_of(0), angle, ground=25), 150, 90, 40, 200)
    image = ready(source)
    height, width = scan_of(0).shape
    assert "page-cropped" in codes(image)
    assert abs(image.pixels.shape[0] - height) < 0.03 * height
    assert abs(image.pixels.shape[1] - width) < 0.03 * width
    assert np.mean(image.pixels < 100) == pytest.approx(np.mean(scan_of(0) < 100), abs=0.01)
    if angle == 0:
        left, top = (round(value) for value in at(image.to_source, 0, 0))
        assert np.array_equal(image.pixels, source[top : top + image.pixels.shape[0], left : left + image.pixels.shape[1]])


@needs_font
def test_a_dark_photograph_is_no_bed() -> None:
    """One within the page, and one printed off a part of its edge."""
    page = scan_of(1).copy()
    page[600:1300, 500:1400] = 30
    page[:300, :700] = 30
    assert ready(page).pixels is page


@needs_font
def test_a_negative_becomes_a_positive() -> None:
    image = ready(255 - scan_of(2))
    assert codes(image) == ["page-inverted"]
    assert np.array_equal(image.pixels, scan_of(2))


@needs_font
def test_a_page_that_a_photograph_covers_is_no_negative() -> None:
    page = scan_of(1).copy()
    page[400:2700, 200:1950] = NOISE.integers(20, 60, (2300, 1750))
    assert "page-inverted" not in codes(ready(page))


@needs_font
def test_deep_shadows_are_taken_away() -> None:
    image = ready(shaded(scan_of(3), 0.4))
    assert codes(image) == ["light-evened"]
    assert alike(image.pixels, scan_of(3)) < 3
    faint = shaded(scan_of(3), 0.85)
    assert ready(faint).pixels is faint


@needs_font
def test_white_on_black_stays_when_shadows_are_taken_away() -> None:
    """A reversed headline is print, not shadow."""
    page = scan_of(3).copy()
    page[300:420, 300:1500] = 10
    cv2.putText(page, "1949-2024", (400, 395), cv2.FONT_HERSHEY_SIMPLEX, 3, 250, 10)
    image = ready(shaded(page, 0.4))
    assert "light-evened" in codes(image)
    bar = image.pixels[300:420, 300:1500]
    assert np.median(bar) < 90
    assert np.mean(bar > 180) == pytest.approx(np.mean(page[300:420, 300:1500] > 180), abs=0.05)


@needs_font
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_box_is_found_again_in_the_source(turn: int) -> None:
    """Each line of text, taken from the prepared page, lies where it was printed, whatever was done to the page."""
    page = scan_of(6)
    height, width = page.shape
    source = on_bed(skewed(np.ascontiguousarray(np.rot90(page, turn)), -0.9, ground=25), 60, 70, 80, 50)
    image = ready(source)
    assert (image.source_size, codes(image)[0]) == ((source.shape[1], source.shape[0]), "page-cropped")
    for box in _printed_lines(6)[::7]:
        there = box_at(inverse(image.to_source), _in_source(box, turn, width, height))
        x0, y0, x1, y1 = (round(value) for value in there)
        cutting = image.pixels[y0 : y1 + 1, x0 : x1 + 1]
        around = image.pixels[y0 - 4 : y1 + 5, x0:x1]
        assert (cutting < 128).sum() > 0.9 * (around < 128).sum() * (len(cutting) / len(around)) ** 0.5
        back = box_at(image.to_source, there)
        assert back.contains_middle_of(_in_source(box, turn, width, height))


def _printed_lines(seed: int) -> list[Box]:
    """Lines of body text in pixels of the clean scan."""
    scale = 200 / 72
    marks = [mark for mark in page_of(seed).marks if isinstance(mark, TextMark) and mark.size < 12 and len(mark.text) > 8]
    return [
        Box(
            scale * mark.x,
            scale * (mark.baseline - 0.85 * mark.size),
            scale * (mark.x + 0.9 * mark.size * len(mark.text)),
            scale * (mark.baseline + 0.12 * mark.size),
        )
        for mark in marks
    ]


def _in_source(box: Box, turn: int, width: int, height: int) -> Box:
    """Where the box lies after ``rot90`` (counter-clockwise), the skew and the bed of the test above."""
    lying = (width, height) if turn % 2 == 0 else (height, width)
    placed = then(inverse(turned(-turn, width, height)), rotated(-0.9, lying[0] / 2, lying[1] / 2))
    skew_size = skewed(np.zeros((lying[1], lying[0]), np.uint8), -0.9).shape
    shift = shifted(60 + (skew_size[1] - lying[0]) / 2, 70 + (skew_size[0] - lying[1]) / 2)
    return box_at(then(placed, shift), box)


@needs_font
@pytest.mark.parametrize(("claimed", "dpi", "said"), [(200, 200, False), (72, 200, True), (None, 200, True), (1200, 200, True)])
def test_the_resolution_is_checked_against_the_type(claimed: float | None, dpi: int, said: bool) -> None:
    image = ready(scan_of(0), claimed)
    assert (image.dpi, "dpi-estimated" in codes(image)) == (dpi, said)


@needs_font
def test_the_resolution_of_a_cutting_is_estimated_by_its_type() -> None:
    """A part of a page has no known size; 9.5 to 11 point text is taken for 9.5 point."""
    image = ready(scan_of(1)[200:2200, 300:1700].copy(), None)
    assert 170 <= image.dpi <= 240


@needs_font
@pytest.mark.parametrize("fold", [None, 90], ids=["flat", "folded"])
def test_two_pages_on_one_picture_are_parted_at_the_gutter(fold: int | None) -> None:
    """Each half is levelled by itself, and its places lead back to the picture of both."""
    left, right = scan_of(1), skewed(scan_of(3), 0.8)
    gutter = np.full((left.shape[0], 60), 255, np.uint8)
    if fold is not None:
        gutter[:, 27:33] = fold
    spread = np.ascontiguousarray(np.hstack([left, gutter, right[: left.shape[0]]]))
    one, other = all_ready(spread)
    assert codes(one) == ["two-page-spread"]
    assert codes(other) == ["two-page-spread", "page-skewed"]
    assert one.source_size == other.source_size == (spread.shape[1], spread.shape[0])
    assert left.shape[1] <= one.pixels.shape[1] <= left.shape[1] + 60
    x, y = at(other.to_source, other.pixels.shape[1] / 2, other.pixels.shape[0] / 2)
    assert abs(x - (left.shape[1] + 30 + (right.shape[1] + 30) / 2)) < 20
    assert abs(y - left.shape[0] / 2) < 20


@needs_font
def test_a_wide_page_is_not_two() -> None:
    page = scan_of(1)[:1200].copy()
    assert "two-page-spread" not in codes(ready(page))


@needs_font
def test_a_wide_page_with_a_rule_down_its_middle_is_not_two() -> None:
    """Its headline and its lines of text stand on both sides of the middle without an inner margin."""
    page = scan_of(1)[:1200].copy()
    middle = page.shape[1] // 2
    page[:, middle - 2 : middle + 2] = 0
    assert len(all_ready(page)) == 1


@pytest.mark.parametrize(
    ("pixels", "code"),
    [
        (np.full((1400, 1000), 255, np.uint8), "blank-page"),
        (np.zeros((1400, 1000), np.uint8), "blank-page"),
        (np.clip(NOISE.normal(235, 3, (1400, 1000)), 0, 255).astype(np.uint8), "blank-page"),
        (NOISE.integers(0, 256, (1400, 1000)).astype(np.uint8), "no-text"),
        (cv2.GaussianBlur(NOISE.integers(0, 256, (1400, 1000)).astype(np.uint8), (0, 0), 5) * 3, "no-text"),
    ],
)
def test_what_holds_no_text_says_so(pixels: Grey, code: str) -> None:
    """Blank paper, a wall."""
    image = ready(pixels, None)
    assert code in codes(image)
    assert "page-skewed" not in codes(image)


def test_lettering_of_a_tiny_picture_is_none() -> None:
    assert not lettering_of(np.full((64, 64), 200, np.uint8)).is_text


def test_maps_can_be_undone() -> None:
    for quarters in range(4):
        there = turned(quarters, 30, 20)
        assert at(then(there, inverse(there)), 3, 4) == pytest.approx((3, 4))
    assert at(turned(1, 30, 20), 0, 0) == (0, 20)  # the page's lower left corner comes to the top left
