"""Text from top to bottom: its lines from right to left."""

from __future__ import annotations

from pipeline.layout.measures import Measures
from pipeline.layout.upright import upright_regions
from pipeline.model import TextLine
from tests.hand_set import block, line

BODY = Measures(10.0, 14.0)
TEXT = "湖城开渠放水两岸农户照表浇地"


def upright(*texts: str, x: float = 300, step: float = 16) -> list[TextLine]:
    """Vertical lines from right to left; one that begins with > is indented by two ems."""
    return [
        line(text.lstrip(">"), x - step * index, 120 if text.startswith(">") else 100, vertical=True)
        for index, text in enumerate(texts)
    ]


def test_lines_beside_each_other_are_one_block_read_from_the_right() -> None:
    lines = upright(f">{TEXT}", TEXT, TEXT, f">{TEXT}")
    (region,), rest = upright_regions([*reversed(lines), *block(TEXT, 50, 100, 4)], BODY, ())
    assert list(region.lines) == lines
    assert len(rest) == 4


def test_a_last_line_of_two_characters_is_in_its_place() -> None:
    """Reading cannot tell that it runs down."""
    lines = upright(TEXT, TEXT, TEXT)
    end = [line("浇", 252, 100), line("地", 252, 110)]
    (region,), rest = upright_regions([*lines, *end], BODY, ())
    assert list(region.lines) == [*lines, *end]
    assert not rest


def test_a_line_up_the_side_of_a_picture_is_no_text() -> None:
    lines = upright(TEXT)
    assert upright_regions(lines, BODY, ()) == ([], lines)
