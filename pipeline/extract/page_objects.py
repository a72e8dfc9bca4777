"""What a PDF page is painted of, in the order of painting: texts, paths and pictures, those inside forms too."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import repeat
from weakref import WeakKeyDictionary

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.extract.bare_calls import address_of, bare

DEEPEST_FORM = 8

Matrix = tuple[float, float, float, float, float, float]
PageObject = tuple[ctypes.c_void_p, int, Matrix]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_OBJECT = bare(pdfium.FPDFPage_GetObject, ctypes.c_int, answer=ctypes.c_void_p)
_FORM_OBJECT = bare(pdfium.FPDFFormObj_GetObject, ctypes.c_ulong, answer=ctypes.c_void_p)
_KIND = bare(pdfium.FPDFPageObj_GetType)

_looked_at: WeakKeyDictionary[pypdfium2.PdfPage, list[tuple[int, int, Matrix]]] = WeakKeyDictionary()


def page_objects(page: pypdfium2.PdfPage, *kinds: int) -> Sequence[PageObject]:
    """Every object of these kinds (``FPDF_PAGEOBJ_…``, no forms): its handle, its kind and the matrix of the forms around it.
    Rules, pictures and the route are told by them: a page is gone through once."""
    if page not in _looked_at:
        _looked_at[page] = list(_objects(page))
    found = [each for each in _looked_at[page] if each[1] in kinds]
    return [(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), kind, matrix) for address, kind, matrix in found]


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, int, Matrix]]:
    objects = list(map(_OBJECT, repeat(address_of(page.raw)), range(pdfium.FPDFPage_CountObjects(page.raw))))
    return _flat(objects, IDENTITY, 0)


def _flat(objects: Sequence[int], outer: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    for address, kind in zip(objects, map(_KIND, objects), strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield address, kind, outer
        elif depth < DEEPEST_FORM:
            form = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
            inside = map(_FORM_OBJECT, repeat(address), range(pdfium.FPDFFormObj_CountObjects(form)))
            yield from _flat(list(inside), matrix_of(form, outer), depth + 1)


_matrix = pdfium.FS_MATRIX()


def matrix_of(raw: ctypes.c_void_p, outer: Matrix = IDENTITY) -> Matrix:
    """From the object's own space to the page's user space."""
    if not pdfium.FPDFPageObj_GetMatrix(raw, _matrix):
        return outer
    a, b, c, d, e, f = _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
