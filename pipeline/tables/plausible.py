"""Whether cells that stand in rows and columns are a table, or a list set in columns of running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.geometry import Box, union
from pipeline.model import TextLine

MOST_HEADER = 2
"""Rows at the top whose cells may stand over several columns."""
MOST_MISFITS = 0.25
"""Of the rows under them: cells of a table stand in its columns, names of a list stand anywhere."""
OVERLAP = 0.3
"""Ems that a cell shares with a column it stands in."""
ENTRY = 1.5
"""Ems between a time of day and what is on then, at most: columns of a table stand farther apart."""
MOST_OTHERS = 0.3
EDGE = 0.8
"""Ems by which edges of a text column and of the cells in it may differ."""
MOST_NUMBERS = 0.1
"""Of the cells: names that run through several columns of text hold none."""
SAME_SIZE, SAME_STEP = 0.04, 0.08
NEAR = 6.0
"""Rows from the cells to the text, at most: a crosshead and a short line may stand between."""
MOST_PAGES = 0.6
"""Of the rows: a table with a page in more of them is the guide to an issue."""
_TO_PAGE = re.compile(r"^\W*(?:第\s*)?[A-Z]?[0-9]{1,2}\s*版(?!面)|(?:第\s*)?[A-Z]?[0-9]{1,2}\s*版[）)】\]]?\s*$")
HEADED = 1.3
"""Of the cells' size: larger words over a single column head a text of its own; header cells are no larger than that."""
HEAD_NEAR = 6.0
"""Ems from such a head to its column, at most: an author's line may stand between."""
LARGEST, ENOUGH = 1.6, 12
"""Of the running text's size: a table's cells are no larger; and the lines of text that tell it."""
_TIME = re.compile(r"\s*(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]\s*")


