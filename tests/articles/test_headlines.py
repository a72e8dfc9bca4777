"""Kicker, headline and subhead, told by their sizes."""

from __future__ import annotations

import pytest

from pipeline.articles.headlines import Headlines, read_headlines
from tests.hand_set import line

KICKER, HEAD, SUBHEAD = line("家门口的新鲜事", 50, 50, 14), line("湖城开渠", 50, 70, 24), line("——从图纸到日常", 50, 98, 14)


def test_smaller_lines_over_the_largest_are_the_kicker_those_under_it_the_subhead() -> None:
    assert read_headlines([KICKER, HEAD, SUBHEAD]) == Headlines("家门口的新鲜事", "湖城开渠", "——从图纸到日常")


def test_a_headline_alone_has_neither() -> None:
    assert read_headlines([HEAD]) == Headlines(headline="湖城开渠")


def test_no_lines_are_no_headline() -> None:
    assert read_headlines([]) == Headlines()


@pytest.mark.parametrize(("size", "headline"), [(24.0, "湖城开渠石桥通车"), (23.0, "湖城开渠石桥通车"), (20.0, "湖城开渠")])
def test_lines_of_nearly_one_size_are_one_headline(size: float, headline: str) -> None:
    assert read_headlines([HEAD, line("石桥通车", 50, 98, size)]).headline == headline


def test_a_line_end_is_no_blank_in_chinese() -> None:
    assert read_headlines([HEAD, line("石桥通车", 50, 98, 24)]).headline == "湖城开渠石桥通车"


def test_a_line_end_between_latin_words_is_one() -> None:
    assert read_headlines([line("AI", 50, 50, 24), line("2024", 50, 80, 24)]).headline == "AI 2024"


def test_a_smaller_line_between_two_large_ones_is_part_of_the_headline() -> None:
    assert read_headlines([HEAD, line("与", 50, 98, 14), line("石桥通车", 50, 114, 24)]).headline == "湖城开渠与石桥通车"


def test_what_stands_beside_a_vertical_headline_is_its_kicker() -> None:
    upright = line("河东中学", 50, 70, 24, vertical=True)
    for lines in ([KICKER, upright], [upright, KICKER]):
        assert read_headlines(lines) == Headlines(kicker="家门口的新鲜事", headline="河东中学")
