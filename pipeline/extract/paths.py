"""Rules and frames among the vector paths of a PDF page.

Newspapers draw a rule as a stroked line, as a thin filled rectangle, or as one side of a frame; a whole table's grid may be one
path. Curves and slanted strokes are ornaments and are left out.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.extract.bare_calls import address_of, bare
from pipeline.extract.page_objects import Matrix, matrix_of, page_objects
from pipeline.geometry import Box
from pipeline.model import Ruling

THICKEST_RULE = 4.0
"""Points: a thicker bar is a tint or a picture, not a rule (the heaviest rule of the trade, 反线 doubled, is 3 points)."""
SHORTEST_RULE = 6.0
"""Points: shorter strokes are parts of glyphs or ornaments; the narrowest table cell is wider than a 6 point character."""
MOST_SEGMENTS = 5000
"""A path of more segments is a drawing (a map, a chart), not a grid."""

Point = tuple[float, float]


def page_rulings(page: pypdfium2.PdfPage, to_page: Callable[[float, float], Point], sheet: Box) -> Iterator[Ruling]:
    """Every axis-parallel rule on the sheet, unmerged, in points from the top left."""
    for raw, matrix in _path_objects(page):
        stroked, filled = _painting(raw)
        if not (stroked or filled):
            continue
        for polyline, closed in _polylines(raw, matrix):
            points = [to_page(x, y) for x, y in polyline]
            for ruling in _rules_of(points, closed, filled, sheet):
                if ruling.box.x_overlap(sheet) >= 0 and ruling.box.y_overlap(sheet) >= 0:
                    yield ruling


def _path_objects(page: pypdfium2.PdfPage) -> Iterator[tuple[ctypes.c_void_p, Matrix]]:
    for raw, _, outer in page_objects(page, pdfium.FPDF_PAGEOBJ_PATH):
        yield raw, matrix_of(raw, outer)


def _painting(raw: ctypes.c_void_p) -> tuple[bool, bool]:
    """Whether the path is stroked and whether it is filled with ink (white covers are no ink)."""
    fill_mode, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    if not pdfium.FPDFPath_GetDrawMode(raw, fill_mode, stroke):
        return False, False
    filled = fill_mode.value != pdfium.FPDF_FILLMODE_NONE and _has_ink(raw, pdfium.FPDFPageObj_GetFillColor)
    stroked = bool(stroke.value) and _has_ink(raw, pdfium.FPDFPageObj_GetStrokeColor)
    return stroked, filled


def _has_ink(raw: ctypes.c_void_p, colour_of: Callable[..., int]) -> bool:
    red, green, blue, alpha = _channels
    if not colour_of(raw, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250


_channels = tuple(ctypes.c_uint() for _ in range(4))


def _polylines(raw: ctypes.c_void_p, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The straight parts of a path, in user space; a curve ends a part."""
    a, b, c, d, e, f = matrix
    path = address_of(raw)
    points: list[Point] = []
    count = pdfium.FPDFPath_CountSegments(raw)
    for index in range(count if count <= MOST_SEGMENTS else 0):
        segment = _SEGMENT(path, index)
        _POINT(segment, _X, _Y)
        x, y = _x.value, _y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        if _SEGMENT_KIND(segment) == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield points, False
            points = [point]
        if _CLOSES(segment):
            yield points, True
            points = []
    if len(points) > 1:
        yield points, False


_SEGMENT = bare(pdfium.FPDFPath_GetPathSegment, ctypes.c_int, answer=ctypes.c_void_p)
_SEGMENT_KIND = bare(pdfium.FPDFPathSegment_GetType)
_CLOSES = bare(pdfium.FPDFPathSegment_GetClose)
_POINT = bare(pdfium.FPDFPathSegment_GetPoint, ctypes.c_void_p, ctypes.c_void_p)
_x, _y = ctypes.c_float(), ctypes.c_float()
_X, _Y = ctypes.addressof(_x), ctypes.addressof(_y)


def _rules_of(points: list[Point], closed: bool, filled: bool, sheet: Box) -> Iterator[Ruling]:
    """The rules of one polyline: a thin filled rectangle is one rule, a frame or an open line has one for each side."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    bounds = Box(min(xs), min(ys), max(xs), max(ys))
    if min(bounds.width, bounds.height) <= THICKEST_RULE:
        if max(bounds.width, bounds.height) >= SHORTEST_RULE:
            yield Ruling(bounds)
        return
    if filled and bounds.area > 0.8 * sheet.area:
        return  # the paper's own tint
    ends = [*points, points[0]] if closed or filled else points
    for (x0, y0), (x1, y1) in itertools.pairwise(ends):
        side = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if min(side.width, side.height) < 0.5 and max(side.width, side.height) >= SHORTEST_RULE:
            yield Ruling(side)
