"""What every kind of line asks of its glyphs: how wide a character is set, and the box, size and weight of a run."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from pipeline.geometry import Box, union
from pipeline.model import Glyph

EM = 0.98
"""Of its type size, what a full-width character takes."""


def is_wide(glyph: Glyph) -> bool:
    """Whether the character takes a whole em, as Chinese characters and full-width marks do."""
    return takes_an_em(glyph.text[0])


@cache
def takes_an_em(character: str) -> bool:
    """As ``is_wide``, of one character."""
    return unicodedata.east_asian_width(character) in "WF"


def advance_end(glyph: Glyph) -> float:
    """Where the next glyph would stand: a full-width character takes one em, whatever its ink."""
    text, (x0, _, x1, _), size, _ = glyph
    return max(x1, x0 + size * EM) if takes_an_em(text[0]) else x1


def advance_ends(run: Sequence[Glyph], wide: Sequence[bool]) -> list[float]:
    """``advance_end`` of each glyph of a run, ``is_wide`` of each being known."""
    return [max(x1, x0 + size * EM) if is_wide else x1 for (_, (x0, _, x1, _), size, _), is_wide in zip(run, wide, strict=True)]


def box_of(run: Sequence[Glyph]) -> Box:
    """The box around a run, to where its last glyph ends."""
    box = union([glyph.box for glyph in run])
    return box._replace(x1=max(box.x1, advance_end(run[-1])))


def usual_size(run: Sequence[Glyph]) -> float:
    sizes = sorted([glyph.size for glyph in run])
    return sizes[len(sizes) // 2]


def usual_weight(run: Sequence[Glyph]) -> int:
    weights = sorted([glyph.weight for glyph in run])
    return weights[len(weights) // 2]
