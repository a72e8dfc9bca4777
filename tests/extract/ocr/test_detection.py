"""The bands of a page that is looked through for lines."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ocr.detection import LARGEST_BAND, _bands


def test_a_small_page_is_one_band() -> None:
    assert list(_bands(600, 400, 156.0)) == [(0, 600)]


def test_a_page_over_the_bound_is_cut_into_bands_of_one_height() -> None:
    assert list(_bands(2146, 1536, 156.0)) == [(0, 1151), (995, 2146)]


@given(st.integers(1, 6000), st.integers(1, 6000), st.floats(1, 300))
def test_bands_cover_the_page_overlap_and_are_bounded(height: int, width: int, overlap: float) -> None:
    bands = list(_bands(height, width, overlap))
    assert (bands[0][0], bands[-1][1]) == (0, height)
    assert all(top < bottom for top, bottom in bands)
    assert all(upper[1] - lower[0] >= round(overlap) for upper, lower in pairwise(bands))
    assert all((bottom - top) * width <= max(LARGEST_BAND, (2 * overlap + 1) * width) for top, bottom in bands)
