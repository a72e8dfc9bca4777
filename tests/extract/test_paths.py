"""Rules among the vector paths of a page: however they are drawn, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.geometry import Box
from tests.drawn_pdf import HEIGHT, WIDTH, Draw, drawn, write
from tests.hand_set import read_pdf


def rules(draw: Draw, folder: Path) -> list[tuple[float, ...]]:
    return [tuple(round(value, 1) for value in ruling.box) for ruling in read_pdf(drawn(draw), folder).rulings]


FRAME = [(50, 100, 150, 100), (50, 150, 150, 150), (50, 100, 50, 150), (150, 100, 150, 150)]
"""What a frame from (50, 50) to (150, 100), from the bottom left, is made of."""


# --- what is a rule


def test_a_stroked_line_is_a_rule(tmp_path: Path) -> None:
    assert rules(lambda canvas: canvas.line(20, 100, 200, 100), tmp_path) == [(20, 100, 200, 100)]


def test_a_thin_filled_rectangle_is_one_rule_with_its_thickness(tmp_path: Path) -> None:
    assert rules(lambda canvas: canvas.rect(20, 100, 180, 1, stroke=0, fill=1), tmp_path) == [(20, 99, 200, 100)]


def test_a_frame_is_four_rules(tmp_path: Path) -> None:
    assert rules(lambda canvas: canvas.rect(50, 50, 100, 50), tmp_path) == FRAME


def test_an_open_line_of_four_sides_is_a_frame(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(50, 50)
        for x, y in ((150, 50), (150, 100), (50, 100), (50, 50)):
            path.lineTo(x, y)
        canvas.drawPath(path)

    assert rules(draw, tmp_path) == FRAME


def test_a_grid_in_one_path_is_all_its_rules(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for index in range(5):
            path.moveTo(50, 50 + 20 * index)
            path.lineTo(200, 50 + 20 * index)
            path.moveTo(50 + 30 * index, 50)
            path.lineTo(50 + 30 * index, 130)
        canvas.drawPath(path)

    found = rules(draw, tmp_path)
    assert [box for box in found if box[1] == box[3]] == [(50, 70 + 20 * index, 200, 70 + 20 * index) for index in range(5)]
    assert [box[0] for box in found if box[0] == box[2]] == [50, 80, 110, 140, 170]


def test_a_rule_inside_a_form_stands_where_it_is_shown(tmp_path: Path) -> None:
    """A form used at another place and in another size, as advertisements are placed on a page."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("box")
        canvas.line(0, 0, 50, 0)
        canvas.endForm()
        canvas.translate(100, 100)
        canvas.scale(2, 2)
        canvas.doForm("box")

    assert rules(draw, tmp_path) == [(100, 100, 200, 100)]


# --- what is not


def test_white_is_no_ink(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
        canvas.rect(40, 40, 100, 1, stroke=0, fill=1)
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.line(20, 100, 200, 100)

    assert rules(draw, tmp_path) == []


def test_the_papers_own_tint_is_no_frame(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.9, 0.8)
        canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)

    assert rules(draw, tmp_path) == []


def test_a_story_on_a_white_full_page_rectangle_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        write(canvas, "湖城开渠", 50, 150)
        canvas.line(20, 100, 200, 100)

    page = read_pdf(drawn(draw), tmp_path)
    assert [line.text for line in page.lines] == ["湖城开渠"]
    assert len(page.rulings) == 1


@pytest.mark.parametrize(("length", "count"), [(5.0, 0), (7.0, 1)])
def test_a_stroke_shorter_than_a_character_is_no_rule(length: float, count: int, tmp_path: Path) -> None:
    assert len(rules(lambda canvas: canvas.line(50, 100, 50 + length, 100), tmp_path)) == count


def test_slanted_strokes_and_curves_are_ornaments(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, 50, 150, 100)
        canvas.circle(150, 100, 30)
        canvas.bezier(20, 20, 60, 120, 120, -40, 200, 20)

    assert rules(draw, tmp_path) == []


def test_a_path_that_is_only_a_clip_is_not_printed(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(50, 50, 100, 50)
        canvas.clipPath(path, stroke=0, fill=0)

    assert rules(draw, tmp_path) == []


# --- hostile pages


def test_a_page_without_paths_has_no_rules(tmp_path: Path) -> None:
    assert rules(lambda canvas: write(canvas, "湖城开渠", 50, 150), tmp_path) == []


def test_thousands_of_tiny_paths_are_no_rules(tmp_path: Path) -> None:
    """A picture drawn in dots, or text turned into outlines."""
    dice = Random(1)  # noqa: S311 - a page that can be made again, not a secret

    def draw(canvas: Canvas) -> None:
        for _ in range(4000):
            canvas.rect(dice.random() * WIDTH, dice.random() * HEIGHT, dice.random() * 3, 0.5, stroke=0, fill=1)

    begin = time.process_time()
    assert rules(draw, tmp_path) == []
    assert time.process_time() - begin < 5


def test_a_path_of_twenty_thousand_segments_is_a_drawing(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(0, 0)
        for index in range(20_000):
            path.lineTo(index * 7 % WIDTH, index * 11 % HEIGHT)
        canvas.drawPath(path)
        canvas.line(20, 100, 200, 100)

    begin = time.process_time()
    assert rules(draw, tmp_path) == [(20, 100, 200, 100)]
    assert time.process_time() - begin < 5


def test_rules_end_on_the_sheet_or_reach_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(-50, 100, -10, 100)
        canvas.line(-50, 50, 60, 50)

    assert rules(draw, tmp_path) == [(-50, 150, 60, 150)]
    sheet = Box(0, 0, WIDTH, HEIGHT)
    assert all(ruling.box.x_overlap(sheet) > 0 for ruling in read_pdf(drawn(draw), tmp_path).rulings)
