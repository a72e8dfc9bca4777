"""Strings as a PDF page shows them, whose characters are made only where somebody asks for them.

A doubtful row of a table is a hundredth of its page. Its characters are pdfminer's own, made by its own fonts and in its own
places; all others are left as they stand in the file, and a font that none of them is set in is never loaded.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import hypot, inf
from typing import Any, NamedTuple, cast

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1, stream_value
from pdfminer.psparser import LIT, PSLiteral
from pdfminer.utils import Matrix, Point, mult_matrix

from pipeline.extract.file_objects import begins_as_simple_font
from pipeline.extract.unicode_maps import unicode_map_of
from pipeline.geometry import Box

REACH = 1.5
"""Ems from the middle of an em square, set where its string begins, to that of the first character, at most: fonts that
claim to hang lower or to be wider are not followed. The em is the type size the file states, as with the first reader."""
SIMPLE = (LIT("Type1"), LIT("TrueType"), LIT("Type3"))
EVERYWHERE = Box(-inf, -inf, inf, inf)


class FontInFile:
    """A font that is loaded when it is first asked for."""

    def __init__(self, resources: PDFResourceManager, spec: object) -> None:
        self._resources, self._spec = resources, spec

    @cached_property
    def loaded(self) -> PDFFont:
        """pdfminer's font; raises what pdfminer raises."""
        number = self._spec.objid if isinstance(self._spec, PDFObjRef) else None
        spec = dict_value(self._spec)
        if spec.get("Subtype") in SIMPLE and "ToUnicode" in spec:
            unicode_map = unicode_map_of(stream_value(spec["ToUnicode"]).get_data())
            if unicode_map is not None:
                font = self._resources.get_font(number, {key: value for key, value in spec.items() if key != "ToUnicode"})
                cast("PDFSimpleFont", font).unicode_map = unicode_map
                return font
        return self._resources.get_font(number, spec)

    @cached_property
    def may_run_down(self) -> bool:
        """Whether it may be a font for vertical lines: all predefined maps of horizontal ones are named …H (ISO 32000-1,
        table 118), and simple fonts are horizontal."""
        if isinstance(self._spec, PDFObjRef) and begins_as_simple_font(self._spec):
            return False
        spec = dict_value(self._spec)
        if not (isinstance(kind := resolve1(spec.get("Subtype")), PSLiteral) and kind.name == "Type0"):
            return False
        encoding = resolve1(spec.get("Encoding"))
        return not (isinstance(encoding, PSLiteral) and str(encoding.name).endswith("H"))


class StringSetter(PDFPageAggregator):
    """pdfminer's device that sets characters, string by string."""

    _graphics = PDFGraphicState()

    def characters(self, ctm: Matrix, state: PDFTextState, sequence: Any) -> list[LTChar]:
        """The characters of a string; ``state`` is left where it ends."""
        self.ctm = ctm
        self.cur_item = cast("Any", LTContainer[LTChar]((0, 0, 0, 0)))
        self.render_string(state, sequence, self._graphics.ncs, self._graphics)
        return cast("list[LTChar]", list(self.cur_item))


class ShownString:
    """A string in the state it is shown in. One that goes on where another ended needs the widths of the other's characters."""

    __slots__ = ("_characters", "_ctm", "_end", "_font", "_previous", "_sequence", "_setter", "_state", "around", "size")

    def __init__(self, setter: StringSetter, ctm: Matrix, state: PDFTextState, sequence: Any) -> None:
        """``state`` is the interpreter's; what follows there goes on where this string ends."""
        before: object = state.linematrix
        self._previous = before if isinstance(before, ShownString) else None
        self._end: Point = self._previous._end if self._previous else state.linematrix
        self._setter, self._ctm, self._sequence = setter, ctm, sequence
        self._font = cast("FontInFile", state.font)
        self._state = (state.fontsize, state.scaling, state.rise, state.charspace, state.wordspace, state.matrix)
        self._characters: list[LTChar] | None = None
        em = em_of(state.fontsize, state.scaling, state.rise, state.matrix[:4], ctm)
        self.size = em.size
        """No character of it is larger, in points."""
        self.around = self._place(em)
        """Where on pdfminer's page the middles of its characters may lie."""
        state.linematrix = cast("Point", self)

    @property
    def strings(self) -> tuple[ShownString, ...]:
        """Itself: what stands alone is asked as a whole text object is."""
        return (self,)

    @property
    def codes(self) -> int:
        """It has no more characters than that: a code takes a byte or more."""
        return sum(len(each) for each in self._sequence if isinstance(each, bytes)) if isinstance(self._sequence, list) else 0

    def characters(self) -> list[LTChar]:
        """Its characters in the file's order; raises what pdfminer raises."""
        chain = [self]
        while chain[-1]._characters is None and (previous := chain[-1]._previous):
            chain.append(previous)
        for string in reversed(chain):
            made = string._made()
        return made

    def _made(self) -> list[LTChar]:
        if self._characters is None:
            state = PDFTextState()
            state.font = self._font.loaded
            state.fontsize, state.scaling, state.rise, state.charspace, state.wordspace, state.matrix = self._state
            state.linematrix = self._previous._end if self._previous else self._end
            self._characters = self._setter.characters(self._ctm, state, self._sequence)
            self._end = state.linematrix
        return self._characters

    def _place(self, em: Em) -> Box:
        (x, y), (*_, e, f), (a, b, c, d, _, _) = self._end, self._state[-1], self._ctm
        x, y = x * em.a + y * em.c + e * a + f * c + em.right, x * em.b + y * em.d + e * b + f * d + em.up
        reach, previous = em.reach, self._previous
        if previous is None and self._is_one_character():
            return Box(x - reach, y - reach, x + reach, y + reach)
        if (previous and (previous.around is EVERYWHERE or previous._font.may_run_down)) or self._font.may_run_down:
            return EVERYWHERE
        if em.b == 0:
            return Box(-inf, y - reach, inf, y + reach)
        return Box(x - reach, -inf, x + reach, inf) if em.a == 0 else EVERYWHERE

    def _is_one_character(self) -> bool:
        """Whether it is one code, or two of a byte each that stand close."""
        sequence, (*_, space, _, _) = self._sequence, self._state
        if not (isinstance(sequence, list) and len(sequence) == 1 and isinstance(sequence[0], bytes)):
            return False
        return len(sequence[0]) <= (1 if space else 2)


class Em(NamedTuple):
    """The em square that characters are set on: its axes, from where it stands to its middle, and what its characters reach."""

    a: float
    b: float
    c: float
    d: float
    right: float
    up: float
    reach: float
    size: float


@lru_cache(maxsize=64)
def em_of(size: float, scaling: float, rise: float, axes: tuple[float, float, float, float], ctm: Matrix) -> Em:
    """The em square of type set in this size, scaled and raised so much, with these axes of the text matrix."""
    a, b, c, d, right, up = mult_matrix((*axes, 0, 0), ctm)
    wide = size * scaling * 0.01
    x, y = wide / 2, rise + size / 2
    high, long = abs(size) * hypot(c, d), abs(wide) * hypot(a, b)
    largest = 1.001 * abs(size) * max(abs(a), abs(d)) if b == c == 0 else inf  # of a turned one the box is larger, see LTChar
    return Em(a, b, c, d, x * a + y * c + right, x * b + y * d + up, REACH * max(high, long), largest)
