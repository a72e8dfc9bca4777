"""Lines and cells cut out of a page: all of their ink, nothing of the rules."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ocr.cells import cell_lines
from pipeline.extract.ocr.cuttings import cell_cutting, line_cuttings
from pipeline.extract.ocr.grain import grain, smoothed
from pipeline.extract.ocr.line_picture import _quantiles, contrast, core_rows, ink_box, ink_of, upright_cells
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box
from pipeline.model import Ruling
from pipeline.ruled_grid import RuledGrid, ruled_grids

TEXT = 26.0


def paper(height: int = 200, width: int = 400) -> Pixels:
    return np.full((height, width), 240, np.uint8)


def blot(page: Pixels, box: Box, grey: int = 20) -> None:
    page[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)] = grey


def grid_page(rows: int = 3, columns: int = 3, step: int = 60) -> tuple[Pixels, RuledGrid]:
    """A ruled grid with rules two pixels thick and one word in each cell."""
    page = paper(rows * step + 20, columns * step + 20)
    rulings = []
    for index in range(rows + 1):
        box = Box(10, 10 + index * step, 10 + columns * step, 12 + index * step)
        blot(page, box)
        rulings.append(Ruling(box))
    for index in range(columns + 1):
        box = Box(10 + index * step, 10, 12 + index * step, 10 + rows * step)
        blot(page, box)
        rulings.append(Ruling(box))
    (grid,) = ruled_grids(rulings, 4)
    return page, grid


def test_paper_alone_has_no_ink() -> None:
    assert ink_box(paper()) is None
    assert not ink_of(paper()).any()


def test_the_ink_of_a_word_is_found_to_the_pixel_or_two() -> None:
    page = paper()
    word = Box(100, 50, 180, 76)
    blot(page, word)
    found = ink_box(page, 6)
    assert found is not None
    assert np.allclose(found, word, atol=2)


def test_specks_are_no_ink_but_a_decimal_point_is() -> None:
    page = paper()
    blot(page, Box(10, 10, 11, 11))
    assert ink_box(page, 6) is None
    blot(page, Box(50, 50, 53, 53))
    assert ink_box(page, 6) is not None


def test_faint_ink_on_grey_paper_is_ink() -> None:
    page = np.full((100, 200), 150, np.uint8)
    blot(page, Box(50, 40, 120, 62), 115)
    assert ink_box(page, 6) is not None


def test_every_filled_cell_is_cut_and_no_rule_with_it() -> None:
    page, grid = grid_page()
    for area in grid.areas:
        box = grid.area_box(area)
        blot(page, Box(box.x0 + 18, box.y0 + 20, box.x0 + 42, box.y0 + 40))
    cuttings = cell_lines(page, grid, TEXT)
    assert len(cuttings) == 9
    assert all(cutting.in_table for cutting in cuttings)
    assert all(np.allclose((cutting.ink.width, cutting.ink.height), (24, 20), atol=3) for cutting in cuttings)


def test_the_blur_beside_a_rule_is_no_ink_of_the_cell() -> None:
    page, grid = grid_page()
    for area in grid.areas:
        box = grid.area_box(area)
        blot(page, Box(box.x0 + 18, box.y0 + 20, box.x0 + 42, box.y0 + 40), 60)
    blurred = np.asarray(cv2.GaussianBlur(page, (0, 0), 2.0), np.uint8)
    cuttings = cell_lines(blurred, grid, TEXT)
    assert len(cuttings) == 9
    assert all(np.allclose((cutting.ink.width, cutting.ink.height), (26, 22), atol=4) for cutting in cuttings)


def test_lettering_near_a_rule_is_kept_whole() -> None:
    page, grid = grid_page()
    box = grid.area_box(grid.areas[0])
    for column in range(6):  # strokes with paper between them, from 4 pixels below the rule
        blot(page, Box(box.x0 + 8 + 7 * column, box.y0 + 6, box.x0 + 11 + 7 * column, box.y0 + 30))
    (cutting,) = cell_lines(page, grid, TEXT)
    assert cutting.ink.y0 <= box.y0 + 7
    assert cutting.ink.height >= 22


def test_a_cell_is_cut_again_in_the_same_place_from_the_unsmoothed_page() -> None:
    page, grid = grid_page()
    box = grid.area_box(grid.areas[0])
    blot(page, Box(box.x0 + 18, box.y0 + 20, box.x0 + 42, box.y0 + 40))
    smooth = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.0), np.uint8)
    (cutting,) = cell_lines(smooth, grid, TEXT)
    assert cutting.as_scanned(page).shape == cutting.picture.shape
    assert cutting.as_scanned(page).min() == 20


def test_empty_cells_have_no_cutting() -> None:
    page, grid = grid_page()
    assert cell_lines(page, grid, TEXT) == []


def test_a_cell_with_two_lines_gives_two_cuttings() -> None:
    page, grid = grid_page(2, 2, 100)
    for area in grid.areas:
        box = grid.area_box(area)
        blot(page, Box(box.x0 + 20, box.y0 + 15, box.x0 + 70, box.y0 + 37))
    first = grid.area_box(grid.areas[0])
    blot(page, Box(first.x0 + 20, first.y0 + 55, first.x0 + 60, first.y0 + 77))
    assert len(cell_lines(page, grid, TEXT)) == 5


def test_what_shines_through_the_paper_is_no_cell() -> None:
    page, grid = grid_page()
    for index, area in enumerate(grid.areas):
        box = grid.area_box(area)
        blot(page, Box(box.x0 + 18, box.y0 + 20, box.x0 + 42, box.y0 + 40), 215 if index == 4 else 20)
    assert len(cell_lines(page, grid, TEXT)) == 8


def test_a_line_is_parted_at_a_vertical_rule() -> None:
    page = paper()
    blot(page, Box(50, 50, 150, 76))
    blot(page, Box(200, 50, 300, 76))
    line = Box(45, 45, 305, 80)
    rule = Box(175, 0, 177, 200)
    assert len(line_cuttings(page, [line], [rule], TEXT)) == 2
    assert len(line_cuttings(page, [line], [], TEXT)) == 1


def test_a_rule_beside_a_line_does_not_part_it() -> None:
    page = paper()
    blot(page, Box(50, 50, 150, 76))
    assert len(line_cuttings(page, [Box(45, 45, 155, 80)], [Box(158, 0, 160, 200)], TEXT)) == 1


@pytest.mark.parametrize("rule", [Box(20, 38, 330, 41), Box(20, 82, 330, 85)], ids=["over", "under"])
def test_a_rule_along_the_edge_of_a_line_is_none_of_its_ink(rule: Box) -> None:
    """As in tables with rules over and under their header and totals."""
    page = paper()
    blot(page, Box(50, 50, 150, 72))
    blot(page, rule)
    (cutting,) = line_cuttings(page, [Box(45, 36, 155, 86)], [rule], TEXT)
    assert cutting.ink.height == pytest.approx(22, abs=3)
    assert cutting.core == pytest.approx(22, abs=3)


def test_a_stroke_through_a_line_is_kept() -> None:
    page = paper()
    blot(page, Box(50, 50, 150, 72))
    stroke = Box(45, 60, 155, 62)
    (cutting,) = line_cuttings(page, [Box(45, 46, 155, 76)], [stroke], TEXT)
    assert cutting.ink.height == pytest.approx(22, abs=3)


def test_a_vertical_line_is_set_in_a_row() -> None:
    page = paper(400, 100)
    for index in range(5):
        cv2.rectangle(page, (26, 20 + 58 * index), (74, 68 + 58 * index), 20, 5)
        cv2.line(page, (50, 20 + 58 * index), (50, 68 + 58 * index), 20, 5)
    (cutting,) = line_cuttings(page, [Box(20, 12, 80, 312)], [], TEXT)
    assert cutting.upright
    assert cutting.picture.shape[1] > 3 * cutting.picture.shape[0]
    assert len(upright_cells(page[16:308, 20:80])) == 5


def test_a_line_on_the_edge_of_the_page_is_cut_whole() -> None:
    page = paper()
    blot(page, Box(0, 0, 60, 26))
    cutting = cell_cutting(page, Box(0, 0, 70, 30), 6)
    assert cutting is not None
    assert cutting.ink.x0 <= 2


def test_core_rows_leave_out_the_tails() -> None:
    page = paper(60, 300)
    blot(page, Box(20, 20, 280, 40))
    blot(page, Box(100, 8, 103, 52))
    first, last = core_rows(page)
    assert (first, last) == (pytest.approx(20, abs=2), pytest.approx(40, abs=2))


def test_a_clean_page_is_not_smoothed_and_a_grainy_one_is() -> None:
    page = paper(300, 300)
    noise = np.random.default_rng(0).normal(0, 6, page.shape)
    grainy = np.clip(page + noise, 0, 255).astype(np.uint8)
    assert smoothed(page, TEXT) is page
    assert grain(grainy) == pytest.approx(6, rel=0.2)
    assert grain(smoothed(grainy, TEXT)) < 2


def test_contrast_is_that_of_ink_and_paper() -> None:
    page = paper()
    cv2.rectangle(page, (50, 50), (150, 80), 40, -1)
    assert contrast(page) == pytest.approx(200, abs=5)


@given(st.lists(st.integers(0, 255), min_size=1, max_size=80), st.sampled_from([0.0, 0.02, 0.75, 0.9, 1.0]))
def test_counted_quantiles_are_sorted_ones(greys: list[int], share: float) -> None:
    picture = np.array([greys], np.uint8)
    assert _quantiles(picture, [share]) == [pytest.approx(float(np.quantile(picture, share)))]
