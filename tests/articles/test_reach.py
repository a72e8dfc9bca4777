"""How far a heading reaches: text, pictures, captions and rules end it."""

from __future__ import annotations

import pytest

from pipeline.articles.reach import reaches
from pipeline.geometry import Box, union
from pipeline.model import Region, RegionKind, Ruling
from tests.hand_set import block, column, heading, horizontal, line

TEXT = "湖城开渠放水两岸农户照"
HEAD = heading(line("石桥通车", 300, 50, 20))
COLUMNS = [column(*block(TEXT, x, 100, 6)) for x in (50, 174, 298, 422)]


def reach_of(*others: Region, rulings: tuple[Ruling, ...] = (), pictures: tuple[Box, ...] = ()) -> tuple[float, float]:
    return reaches([HEAD, *COLUMNS, *others], rulings, pictures)[id(HEAD)]


def test_a_heading_reaches_as_far_as_the_nearer_side_is_free() -> None:
    assert reach_of() == (148, 532)


@pytest.mark.parametrize(
    ("picture", "ends"),
    [
        (Box(50, 20, 250, 90), True),
        (Box(50, 20, 250, 49), False),
        (Box(280, 20, 400, 90), False),
        (Box(240, 40, 260, 80), False),
    ],
    ids=["beside it", "over its line", "behind it", "an ornament"],
)
def test_a_picture_beside_it_ends_it(picture: Box, ends: bool) -> None:
    assert (reach_of(pictures=(picture,)) == (250, 430)) is ends


def test_a_caption_beside_it_ends_it() -> None:
    words = line("工人正在安装护栏", 174, 55)
    assert reach_of(Region(RegionKind.CAPTION, (words,), union([words.box])))[0] == 254


@pytest.mark.parametrize(("x0", "x1", "ends"), [(298, 408, True), (280, 426, False), (298, 532, False)])
def test_a_rule_over_its_story_ends_it(x0: float, x1: float, ends: bool) -> None:
    """Only one that has its middle and ends where columns do."""
    over = heading(line("石桥通车", 313, 50, 20))
    found = reaches([over, *COLUMNS], [horizontal(x0, x1, 40)])[id(over)]
    assert (found == (x0, x1)) is ends
