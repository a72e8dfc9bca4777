"""Furniture: the head above the page's first long rule, the foot below its last."""

from __future__ import annotations

import pytest

from pipeline.layout.furniture import head_and_foot
from tests.hand_set import block, horizontal, line, page_of

HEAD, FOOT = line("湖城晚报 要闻", 50, 20), line("读者热线 0000-0000000", 50, 780)
BODY = [*block("湖城开渠放水两岸农户照表浇地", 50, 100, 10), *block("石桥通车两岸的人走近了许多的", 400, 100, 10)]
HEAD_RULE, FOOT_RULE = horizontal(50, 540, 60), horizontal(50, 540, 770)


def test_lines_above_the_heads_rule_and_below_the_foots_are_furniture() -> None:
    page = page_of([HEAD, *BODY, FOOT], [HEAD_RULE, FOOT_RULE])
    assert head_and_foot(page, page.lines) == (HEAD, FOOT)


def test_without_a_rule_nothing_is_furniture() -> None:
    page = page_of([HEAD, *BODY, FOOT])
    assert head_and_foot(page, page.lines) == ()


@pytest.mark.parametrize(("x1", "count"), [(540, 1), (250, 0)])
def test_a_short_rule_parts_two_stories_and_no_head(x1: float, count: int) -> None:
    page = page_of([HEAD, *BODY], [horizontal(50, x1, 60)])
    assert len(head_and_foot(page, page.lines)) == count


@pytest.mark.parametrize(("y", "count"), [(60, 1), (300, 0)])
def test_a_long_rule_down_the_page_is_no_heads(y: float, count: int) -> None:
    page = page_of([HEAD, *BODY], [horizontal(50, 540, y)])
    assert len(head_and_foot(page, page.lines)) == count


def test_a_vertical_rule_is_no_heads() -> None:
    page = page_of([HEAD, *BODY], [horizontal(50, 54, 60, 500)])
    assert head_and_foot(page, page.lines) == ()


def test_a_page_without_lines_has_no_furniture() -> None:
    assert head_and_foot(page_of(), ()) == ()
