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

from pipeline.geometry import Box
from pipeline.model import Ruling

THICKEST_RULE = 4.0
"""Points: a thicker bar is a tint or a picture, not a rule (the heaviest rule of the trade, 反线 doubled, is 3 points)."""
SHORTEST_RULE = 6.0
"""Points: shorter strokes are parts of glyphs or ornaments; the narrowest table cell is wider than a 6 point character."""
DEEPEST_FORM = 8
MOST_SEGMENTS = 5000
"""A path of more segments is a drawing (a map, a chart), not a grid."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def page_rulings(page: pypdfium2.PdfPage, to_page: Callable[[float, float], Point], sheet: Box) -> Iterator[Ruling]:
    """Every axis-parallel rule of the page, unmerged, in points from the top left."""
    for raw, matrix in _path_objects(page):
        stroked, filled = _painting(raw)
        if not (stroked or filled):
            continue
        for polyline, closed in _polylines(raw, matrix):
            points = [to_page(x, y) for x, y in polyline]
            yield from _rules_of(points, closed, filled, sheet)


def _path_objects(page: pypdfium2.PdfPage) -> Iterator[tuple[ctypes.c_void_p, Matrix]]:
    count = pdfium.FPDFPage_CountObjects(page.raw)
    for index in range(count):
        yield from _paths_in(pdfium.FPDFPage_GetObject(page.raw, index), IDENTITY, 0)


def _paths_in(raw: ctypes.c_void_p, outer: Matrix, depth: int) -> Iterator[tuple[ctypes.c_void_p, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(raw)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield raw, _compose(_matrix(raw), outer)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
        inner = _compose(_matrix(raw), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(raw)):
            yield from _paths_in(pdfium.FPDFFormObj_GetObject(raw, index), inner, depth + 1)


def _matrix(raw: ctypes.c_void_p) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _compose(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _painting(raw: ctypes.c_void_p) -> tuple[bool, bool]:
    """Whether the path is stroked and whether it is filled with ink (white covers are no ink)."""
    fill_mode, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    if not pdfium.FPDFPath_GetDrawMode(raw, fill_mode, stroke):
        return False, False
    filled = fill_mode.value != pdfium.FPDF_FILLMODE_NONE and _has_ink(raw, pdfium.FPDFPageObj_GetFillColor)
    stroked = bool(stroke.value) and _has_ink(raw, pdfium.FPDFPageObj_GetStrokeColor)
    return stroked, filled


def _has_ink(raw: ctypes.c_void_p, colour_of: Callable[..., int]) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(raw, *channels):
        return True
    red, green, blue, alpha = (channel.value for channel in channels)
    return alpha > 0 and min(red, green, blue) < 250


def _polylines(raw: ctypes.c_void_p, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The straight parts of a path, in user space; a curve ends a part."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    count = pdfium.FPDFPath_CountSegments(raw)
    for index in range(count if count <= MOST_SEGMENTS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield points, False
            points = [point]
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield points, True
            points = []
    if len(points) > 1:
        yield points, False


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
