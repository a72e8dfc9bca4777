"""What a PDF page is painted of, in the order of painting: texts, paths and pictures, those inside forms too."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

import pypdfium2
import pypdfium2.raw as pdfium

DEEPEST_FORM = 8

Matrix = tuple[float, float, float, float, float, float]
PageObject = tuple[ctypes.c_void_p, int, Matrix]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


_looked_at: WeakKeyDictionary[pypdfium2.PdfPage, list[PageObject]] = WeakKeyDictionary()


def page_objects(page: pypdfium2.PdfPage) -> Sequence[PageObject]:
    """Every object but forms: its handle, its kind (``FPDF_PAGEOBJ_…``) and the matrix of the forms around it. Rules, pictures
    and the route are told by them: a page is gone through once."""
    if page not in _looked_at:
        _looked_at[page] = list(_objects(page))
    return _looked_at[page]


def _objects(page: pypdfium2.PdfPage) -> Iterator[PageObject]:
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        raw = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _in_form(raw, IDENTITY, 1)
        else:
            yield raw, kind, IDENTITY


def _in_form(form: ctypes.c_void_p, outer: Matrix, depth: int) -> Iterator[PageObject]:
    inner = matrix_of(form, outer)
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        raw = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield raw, kind, inner
        elif depth < DEEPEST_FORM:
            yield from _in_form(raw, inner, depth + 1)


def matrix_of(raw: ctypes.c_void_p, outer: Matrix = IDENTITY) -> Matrix:
    """From the object's own space to the page's user space."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, matrix):
        return outer
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