def without_headlines(cells: Sequence[TextLine], body: Sequence[TextLine]) -> list[TextLine]:
    """The lines no larger than a table's may be beside so much running text (``body``): headlines of stories side by side
    stand in rows and columns too."""
    sizes = sorted(line.size for line in body)
    largest = LARGEST * sizes[len(sizes) // 2] if len(sizes) >= ENOUGH else float("inf")
    return [cell for cell in cells if cell.size <= largest]


def in_text_column(rows: Sequence[Sequence[TextLine]], body: Sequence[TextLine], rules: Sequence[Box]) -> bool:
    """Whether the cells stand where lines of a text column would: in its type, between its edges, at its leading, unruled.

    Names of a list stand so, one under the other by chance or by their like length. ``body`` are lines of running text.
    """
    outline = union(cell.box for row in rows for cell in row)
    size = rows[0][0].size
    steps = sorted(lower[0].box.y1 - upper[0].box.y1 for upper, lower in pairwise(rows))
    step = steps[len(steps) // 2]
    if any(rule.x_overlap(outline) > 0 and rule.y_overlap(outline.grown(0.5 * size)) > 0 for rule in rules):
        return False
    parts = _by_column(rows, [line for line in body if abs(line.size - size) <= SAME_SIZE * size])
    if len(parts) > 1:
        numbers = sum(any(map(str.isdigit, cell.text)) for row in rows for cell in row)
        return numbers <= MOST_NUMBERS * sum(map(len, rows)) and any(_stands_at_leading(line, step, body) for line in body)
    own = [
        line
        for line in body
        if abs(line.box.x0 - outline.x0) <= EDGE * size
        and abs(line.box.x1 - outline.x1) <= EDGE * size
        and abs(line.size - size) <= SAME_SIZE * size
        and max(outline.y0 - line.box.y1, line.box.y0 - outline.y1) <= NEAR * step
    ]
    leadings = [b.box.y1 - a.box.y1 for a, b in pairwise(sorted(own, key=lambda line: line.box.y1))]
    return any(abs(leading - step) <= SAME_STEP * step for leading in leadings)


def _stands_at_leading(line: TextLine, step: float, body: Sequence[TextLine]) -> bool:
    """Whether another line of the text stands as far under this one as the rows under each other."""
    return any(
        abs(other.box.y1 - line.box.y1 - step) <= SAME_STEP * step and abs(other.box.x0 - line.box.x0) <= EDGE * line.size
        for other in body
    )


def _by_column(rows: Sequence[Sequence[TextLine]], body: Sequence[TextLine]) -> list[list[list[TextLine]]]:
    """The rows parted at the edges of the columns of text that all the cells stand in; the rows as they are where some stand in
    none, or all in one."""
    size = rows[0][0].size
    cells = [cell for row in rows for cell in row]
    edges: list[tuple[float, float]] = []
    for line in body:
        if not any(abs(line.box.x0 - x0) <= EDGE * size and abs(line.box.x1 - x1) <= EDGE * size for x0, x1 in edges):
            edges.append((line.box.x0, line.box.x1))
    parts = []
    for x0, x1 in edges:
        own = [[cell for cell in row if x0 - EDGE * size <= cell.box.x0 and cell.box.x1 <= x1 + EDGE * size] for row in rows]
        parts.append([row for row in own if row])
    parts = [part for part in parts if len(part) > 1]
    whole = sum(len(row) for part in parts for row in part) == len(cells)
    return parts if whole else [[list(row) for row in rows]]


def in_columns(rows: Sequence[Sequence[TextLine]], bands: Sequence[tuple[float, float]]) -> bool:
    """Whether the cells of nearly every row stand in columns of their own."""
    several = [row for row in rows[MOST_HEADER:] if len(row) > 1]
    misfits = sum(not _fits(row, bands) for row in several)
    return misfits <= MOST_MISFITS * len(several)


def _fits(row: Sequence[TextLine], bands: Sequence[tuple[float, float]]) -> bool:
    places = []
    for cell in row:
        least = min(OVERLAP * cell.size, 0.5 * cell.box.width)
        over = [index for index, (x0, x1) in enumerate(bands) if min(x1, cell.box.x1) - max(x0, cell.box.x0) >= least]
        if len(over) != 1:
            return False
        places += over
    return len(set(places)) == len(places)


def are_headed_apart(
    rows: Sequence[Sequence[TextLine]], bands: Sequence[tuple[float, float]], lines: Sequence[TextLine], rules: Sequence[Box]
) -> bool:
    """Whether every column stands under a heading of its own, unruled and without numbers: poems side by side."""
    cells = [cell for row in rows for cell in row]
    outline, size = union(cell.box for cell in cells), rows[0][0].size
    near = [rule for rule in rules if rule.y_overlap(outline.grown(0.5 * size)) > 0]
    if any(sum(rule.x0 < x1 and rule.x1 > x0 for x0, x1 in bands) > 1 for rule in near):  # those of a box hold one poem
        return False
    if sum(any(map(str.isdigit, cell.text)) for cell in cells) > MOST_OTHERS * len(cells):
        return False
    heads = [
        line.box
        for line in lines
        if line.size >= HEADED * size and -0.5 * size <= outline.y0 - line.box.y1 <= HEAD_NEAR * size and not line.vertical
    ]
    over = [[head for head in heads if head.x0 < x1 and head.x1 > x0] for x0, x1 in bands]
    return all(over) and all(sum(head.x0 < x1 and head.x1 > x0 for x0, x1 in bands) == 1 for own in over for head in own)


def is_guide(rows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether most rows name a page, before their words or behind them: what the other pages of the issue bring (导读)."""
    marked = sum(bool(_TO_PAGE.search(" ".join(cell.text for cell in row))) for row in rows)
    return marked > MOST_PAGES * len(rows)


def is_programme(rows: Sequence[Sequence[TextLine]], rules: Sequence[Box]) -> bool:
    """Whether most rows hold entries of a time and what is on then, unruled: channels side by side, each a list of its own."""
    several = [row for row in rows if len(row) > 1]
    outline = union(cell.box for row in rows for cell in row).grown(0.5 * rows[0][0].size)
    if any(rule.x_overlap(outline) > 0 and rule.y_overlap(outline) > 0 for rule in rules):
        return False
    return sum(not _channels(row) for row in several) <= MOST_OTHERS * len(several)


def _channels(row: Sequence[TextLine]) -> int:
    """The entries of a row: a time with words close behind it."""
    return sum(
        bool(_TIME.fullmatch(time.text)) and not _TIME.match(words.text) and words.box.x0 - time.box.x1 <= ENTRY * time.size
        for time, words in pairwise(row)
    )
