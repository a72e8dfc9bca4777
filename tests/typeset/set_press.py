"""Prints a press table on a small page of two columns of text: rules, tints, white letters, upright headers, turned tables."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import product
from random import Random

from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from pipeline.geometry import Box
from tests.typeset.fonts import Face, default_fonts, register, text_width
from tests.typeset.marks import ASCENT, DESCENT
from tests.typeset.pdf import _plate
from tests.typeset.press_tables import Look, PressTable
from tests.typeset.set_table import header_spans
from tests.typeset.spec import ABOVE, LEFT
from tests.typeset.stories import random_story, random_topics

WIDTH, MARGIN, GUTTER = 480.0, 24.0, 14.0
BODY, LEADING = 9.5, 14.5
Spans = dict[tuple[int, int], tuple[int, int]]
GREY = Color(0.86, 0.86, 0.86)
DARK = Color(0.15, 0.15, 0.15)


class Sheet:
    """A canvas with the origin at the top left, and its faces."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas, self.height = canvas, height
        fonts = default_fonts()
        self.body, self.display = fonts.body, fonts.display

    def width_of(self, text: str, size: float, digits: str = "") -> float:
        return sum(text_width(self._face(char, digits), char, size) for char in text)

    def _face(self, char: str, digits: str) -> Face:
        return Face(digits) if digits and char.isascii() else self.body

    def write(self, text: str, x: float, baseline: float, size: float, *, digits: str = "", face: Face | None = None) -> None:
        """A line of text; ASCII characters in the face ``digits`` where one is named."""
        start = 0
        for end in range(1, len(text) + 1):
            own = face or self._face(text[start], digits)
            if end == len(text) or (face is None and self._face(text[end], digits) != own):
                register(own)
                self.canvas.setFont(own.name, size)
                self.canvas.drawString(x, self.height - baseline, text[start:end])
                x += sum(text_width(own, char, size) for char in text[start:end])
                start = end

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.6, *, dotted: bool = False) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.setDash([0.8, 1.6] if dotted else [])
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        self.canvas.setDash([])

    def fill(self, box: Box, colour: Color) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.rect(box.x0, self.height - box.y1, box.width, box.height, stroke=0, fill=1)
        self.canvas.setFillColor(black)


