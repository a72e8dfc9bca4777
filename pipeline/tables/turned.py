"""Tables printed on their side, a quarter turn either way: found in the frame in which their lines run from left to right.

Such a line is told by its glyphs: they follow each other upwards, or, downwards, its digits lie on their side. Words of single
characters say nothing and go with the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.directions import Direction, back, turned_box, turned_line
from pipeline.geometry import Box, union
from pipeline.model import GridCell, Ruling, TextLine
from pipeline.tables.lattice import Grid
from pipeline.tables.titles import Surroundings, surroundings

FEWEST_LINES = 6
"""Lines in one direction, at least: captions up the side of a picture are fewer."""
LYING = 0.75
"""Of the type size that an upright digit's height is at least; one on its side is as high as it is wide, half an em."""
BESIDE = 2.0
"""Ems around the turned lines within which single characters are theirs."""
FARTHEST = 30.0
"""Ems from the last column of numbers to a column of names, at most: characters look the same upright and under each other."""
DOWN, UP = 1, 3

Finder = Callable[[Sequence[Ruling], Sequence[TextLine]], list[Grid]]


def turned_tables(rulings: Sequence[Ruling], lines: Sequence[TextLine], find: Finder) -> list[tuple[Grid, Surroundings]]:
    """The tables on their side, in points of the upright page, each with what stands around it in its own direction; ``find``
    finds tables among lines that run from left to right."""
    found: list[tuple[Grid, Surroundings]] = []
    for direction in (UP, DOWN):
        taken = {id(line) for grid, around in found for line in (*grid.lines, *around.lines)}
        mine = _lines_of([line for line in lines if id(line) not in taken], direction)
        if len(mine) < FEWEST_LINES:
            continue
        frames = [turned_line(line, direction) for line in mine]
        turned = {id(frame): line for frame, line in zip(frames, mine, strict=True)}
        rules = [Ruling(turned_box(ruling.box, direction)) for ruling in rulings]
        grids = find(rules, frames)
        used = {id(line) for grid in grids for line in grid.lines}
        rest = [frame for frame in frames if id(frame) not in used]
        for grid in grids:
            around = surroundings(grid.box, rest, rules)
            rest = [frame for frame in rest if not any(frame is line for line in around.lines)]
            theirs = tuple(turned[id(line)] for line in around.lines)
            own = tuple(turned[id(line)] for line in grid.lines)
            cells = tuple(_upright(cell, back(direction)) for cell in grid.cells)
            upright = Grid(cells, turned_box(grid.box, back(direction)), own)
            found.append((upright, replace(around, lines=theirs)))
    return found


def _lines_of(lines: Sequence[TextLine], direction: Direction) -> list[TextLine]:
    """The lines that run in a direction, and the vertical lines among them that run in any."""
    upright = [line for line in lines if line.vertical and line.glyphs]
    sure = [line for line in upright if (_runs_up(line) if direction == UP else _lies(line))]
    if not sure:
        return []
    em = max(line.size for line in sure)
    around = union(line.box for line in sure).grown(BESIDE * em)
    if direction == DOWN:  # a column of names may be the first, or the last
        around = Box(around.x0, around.y0 - FARTHEST * em, around.x1, around.y1 + FARTHEST * em)
    ids = {id(line) for line in sure}
    either = [line for line in upright if not _runs_up(line) and (direction == DOWN or len(line.glyphs) == 1)]
    return [line for line in upright if id(line) in ids] + [
        line for line in either if id(line) not in ids and around.contains_middle_of(line.box)
    ]


def _runs_up(line: TextLine) -> bool:
    return len(line.glyphs) > 1 and line.glyphs[-1].box.y_middle < line.glyphs[0].box.y_middle - 0.3 * line.size


def _lies(line: TextLine) -> bool:
    digits = [glyph for glyph in line.glyphs if glyph.text.isascii() and glyph.text.isdigit()]
    lying = sum(glyph.box.height < LYING * glyph.size <= glyph.box.width / LYING for glyph in digits)
    return bool(digits) and not _runs_up(line) and 2 * lying > len(digits)


def _upright(cell: GridCell, direction: Direction) -> GridCell:
    return replace(cell, box=None if cell.box is None else turned_box(cell.box, direction))
