"""What is worked out for all pairs of glyphs at once is what each pair says by itself."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.glyphs import advance_end
from pipeline.extract.neighbours import LEAST_SIZE, SAME_BASELINE, SAME_SIZE, TOUCHING, WIDEST_BLANK, neighbours
from pipeline.extract.vertical_lines import is_under
from pipeline.extract.walls import Walls
from pipeline.geometry import Box
from pipeline.model import Glyph, Ruling

PLACE = st.integers(0, 24).map(lambda quarter: quarter * 2.5)


@st.composite
def glyphs(draw: st.DrawFn) -> Glyph:
    x, y, size = draw(PLACE), draw(PLACE), draw(st.sampled_from([8.0, 10.0, 10.5, 16.0]))
    wide = draw(st.sampled_from([0.0, 4.0, 10.0]))
    return Glyph(draw(st.sampled_from("水a，")), Box(x, y, x + wide, y + size), size)


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    x, y, length = draw(PLACE), draw(PLACE), draw(PLACE)
    return Ruling(Box(x, y, x + length, y + 0.5) if draw(st.booleans()) else Box(x, y, x + 0.5, y + length))


def follows(previous: Glyph, glyph: Glyph, walls: Walls) -> bool:
    small, large = sorted((previous.size, glyph.size))
    widest = WIDEST_BLANK if small >= SAME_SIZE * large else TOUCHING
    return (
        abs(previous.box.y1 - glyph.box.y1) <= SAME_BASELINE * large
        and small >= LEAST_SIZE * large
        and glyph.box.x0 > previous.box.x0
        and glyph.box.x0 - advance_end(previous) <= widest * large
        and not walls.beside(previous.box, glyph.box)
    )


@given(st.lists(glyphs(), max_size=12), st.lists(rulings(), max_size=4))
@settings(max_examples=200, deadline=None)
def test_all_pairs_at_once_are_each_pair_by_itself(line: list[Glyph], rules: list[Ruling]) -> None:
    walls = Walls(rules)
    pairs = list(pairwise(line))
    goes_on, under = neighbours(line, walls)
    assert goes_on[1:] == [follows(previous, glyph, walls) for previous, glyph in pairs]
    assert under[1:] == [is_under(previous, glyph, walls) for previous, glyph in pairs]
    assert len(goes_on) == len(under) == len(line)
    assert not any((*goes_on[:1], *under[:1]))
