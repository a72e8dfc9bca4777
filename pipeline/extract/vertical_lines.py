"""Vertical lines: characters under each other, as headlines are set beside their story.

A file may give such a line in one run, in pieces, or row by row with the columns beside it. A printed rule between two
characters always parts them: the single characters of a ruled table's column are no line. Distances are in ems of the glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite

from pipeline.extract.glyphs import advance_end, box_of, is_wide, usual_size, usual_weight
from pipeline.extract.walls import Walls
from pipeline.model import Glyph, TextLine

BESIDE = 0.3
"""From the middle of a character to that of the one under it, to either side, at most."""
ON, STEP = -0.5, 1.35
"""The same downwards, at least and at most: fonts without vertical metrics print characters over each other."""
SAME_SIZE = 0.8
SHORTEST = 3
MOST_UPRIGHTS = 3
"""Columns of a vertical headline that may stand beside each other."""
TOUCHING = 0.15
"""Characters of one row that stand closer are a horizontal word, not the tops of columns."""


def vertical_line(run: Sequence[Glyph]) -> TextLine:
    text = "".join(glyph.text for glyph in run)
    return TextLine(text, box_of(run), usual_size(run), usual_weight(run), vertical=True, glyphs=tuple(run))


def is_under(upper: Glyph, lower: Glyph, walls: Walls) -> bool:
    """Vertical setting: a glyph stands under the one before, or on it (fonts without vertical metrics overprint)."""
    size = max(upper.size, lower.size)
    step = lower.box.y_middle - upper.box.y_middle
    return (
        abs(upper.box.x_middle - lower.box.x_middle) <= BESIDE * size
        and ON * size <= step <= STEP * size
        and min(upper.size, lower.size) >= SAME_SIZE * size
        and is_wide(upper)
        and is_wide(lower)
        and not walls.below(upper.box, lower.box)
    )


def part_uprights(runs: Sequence[list[Glyph]], walls: Walls) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """Vertical lines among short horizontal runs, and the runs that are left.

    A file that prints a page row by row gives the columns of a vertical headline as rows of one or two characters. They are
    columns when each character stands closer to the one under it than to the one beside it.
    """
    short = [run for run in runs if len(run) <= MOST_UPRIGHTS and all(map(is_wide, run)) and _is_spaced(run)]
    glyphs = sorted((glyph for run in short for glyph in run), key=lambda glyph: (glyph.box.y_middle, glyph.box.x0))
    columns: list[list[Glyph]] = []
    near: list[list[Glyph]] = []
    for glyph in glyphs:
        near = [column for column in near if _is_within_reach(column[-1], glyph)]
        column = next((column for column in near if _is_next(column[-1], glyph, walls)), None)
        if column is None:
            columns.append([glyph])
            near.append(columns[-1])
        else:
            column.append(glyph)
    uprights = [column for column in columns if len(column) >= SHORTEST]
    taken = {id(glyph) for column in uprights for glyph in column}
    rest = [[glyph for glyph in run if id(glyph) not in taken] for run in runs]
    return uprights, [run for run in rest if run]


def _is_spaced(run: Sequence[Glyph]) -> bool:
    return all(right.box.x0 - advance_end(left) >= TOUCHING * left.size for left, right in pairwise(run))


def _is_within_reach(upper: Glyph, lower: Glyph) -> bool:
    """Whether this or a later glyph may stand under ``upper``; glyphs come from top to bottom."""
    return lower.box.y_middle - upper.box.y_middle <= STEP * upper.size / SAME_SIZE


def _is_next(upper: Glyph, lower: Glyph, walls: Walls) -> bool:
    return lower.box.y_middle - upper.box.y_middle >= 0.8 * lower.size and is_under(upper, lower, walls)


def with_pieces(lines: Sequence[TextLine], walls: Walls) -> list[TextLine]:
    """Vertical lines with the glyphs and vertical lines right above and below them, which the file may give elsewhere."""
    uprights = sorted((line for line in lines if line.vertical), key=lambda line: (line.box.y0, line.box.x0))
    if not uprights:
        return list(lines)
    pieces = [*uprights, *(line for line in lines if not line.vertical and len(line.glyphs) == 1)]
    columns = _Columns(pieces)
    used: set[int] = set()
    grown: list[TextLine] = []
    for number, upright in enumerate(uprights):
        if number in used:
            continue
        used.add(number)
        while (
            found := next((n for n in columns.near(upright) if n not in used and _adjoin(upright, pieces[n], walls)), -1)
        ) >= 0:
            used.add(found)
            first, second = sorted((pieces[found], upright), key=lambda line: line.box.y_middle)
            upright = vertical_line([*first.glyphs, *second.glyphs])
        grown.append(upright)
    taken = {id(pieces[number]) for number in used}
    return [*(line for line in lines if not line.vertical and id(line) not in taken), *grown]


class _Columns:
    """Lines by where their middles stand across the page: of thousands few may belong to a line."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._width = max(BESIDE * max(line.size for line in lines), 1.0)
        self._columns: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            self._columns.setdefault(self._column(line), []).append(number)

    def _column(self, line: TextLine) -> int:
        place = line.box.x_middle / self._width
        return floor(place) if isfinite(place) else 0

    def near(self, line: TextLine) -> list[int]:
        """The numbers of the lines that may stand under it or over it, in their order."""
        column = self._column(line)
        return sorted(number for beside in (-1, 0, 1) for number in self._columns.get(column + beside, ()))


def _adjoin(upright: TextLine, other: TextLine, walls: Walls) -> bool:
    upper, lower = sorted((upright, other), key=lambda line: line.box.y_middle)
    size = max(upright.size, other.size)
    gap = lower.box.y0 - upper.box.y1
    return (
        abs(upright.box.x_middle - other.box.x_middle) <= BESIDE * size
        and -1.1 * size <= gap <= (STEP - 1) * size
        and min(upright.size, other.size) >= 0.9 * size
        and is_wide(other.glyphs[0])
        and not walls.below(upper.glyphs[-1].box, lower.glyphs[0].box)
    )
