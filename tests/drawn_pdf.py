"""Small PDFs drawn for one test each, in a Chinese font that needs no file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from tests.typeset.fonts import FALLBACK, register

WIDTH, HEIGHT = 300, 200
UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Draw = Callable[[Canvas], None]


def drawn(draw: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), matrix: tuple[float, ...] = UPRIGHT) -> bytes:
    """A page of this size with what ``draw`` draws on it, through this matrix."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    canvas.transform(*matrix)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, text: str, x: float, y: float, size: float = 10) -> None:
    """A line of text whose base line begins at (x, y), from the bottom left."""
    register(FALLBACK)
    canvas.setFont(FALLBACK.name, size)
    canvas.drawString(x, y, text)


def changed(data: bytes, change: Callable[[pypdfium2.PdfPage], object]) -> bytes:
    """The PDF with its first page changed."""
    document = pypdfium2.PdfDocument(data)
    change(document[0])
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def shown_turned(draw: Draw, degrees: int) -> bytes:
    """A page that /Rotate turns by ``degrees`` and that looks the same as ``drawn(draw)`` all the same."""
    size, matrix = {
        0: ((WIDTH, HEIGHT), UPRIGHT),
        90: ((HEIGHT, WIDTH), (0, 1, -1, 0, HEIGHT, 0)),
        180: ((WIDTH, HEIGHT), (-1, 0, 0, -1, WIDTH, HEIGHT)),
        270: ((HEIGHT, WIDTH), (0, -1, 1, 0, 0, WIDTH)),
    }[degrees]
    return changed(drawn(draw, size, matrix), lambda page: page.set_rotation(degrees))


def shown_cropped(draw: Draw, box: tuple[float, float, float, float]) -> bytes:
    """A page of which only ``box`` (left, bottom, right, top) is shown."""
    return changed(drawn(draw), lambda page: page.set_cropbox(*box))
