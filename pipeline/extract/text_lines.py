"""From glyphs to printed lines.

The file's own order is a witness, not a law: glyphs that follow each other on one baseline make a run; runs that touch on the
same baseline are one line whatever their order. A printed rule between two glyphs always parts them. Distances are in ems of
the glyphs themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.glyphs import advance_end, advance_ends, takes_an_em
from pipeline.extract.neighbours import SAME_BASELINE, TOUCHING, neighbours
from pipeline.extract.vertical_lines import SHORTEST, is_under, part_uprights, vertical_line, with_pieces
from pipeline.extract.walls import Walls
from pipeline.geometry import Box
from pipeline.model import Glyph, Ruling, TextLine

BLANK, TOLD_BLANK, LATIN_BLANK = 0.3, 0.2, 0.15
"""A gap this wide is a blank: whatever the file says, where it tells of one, where it tells of one between Latin letters."""
SPREAD, FEWEST_SPREAD = 0.5, 4
"""Lines spread to the measure have at least so many gaps, of up to this many ems each, and none of them is a blank."""


def text_lines(glyphs: Sequence[Glyph | None], rulings: Sequence[Ruling] = ()) -> tuple[TextLine, ...]:
    """The printed lines of a page, from top to bottom, then left to right.

    ``glyphs`` come in the file's order, None for a blank or a line end.
    """
    walls = Walls(rulings)
    lines: list[TextLine] = []
    horizontal: list[list[Glyph]] = []
    blanks: set[int] = set()
    for run in _runs(glyphs, walls, blanks):
        if len(run) > 1 and is_under(run[0], run[1], walls):
            if len(run) >= SHORTEST:
                lines.append(vertical_line(run))
            else:
                horizontal.extend([glyph] for glyph in run)
        else:
            horizontal.append(run)
    uprights, horizontal = part_uprights(horizontal, walls)
    lines.extend(vertical_line(run) for run in uprights)
    lines.extend(_line(run, blanks) for run in _joined(horizontal, walls))
    return tuple(sorted(with_pieces(lines, walls), key=position))


def position(line: TextLine) -> tuple[float, float]:
    """By what lines are sorted: from top to bottom, then left to right."""
    return (round(line.box.y0, 1), line.box.x0)


def _runs(glyphs: Sequence[Glyph | None], walls: Walls, blanks: set[int]) -> Iterable[list[Glyph]]:
    """Glyphs that follow each other in the file and on the page; ids of glyphs before which the file has a blank."""
    goes_on, under = neighbours([glyph for glyph in glyphs if glyph is not None], walls)
    run: list[Glyph] = []
    blank, place = False, -1
    for glyph in glyphs:
        if glyph is None:
            blank = True
            continue
        place += 1
        if blank:
            blanks.add(id(glyph))
            blank = False
        if run:
            upright = len(run) > 1 and under[place - 1]
            if (under[place] and (upright or len(run) == 1)) or (goes_on[place] and not upright):
                run.append(glyph)
                continue
            yield run
        run = [glyph]
    if run:
        yield run


def _joined(runs: Sequence[list[Glyph]], walls: Walls) -> list[list[Glyph]]:
    """Runs of one size that touch on one baseline, or lie within each other's blanks, made one."""
    done: list[list[Glyph]] = []
    open_runs: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: (run[0].box.y1, run[0].box.x0)):
        bottom = run[0].box.y1
        near = [other for other in open_runs if bottom - other[0].box.y1 <= SAME_BASELINE * other[0].size]
        if len(near) < len(open_runs):
            ids = set(map(id, near))
            done.extend(other for other in open_runs if id(other) not in ids)
        open_runs = []
        for other in near:
            if _touch(other, run, walls):
                run = sorted([*other, *run], key=lambda glyph: glyph.box.x0)
            else:
                open_runs.append(other)
        open_runs.append(run)
    return [*done, *open_runs]


def _touch(run: Sequence[Glyph], other: Sequence[Glyph], walls: Walls) -> bool:
    left, right = (run, other) if run[0].box.x0 <= other[0].box.x0 else (other, run)
    size = max(left[-1].size, right[0].size)
    if min(left[-1].size, right[0].size) < 0.8 * size:
        return False
    gap = right[0].box.x0 - advance_end(left[-1])
    if gap > TOUCHING * size or walls.beside(left[-1].box, right[0].box):
        return False
    if gap >= -0.3 * size:
        return True
    return all(_fits(glyph, left) for glyph in right)


def _fits(glyph: Glyph, run: Sequence[Glyph]) -> bool:
    return all(glyph.box.x_overlap(other.box) < 0.3 * glyph.size for other in run)


def _line(run: Sequence[Glyph], blanks: set[int]) -> TextLine:
    texts, boxes, sizes, weights = zip(*run, strict=True)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    text, narrow = "".join(texts), LATIN_BLANK * min(sizes)
    if any(left - right > narrow for left, right in zip(lefts[1:], rights, strict=False)):
        text = _with_blanks(run, blanks)
    box = Box(min(lefts), min(tops), max(*rights, advance_end(run[-1])), max(bottoms))
    middle = len(run) // 2
    return TextLine(text, box, sorted(sizes)[middle], sorted(weights)[middle], glyphs=tuple(run))


def _with_blanks(run: Sequence[Glyph], blanks: set[int]) -> str:
    """The text of a line whose glyphs may stand apart."""
    wide = [takes_an_em(glyph.text[0]) for glyph in run]
    gaps = [glyph.box.x0 - end for glyph, end in zip(run[1:], advance_ends(run, wide), strict=False)]
    if not any(gap > LATIN_BLANK * glyph.size for gap, glyph in zip(gaps, run[1:], strict=True)):
        return "".join(glyph.text for glyph in run)
    han = [left or right for left, right in pairwise(wide)]
    spread = _spread([gap / glyph.size for gap, glyph, wide in zip(gaps, run[1:], han, strict=True) if wide and glyph.size > 0])
    parts = [run[0].text]
    for gap, glyph, is_han in zip(gaps, run[1:], han, strict=True):
        least = BLANK if id(glyph) not in blanks else TOLD_BLANK if is_han else LATIN_BLANK
        if gap > (least + spread) * glyph.size:
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def _spread(gaps: Sequence[float]) -> float:
    """The gap, in ems, that stands between all characters of a line set wide to fill its measure; ``gaps`` are those beside
    full-width characters."""
    usual = median(gaps) if len(gaps) >= FEWEST_SPREAD else 0.0
    return usual if 0 < usual <= SPREAD else 0.0
