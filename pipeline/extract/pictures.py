"""Where the pictures of a PDF page stand."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.extract.page_objects import matrix_of, page_objects
from pipeline.geometry import Box

MOST_PICTURES = 500
"""A page of more images is drawn of tiles (characters, a map's squares), and none of them is a picture by itself."""


def page_pictures(
    page: pypdfium2.PdfPage, to_page: Callable[[float, float], tuple[float, float]], sheet: Box
) -> tuple[Box, ...]:
    """The part of each image that lies on the sheet, in points from the top left, sorted from top to bottom."""
    boxes: list[Box] = []
    for raw, _, outer in page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE):
        if len(boxes) == MOST_PICTURES:
            return ()
        a, b, c, d, e, f = matrix_of(raw, outer)  # an image is painted into the unit square
        corners = [to_page(x * a + y * c + e, x * b + y * d + f) for x in (0, 1) for y in (0, 1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = Box(max(sheet.x0, min(xs)), max(sheet.y0, min(ys)), min(sheet.x1, max(xs)), min(sheet.y1, max(ys)))
        if box.width > 0 and box.height > 0:
            boxes.append(box)
    return tuple(sorted(boxes, key=lambda box: (box.y0, box.x0)))
