"""Ink within a scanned table that nobody read: no line of text, no rule accounts for it.

A dash, a 一, a single digit that the detector passed over leave an empty cell, which looks as if nothing were printed there. So
the picture is looked at once more where the tables are, and what is dark and has no reading is told of, cell by cell where the
place says which. Nothing is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from pipeline.extract.ink import pieces
from pipeline.extract.ocr.line_picture import contrast, cut
from pipeline.extract.ocr.passed_over import AS_DARK, SAMPLE, ink_of
from pipeline.extract.ocr.reading import Pixels
from pipeline.extract.scan import BODY_POINTS, picture_of
from pipeline.geometry import Box, union
from pipeline.model import Finding, Page, Severity, Table, Where
from pipeline.sentences import say
from pipeline.settings import Settings

AROUND = 0.25
"""Heights of body text around a line, a rule: what is left of its ink there, by blur, is no mark of its own."""
JOIN = 0.35
"""Heights of body text between the parts of a mark, at most."""
LEAST = 0.3
"""Heights of body text that a mark is wide or high, at least: less is a speck of dirt, or a point."""
WIDEST = 6.0
"""Heights of body text that a mark is wide, at most: more is a rule that was not taken for one."""
FLAT, AMID = 0.35, 0.3
"""Heights of body text up to which a mark is flat, and of its row from the middle of it."""
THIN = 0.7
"""Of the usual contrast of ink that a thin stroke has, blurred as it is: 一 at 6 points at 200 dpi (.5 to .7 of a line's)."""
TALL, MOSTLY, SOME, FEWEST_CELLS = 1.3, 0.8, 0.3, 8
"""Of a table on its side: how much higher than wide its cells are, how many of them, how many of its lines are higher than wide
at all (words were torn into characters), and how many cells it has at least."""
LONGEST_DASH = 2.2
"""Heights of body text: a longer flat mark is a piece of a rule."""
BESIDE = 5.0
"""Heights of body text beside a table in which a column of it may have been lost."""
FEWEST_ROWS = 3
"""Rows with unread ink beside the table that make a lost column."""


def tell_unread(page: Page, settings: Settings) -> Page:
    """The page with a warning for each place in a table where ink was not read, for each side on which a column of it was not,
    and for each row of a table that lies on its side."""
    pixels = picture_of(page, settings).pixels
    scale = page.dpi / 72
    read = [line.box for line in page.lines] + [line.box for table in page.tables for line in table.lines]
    usual = _usual_contrast(pixels, [line.box for table in page.tables for line in table.lines], scale)
    findings: list[Finding] = []
    for table in page.tables if usual else ():
        if lies_on_its_side(table):
            findings += _not_turned(table)
        elif table.box is not None:
            marks = _unread(page, table.box, read, pixels, usual)
            findings += [*_inside(table, marks), *_beside(table, table.box, marks)]
    return replace(page, findings=(*page.findings, *findings))


def _usual_contrast(pixels: Pixels, boxes: Sequence[Box], scale: float) -> float:
    some = boxes[:: max(1, len(boxes) // SAMPLE)]
    return median(contrast(cut(pixels, _scaled(box, scale))) for box in some) if some else 0.0


def _unread(page: Page, outline: Box, read: Sequence[Box], pixels: Pixels, usual: float) -> list[Box]:
    """The boxes of unread marks within a table and on its sides, in points."""
    scale = page.dpi / 72
    height = BODY_POINTS * scale
    page_left, page_right = min(box.x0 for box in read), max(box.x1 for box in read)  # beyond is the edge of the paper
    around = _scaled(
        Box(
            max(outline.x0 - BESIDE * BODY_POINTS, min(page_left, outline.x0)),
            outline.y0,
            min(outline.x1 + BESIDE * BODY_POINTS, max(page_right, outline.x1)),
            outline.y1,
        ),
        scale,
    )
    left, top = max(0, int(around.x0)), max(0, int(around.y0))
    ink = ink_of(pixels[top : int(around.y1) + 1, left : int(around.x1) + 1], height, AS_DARK * usual)
    rules = [ruling.box for ruling in page.rulings]
    for box in (each.grown(AROUND * BODY_POINTS) for each in (*read, *rules)):
        x0, y0, x1, y1 = (int(value) for value in _scaled(box, scale).moved(-left, -top))
        ink[max(0, y0) : max(0, y1 + 1), max(0, x0) : max(0, x1 + 1)] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(2, round(JOIN * height))), np.uint8))
    boxes = [piece.box.moved(left, top) for piece in pieces(np.asarray(joined, np.uint8))]
    return [
        _scaled(box, 1 / scale)
        for box in boxes
        if LEAST * height <= max(box.width, box.height)
        and box.width <= WIDEST * height
        and box.height <= 2 * height
        and not (box.height <= FLAT * height and box.width > LONGEST_DASH * height)
        and contrast(cut(pixels, box.grown(0.3 * height))) >= (THIN if box.height <= FLAT * height else 1.0) * AS_DARK * usual
    ]


