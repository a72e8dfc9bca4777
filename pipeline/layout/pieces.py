"""Lines that were read in pieces: names of a list, set apart by wide blanks, in a column of running text.

A blank may be as wide as a gutter, so its width tells nothing. What stands over and under it does: a gutter is white in
every line near by, a blank is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.geometry import union
from pipeline.layout.measures import Measures
from pipeline.model import TextLine

PIECE = 6.5
"""Ems of a piece, at most: two longer ones are lines of columns beside each other."""
BLANK = 3.0
"""Ems between two pieces, at most."""
NEAR = 3.5
"""Leadings over and under a line within which others tell blank from gutter."""
FEWEST = 3
"""So many rows stand there, at least."""
INDENT = 2.6
"""Ems by which a paragraph's first line may begin farther right."""
GUTTER = 0.6
"""Ems: a strip as wide that no line near by crosses is a gutter."""


def joined_pieces(lines: Sequence[TextLine], measures: Measures) -> list[TextLine]:
    """The lines with pieces of one line made one, in the order they came in; others are left as they are."""
    rows = _rows(lines)
    made: dict[int, TextLine] = {}
    gone: set[int] = set()
    for index, row in enumerate(rows):
        for run in _runs(row):
            near = _near(rows, index, measures.leading)
            for own in _parted_at_gutters(run, near) if len(near) >= FEWEST or _is_justified(run, near) else ():
                if len(own) > 1:
                    gone.update(map(id, own))
                    made[id(own[0])] = _one(own)
    return [made.get(id(line), line) for line in lines if id(line) not in gone or id(line) in made]


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Level lines by baseline, from top to bottom, each row from left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted((line for line in lines if not line.vertical), key=lambda line: line.box.y1):
        if rows and abs(rows[-1][0].box.y1 - line.box.y1) <= 0.25 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def _runs(row: Sequence[TextLine]) -> list[list[TextLine]]:
    """Neighbours of a row that may be pieces of one line."""
    runs: list[list[TextLine]] = []
    for left, right in pairwise(row):
        if not (_is_piece(left) or _is_piece(right)) or not 0 <= right.box.x0 - left.box.x1 <= BLANK * left.size:
            continue
        if min(left.size, right.size) < 0.9 * max(left.size, right.size):
            continue
        if runs and runs[-1][-1] is left:
            runs[-1].append(right)
        else:
            runs.append([left, right])
    return runs


def _is_piece(line: TextLine) -> bool:
    return line.box.width <= PIECE * line.size


def _near(rows: Sequence[Sequence[TextLine]], index: int, leading: float) -> list[Sequence[TextLine]]:
    """The rows over and under this one."""
    y, reach = rows[index][0].box.y1, NEAR * leading
    first, last = index, index
    while first > 0 and y - rows[first - 1][0].box.y1 <= reach:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1][0].box.y1 - y <= reach:
        last += 1
    return [row for number, row in enumerate(rows[first : last + 1], first) if number != index]


def _rows_beside(run: Sequence[TextLine], near: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """What stands right over and right under the run in its type."""
    x0, x1, em = run[0].box.x0, run[-1].box.x1, run[0].size
    wide = BLANK * em
    own = [
        [line for line in row if line.box.x0 < x1 + wide and line.box.x1 > x0 - wide and 0.9 * em <= line.size <= 1.1 * em]
        for row in near
    ]
    away = [(row[0].box.y1 - run[0].box.y1, row) for row in own if row]
    over = max((one for one in away if one[0] < 0), key=lambda one: one[0], default=None)
    under = min((one for one in away if one[0] > 0), key=lambda one: one[0], default=None)
    return [one[1] for one in (over, under) if one]


def _is_justified(run: Sequence[TextLine], beside: Sequence[Sequence[TextLine]]) -> bool:
    """Whether the line right over or under fills the column from edge to edge, as the pieces do together (a box may hold few
    lines), and neither is parted there."""
    x0, x1, em = run[0].box.x0, run[-1].box.x1, run[0].size
    whole = all(len(row) == 1 for row in beside)
    return whole and any(
        abs(row[0].box.x1 - x1) <= 0.6 * em and -0.5 * em <= row[0].box.x0 - x0 <= INDENT * em for row in beside
    )


def _shows_gutter(left: TextLine, right: TextLine, row: Sequence[TextLine]) -> bool:
    """Whether a line of the row begins where the right one does, and the one before it reaches no farther than the left."""
    em = left.size
    return any(
        one.box.x1 <= left.box.x1 + GUTTER * em and abs(other.box.x0 - right.box.x0) <= INDENT * em
        for one, other in pairwise(row)
    )


def _parted_at_gutters(run: Sequence[TextLine], near: list[Sequence[TextLine]]) -> list[list[TextLine]]:
    parts = [[run[0]]]
    beside = _rows_beside(run, near)
    filled = _is_justified(run, beside)
    for left, right in pairwise(run):
        # Beside a longer line one that runs over the gutter (an author's, a caption) must not join two columns, nor may
        # another story over them.
        pieces = filled or (_is_piece(left) and _is_piece(right))
        ways = [near] if pieces else [near[:at] + near[at + 1 :] for at in range(len(near))]
        shown = not pieces and any(_shows_gutter(left, right, row) for row in beside)
        if shown or any(_is_gutter(left, right, way) for way in ways):
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def _is_gutter(left: TextLine, right: TextLine, near: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a strip between the two stays white in all the rows near by."""
    size, x0, x1 = left.size, left.box.x1, right.box.x0
    crossing = sorted(
        (line.box.x0, line.box.x1)
        for row in near
        for line in row
        if line.box.x0 < x1 and line.box.x1 > x0 and 0.9 * size <= line.size <= 1.1 * size
    )
    free = x0
    for begin, end in crossing:
        if begin - free >= GUTTER * size:
            return True
        free = max(free, end)
    return x1 - free >= GUTTER * size


def _one(pieces: Sequence[TextLine]) -> TextLine:
    confidences = [piece.confidence for piece in pieces if piece.confidence is not None]
    return replace(
        pieces[0],
        text=" ".join(piece.text for piece in pieces),
        box=union(piece.box for piece in pieces),
        glyphs=tuple(glyph for piece in pieces for glyph in piece.glyphs),
        confidence=min(confidences, default=None),
        readings=(),
    )
