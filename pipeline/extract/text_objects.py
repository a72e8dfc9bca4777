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

from pipeline.extract.shown_strings import Em, FontInFile, ShownString, em_of
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

_QUOTED = re.compile(rf"{STRING}|<<(?:[^()<>%]|{HEX})*+>>|{HEX}|[\[\]]".encode(), re.DOTALL)
"""Strings, dictionaries, and the brackets of arrays."""
_TELLING = re.compile(rb"T[cfwLm]")
_OTHER_BLANKS = re.compile(rb"[\0\v]")
"""What either Python or PDF takes for a blank, and not the other."""
_STATE = {b"Tc": "Tc", b"Tw": "Tw", b"TL": "TL"}

SLACK = 0.01
"""Points that adding steps up in another order may make a difference of, and more."""


class Said(NamedTuple):
    """What a text object says of more than its strings: fonts with their sizes, the last value of each other operator, and
    where it stands."""

    fonts: list[tuple[bytes, float]]
    state: Mapping[str, float]
    matrix: Matrix


def said_in(content: bytes) -> Said:
    """What is said in a text object that matches ``ON_ONE_LINE``."""
    opening = _QUOTED.search(content)
    first = opening.start() if opening else len(content)
    words = _QUOTED.sub(b" ", content) if _TELLING.search(content, first) else content[:first]
    said = None if _OTHER_BLANKS.search(words) else _said_in_words(words.replace(b"/", b" /").split())
    if said is not None:
        return said
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


def _said_in_words(words: Sequence[bytes]) -> Said | None:
    """The same of its numbers, names and operators, in a quarter of the time; None where a name and a number are one word."""
    fonts: list[tuple[bytes, float]] = []
    state: dict[str, float] = {}
    matrix: Matrix = MATRIX_IDENTITY
    for place, word in enumerate(words):
        if word == b"Tf":
            name, size = words[place - 2 : place]
            if not name.startswith(b"/"):
                return None
            fonts.append((name[1:], float(size)))
        elif word in _STATE:
            state[_STATE[word]] = float(words[place - 1])
        elif word == b"Tm":
            matrix = cast("Matrix", tuple(map(float, words[place - 6 : place])))
    return Said(fonts, state, matrix)


class TextObject:
    """A text object whose strings are made when they are first asked for; ``around`` is where on pdfminer's page the middles of
    its characters may lie."""

    __slots__ = ("_made", "_make", "_sides", "_told_sides", "around")

    def __init__(
        self, around: Box, sides: Callable[[], tuple[float, float]], make: Callable[[], Sequence[ShownString]]
    ) -> None:
        """``around`` is a band across the page; ``sides`` tells, when it is first asked, where it begins and ends."""
        self.around, self._sides, self._make = around, sides, make
        self._told_sides: tuple[float, float] | None = None
        self._made: Sequence[ShownString] | None = None

    def touches(self, box: Box) -> bool:
        """Whether characters of it may lie in a box that touches its band."""
        if self._told_sides is None:
            self._told_sides = self._sides()
        left, right = self._told_sides
        return left <= box.x1 and box.x0 <= right

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
    middles = [(said.matrix[5] * ctm[3] + em.up, em.reach) for em in _ems(said, before, ctm)]
    low, high = min(middle - reach for middle, reach in middles), max(middle + reach for middle, reach in middles)
    return Box(-inf, low, inf, high) if isfinite(low) and isfinite(high) else None


def _ems(said: Said, before: PDFTextState, ctm: Matrix) -> list[Em]:
    a, b, c, d, _, _ = said.matrix
    sizes = {before.fontsize, *(size for _, size in said.fonts)}
    return [em_of(size, before.scaling, before.rise, (a, b, c, d), ctm) for size in sizes]


_STEPS = re.compile(
    rf"<(?P<codes>[0-9A-Fa-f]+)>{BLANKS}Tj{END}|(?P<step>{_NUMBER})[+-]?0(?:\.0*)?{END}{BLANKS}Td{END}".encode()
)


def sides_of(content: bytes, said: Said, before: PDFTextState, ctm: Matrix) -> tuple[float, float]:
    """From where to where along its line a text object may have its characters: without a limit, but where each of its strings
    is one character that is put in its place."""
    if b"(" in content or b"[" in content:
        return -inf, inf
    shown, longest = 0, 2 if before.charspace or "Tc" in said.state else 4
    place = least = most = said.matrix[4]
    placed = True
    for part in _STEPS.finditer(content):
        if part.lastgroup == "step":
            place += float(part["step"]) * said.matrix[0]
            placed = True
        elif not placed or len(part["codes"]) > longest:
            return -inf, inf
        else:
            least, most, placed, shown = min(least, place), max(most, place), False, shown + 1
    if shown != content.count(b"Tj"):
        return -inf, inf
    across = [place * ctm[0] + said.matrix[5] * ctm[2] for place in (least, most)]
    ems = _ems(said, before, ctm)
    left = min(across) + min(em.right - em.reach for em in ems)
    right = max(across) + max(em.right + em.reach for em in ems)
    return (left - SLACK, right + SLACK) if isfinite(left) and isfinite(right) else (-inf, inf)
