"""Where the pictures of a PDF page stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.extract.page_objects import matrix_of, page_objects
from pipeline.extract.paths import SHORTEST_RULE, THICKEST_RULE
from pipeline.geometry import Box
from pipeline.model import Ruling

MOST_PICTURES = 500
"""A page of more images is drawn of tiles (characters, a map's squares), and none of them is a picture by itself."""

SLENDER = 8
"""Times as long as thick: a thinner and longer picture is a rule."""
TOUCH = 1.0
"""Points: strips that lie closer are a photograph in pieces."""


def rules_of_pictures(pictures: Sequence[Box]) -> list[Ruling]:
    """The rules that a program put on the page as pictures: thin and long ones that lie by themselves."""
    thin = [box for box in pictures if min(box.width, box.height) <= THICKEST_RULE]
    thin = [box for box in thin if max(box.width, box.height) >= max(SHORTEST_RULE, SLENDER * min(box.width, box.height))]
    return [Ruling(box) for box in thin if not any(_lies_along(other, box) for other in pictures if other is not box)]


def _lies_along(other: Box, strip: Box) -> bool:
    """Whether another picture goes on with the strip at one of its long sides."""
    if strip.width >= strip.height:
        away, shared, length = max(other.y0 - strip.y1, strip.y0 - other.y1), other.x_overlap(strip), strip.width
    else:
        away, shared, length = max(other.x0 - strip.x1, strip.x0 - other.x1), other.y_overlap(strip), strip.height
    return away <= TOUCH and shared > 0.5 * length


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
