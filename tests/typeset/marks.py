"""Ink on the page: text and rules with their places, points from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.geometry import Box
from tests.typeset.fonts import Face, text_width

ASCENT, DESCENT = 0.88, 0.12
"""Of a Chinese character's em square, above and below the base line."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """One run of characters on a base line; ``spacing`` is added after each character."""

    text: str
    x: float
    baseline: float
    face: Face
    size: float
    spacing: float = 0.0
    bold: bool = False
    grey: float = 0.0
    """0 is black ink, 1 is white on black or on a picture."""
    cap: str = ""
    cap_size: float = 0.0
    """The drop capital that stands before this line, and its size; set as a mark of its own."""

    @property
    def box(self) -> Box:
        width = text_width(self.face, self.text, self.size) + self.spacing * (len(self.text) - 1)
        return Box(self.x, self.baseline - ASCENT * self.size, self.x + width, self.baseline + DESCENT * self.size)

    def moved(self, dx: float, dy: float) -> TextMark:
        return replace(self, x=self.x + dx, baseline=self.baseline + dy)


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A rule, drawn as a thin filled rectangle or, where ``stroked``, as a line through the middle of its box."""

    box: Box
    stroked: bool = False

    def moved(self, dx: float, dy: float) -> RuleMark:
        x0, y0, x1, y1 = self.box
        return replace(self, box=Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy))


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A picture: a grey plate of so many tones, told from type by having no sharp strokes."""

    box: Box

    def moved(self, dx: float, dy: float) -> PictureMark:
        return replace(self, box=self.box.moved(dx, dy))


Mark = TextMark | RuleMark | PictureMark


def moved(marks: Iterable[Mark], dx: float, dy: float) -> tuple[Mark, ...]:
    return tuple(mark.moved(dx, dy) for mark in marks)


def horizontal(x0: float, x1: float, y: float, thickness: float = 0.6, *, stroked: bool = False) -> RuleMark:
    """A rule whose middle is at ``y``."""
    return RuleMark(Box(x0, y - thickness / 2, x1, y + thickness / 2), stroked)


def vertical(x: float, y0: float, y1: float, thickness: float = 0.6, *, stroked: bool = False) -> RuleMark:
    """A rule whose middle is at ``x``."""
    return RuleMark(Box(x - thickness / 2, y0, x + thickness / 2, y1), stroked)


def frame(box: Box, thickness: float = 1.0) -> tuple[RuleMark, ...]:
    """Four rules around a box."""
    return (
        horizontal(box.x0, box.x1, box.y0, thickness),
        horizontal(box.x0, box.x1, box.y1, thickness),
        vertical(box.x0, box.y0, box.y1, thickness),
        vertical(box.x1, box.y0, box.y1, thickness),
    )


def text_in(text: str, left: float, width: float, baseline: float, face: Face, size: float, align: str = "c") -> TextMark:
    """Text set left (l), centred (c) or right (r) in a width."""
    slack = width - text_width(face, text, size)
    shift = {"l": 0.0, "c": slack / 2, "r": slack}[align]
    return TextMark(text, left + shift, baseline, face, size)
