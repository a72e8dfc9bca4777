"""The measures that everything else on a page is relative to."""

from __future__ import annotations

import pytest

from pipeline.layout.measures import Measures, measure
from tests.hand_set import block, line


@pytest.mark.parametrize(("size", "leading"), [(7.5, 11.0), (10.0, 14.0), (10.5, 16.0), (21.0, 30.0)])
def test_body_size_and_leading_are_those_of_most_text(size: float, leading: float) -> None:
    lines = [*block("湖城开渠放水两岸农户照表浇地", 50, 100, 20, size, leading), line("市政工程开工", 50, 40, 3 * size)]
    assert measure(lines) == Measures(size, leading)


def test_many_short_cells_do_not_make_the_body() -> None:
    """Numbers of a table are many lines and few characters each."""
    cells = [line("96.5", 300 + 40 * (index % 5), 100 + 10 * index, 7.5) for index in range(60)]
    assert measure([*block("湖城开渠放水两岸农户照表浇地", 50, 100, 8), *cells]).body_size == 10


def test_columns_beside_each_other_do_not_shorten_the_leading() -> None:
    """Baselines of two columns may be out of step; the leading is counted within a column."""
    left, right = block("湖城开渠放水", 50, 100, 10), block("两岸农户浇地", 150, 105, 10)
    assert measure([*left, *right]).leading == 14


def test_a_page_without_text_has_usual_measures() -> None:
    assert measure([]) == Measures(10.0, 14.0)
    assert measure([line("湖城", 50, 50, 30)]) == Measures(10.0, 14.0)


def test_a_single_line_has_a_usual_leading() -> None:
    assert measure([line("湖城开渠放水", 50, 50, 12)]).leading == pytest.approx(1.4 * 12)


def test_lines_of_no_size_are_no_fault() -> None:
    assert measure([line("湖城开渠放水", 50, 50, 0.0)]).body_size > 0