def lies_on_its_side(table: Table) -> bool:
    """Whether the cells of a ruled table are higher than wide, and so are its lines: it is printed on its side. Columns of
    single digits have such lines too, in cells that are as wide as high."""
    cells = [cell.box for cell in table.grid if cell.box and cell.row_span == cell.col_span == 1]
    tall = sum(box.height > TALL * box.width for box in cells)
    upright = sum(line.box.height > line.box.width for line in table.lines)
    return len(cells) >= FEWEST_CELLS and tall >= MOSTLY * len(cells) and upright >= SOME * len(table.lines)


def _not_turned(table: Table) -> Iterator[Finding]:
    """A warning for each row of a table that was read as if it stood upright."""
    for row in range(len(table.rows)):
        yield Finding("table-on-its-side", Severity.WARNING, say("table-on-its-side.row"), Where(table.table_id, row=row))


def _inside(table: Table, marks: Sequence[Box]) -> Iterator[Finding]:
    """A warning for each mark within the table; each cell is named once."""
    told = set()
    for mark in marks:
        if table.box is None or not table.box.grown(0.1 * BODY_POINTS).contains_middle_of(mark):
            continue
        row, column = _place(table, mark)
        if (row, column) in told or (mark.height <= FLAT * BODY_POINTS and not _amid(table, row, mark)):
            continue
        told.add((row, column))
        title = "" if column is None else table.columns[column].title or table.columns[column].name
        message = say("unread-ink.cell", title=title) if title else say("unread-ink.table")
        name = "" if column is None else table.columns[column].name
        yield Finding("unread-ink", Severity.WARNING, message, Where(table.table_id, row=row, column=name), _where(mark))


def _place(table: Table, mark: Box) -> tuple[int | None, int | None]:
    """The data row and the column in which a mark stands, as far as the cells around it tell. Panels that were made one table
    stand beside each other: the row is the nearest one, and only rows over and under it tell of columns."""
    outlines = {row: union(boxes) for row, cells in enumerate(table.rows) if (boxes := [c.box for c in cells if c.box])}
    level = [row for row, box in outlines.items() if box.y0 <= mark.y_middle <= box.y1]
    row = min(level, key=lambda each: _apart(outlines[each], mark), default=None)
    panel = [each for each, box in outlines.items() if row is None or box.x_overlap(outlines[row]) > 0]
    for column in range(len(table.columns)):
        found = [box for each in panel if (box := table.rows[each][column].box) is not None]
        if found and union(found).x0 - AROUND * BODY_POINTS <= mark.x_middle <= union(found).x1 + AROUND * BODY_POINTS:
            return row, column
    return row, None


def _apart(one: Box, other: Box) -> float:
    return max(0.0, one.x0 - other.x1, other.x0 - one.x1)


def _amid(table: Table, row: int | None, mark: Box) -> bool:
    """Whether a flat mark stands where the row's text does: a dash, a 一. Between the rows it is a piece of a rule."""
    box = None if row is None else union(box for cell in table.rows[row] if (box := cell.box))
    return box is not None and abs(mark.y_middle - box.y_middle) <= AMID * box.height


def _beside(table: Table, outline: Box, marks: Sequence[Box]) -> Iterator[Finding]:
    rows = [union(boxes) for cells in table.rows if (boxes := [cell.box for cell in cells if cell.box])]
    for side, there in (
        ("left", [mark for mark in marks if mark.x1 <= outline.x0]),
        ("right", [mark for mark in marks if mark.x0 >= outline.x1]),
    ):
        beside = sum(any(box.y0 <= mark.y_middle <= box.y1 for mark in there) for box in rows)
        if beside >= FEWEST_ROWS:
            left = side == "left"
            message = say("unread-ink.left", beside=beside) if left else say("unread-ink.right", beside=beside)
            yield Finding("unread-ink", Severity.WARNING, message, Where(table.table_id), _where(union(there)))


def _where(mark: Box) -> str:
    return say("evidence.at_points", place=" ".join(f"{value:.0f}" for value in mark))


def _scaled(box: Box, factor: float) -> Box:
    return Box(box.x0 * factor, box.y0 * factor, box.x1 * factor, box.y1 * factor)