class SetTable:
    """A table at a place: its column edges and row edges."""

    def __init__(self, sheet: Sheet, table: PressTable, box_width: float) -> None:
        self.sheet, self.table, self.look = sheet, table, table.look
        count = -(-len(table.rows) // self.look.panels)
        self.parts = [table.rows[start : start + count] for start in range(0, len(table.rows), count)]
        wanted = sum(self._needs()) * len(self.parts)
        gap = 0 if self.look.frame in ("none", "head") else 6
        self.gap = gap * (len(self.parts) > 1)
        room = box_width - self.gap * (len(self.parts) - 1)
        self.widths = [need * min(room / wanted, 1.6) for need in self._needs()]
        self.width = sum(self.widths) * len(self.parts) + self.gap * (len(self.parts) - 1)
        size = self.look.size
        self.row = size * self.look.leading
        self.header_row = max(self.row, size * 4.2) if self.look.upright_header else self.row
        self.height = self.header_row * len(table.header) + self.row * count

    def _needs(self) -> list[float]:
        look, rows = self.look, [*self.table.header, *self.table.rows]
        needs = []
        for column in range(len(self.table.columns)):
            own = [row[column] for number, row in enumerate(rows) if not self._spans(number, column)]
            texts = [line for text in own if text not in (LEFT, ABOVE) for line in text.split("\n")]
            header = {text for row in self.table.header for text in row} if look.upright_header else set()
            widths = [self.sheet.width_of(text, look.size, look.digits) for text in texts if text not in header]
            needs.append(max(widths, default=look.size) + look.gap * look.size)
        return needs

    def _spans(self, row: int, column: int) -> bool:
        cells = [*self.table.header, *self.table.rows][row]
        return column + 1 < len(cells) and cells[column + 1] == LEFT

    def draw(self, left: float, top: float) -> None:
        for part in self.parts:
            self._draw_part(part, left, top)
            left += sum(self.widths) + self.gap

    def _draw_part(self, part: tuple[tuple[str, ...], ...], left: float, top: float) -> None:
        xs = [left + sum(self.widths[:k]) for k in range(len(self.widths) + 1)]
        heads = len(self.table.header)
        ys = [top + self.header_row * k for k in range(heads + 1)]
        ys += [ys[-1] + self.row * (k + 1) for k in range(len(part))]
        rows = [*self.table.header, *part]
        if self.look.banded:
            for k in range(heads + 1, len(rows), 2):
                self.sheet.fill(Box(xs[0], ys[k], xs[-1], ys[k + 1]), GREY)
        if self.look.dark_header:
            self.sheet.fill(Box(xs[0], ys[0], xs[-1], ys[heads]), DARK)
        spans = dict(header_spans(self.table.header))
        for (i, j), text in ((place, rows[place[0]][place[1]]) for place in _places(rows)):
            down, across = spans.get((i, j), (1, 1))
            while i >= heads and j + across < len(rows[i]) and rows[i][j + across] == LEFT:
                across += 1
            while i >= heads and i + down < len(rows) and rows[i + down][j] == ABOVE:
                down += 1
            spans[i, j] = (down, across)
            self._cell(text, Box(xs[j], ys[i], xs[j + across], ys[i + down]), j, header=i < heads)
        self._rules(xs, ys, rows, heads, spans)

    def _cell(self, text: str, box: Box, column: int, *, header: bool) -> None:
        look, size = self.look, self.look.size
        align = "c" if header and look.frame not in ("none",) else look.align[column % len(look.align)]
        lines = list(text) if header and look.upright_header and len(text) > 2 else text.split("\n")
        step = size * 1.15
        first = (box.y0 + box.y1) / 2 - step * (len(lines) - 1) / 2 + size * (ASCENT - DESCENT) / 2
        self.sheet.canvas.setFillColor(white if header and look.dark_header else black)
        for number, line in enumerate(lines):
            width = self.sheet.width_of(line, size, look.digits)
            fit = min(size, size * (box.width - 1) / width)
            slack = box.width - width * fit / size
            x = (
                box.x0
                + {"l": min(slack, look.gap * size / 2), "c": slack / 2, "r": slack - min(slack, look.gap * size / 2)}[align]
            )
            self.sheet.write(line, x, first + step * number, fit, digits=look.digits)
        self.sheet.canvas.setFillColor(black)

    def _rules(self, xs: list[float], ys: list[float], rows: list[tuple[str, ...]], heads: int, spans: Spans) -> None:
        frame, rule = self.look.frame, self.sheet.rule
        if frame in ("three", "head"):
            ends = (0, heads, len(rows)) if frame == "three" else (0, heads)
            for k in ends:
                rule(xs[0], ys[k], xs[-1], ys[k], 1.0 if k in (0, len(rows)) else 0.5)
        elif frame != "none":
            self._grid(xs, ys, spans)
        if frame == "double":
            x0, y0, x1, y1 = xs[0] - 2, ys[0] - 2, xs[-1] + 2, ys[-1] + 2
            for sides in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                rule(*sides, 1.2)

    def _grid(self, xs: list[float], ys: list[float], spans: Spans) -> None:
        """Every rule that no span covers; uprights where the frame has them."""
        dotted = self.look.frame == "dotted"
        inner = {(i + a, j + b) for (i, j), (down, across) in spans.items() for a in range(1, down) for b in range(across)}
        walls = {(i + a, j + b) for (i, j), (down, across) in spans.items() for a in range(down) for b in range(1, across)}
        for k, j in product(range(len(ys)), range(len(xs) - 1)):
            if (k, j) not in inner:
                self.sheet.rule(xs[j], ys[k], xs[j + 1], ys[k], dotted=dotted and 0 < k < len(ys) - 1)
        for i, j in product(range(len(ys) - 1 if self.look.frame != "half" else 0), range(len(xs))):
            if (i, j) not in walls:
                self.sheet.rule(xs[j], ys[i], xs[j], ys[i + 1], dotted=dotted and 0 < j < len(xs) - 1)


def _places(rows: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(rows) for j, text in enumerate(row) if text and text not in (LEFT, ABOVE)]


def press_page(table: PressTable, seed: int = 0) -> bytes:
    """The table on a page between two stories, as a PDF."""
    canvas_height = 700.0
    buffer = io.BytesIO()
    for _ in range(2):  # once to learn how deep the page is, then to print it
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(WIDTH, canvas_height), invariant=1, pageCompression=1)
        dice = Random(f"page {table.kind} {seed}")  # noqa: S311 - a page that can be made again, not a secret
        depth = _draw_page(Sheet(canvas, canvas_height), table, dice)
        canvas.showPage()
        canvas.save()
        canvas_height = depth + MARGIN
    return buffer.getvalue()


