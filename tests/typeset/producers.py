"""Prints a typeset page the ways other programs do: the same ink, another file.

``PRODUCERS`` holds what layout programs are known for: text cut into single glyphs or odd runs, type set by the matrix and
made narrow, headlines with a shadow, doubled or drawn as outlines, rules that are pictures, tinted grounds, a page box with
another origin, a turned page.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.geometry import Box
from tests.typeset.fonts import Face, register, text_width
from tests.typeset.marks import Mark, RuleMark, TextMark
from tests.typeset.page import TypesetPage
from tests.typeset.pdf import BOLD_STROKE, Order, draw_mark, ordered_marks

Draw = Callable[[Canvas, Mark, float], None]
TINT = Color(0.1, 0.25, 0.55)
GROUND = Color(0.93, 0.95, 0.88)
SHADOW = 0.06
"""Ems by which a shadow stands off its characters."""
OFFSET = 37.0
"""Points of the page box's origin."""


def print_page(page: TypesetPage, producer: str, order: Order = Order.NATURAL, seed: int = 0) -> bytes:
    """The page as a one-page PDF of this producer; raises KeyError for an unknown one."""
    style, draw = page.spec.style, PRODUCERS[producer]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    if producer == "turned":
        canvas.setPageRotation(90)
        canvas.setPageSize((style.width, style.height))  # reportlab turns the page box itself
        canvas.translate(style.height, 0)
        canvas.rotate(90)
    elif producer == "another origin":
        canvas.setPageSize((style.width + 2 * OFFSET, style.height + 2 * OFFSET))
        canvas.setCropBox((OFFSET, OFFSET, style.width + OFFSET, style.height + OFFSET))
        canvas.translate(OFFSET, OFFSET)
    else:
        canvas.setPageSize((style.width, style.height))
    if producer == "tinted":
        for box in _frames(page):
            canvas.setFillColor(GROUND)
            canvas.rect(box.x0, style.height - box.y1, box.width, box.height, stroke=0, fill=1)
            canvas.setFillGray(0)
    for mark in ordered_marks(page, order, seed):
        draw(canvas, mark, style.height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _frames(page: TypesetPage) -> list[Box]:
    return [placed.box for placed in page.placed if getattr(placed.item, "boxed", False)]


def _glyphs(canvas: Canvas, mark: Mark, height: float) -> None:
    """Every character in a text object of its own."""
    if not isinstance(mark, TextMark):
        draw_mark(canvas, mark, height)
        return
    x = mark.x
    for character in mark.text:
        if not character.isspace():
            draw_mark(canvas, TextMark(character, x, mark.baseline, mark.face, mark.size, 0.0, mark.bold, mark.grey), height)
        x += text_width(mark.face, character, mark.size) + mark.spacing


def _runs(canvas: Canvas, mark: Mark, height: float) -> None:
    """Text in runs of odd lengths, its size in the matrix, its spacing in each run's place."""
    if not isinstance(mark, TextMark):
        draw_mark(canvas, mark, height)
        return
    dice = Random(mark.text)  # noqa: S311 - a page that can be made again, not a secret
    register(mark.face)
    x, at = mark.x, 0
    while at < len(mark.text):
        run = mark.text[at : at + dice.choice((1, 1, 2, 3, 7))]
        text = canvas.beginText()
        text.setTextTransform(mark.size, 0, 0, mark.size, x, height - mark.baseline)
        text.setFont(mark.face.name, 1)
        text.setCharSpace(mark.spacing / mark.size)
        text.setFillGray(mark.grey)
        text.textOut(run)
        canvas.drawText(text)
        x += text_width(mark.face, run, mark.size) + mark.spacing * len(run)
        at += len(run)
    canvas.setFillGray(0)


def _narrow(canvas: Canvas, mark: Mark, height: float) -> None:
    """Headlines in narrow type (长体): nine tenths as wide as high."""
    if not isinstance(mark, TextMark) or not mark.bold:
        draw_mark(canvas, mark, height)
        return
    canvas.saveState()
    middle = mark.box.x_middle
    canvas.translate(middle, 0)
    canvas.scale(0.8, 1.0)
    canvas.translate(-middle, 0)
    draw_mark(canvas, mark, height)
    canvas.restoreState()


def _shadow(canvas: Canvas, mark: Mark, height: float) -> None:
    """Headlines twice, the first grey and a little lower."""
    if isinstance(mark, TextMark) and mark.bold:
        away = SHADOW * mark.size
        canvas.saveState()
        canvas.setFillGray(0.6)
        _text(canvas, mark, height, away)
        canvas.restoreState()
        _text(canvas, mark, height, 0.0, grey=mark.grey)
        return
    draw_mark(canvas, mark, height)


def _doubled(canvas: Canvas, mark: Mark, height: float) -> None:
    """Headlines twice on one spot: once for the stroke, once for the fill."""
    draw_mark(canvas, mark, height)
    if isinstance(mark, TextMark) and mark.bold:
        _text(canvas, mark, height, 0.0, grey=mark.grey)


def _text(canvas: Canvas, mark: TextMark, height: float, away: float, grey: float | None = None) -> None:
    register(mark.face)
    text = canvas.beginText()
    text.setTextOrigin(mark.x + away, height - mark.baseline - away)
    text.setFont(mark.face.name, mark.size)
    text.setCharSpace(mark.spacing)
    if grey is not None:
        text.setFillGray(grey)
    text.textOut(mark.text)
    canvas.drawText(text)
    canvas.setFillGray(0)


def _outlines(canvas: Canvas, mark: Mark, height: float) -> None:
    """Headlines as paths: there is no text of them in the file."""
    if not isinstance(mark, TextMark) or not mark.bold or not mark.face.embedded:
        draw_mark(canvas, mark, height)
        return
    font = _font(mark.face)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    x, scale = mark.x, mark.size / font["head"].unitsPerEm
    path = canvas.beginPath()
    for character in mark.text:
        if ord(character) in names:
            glyphs[names[ord(character)]].draw(_Pen(path, x, height - mark.baseline, scale, glyphs))
        x += text_width(mark.face, character, mark.size) + mark.spacing
    canvas.setFillGray(mark.grey)
    canvas.setLineWidth(mark.size * BOLD_STROKE)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.setFillGray(0)


class _Pen(BasePen):
    """Draws a glyph's outline into a path of reportlab."""

    def __init__(self, path: object, x: float, y: float, scale: float, glyphs: object) -> None:
        super().__init__(glyphs)  # type: ignore[no-untyped-call]
        self.path, self.at, self.scale = path, (x, y), scale

    def _place(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.at[0] + point[0] * self.scale, self.at[1] + point[1] * self.scale

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.path.moveTo(*self._place(pt))  # type: ignore[attr-defined]

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.path.lineTo(*self._place(pt))  # type: ignore[attr-defined]

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self.path.curveTo(*self._place(pt1), *self._place(pt2), *self._place(pt3))  # type: ignore[attr-defined]

    def _closePath(self) -> None:
        self.path.close()  # type: ignore[attr-defined]


_FONTS: dict[Face, TTFont] = {}


def _font(face: Face) -> TTFont:
    if face not in _FONTS:
        collection = face.path.endswith(".ttc")
        _FONTS[face] = TTCollection(face.path).fonts[face.index] if collection else TTFont(face.path)
    return _FONTS[face]


def _picture_rules(canvas: Canvas, mark: Mark, height: float) -> None:
    """Rules as pictures of one dot drawn out."""
    if isinstance(mark, RuleMark):
        dot = ImageReader(Image.new("L", (1, 1), 0))
        canvas.drawImage(dot, mark.box.x0, height - mark.box.y1, mark.box.width, mark.box.height)
        return
    draw_mark(canvas, mark, height)


def _tinted(canvas: Canvas, mark: Mark, height: float) -> None:
    """Bars and rules in colour; the ground of boxes is tinted."""
    if isinstance(mark, RuleMark):
        canvas.setFillColor(TINT)
        canvas.setStrokeColor(TINT)
        draw_mark(canvas, mark, height)
        canvas.setFillGray(0)
        canvas.setStrokeGray(0)
        return
    draw_mark(canvas, mark, height)


PRODUCERS: dict[str, Draw] = {
    "single glyphs": _glyphs,
    "odd runs": _runs,
    "narrow type": _narrow,
    "shadow": _shadow,
    "doubled": _doubled,
    "outlines": _outlines,
    "picture rules": _picture_rules,
    "tinted": _tinted,
    "another origin": draw_mark,
    "turned": draw_mark,
}
