"""Drop capitals: a hit, near misses, and the paragraphs of a story that begins with one."""

from __future__ import annotations

from pipeline.articles.paragraphs import paragraphs
from pipeline.layout.drop_caps import with_drop_caps
from pipeline.layout.measures import Measures
from pipeline.model import TextLine
from tests.hand_set import block, column, line

BODY = Measures(10.0, 14.0)
BESIDE = "渠开闸放水两岸农户"
UNDER = block("湖城石桥通车两岸农户照表", 50, 128, 2)


def story(size: float = 24.0, x: float = 78.0) -> list[TextLine]:
    return [line("湖", 50, 100, size), line(BESIDE, x, 100), line(BESIDE, x, 114), *UNDER]


def test_the_capital_is_the_beginning_of_the_line_beside_it() -> None:
    first, second, *_ = with_drop_caps(story(), BODY)
    assert (first.text, first.box.x0, first.size) == ("湖" + BESIDE, 50, 10.0)
    assert second.text == BESIDE


def test_lines_beside_the_capital_begin_no_paragraph() -> None:
    joined = with_drop_caps(story(), BODY)
    assert len(paragraphs([column(*joined)])) == 1


def test_a_character_with_one_line_or_none_beside_it_is_none() -> None:
    alone = [line("湖", 50, 100, 24.0), line(BESIDE, 78, 100), *UNDER]
    assert [one.text for one in with_drop_caps(alone, BODY)] == [one.text for one in alone]
    assert len(with_drop_caps(story(x=110.0), BODY)) == len(story())


def test_type_that_is_hardly_larger_is_none() -> None:
    assert len(with_drop_caps(story(size=13.0), BODY)) == len(story())
