"""Prints a typeset page as PDF: the same page gives the same bytes."""

from __future__ import annotations

import io
from enum import StrEnum
from functools import cache
from random import Random

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.typeset.fonts import register
from tests.typeset.marks import Mark, PictureMark, RuleMark, TextMark
from tests.typeset.page import TypesetPage

BOLD_STROKE = 0.035
"""A bold headline is drawn with a stroke of this share of its size around each character."""


class Order(StrEnum):
    """The order of the text inside the file, which no reader may rely on."""

    NATURAL = "natural"
    SHUFFLED_ITEMS = "shuffled_items"
    SHUFFLED_LINES = "shuffled_lines"


def render_pdf(page: TypesetPage, order: Order = Order.NATURAL, seed: int = 0) -> bytes:
    """The page as a one-page PDF."""
    return render_pages([page], order, seed)


def render_pages(pages: list[TypesetPage], order: Order = Order.NATURAL, seed: int = 0) -> bytes:
    """Several pages as one PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(pages[0].spec.masthead.paper)
    canvas.setAuthor("")
    for page in pages:
        style = page.spec.style
        canvas.setPageSize((style.width, style.height))
        for mark in ordered_marks(page, order, seed):
            draw_mark(canvas, mark, style.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ordered_marks(page: TypesetPage, order: Order, seed: int = 0) -> list[Mark]:
    """The page's ink in the order it goes into the file."""
    dice = Random(seed)  # noqa: S311 - a page that can be made again, not a secret
    groups = [page.masthead, *(placed.marks for placed in page.placed), page.notice]
    if order is Order.SHUFFLED_ITEMS:
        dice.shuffle(groups)
    marks = [mark for group in groups for mark in group]
    if order is Order.SHUFFLED_LINES:
        dice.shuffle(marks)
        marks.sort(key=lambda mark: isinstance(mark, TextMark) and mark.grey > 0)  # white type comes after its ground
    return marks


def draw_mark(canvas: Canvas, mark: Mark, page_height: float) -> None:
    """Puts one mark of a page ``page_height`` points high on the canvas."""
    if isinstance(mark, TextMark):
        _draw_text(canvas, mark, page_height)
    elif isinstance(mark, PictureMark):
        x0, y0, x1, y1 = mark.box
        canvas.drawImage(_plate(), x0, page_height - y1, x1 - x0, y1 - y0)
    else:
        _draw_rule(canvas, mark, page_height)


@cache
def _plate() -> ImageReader:
    """A picture of soft tones: what it shows does not matter, that it is an image does."""
    tones = Image.radial_gradient("L").resize((64, 48)).point([96 + value // 2 for value in range(256)])
    return ImageReader(tones)


def _draw_text(canvas: Canvas, mark: TextMark, page_height: float) -> None:
    register(mark.face)
    if mark.bold:  # reportlab forgets the rendering mode of the text before, so bold is kept inside its own state
        canvas.saveState()
        canvas.setLineWidth(mark.size * BOLD_STROKE)
    if mark.grey:
        canvas.saveState()
        canvas.setFillGray(mark.grey)
        canvas.setStrokeGray(mark.grey)
    text = canvas.beginText()
    text.setTextOrigin(mark.x, page_height - mark.baseline)
    text.setFont(mark.face.name, mark.size)
    text.setCharSpace(mark.spacing)
    text.setTextRenderMode(2 if mark.bold else 0)
    text.textOut(mark.text)
    canvas.drawText(text)
    if mark.grey:
        canvas.restoreState()
    if mark.bold:
        canvas.restoreState()


def _draw_rule(canvas: Canvas, mark: RuleMark, page_height: float) -> None:
    x0, y0, x1, y1 = mark.box
    if not mark.stroked:
        canvas.rect(x0, page_height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        return
    canvas.setLineWidth(min(mark.box.width, mark.box.height))
    if mark.box.width >= mark.box.height:
        canvas.line(x0, page_height - mark.box.y_middle, x1, page_height - mark.box.y_middle)
    else:
        canvas.line(mark.box.x_middle, page_height - y0, mark.box.x_middle, page_height - y1)
