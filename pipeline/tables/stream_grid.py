"""Rows and columns of a table without vertical rules, once its cells are known: bands of x, header rows, spans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.geometry import Box, union
from pipeline.model import GridCell, Ruling, TextLine
from pipeline.tables.header_rows import is_number
from pipeline.tables.lattice import Grid

Band = tuple[float, float]
Row = Sequence[TextLine]

HEADER_STEP = 2.8
"""Ems from a header row to the row under it, at most."""
TOP_RULE = 6.0
"""Ems from the first data row up to the rule that the header hangs from, at most."""
MOST_HEADER_ROWS = 3
BESIDE = 12.0
"""Ems from a table to a column of it in which few cells hold anything, at most."""
WIDEST_BESIDE = 12.0
MOST_COVERED = 0.6
"""Header rows without a rule over them stand over at least this part of the columns."""


def column_bands(rows: Sequence[Row]) -> list[Band]:
    """Columns as intervals of x: the cells of the fullest rows, each column's cells taken together."""
    counts = Counter(len(row) for row in rows)
    enough = [count for count, times in counts.items() if count >= 2 and times >= max(2, 0.1 * len(rows))]
    if not enough:
        return []
    fullest = [row for row in rows if len(row) == max(enough)]
    bands = [(min(row[j].box.x0 for row in fullest), max(row[j].box.x1 for row in fullest)) for j in range(max(enough))]
    parted = _parted_by_white(rows)
    if len(parted) > len(bands):
        return parted
    if any(left[1] > right[0] for left, right in pairwise(bands)):
        return []
    return bands


def _parted_by_white(rows: Sequence[Row]) -> list[Band]:
    """Columns as the corridors of white between them show them, where no row is full; nothing where a column holds but one
    cell, which may as well have slipped."""
    boxes = sorted(cell.box for row in rows if len(row) > 1 for cell in row)
    bands: list[tuple[float, float, int]] = []
    for box in boxes:
        if bands and box.x0 <= bands[-1][1]:
            x0, x1, count = bands[-1]
            bands[-1] = (x0, max(x1, box.x1), count + 1)
        else:
            bands.append((box.x0, box.x1, 1))
    return [(x0, x1) for x0, x1, _ in bands] if all(count > 1 for _, _, count in bands) else []


def columns_beside(rows: Sequence[Row], others: Sequence[TextLine]) -> list[TextLine]:
    """The lines beside the rows that make further columns, of which most cells are empty: two or more under each other, all of
    them on baselines of the table, and nothing else there."""
    found: list[TextLine] = []
    outline = union(cell.box for row in rows for cell in row)
    size = rows[0][0].size
    level = [line for line in others if line.box.y1 > outline.y0 and line.box.y0 < outline.y1]
    for right in (True, False):
        while True:
            near = [line for line in level if line not in found and 0 <= _away(line.box, outline, right=right) <= BESIDE * size]
            if not near:
                break
            nearest = min(near, key=lambda line: _away(line.box, outline, right=right)).box
            column = [line for line in level if line.box.x_overlap(nearest) > 0 and line not in found]
            if len(column) < 2 or not all(_on_row(line, rows, size) for line in column):
                break
            found += column
            outline = union([outline, *(line.box for line in column)])
    return found


def _away(box: Box, outline: Box, *, right: bool) -> float:
    return box.x0 - outline.x1 if right else outline.x0 - box.x1


def _on_row(line: TextLine, rows: Sequence[Row], size: float) -> bool:
    """Whether a short line of the table's type stands on the baseline of a row that holds more."""
    if line.box.width > WIDEST_BESIDE * size or not 0.85 * size <= line.size <= size / 0.85:
        return False
    return any(len(row) > 1 and abs(row[0].box.y_middle - line.box.y_middle) <= 0.35 * size for row in rows)


def lines_within(cells: Sequence[TextLine], others: Sequence[TextLine]) -> list[TextLine]:
    """The lines of about the cells' size that stand inside their outline: cells that nothing stands over or under. On a scan,
    where sizes are told by ink, those on a baseline of the cells too."""
    outline = union(cell.box for cell in cells)
    size = cells[0].size
    area = outline._replace(x0=outline.x0 - size, x1=outline.x1 + size)
    middles = [cell.box.y_middle for cell in cells]

    def fits(line: TextLine) -> bool:
        if 0.85 * size <= line.size <= size / 0.85:
            return True
        return line.confidence is not None and any(abs(middle - line.box.y_middle) <= 0.35 * size for middle in middles)

    return [line for line in others if area.contains_middle_of(line.box) and fits(line)]


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