def _draw_page(sheet: Sheet, table: PressTable, dice: Random) -> float:
    topics = random_topics(dice, 2)
    y = _story(sheet, topics[0], MARGIN, WIDTH - 2 * MARGIN, MARGIN, 6, dice)
    room = WIDTH - 2 * MARGIN
    beside = table.look.place in ("boxed", "photo")
    if table.beside:
        room = (room - GUTTER) / 2
    elif beside:
        room = room * 0.62
    y += 10
    end = _table(sheet, table, MARGIN, y, room)
    if table.beside:
        end = max(end, _table(sheet, table.beside, MARGIN + room + GUTTER, y, room))
    if beside:
        left = MARGIN + room + GUTTER + 4
        if table.look.place == "photo":
            sheet.canvas.drawImage(_plate(), left, sheet.height - end, WIDTH - MARGIN - left, end - y)
        else:
            _column(
                sheet,
                "".join(random_story(dice, topics[0], 2).paragraphs) * 3,
                left,
                y,
                WIDTH - MARGIN - left,
                int((end - y) / LEADING),
            )
    return _story(sheet, topics[1], MARGIN, WIDTH - 2 * MARGIN, end + 12, 6, dice)


def _table(sheet: Sheet, table: PressTable, left: float, top: float, room: float) -> float:
    """The table with its title, unit and notes; where it ends."""
    look, boxed = table.look, 6.0 if table.look.place == "boxed" else 0.0
    setting = SetTable(sheet, replace(table, look=look), room - 2 * boxed)
    turned = look.turned
    width, height = (setting.height, setting.width) if turned else (setting.width, setting.height)
    x, y = left + (room - width) / 2, top + boxed
    size = min(12.0, room / text_width(sheet.display, table.title, 1))
    sheet.write(
        table.title, left + (room - text_width(sheet.display, table.title, size)) / 2, y + size, size, face=sheet.display
    )
    y += size * 1.5
    if table.unit:
        note = f"单位：{table.unit}"
        sheet.write(note, x + width - text_width(sheet.body, note, 7.5), y + 6.5, 7.5)
        y += 10
    if turned:
        sheet.canvas.saveState()
        sheet.canvas.translate(*((x, sheet.height - (y + height)) if turned > 0 else (x + width, sheet.height - y)))
        sheet.canvas.rotate(90 * turned)
        outer, sheet.height = sheet.height, 0.0
        sheet.canvas.translate(0, 0)
        setting.draw(0.0, 0.0)
        sheet.height = outer
        sheet.canvas.restoreState()
    else:
        setting.draw(x, y)
    y += height
    for note in table.notes:
        y += 10
        sheet.write(note, x, y, 7)
    if boxed:
        y += 6
        for ends in (
            (left, top, left + room, top),
            (left, y, left + room, y),
            (left, top, left, y),
            (left + room, top, left + room, y),
        ):
            sheet.rule(*ends, 0.8)
    return y


def _story(sheet: Sheet, topic: tuple[str, str, str], left: float, width: float, top: float, lines: int, dice: Random) -> float:
    story = random_story(dice, topic, 2)
    sheet.write(story.headline, left, top + 16, 17, face=sheet.display)
    measure = (width - GUTTER) / 2
    text = "".join(story.paragraphs) * 2
    each = int(measure / BODY) * lines
    _column(sheet, text[:each], left, top + 26, measure, lines)
    _column(sheet, text[each:], left + measure + GUTTER, top + 26, measure, lines)
    return top + 26 + lines * LEADING


def _column(sheet: Sheet, text: str, left: float, top: float, width: float, lines: int) -> None:
    count = int(width / BODY)
    for number in range(lines):
        line = text[number * count : (number + 1) * count]
        if line:
            sheet.write(line, left, top + LEADING * number + BODY, BODY)


__all__ = ["Look", "press_page"]
