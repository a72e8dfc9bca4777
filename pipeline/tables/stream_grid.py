"""Rows and columns of a table without vertical rules, once its cells are known: bands of x, header rows, spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.geometry import Box, union
from pipeline.model import GridCell, Ruling, TextLine
from pipeline.tables.header_rows import is_number
from pipeline.tables.lattice import Grid
from pipeline.tables.stream_columns import Band, Row

HEADER_STEP = 2.8
"""Ems from a header row to the row under it, at most."""
TOP_RULE = 6.0
"""Ems from the first data row up to the rule that the header hangs from, at most."""
MOST_HEADER_ROWS = 3
MOST_COVERED = 0.6
"""Header rows without a rule over them stand over at least this part of the columns."""


def header_rows_above(
    rows: Sequence[Row], bands: Sequence[Band], others: Sequence[TextLine], rulings: Sequence[Ruling]
) -> list[list[TextLine]]:
    """The rows of ``others`` that are the table's header: all that hang from its top rule, or else those right above it that
    together stand over most of its columns."""
    outline = union(cell.box for row in rows for cell in row)
    size = rows[0][0].size
    rule = _top_rule(outline, size, rulings)
    result: list[list[TextLine]] = []
    taken, covered = 0, {_band_of(cell.box, bands) for cell in rows[0] if not is_number(cell.text)}
    top = outline.y0
    while len(result) < MOST_HEADER_ROWS:
        row = _row_above(top, outline, size, others)
        if not row or (rule is None and len(row) == 1 and _is_centred(row[0].box, outline)):
            break
        if rule is not None and row[0].box.y_middle < rule:
            break
        result.insert(0, row)
        covered |= {_band_of(cell.box, bands) for cell in row}
        if rule is not None or len(covered) >= MOST_COVERED * len(bands):
            taken = len(result)
        top = min(cell.box.y0 for cell in row)
    return result[len(result) - taken :]


def _row_above(top: float, outline: Box, size: float, others: Sequence[TextLine]) -> list[TextLine]:
    """The lowest row of lines within reach above ``top``, as wide as the table at most."""
    near = [
        line
        for line in others
        if 0 <= top - line.box.y_middle <= HEADER_STEP * size
        and outline.x0 - size <= line.box.x_middle <= outline.x1 + size
        and 0.8 * size <= line.size <= 1.3 * size
    ]
    lowest = max((line.box.y_middle for line in near), default=0.0)
    row = [line for line in near if lowest - line.box.y_middle <= 0.35 * size]
    return sorted(row, key=lambda line: line.box.x0)


def _is_centred(box: Box, outline: Box) -> bool:
    return abs(box.x_middle - outline.x_middle) <= 0.08 * outline.width


def _top_rule(outline: Box, size: float, rulings: Sequence[Ruling]) -> float | None:
    """The highest rule over the table, as wide as it, within reach."""
    rules = [
        ruling.box.y_middle
        for ruling in rulings
        if ruling.horizontal
        and 0 <= outline.y0 - ruling.box.y_middle <= TOP_RULE * size
        and min(ruling.box.x1, outline.x1) - max(ruling.box.x0, outline.x0) >= 0.9 * outline.width
        and ruling.box.width <= 1.25 * outline.width
    ]
    return min(rules, default=None)


def stream_grid(rows: Sequence[Row], bands: Sequence[Band], rulings: Sequence[Ruling]) -> Grid:
    """The rows as a grid; a header cell over the gap between columns spans those that it stands over the middle of."""
    bands = _widened(bands, rows)
    first_data = next((i for i, row in enumerate(rows) if sum(is_number(cell.text) for cell in row) * 2 >= len(row)), 1)
    cells: list[GridCell] = []
    for i, row in enumerate(rows):
        below = {_band_of(cell.box, bands) for other in rows[i + 1 : first_data] for cell in other}
        spans = dict(_spans(row, bands, below)) if i < first_data else {_band_of(cell.box, bands): 1 for cell in row}
        texts: defaultdict[int, list[TextLine]] = defaultdict(list)
        for cell in row:
            texts[_start_of(cell.box, bands, spans)].append(cell)
        if len(row) == 1 and any(len(above) == len(bands) for above in rows[:i]) and _is_heading_between(row[0], bands):
            texts, spans = defaultdict(list, {0: list(row)}), {0: len(bands)}
        j = 0
        while j < len(bands):
            own = texts.get(j, [])
            box = union(cell.box for cell in own) if own else None
            span = spans.get(j, 1) if own else 1
            text = " ".join(cell.text for cell in own)
            confidence = min((cell.confidence for cell in own if cell.confidence is not None), default=None)
            readings = own[0].readings if len(own) == 1 else ()
            cells.append(GridCell(i, j, text, 1, span, box, confidence, readings))
            j += span
    lines = tuple(cell for row in rows for cell in row)
    return Grid(tuple(cells), _with_rules(union(cell.box for cell in lines), rulings), lines)


def _is_heading_between(cell: TextLine, bands: Sequence[Band]) -> bool:
    """Whether a line that has its row for itself stands in the middle over all columns."""
    middle = (bands[0][0] + bands[-1][1]) / 2
    return (
        len(bands) > 2
        and not is_number(cell.text)
        and abs(cell.box.x_middle - middle) <= cell.size
        and cell.box.x0 > bands[0][1]
    )


def _widened(bands: Sequence[Band], rows: Sequence[Row]) -> Sequence[Band]:
    """Bands that hold the cells of every full row, headers too: a centred header stands beside a column of flush numbers."""
    full = [sorted(row, key=lambda cell: cell.box.x0) for row in rows if len(row) == len(bands)]
    wider = [
        (min([x0, *(row[j].box.x0 for row in full)]), max([x1, *(row[j].box.x1 for row in full)]))
        for j, (x0, x1) in enumerate(bands)
    ]
    return bands if any(left[1] > right[0] for left, right in pairwise(wider)) else wider


def _with_rules(outline: Box, rulings: Sequence[Ruling]) -> Box:
    """The outline widened to the table's own horizontal rules."""
    size = outline.height / 10
    own = [
        ruling.box
        for ruling in rulings
        if ruling.horizontal
        and outline.y0 - size <= ruling.box.y_middle <= outline.y1 + size
        and ruling.box.x_overlap(outline) >= 0.9 * outline.width
        and ruling.box.width <= 1.25 * outline.width
    ]
    return union([outline, *(box._replace(y0=outline.y0, y1=outline.y1) for box in own)])


