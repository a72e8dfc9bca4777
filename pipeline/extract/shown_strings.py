"""Strings as a PDF page shows them, whose characters are made only where somebody asks for them.

A doubtful row of a table is a hundredth of its page. Its characters are pdfminer's own, made by its own fonts and in its own
places; all others are left as they stand in the file, and a font that none of them is set in is never loaded.
"""

from __future__ import annotations

from functools import cached_property
from math import hypot, inf
from typing import Any, cast

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, Point, mult_matrix

from pipeline.geometry import Box

REACH = 2.0
"""Ems from the middle of an em square, set where its string begins, to that of the first character, at most: fonts that
claim to hang lower or to be wider are not followed. The em is the type size the file states, as with the first reader."""
EVERYWHERE = Box(-inf, -inf, inf, inf)


class FontInFile:
    """A font that is loaded when it is first asked for."""

    def __init__(self, resources: PDFResourceManager, spec: object) -> None:
        self._resources, self._spec = resources, spec

    @cached_property
    def loaded(self) -> PDFFont:
        """pdfminer's font; raises what pdfminer raises."""
        number = self._spec.objid if isinstance(self._spec, PDFObjRef) else None
        return self._resources.get_font(number, dict_value(self._spec))

    @cached_property
    def may_run_down(self) -> bool:
        """Whether it may be a font for vertical lines: all predefined maps of horizontal ones are named …H (ISO 32000-1,
        table 118), and simple fonts are horizontal."""
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
    """One string in the state it is shown in. One that goes on where another ended needs the widths of that one's characters:
    the other stands in its state in place of a point until then."""

    __slots__ = ("_characters", "_ctm", "_sequence", "_setter", "_start", "_state", "around")

    def __init__(self, setter: StringSetter, ctm: Matrix, state: PDFTextState, sequence: Any) -> None:
        """``state`` is the interpreter's; what follows there goes on where this string ends."""
        self._setter, self._ctm, self._sequence = setter, ctm, sequence
        self._state = state.copy()
        self._characters: list[LTChar] | None = None
        previous = self._previous()
        self._start: Point = previous._start if previous else state.linematrix
        self.around = self._place(previous)
        """Where on pdfminer's page the middles of its characters may lie."""
        state.linematrix = cast("Point", self)

    def characters(self) -> list[LTChar]:
        """Its characters in the file's order; raises what pdfminer raises."""
        chain = [self]
        while chain[-1]._characters is None and (previous := chain[-1]._previous()):
            chain.append(previous)
        for string in reversed(chain):
            made = string._made()
        return made

    def _made(self) -> list[LTChar]:
        if self._characters is None:
            if previous := self._previous():
                self._state.linematrix = previous._state.linematrix
            self._state.font = self._font().loaded
            self._characters = self._setter.characters(self._ctm, self._state, self._sequence)
        return self._characters

    def _previous(self) -> ShownString | None:
        """The string that this one goes on after, until it is made."""
        before: object = self._state.linematrix
        return before if isinstance(before, ShownString) else None

    def _font(self) -> FontInFile:
        return cast("FontInFile", self._state.font)

    def _place(self, previous: ShownString | None) -> Box:
        state, (x, y) = self._state, self._start
        a, b, c, d, e, f = mult_matrix(state.matrix, self._ctm)
        high, wide = state.fontsize, state.fontsize * state.scaling * 0.01
        x, y = x + wide / 2, y + state.rise + high / 2
        x, y = x * a + y * c + e, x * b + y * d + f
        reach = REACH * max(abs(high) * hypot(c, d), abs(wide) * hypot(a, b))
        if previous is None and _is_one_character(self._sequence, state.charspace):
            return Box(x - reach, y - reach, x + reach, y + reach)
        if self._font().may_run_down or (previous and (previous.around is EVERYWHERE or previous._font().may_run_down)):
            return EVERYWHERE
        if b == 0:
            return Box(-inf, y - reach, inf, y + reach)
        return Box(x - reach, -inf, x + reach, inf) if a == 0 else EVERYWHERE


def _is_one_character(sequence: Any, space: float) -> bool:
    """Whether a string is one code, or two of a byte each that stand close."""
    if not (isinstance(sequence, list) and len(sequence) == 1 and isinstance(sequence[0], bytes)):
        return False
    return len(sequence[0]) <= (1 if space else 2)
