"""From glyphs to printed lines.

The file's own order is a witness, not a law: glyphs that follow each other on one baseline make a run; runs that touch on the
same baseline are one line whatever their order. A printed rule between two glyphs always parts them. Distances are in ems of
the glyphs themselves.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.geometry import Box, union
from pipeline.model import Glyph, Ruling, TextLine

SAME_BASELINE = 0.2
WIDEST_BLANK = 1.05
"""A blank of one em is common in headlines (锚定目标 攻坚克难); a gutter is wider, or not in the file's order."""
TOUCHING = 0.3
BLANK = 0.3
LATIN_BLANK = 0.15
VERTICAL_STEP = 1.35
SHORTEST_VERTICAL = 3
MOST_UPRIGHTS = 3
"""Columns of a vertical headline that may stand beside each other."""


def text_lines(glyphs: Sequence[Glyph | None], rulings: Sequence[Ruling] = ()) -> tuple[TextLine, ...]:
    """The printed lines of a page, from top to bottom, then left to right.

    ``glyphs`` come in the file's order, None for a blank or a line end.
    """
    walls = _Walls(rulings)
    lines: list[TextLine] = []
    horizontal: list[list[Glyph]] = []
    blanks: set[int] = set()
    for run in _runs(glyphs, walls, blanks):
        if len(run) > 1 and _stacked(run[0], run[1]):
            if len(run) >= SHORTEST_VERTICAL:
                lines.append(_vertical_line(run))
            else:
                horizontal.extend([glyph] for glyph in run)
        else:
            horizontal.append(run)
    uprights, horizontal = _uprights(horizontal)
    lines.extend(_vertical_line(run) for run in uprights)
    lines.extend(_line(run, blanks) for run in _joined(horizontal, walls))
    return tuple(sorted(_stacked_lines(lines), key=_position))


def _position(line: TextLine) -> tuple[float, float]:
    return (round(line.box.y0, 1), line.box.x0)


def _uprights(runs: list[list[Glyph]]) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """Vertical lines among short horizontal runs, and the runs that are left.

    A file that prints a page row by row gives the columns of a vertical headline as rows of one or two characters. They are
    columns when each character stands closer to the one under it than to the one beside it.
    """
    short = [run for run in runs if len(run) <= MOST_UPRIGHTS and all(map(_is_wide, run)) and _is_spaced(run)]
    glyphs = sorted((glyph for run in short for glyph in run), key=lambda glyph: (glyph.box.y_middle, glyph.box.x0))
    columns: list[list[Glyph]] = []
    for glyph in glyphs:
        column = next((column for column in columns if _stacked(column[-1], glyph) and _is_below(column[-1], glyph)), None)
        if column is None:
            columns.append([glyph])
        else:
            column.append(glyph)
    uprights = [column for column in columns if len(column) >= SHORTEST_VERTICAL]
    taken = {id(glyph) for column in uprights for glyph in column}
    rest = [[glyph for glyph in run if id(glyph) not in taken] for run in runs]
    return uprights, [run for run in rest if run]


def _is_spaced(run: list[Glyph]) -> bool:
    return all(right.box.x0 - _advance_end(left) >= TOUCHING * left.size * 0.5 for left, right in pairwise(run))


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    return lower.box.y_middle - upper.box.y_middle >= 0.8 * lower.size


def _stacked_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """Vertical lines with the glyphs and vertical lines right above and below them, which the file may give elsewhere."""
    uprights = sorted((line for line in lines if line.vertical), key=lambda line: (line.box.y0, line.box.x0))
    result = [line for line in lines if not line.vertical]
    while uprights:
        upright = uprights.pop(0)
        singles = [line for line in result if len(line.glyphs) == 1]
        pieces = [other for other in (*uprights, *singles) if _adjoin(upright, other)]
        if not pieces:
            result.append(upright)
            continue
        piece = pieces[0]
        (uprights if piece.vertical else result).remove(piece)
        above = piece.box.y_middle < upright.box.y_middle
        first, second = (piece, upright) if above else (upright, piece)
        uprights.insert(0, _vertical_line([*first.glyphs, *second.glyphs]))
    return result


def _adjoin(upright: TextLine, other: TextLine) -> bool:
    size = max(upright.size, other.size)
    gap = max(other.box.y0 - upright.box.y1, upright.box.y0 - other.box.y1)
    return (
        abs(upright.box.x_middle - other.box.x_middle) <= 0.3 * size
        and -1.1 * size <= gap <= (VERTICAL_STEP - 1) * size
        and min(upright.size, other.size) >= 0.9 * size
        and _is_wide(other.glyphs[0])
    )


