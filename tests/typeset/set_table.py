"""Sets a table: title, unit note, then one to three panels side by side, each with the header."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tests.typeset.fonts import Face, text_width
from tests.typeset.marks import ASCENT, DESCENT, Mark, horizontal, text_in, vertical
from tests.typeset.spec import ABOVE, LEFT, Frame, Style, Table

PANEL_GAP = 6.0
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableSetting:
    """A set table; ``title`` is what stands over the grid."""

    marks: tuple[Mark, ...]
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class _Panel:
    """One panel: its rows (header first), the edges of its columns and its place."""

    table: Table
    rows: Rows
    edges: tuple[float, ...]
    top: float
    row_height: float
    face: Face
    size: float

    def y(self, row: int) -> float:
        return self.top + row * self.row_height

    def is_header(self, row: int) -> bool:
        return row < len(self.table.header)


def set_table(table: Table, style: Style) -> TableSetting:
    """Marks of a table whose top left is the origin."""
    width = style.span_width(table.span)
    size = table.size or style.body_size * 0.8
    row_height = table.row_height or size * 1.55
    marks, top = _over(table, style, width)
    panel_width = (width - (table.panels - 1) * PANEL_GAP) / table.panels
    shares = _column_shares(table, style.fonts.body)
    for number, rows in enumerate(split_panels(table)):
        left = number * (panel_width + PANEL_GAP)
        edges = tuple(left + 0.5 + share * (panel_width - 1) for share in shares)
        panel = _Panel(table, (*table.header, *rows), edges, top, row_height, style.fonts.body, size)
        marks += _texts(panel) + _rules(panel)
    depth = len(table.header) + math.ceil(len(table.rows) / table.panels)
    return TableSetting(tuple(marks), top + depth * row_height + 1, table.title)


def split_panels(table: Table) -> list[Rows]:
    """The data rows of each panel: the first ones are full."""
    count = math.ceil(len(table.rows) / table.panels)
    return [table.rows[start : start + count] for start in range(0, len(table.rows), count)]


def _over(table: Table, style: Style, width: float) -> tuple[list[Mark], float]:
    """Title and unit note, and where the grid begins."""
    size = min(style.body_size * 1.3, width / text_width(style.fonts.display, table.title, 1))
    title = text_in(table.title, 0, width, size, style.fonts.display, size)
    marks: list[Mark] = [title]
    bottom = size * 1.45
    if table.unit:
        note = f"单位：{table.unit}"
        small = style.body_size * 0.8
        beside = text_in(note, 0, width, size, style.fonts.body, small, "r")
        if beside.x > title.box.x1 + small:
            marks.append(beside)
        else:
            marks.append(text_in(note, 0, width, bottom + small * 0.8, style.fonts.body, small, "r"))
            bottom += small * 1.4
    return marks, bottom


def panel_need(table: Table, face: Face) -> float:
    """The width in ems at which every text of a panel has room."""
    return sum(_column_needs(table, face))


def _column_needs(table: Table, face: Face) -> list[float]:
    """The width of each column in ems: its longest text and a little air."""
    needs = []
    for column in range(table.width):
        texts = [row[column] for row in (*table.header, *table.rows)]
        own = [text for row, text in enumerate(texts) if not _spans_right(table, row, column)]
        needs.append(max((text_width(face, text, 1) for text in own if text not in (LEFT, ABOVE)), default=1) + 1.2)
    return needs


def _column_shares(table: Table, face: Face) -> list[float]:
    """Where the columns begin and end, 0-1, in proportion to what they need."""
    needs, shares, reached = _column_needs(table, face), [0.0], 0.0
    for need in needs:
        reached += need
        shares.append(reached / sum(needs))
    return shares


def _spans_right(table: Table, row: int, column: int) -> bool:
    return row < len(table.header) and column + 1 < table.width and table.header[row][column + 1] == LEFT


def header_spans(header: Rows) -> dict[tuple[int, int], tuple[int, int]]:
    """First cell of each header cell (row, column) -> rows and columns it spans."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(header):
        for column, text in enumerate(cells):
            if text in (LEFT, ABOVE):
                continue
            right = column + 1
            while right < len(cells) and cells[right] == LEFT:
                right += 1
            below = row + 1
            while below < len(header) and header[below][column] == ABOVE:
                below += 1
            spans[row, column] = (below - row, right - column)
    return spans


def _texts(panel: _Panel) -> list[Mark]:
    marks: list[Mark] = []
    spans = header_spans(panel.table.header)
    for row, cells in enumerate(panel.rows):
        for column, text in enumerate(cells):
            if not text or text in (LEFT, ABOVE):
                continue
            down, across = spans[row, column] if panel.is_header(row) else (1, 1)
            align = panel.table.align[column % len(panel.table.align)] if not panel.is_header(row) else "c"
            left, right = panel.edges[column] + 2.5, panel.edges[column + across] - 2.5
            middle = (panel.y(row) + panel.y(row + down)) / 2
            baseline = middle + panel.size * (ASCENT - DESCENT) / 2
            size = min(panel.size, panel.size * (right - left) / text_width(panel.face, text, panel.size))
            marks.append(text_in(text, left, right - left, baseline, panel.face, size, align))
    return marks


def _rules(panel: _Panel) -> list[Mark]:
    kind, rows = panel.table.frame, len(panel.rows)
    if kind is Frame.NONE:
        return []
    left, right = panel.edges[0], panel.edges[-1]
    if kind is Frame.THREE_LINE:
        ends = (0, len(panel.table.header), rows)
        return [horizontal(left, right, panel.y(row), 1.0 if row in (0, rows) else 0.5) for row in ends]
    marks: list[Mark] = []
    spans = header_spans(panel.table.header)
    stroked = kind is Frame.STROKED
    for row in range(rows + 1):
        marks += [horizontal(x0, x1, panel.y(row), stroked=stroked) for x0, x1 in _open_runs(panel, row)]
    if kind is Frame.HORIZONTAL:
        return marks
    head = len(panel.table.header)
    for column in range(len(panel.edges)):
        x = panel.edges[column]
        marks.append(vertical(x, panel.y(head), panel.y(rows), stroked=stroked))
        for row in range(head):
            if not any(r <= row < r + down and c < column < c + across for (r, c), (down, across) in spans.items()):
                marks.append(vertical(x, panel.y(row), panel.y(row + 1), stroked=stroked))
    return marks


def _open_runs(panel: _Panel, row: int) -> list[tuple[float, float]]:
    """Where a horizontal rule runs above ``row``: everywhere but through header cells that span it."""
    runs: list[tuple[float, float]] = []
    for column in range(panel.table.width):
        if row < len(panel.table.header) and panel.rows[row][column] == ABOVE:
            continue
        x0, x1 = panel.edges[column], panel.edges[column + 1]
        if runs and runs[-1][1] == x0:
            runs[-1] = (runs[-1][0], x1)
        else:
            runs.append((x0, x1))
    return runs
