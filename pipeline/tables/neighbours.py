"""Two tables side by side without rules between them, told apart by their titles.

Each title stands over the middle of its own table. So the cells are parted at the white corridor that puts every title over the
middle of its part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from pipeline.geometry import Box, union
from pipeline.model import TextLine
from pipeline.tables.linking import rows_of
from pipeline.tables.titles import UNIT

TITLE_SIZE = 1.15
"""A title is set at least this much larger than the cells (六号 over 小六 is 1.15)."""
TITLE_REACH = 9.0
"""Ems of the cells from the first of them up to the titles, at most: three header rows and a unit note."""
MOST_TABLES = 4
"""More titles in a row are the headings of an index or a programme."""
OFF_MIDDLE = 4.0
"""Ems that a title may stand off the middle of its table: the cells' text is not centred in its columns."""


def parted_by_titles(cells: Sequence[TextLine], lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The cells of each table; all of them in one where the page shows no two titles over them."""
    titles = _titles_over(cells, lines)
    if not 2 <= len(titles) <= MOST_TABLES:
        return [list(cells)]
    cuts = _corridors(cells)
    ways = [way for way in combinations(cuts, len(titles) - 1) if _parts(cells, way)]
    if not ways:
        return [list(cells)]
    best = min(ways, key=lambda way: _off_middle(titles, _parts(cells, way)))
    parts = _parts(cells, best)
    if _off_middle(titles, parts) > OFF_MIDDLE * cells[0].size:
        return [list(cells)]
    if any(max(len(row) for row in rows_of(part)) < 2 for part in parts):
        return [list(cells)]  # these are the headers of columns, set larger than the cells
    return parts


def _titles_over(cells: Sequence[TextLine], lines: Sequence[TextLine]) -> list[TextLine]:
    """Large lines on one baseline right above the cells, from left to right."""
    outline = union(cell.box for cell in cells)
    size = cells[0].size
    above = [
        line
        for line in lines
        if TITLE_SIZE * size <= line.size <= 3 * size
        and 0 <= outline.y0 - line.box.y1 <= TITLE_REACH * size
        and outline.x0 <= line.box.x_middle <= outline.x1
        and not (line.vertical or UNIT.search(line.text))
    ]
    lowest = max((line.box.y_middle for line in above), default=0.0)
    row = [line for line in above if lowest - line.box.y_middle <= 0.5 * line.size]
    return sorted(row, key=lambda line: line.box.x0)


def _corridors(cells: Sequence[TextLine]) -> list[float]:
    """The middles of the vertical strips of white that part the cells."""
    spans = sorted((cell.box.x0, cell.box.x1) for cell in cells)
    result = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 > reach:
            result.append((reach + x0) / 2)
        reach = max(reach, x1)
    return result


def _parts(cells: Sequence[TextLine], cuts: Sequence[float]) -> list[list[TextLine]]:
    edges = [float("-inf"), *cuts, float("inf")]
    return [[cell for cell in cells if left < cell.box.x_middle < right] for left, right in pairwise(edges)]


def _off_middle(titles: Sequence[TextLine], parts: Sequence[Sequence[TextLine]]) -> float:
    """How far the title that stands worst is off the middle of its part, in points."""
    boxes: list[Box] = [union(cell.box for cell in part) for part in parts]
    return max(abs(title.box.x_middle - box.x_middle) for title, box in zip(titles, boxes, strict=True))
