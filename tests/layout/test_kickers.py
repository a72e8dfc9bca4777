"""Kickers in the type of the text: a centred line right over a headline, and what is none."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.kickers import with_kickers
from pipeline.layout.measures import Measures
from tests.hand_set import block, line

BODY = Measures(10.0, 14.0)
HEAD = line("湖城开渠放水了", 50, 120, 20)
TEXT = block("湖城开渠放水两岸农户照表", 50, 40, 4)
CENTRED = line("秋收时节看变化", 85, 106)


@pytest.mark.parametrize("pictures", [(), (Box(300, 40, 400, 100),)])
def test_a_centred_line_over_a_headline_is_its_kicker(pictures: tuple[Box, ...]) -> None:
    headings, rest = with_kickers([HEAD], [*TEXT, CENTRED], pictures, BODY)
    assert headings == [HEAD, CENTRED]
    assert rest == TEXT


@pytest.mark.parametrize(
    "near_miss",
    [
        line("秋收时节看变化", 50, 106),
        line("秋收时节看变化", 85, 90),
        line("看这里的变化。", 85, 106),
        line("秋收时节看变化看变化", 50, 106, 13.5),
    ],
    ids=["at the left edge", "far above", "the end of a sentence", "as wide as the headline"],
)
def test_other_lines_over_a_headline_are_text(near_miss: object) -> None:
    assert with_kickers([HEAD], [near_miss], (), BODY)[0] == [HEAD]  # type: ignore[list-item]


def test_the_last_line_of_a_paragraph_is_none() -> None:
    over = block("湖城开渠放水两岸农户照表", 50, 64, 4)
    assert with_kickers([HEAD], [*over, CENTRED], (), BODY)[0] == [HEAD]


def test_words_beside_others_are_a_line_of_text() -> None:
    assert with_kickers([HEAD], [CENTRED, line("放水", 165, 106)], (), BODY)[0] == [HEAD]


def test_words_right_under_a_picture_are_its_caption() -> None:
    assert with_kickers([HEAD], [CENTRED], [Box(50, 20, 190, 100)], BODY)[0] == [HEAD]


def test_over_a_crosshead_stands_text() -> None:
    assert with_kickers([line("细处着力", 90, 120, 12)], [CENTRED], (), BODY)[1] == [CENTRED]
