"""Rules that are pictures of a dot drawn out: thin, long, and by themselves."""

from __future__ import annotations

import pytest

from pipeline.extract.pictures import rules_of_pictures
from pipeline.geometry import Box


@pytest.mark.parametrize("box", [Box(30, 100, 400, 100.6), Box(200, 50, 201, 300)])
def test_a_thin_and_long_picture_is_a_rule(box: Box) -> None:
    assert [rule.box for rule in rules_of_pictures([Box(30, 300, 200, 400), box])] == [box]


@pytest.mark.parametrize("box", [Box(30, 100, 46, 104), Box(30, 100, 400, 106), Box(30, 100, 34, 101)])
def test_signs_and_bars_are_pictures(box: Box) -> None:
    assert rules_of_pictures([box]) == []


def test_strips_that_touch_are_a_photograph_in_pieces() -> None:
    strips = [Box(30, 100 + 3 * number, 400, 103 + 3 * number) for number in range(40)]
    assert rules_of_pictures(strips) == []
    assert len(rules_of_pictures([strips[0], strips[2]])) == 2
