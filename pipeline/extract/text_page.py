"""The characters of a page as pdfium tells them, each of their properties asked for all of them in one sweep.

pdfium answers a character at a time, some seven thousand times a page and property. What Python does between two calls takes
longer than a call, so that ``map`` makes them, and pdfium writes into arrays.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from pipeline.extract.bare_calls import address_of, bare

Numbers = npt.NDArray[np.float64]
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_BLANKS = frozenset(map(ord, " \t\r\n\u00a0\u3000\u2003\u2002\u200b\ufeff\ufffe"))
"""Those that pdfium adds where it sees a gap or the end of a line (``FPDFText_IsGenerated``) are among them."""


class Characters(NamedTuple):
    """What pdfium tells of the characters of a page, in the file's order and in user space."""

    texts: list[str]
    """Of every place, blanks too, which are empty; the others have a row each in what follows."""
    rects: Numbers
    """Left, top, right, bottom."""
    matrices: Numbers
    """a to f of the text matrix."""
    origins: Numbers
    sizes: Numbers
    weights: list[int]


def characters_of(raw: pdfium.FPDF_TEXTPAGE, count: int) -> Characters:
    """The characters of a text page that has ``count`` of them."""
    handle = address_of(raw)
    codes = list(map(_UNICODE, repeat(handle), range(count)))
    plain = {code: "" if code in _BLANKS else chr(code) for code in set(codes) if not _is_strange(code)}
    try:
        texts = list(map(plain.__getitem__, codes))
        printed = [place for place, text in enumerate(texts) if text]
    except KeyError:
        told = list(_strange_texts(raw, codes))
        texts = [text for _, text in told]
        printed = [place for place, text in told if text]
    return Characters(
        texts,
        _written(_LOOSE_BOX, handle, printed, np.zeros((len(printed), 4), np.float32)),
        _written(_MATRIX, handle, printed, np.zeros((len(printed), 6), np.float32)),
        _written(_ORIGIN, handle, printed, np.zeros((len(printed), 2), np.float64), 8),
        np.array(list(map(_FONT_SIZE, repeat(handle), printed)), np.float64),
        list(map(_FONT_WEIGHT, repeat(handle), printed)),
    )


def _written(function: Callable[..., int], handle: int, places: Sequence[int], rows: Any, *further: int) -> Numbers:
    """``rows``, each filled by pdfium: its address, and those so many bytes further on, are where it writes."""
    first, size = rows.ctypes.data, rows.shape[1] * rows.itemsize
    addresses = [range(first + start, first + start + size * len(rows), size) for start in (0, *further)]
    deque(map(function, repeat(handle), places, *addresses), maxlen=0)
    return np.asarray(rows, np.float64)


def _is_strange(code: int) -> bool:
    """A half of a character of two codes, or a control character."""
    return (code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF) and code not in _BLANKS


def _strange_texts(raw: pdfium.FPDF_TEXTPAGE, codes: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Place and character of what is on a page with strange codes: UNKNOWN for ink that the file gives no meaning.

    pdfium tells UTF-16: a rare character (𠮷) takes two places, and is told at the first.
    """
    told = False
    for place, code in enumerate(codes):
        if told:
            told = False
        elif 0xD800 <= code <= 0xDFFF:
            low = codes[place + 1] if code < 0xDC00 and place + 1 < len(codes) else 0
            told = 0xDC00 <= low <= 0xDFFF
            yield place, chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00) if told else UNKNOWN
        elif code in _BLANKS:
            yield place, ""
        elif _is_strange(code):
            yield place, UNKNOWN if _has_ink(raw, place) else ""
        else:
            yield place, chr(code)


def _has_ink(raw: pdfium.FPDF_TEXTPAGE, place: int) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, place, left, right, bottom, top)
    return right.value > left.value and top.value > bottom.value


_UNICODE = bare(pdfium.FPDFText_GetUnicode, ctypes.c_int, answer=ctypes.c_uint)
_LOOSE_BOX = bare(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
_MATRIX = bare(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p)
_ORIGIN = bare(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_FONT_SIZE = bare(pdfium.FPDFText_GetFontSize, ctypes.c_int, answer=ctypes.c_double)
_FONT_WEIGHT = bare(pdfium.FPDFText_GetFontWeight, ctypes.c_int)
