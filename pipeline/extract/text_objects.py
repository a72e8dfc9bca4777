"""Text objects of a PDF page (BT … ET, ISO 32000-1, 9.4) set down whole: their strings are made where somebody asks for them.

Most text objects are one printed line: they begin with a font and a place, and go on along the line. What they leave behind for
the rest of the page, and how high on the page they stand, is told by a look at their numbers; a page has some hundreds of them
and ten times as many strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf, isfinite
from typing import NamedTuple, cast

from pdfminer.pdfinterp import PDFTextState
from pdfminer.utils import MATRIX_IDENTITY, Matrix

from pipeline.extract.shown_strings import FontInFile, ShownString, em_of
from pipeline.geometry import Box

BLANKS = r"[\0\t\n\f\r ]*"
END = r"(?=[\0\t\n\f\r \[\]()<>/%]|\Z)"
NUMBER = rf"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+){END}[\t\n\f\r ]*"
_NUMBER = rf"[+-]?(?:[0-9]{{1,30}}\.?[0-9]{{0,30}}|\.[0-9]{{1,30}}){END}[\t\n\f\r ]*"
"""One that is no overflow."""
_NAME = r"[^\0-\x20\x7f-\xff\[\]()<>/%#{}]*"
NAME = r"[^\0\t\n\f\r \[\]()<>/%#{}]*"
HEX = r"<[0-9A-Fa-f\s]*>"
STRING = r"\((?:[^()\\]|\\.)*+\)"
MARKED = rf"/{NAME}{BLANKS}<<(?:[^()<>%]|{HEX})*+>>{BLANKS}(?:BDC|DP){END}"
"""A mark with its dictionary."""
_COLOURS = "Tr|gs|g|G|rg|RG|k|K|cs|CS|sc|SC|scn|SCN|ri"
IGNORED = (
    rf"(?:{NUMBER})*+(?:/{NAME}{BLANKS})?+(?:{_COLOURS}|re|f|F|f\*|B|B\*|b|b\*|n|W|W\*|m|l|h|c|v|y|S|s|w|J|j|M|i|sh|BMC|EMC|MP)"
)
"""An operator that says nothing about text, with operands such as it has."""
_COLOUR = rf"(?:{_NUMBER})*+(?:/{_NAME}{BLANKS})?+(?:{_COLOURS}|BMC|EMC)|{MARKED}"
_SHOWN = rf"(?:{HEX}|{STRING}){BLANKS}Tj|\[(?:{HEX}|{STRING}|{_NUMBER}|{BLANKS[:-1]}+)*+\]{BLANKS}TJ"
_ALONG = rf"{_NUMBER}[+-]?0(?:\.0*)?{END}{BLANKS}Td"
_FIRST = rf"/{_NAME}{BLANKS}{_NUMBER}Tf|{_NUMBER}(?:Tc|Tw|TL)|{_COLOUR}"
ON_ONE_LINE = rf"""BT{END}{BLANKS}
    (?:(?:{_FIRST}|(?:{_NUMBER}){{6}}Tm){END}{BLANKS})*+
    (?:(?:{_SHOWN}|{_ALONG}|{_FIRST}){END}{BLANKS})*+
    ET"""
"""A text object that is placed before it shows anything, and after that moves along its line alone."""
_PARTS = re.compile(
    rf"""(?:
    (?:(?:{_SHOWN}|{_ALONG}|{_COLOUR}|BT|ET){END}{BLANKS})++
    | /(?P<font>{_NAME}){BLANKS}(?P<size>{_NUMBER})Tf
    | (?P<value>{_NUMBER})(?P<state>Tc|Tw|TL)
    | (?P<matrix>(?:{_NUMBER}){{6}})Tm
    ){BLANKS}""".encode(),
    re.VERBOSE | re.DOTALL,
)


class Said(NamedTuple):
    """What a text object says of more than its strings: fonts with their sizes, the last value of each other operator, and
    where it stands."""

    fonts: list[tuple[bytes, float]]
    state: Mapping[str, float]
    matrix: Matrix


def said_in(content: bytes) -> Said:
    """What is said in a text object that matches ``ON_ONE_LINE``."""
    fonts: list[tuple[bytes, float]] = []
    state: dict[str, float] = {}
    matrix: Matrix = MATRIX_IDENTITY
    for part in _PARTS.finditer(content):
        kind = part.lastgroup
        if kind == "size":
            fonts.append((part["font"], float(part["size"])))
        elif kind == "state":
            state[part["state"].decode()] = float(part["value"])
        elif kind == "matrix":
            matrix = cast("Matrix", tuple(map(float, part["matrix"].split())))
    return Said(fonts, state, matrix)


class TextObject:
    """A text object whose strings are made when they are first asked for; ``around`` is where on pdfminer's page the middles of
    its characters may lie."""

    __slots__ = ("_made", "_make", "around")

    def __init__(self, around: Box, make: Callable[[], Sequence[ShownString]]) -> None:
        self.around, self._make = around, make
        self._made: Sequence[ShownString] | None = None

    @property
    def strings(self) -> Sequence[ShownString]:
        """Its strings in the file's order; raises what pdfminer raises."""
        if self._made is None:
            self._made = self._make()
        return self._made


def band_of(said: Said, before: PDFTextState, fonts: Iterable[object], ctm: Matrix) -> Box | None:
    """Where a text object may have its characters, as ``ShownString.around`` would have it of each of its strings; None where
    that is no band across the page. ``before`` is the state it begins in, ``fonts`` are those it may use."""
    if said.matrix[1] != 0 or ctm[1] != 0 or any(cast("FontInFile", font).may_run_down for font in fonts):
        return None
    *axes, e, f = said.matrix
    low, high = inf, -inf
    for size in {before.fontsize, *(size for _, size in said.fonts)}:
        em = em_of(size, before.scaling, before.rise, (axes[0], axes[1], axes[2], axes[3]), ctm)
        middle = e * ctm[1] + f * ctm[3] + em.up
        low, high = min(low, middle - em.reach), max(high, middle + em.reach)
    return Box(-inf, low, inf, high) if isfinite(low) and isfinite(high) else None
