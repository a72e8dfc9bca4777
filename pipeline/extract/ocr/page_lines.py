"""From readings to the lines of a page: glyph boxes from the places of characters, type sizes from the height of the ink."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.ocr.cuttings import Cutting
from pipeline.extract.ocr.reading import LineReading
from pipeline.geometry import Box
from pipeline.model import Glyph, TextLine

FULL_HEIGHT, DIGIT_HEIGHT = 0.91, 0.72
"""The ink of Chinese characters and of digits, as parts of the em (measured on four typefaces)."""
ALIKE = 0.13
"""Body lines differ by this much in the height of their ink, as they hold tall or flat characters."""


def text_line_of(cutting: Cutting, reading: LineReading, points: float) -> TextLine:
    """The line in points (``points`` is the size of a pixel), with a box for every glyph."""
    wide = any(_is_wide(character.text) for character in reading.characters)
    size = cutting.core * points / (FULL_HEIGHT if wide else DIGIT_HEIGHT)
    box = Box(*(value * points for value in cutting.ink))
    glyphs = _upright_glyphs(reading, box) if cutting.upright else _glyphs(cutting, reading, box, size)
    text = reading.text.replace(" ", "") if cutting.upright else reading.text.strip()
    return TextLine(text, box, size, vertical=cutting.upright, glyphs=glyphs, confidence=round(reading.confidence, 2))


def _glyphs(cutting: Cutting, reading: LineReading, box: Box, size: float) -> tuple[Glyph, ...]:
    """A box for every character: an em (or half of one) about its middle, ending where its neighbours begin."""
    middles = [box.x0 + (character.middle - cutting.start) / cutting.width * box.width for character in reading.characters]
    halves = [size * (0.5 if _is_wide(character.text) else 0.27) for character in reading.characters]
    glyphs = []
    for index, character in enumerate(reading.characters):
        if not character.text.strip():
            continue
        x0, x1 = middles[index] - halves[index], middles[index] + halves[index]
        if index:
            x0 = max(x0, (middles[index - 1] + middles[index]) / 2)
        if index + 1 < len(middles):
            x1 = min(x1, (middles[index] + middles[index + 1]) / 2)
        glyphs.append(Glyph(character.text, Box(min(x0, x1), box.y0, max(x0, x1), box.y1), size))
    return tuple(glyphs)


def _upright_glyphs(reading: LineReading, box: Box) -> tuple[Glyph, ...]:
    characters = [character for character in reading.characters if character.text.strip()]
    step = box.height / max(1, len(characters))
    return tuple(
        Glyph(character.text, Box(box.x0, box.y0 + index * step, box.x1, box.y0 + (index + 1) * step), box.width)
        for index, character in enumerate(characters)
    )


def sized_alike(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with those near the body's size set to it: the height of ink varies from line to line, type sizes do not."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.vertical and len(line.text) >= 6:
            sizes[round(line.size * 4) / 4] += len(line.text)
    if not sizes:
        return list(lines)
    body = max(sizes, key=lambda size: (sizes[size] + sizes[size - 0.25] + sizes[size + 0.25], -size))
    return [replace(line, size=body) if abs(line.size - body) <= ALIKE * body else line for line in lines]


def _is_wide(text: str) -> bool:
    return bool(text) and unicodedata.east_asian_width(text[0]) in "WF"
