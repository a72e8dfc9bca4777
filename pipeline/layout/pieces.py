"""Lines that were read in pieces: names of a list, set apart by wide blanks, in a column of running text.

A blank may be as wide as a gutter, so its width tells nothing. An unbroken line does: it runs within one column, and short
pieces on one baseline right under it, within its width, are one line of that column.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import union
from pipeline.layout.measures import Measures
from pipeline.model import TextLine

WHOLE = 9.0
"""Ems: an unbroken line is at least so wide; narrower columns are set in no paper that prints lists."""
PIECE = 6.5
"""Ems of a piece, at most: longer ones are lines of columns beside each other."""
BLANK = 3.0
"""Ems between two pieces, at most."""
STEP = 1.75
"""Leadings from the unbroken line to the pieces, at most (see ``LARGEST_STEP`` in ``layout/columns.py``)."""
OVER = 0.6
"""Ems by which a piece may reach beyond the line's ends."""

Span = tuple[float, float, float, float]
"""Left and right end, baseline and size of an unbroken line."""


def joined_pieces(lines: Sequence[TextLine], measures: Measures) -> list[TextLine]:
    """The lines with pieces of one line made one, in the order they came in; others are left as they are."""
    lines = list(lines)
    if not any(_is_piece(line) for line in lines):
        return lines
    for downwards in (True, False):
        lines = _joined(lines, measures, downwards=downwards)
    return lines


def _joined(lines: list[TextLine], measures: Measures, *, downwards: bool) -> list[TextLine]:
    rows = _rows(lines)
    spans: list[Span] = []
    made: dict[int, TextLine] = {}
    gone: set[int] = set()
    for row in rows if downwards else rows[::-1]:
        y = row[0].box.y1
        spans = [span for span in spans if abs(y - span[2]) <= STEP * max(measures.leading, 1.2 * span[3])]
        new = [(line.box.x0, line.box.x1, y, line.size) for line in row if line.box.width >= WHOLE * line.size]
        pieces = [line for line in row if _is_piece(line)]
        for span in spans:
            own = [line for line in pieces if _within(line, span) and id(line) not in gone]
            if len(own) < 2 or not _in_one_row(own):
                continue
            whole = _one(own)
            gone.update(map(id, own))
            made[id(own[0])] = whole
            new.append((span[0], span[1], y, whole.size))
        spans += new
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


def _is_piece(line: TextLine) -> bool:
    return not line.vertical and line.box.width <= PIECE * line.size


def _within(line: TextLine, span: Span) -> bool:
    over = OVER * line.size
    alike = min(line.size, span[3]) >= 0.9 * max(line.size, span[3])
    return alike and span[0] - over <= line.box.x0 and line.box.x1 <= span[1] + over


def _in_one_row(pieces: Sequence[TextLine]) -> bool:
    return all(
        0 <= right.box.x0 - left.box.x1 <= BLANK * left.size for left, right in itertools.pairwise(pieces)
    )


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
