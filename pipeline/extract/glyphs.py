"""What every kind of line asks of its glyphs: how wide a character is set, and the box, size and weight of a run."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pipeline.geometry import Box, union
from pipeline.model import Glyph


def is_wide(glyph: Glyph) -> bool:
    """Whether the character takes a whole em, as Chinese characters and full-width marks do."""
    return unicodedata.east_asian_width(glyph.text[0]) in "WF"


def advance_end(glyph: Glyph) -> float:
    """Where the next glyph would stand: a full-width character takes one em, whatever its ink."""
    return max(glyph.box.x1, glyph.box.x0 + glyph.size * 0.98) if is_wide(glyph) else glyph.box.x1


def box_of(run: Sequence[Glyph]) -> Box:
    """The box around a run, to where its last glyph ends."""
    box = union(glyph.box for glyph in run)
    return box._replace(x1=max(box.x1, advance_end(run[-1])))


def usual_size(run: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in run)
    return sizes[len(sizes) // 2]


def usual_weight(run: Sequence[Glyph]) -> int:
    weights = sorted(glyph.weight for glyph in run)
    return weights[len(weights) // 2]
