"""Lines under a headline in the type of the text: whose are the heading's, whose the column's."""

from __future__ import annotations

import pytest

from pipeline.layout.authors import with_authors
from tests.hand_set import block, line

HEAD = line("湖城开渠放水", 50, 50, 20)
TEXT = block("湖城开渠放水两岸农户照表浇地", 50, 110, 3)


@pytest.mark.parametrize(
    ("text", "x", "headings"),
    [
        ("□ 本报记者 王斌", 67, 2),
        ("王斌", 100, 2),
        ("——从图纸到日常", 75, 2),
        ("王斌", 140, 1),
        ("渠水到了田头", 80, 1),
    ],
)
def test_authors_and_subheads_in_small_type_belong_to_the_heading(text: str, x: float, headings: int) -> None:
    found, rest = with_authors([HEAD], [line(text, x, 76), *TEXT])
    assert len(found) == headings
    assert len(found) + len(rest) == 2 + len(TEXT)


def test_a_line_far_under_the_heading_is_text() -> None:
    found, _ = with_authors([HEAD], [line("□ 本报记者 王斌", 67, 130)])
    assert found == [HEAD]