class _Walls:
    """Vertical rules, asked whether one stands between two glyphs."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self.boxes = sorted((ruling.box for ruling in rulings if not ruling.horizontal), key=lambda box: box.x_middle)
        self.middles = [box.x_middle for box in self.boxes]

    def between(self, left: Box, right: Box) -> bool:
        first = bisect_left(self.middles, left.x_middle)
        last = bisect_right(self.middles, right.x_middle)
        y = (left.y_middle + right.y_middle) / 2
        return any(box.y0 <= y <= box.y1 for box in self.boxes[first:last])


def _advance_end(glyph: Glyph) -> float:
    """Where the next glyph would stand: a full-width character takes one em, whatever its ink."""
    if unicodedata.east_asian_width(glyph.text[0]) in "WF":
        return max(glyph.box.x1, glyph.box.x0 + glyph.size * 0.98)
    return glyph.box.x1


def _follows(previous: Glyph, glyph: Glyph) -> bool:
    size = max(previous.size, glyph.size)
    return (
        abs(previous.box.y1 - glyph.box.y1) <= SAME_BASELINE * size
        and min(previous.size, glyph.size) >= 0.6 * size
        and glyph.box.x0 > previous.box.x0
        and glyph.box.x0 - _advance_end(previous) <= WIDEST_BLANK * size
    )


def _stacked(previous: Glyph, glyph: Glyph) -> bool:
    """Vertical setting: the next glyph stands under the one before, or on it (fonts without vertical metrics overprint)."""
    size = max(previous.size, glyph.size)
    step = glyph.box.y_middle - previous.box.y_middle
    return (
        abs(previous.box.x_middle - glyph.box.x_middle) <= 0.3 * size
        and -0.5 * size <= step <= VERTICAL_STEP * size
        and min(previous.size, glyph.size) >= 0.8 * size
        and _is_wide(previous)
        and _is_wide(glyph)
    )


def _is_wide(glyph: Glyph) -> bool:
    return unicodedata.east_asian_width(glyph.text[0]) in "WF"


def _runs(glyphs: Sequence[Glyph | None], walls: _Walls, blanks: set[int]) -> Iterable[list[Glyph]]:
    """Glyphs that follow each other in the file and on the page; ids of glyphs before which the file has a blank."""
    run: list[Glyph] = []
    blank = False
    for glyph in glyphs:
        if glyph is None:
            blank = True
            continue
        if blank:
            blanks.add(id(glyph))
            blank = False
        if run:
            previous = run[-1]
            upright = len(run) == 1 or not _stacked(run[-2], previous)
            if upright and _follows(previous, glyph) and not walls.between(previous.box, glyph.box):
                run.append(glyph)
                continue
            if (len(run) == 1 or not upright) and _stacked(previous, glyph):
                run.append(glyph)
                continue
            yield run
        run = [glyph]
    if run:
        yield run


def _joined(runs: list[list[Glyph]], walls: _Walls) -> list[list[Glyph]]:
    """Runs of one size that touch on one baseline, or lie within each other's blanks, made one."""
    result: list[list[Glyph]] = []
    open_runs: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: (run[0].box.y1, run[0].box.x0)):
        bottom = run[0].box.y1
        open_runs = [other for other in open_runs if bottom - other[0].box.y1 <= SAME_BASELINE * other[0].size]
        for other in open_runs:
            if _touch(other, run, walls):
                other.extend(run)
                other.sort(key=lambda glyph: glyph.box.x0)
                break
        else:
            result.append(run)
            open_runs.append(run)
    return result


def _touch(run: list[Glyph], other: list[Glyph], walls: _Walls) -> bool:
    left, right = (run, other) if run[0].box.x0 <= other[0].box.x0 else (other, run)
    size = max(left[-1].size, right[0].size)
    if min(left[-1].size, right[0].size) < 0.8 * size:
        return False
    gap = right[0].box.x0 - _advance_end(left[-1])
    if gap > TOUCHING * size or walls.between(left[-1].box, right[0].box):
        return False
    if gap >= -0.3 * size:
        return True
    return all(_fits(glyph, left) for glyph in right)


def _fits(glyph: Glyph, run: list[Glyph]) -> bool:
    return all(glyph.box.x_overlap(other.box) < 0.3 * glyph.size for other in run)


def _line(run: list[Glyph], blanks: set[int]) -> TextLine:
    parts = [run[0].text]
    for previous, glyph in pairwise(run):
        gap = glyph.box.x0 - _advance_end(previous)
        latin = not (_is_wide(previous) or _is_wide(glyph))
        told = id(glyph) in blanks
        if gap > BLANK * glyph.size or (told and gap > (LATIN_BLANK if latin else 0.2) * glyph.size):
            parts.append(" ")
        parts.append(glyph.text)
    return TextLine("".join(parts), _box(run), _usual_size(run), _usual_weight(run), glyphs=tuple(run))


def _vertical_line(run: list[Glyph]) -> TextLine:
    return TextLine(
        "".join(glyph.text for glyph in run), _box(run), _usual_size(run), _usual_weight(run), vertical=True, glyphs=tuple(run)
    )


def _box(run: list[Glyph]) -> Box:
    box = union(glyph.box for glyph in run)
    return box._replace(x1=max(box.x1, *(_advance_end(glyph) for glyph in run[-1:]), box.x1))


def _usual_size(run: list[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in run)
    return sizes[len(sizes) // 2]


def _usual_weight(run: list[Glyph]) -> int:
    weights = sorted(glyph.weight for glyph in run)
    return weights[len(weights) // 2]
