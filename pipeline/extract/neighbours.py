"""Glyphs that follow each other in a file: which of them go on the line of the one before, and which stand under it.

Asked of every glyph of a page, so it is worked out for all pairs at once. Distances are in ems of the glyphs themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract.glyphs import EM, takes_an_em
from pipeline.extract.vertical_lines import BESIDE, ON, STEP
from pipeline.extract.vertical_lines import SAME_SIZE as SAME_SIZE_UNDER
from pipeline.extract.walls import Walls
from pipeline.model import Glyph

SAME_BASELINE = 0.2
WIDEST_BLANK = 1.05
"""A blank of one em is common in headlines (锚定目标 攻坚克难); a gutter is wider, or not in the file's order."""
SAME_SIZE = 0.9
"""Over a blank the type size stays: a table's title and its unit note stand on one line and are two."""
LEAST_SIZE = 0.6
TOUCHING = 0.3

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def neighbours(glyphs: Sequence[Glyph], walls: Walls) -> tuple[list[bool], list[bool]]:
    """Of each glyph whether it goes on the line of the one before it, and whether it stands under it as ``is_under`` has it; of
    the first neither."""
    if len(glyphs) < 2:
        return [False] * len(glyphs), [False] * len(glyphs)
    x0, y0, x1, y1 = (
        np.fromiter(chain.from_iterable([glyph.box for glyph in glyphs]), np.float64, 4 * len(glyphs)).reshape(-1, 4).T
    )
    size = np.array([glyph.size for glyph in glyphs], np.float64)
    wide = np.array([takes_an_em(glyph.text[0]) for glyph in glyphs], np.bool_)
    first, then = size[:-1], size[1:]
    small, large = np.where(first <= then, first, then), np.where(first <= then, then, first)
    x_middle, y_middle = (x0 + x1) / 2, (y0 + y1) / 2
    follows = _follow(x0, x1, y1, size, wide, small, large)
    step = y_middle[1:] - y_middle[:-1]
    under = (
        (np.abs(x_middle[:-1] - x_middle[1:]) <= BESIDE * large)
        & (ON * large <= step)
        & (step <= STEP * large)
        & (small >= SAME_SIZE_UNDER * large)
        & wide[:-1]
        & wide[1:]
    )
    for place in np.flatnonzero(follows & walls.may_be_beside(x_middle[:-1], x_middle[1:])).tolist():
        follows[place] = not walls.beside(glyphs[place].box, glyphs[place + 1].box)
    for place in np.flatnonzero(under & walls.may_be_below(y_middle[:-1], y_middle[1:])).tolist():
        under[place] = not walls.below(glyphs[place].box, glyphs[place + 1].box)
    return [False, *follows.tolist()], [False, *under.tolist()]


def _follow(x0: Numbers, x1: Numbers, y1: Numbers, size: Numbers, wide: Flags, small: Numbers, large: Numbers) -> Any:
    """Which glyphs follow on one baseline, walls aside."""
    reach = x0 + size * EM
    end = np.where(wide & (reach > x1), reach, x1)
    gap = x0[1:] - end[:-1]
    return (
        (np.abs(y1[:-1] - y1[1:]) <= SAME_BASELINE * large)
        & (small >= LEAST_SIZE * large)
        & (x0[1:] > x0[:-1])
        & (gap <= np.where(small >= SAME_SIZE * large, WIDEST_BLANK, TOUCHING) * large)
    )