def _spans(row: Row, bands: Sequence[Band], below: set[int]) -> Iterator[tuple[int, int]]:
    """(first column, number of columns) of each cell of a header row; no two share a column.

    A cell spans several columns when it stands over the middle of them rather than over one, and each of them has a header of
    its own in a row below (``below``).
    """
    single = {_band_of(cell.box, bands) for cell in row if _is_over_one(cell.box, bands)}
    free = 0
    for cell in row:
        own = max(_band_of(cell.box, bands), free)
        if own >= len(bands):
            return
        ranges = [
            (first, last)
            for first in range(free, own + 1)
            for last in range(own, len(bands))
            if last > first and not single & set(range(first, last + 1)) - {own} and below.issuperset(range(first, last + 1))
        ]
        first, last = _range_under(cell.box, bands, own, ranges)
        yield first, last - first + 1
        free = last + 1


def _range_under(box: Box, bands: Sequence[Band], own: int, ranges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The columns that a header cell stands over the middle of: its own, unless it is off that one and on several."""

    def off_middle(columns: tuple[int, int]) -> float:
        return abs((bands[columns[0]][0] + bands[columns[1]][1]) / 2 - box.x_middle) + 0.02 * box.height * columns[1]

    if not ranges:
        return own, own
    best = min(ranges, key=off_middle)
    if not _is_over_one(box, bands):
        return best
    return best if off_middle((own, own)) > box.height and off_middle(best) < 0.5 * box.height else (own, own)


def _start_of(box: Box, bands: Sequence[Band], spans: dict[int, int]) -> int:
    own = _band_of(box, bands)
    return next((first for first, count in spans.items() if first <= own < first + count), own)


def _is_over_one(box: Box, bands: Sequence[Band]) -> bool:
    """Whether the cell stands over one column for the most part (or the column under it for its most part)."""
    x0, x1 = bands[_band_of(box, bands)]
    return _shared(box, bands) >= 0.5 * min(box.width, x1 - x0)


def _shared(box: Box, bands: Sequence[Band]) -> float:
    x0, x1 = bands[_band_of(box, bands)]
    return min(box.x1, x1) - max(box.x0, x0)


def _band_of(box: Box, bands: Sequence[Band]) -> int:
    """The column whose interval the cell overlaps most, else the nearest."""
    return max(range(len(bands)), key=lambda index: min(box.x1, bands[index][1]) - max(box.x0, bands[index][0]))
