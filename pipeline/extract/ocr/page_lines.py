"""From readings to the lines of a page: glyph boxes from the places of characters, type sizes from the height of the ink."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.extract.ocr.cuttings import Cutting
from pipeline.extract.ocr.reading import LineReading, stepped
from pipeline.geometry import Box, union
from pipeline.model import Glyph, TextLine

FULL_HEIGHT, DIGIT_HEIGHT = 0.91, 0.72
"""The ink of Chinese characters and of digits, as parts of the em (measured on four typefaces)."""
TALLER = 0.18
"""A body line of tall characters; a kicker, the next size of the trade, is a quarter larger."""
ALIKE = 0.13
"""Body lines differ by this much in the height of their ink, as they hold tall or flat characters."""

RESIDUE = 1.3
"""Ink this much higher than a character is wide holds something of another line. A step is told to a sixth of an em only."""
BLANK = 0.42
"""Ems more than usual between two characters: a blank. The recogniser leaves out most blanks between Chinese characters."""
APART = 0.85
"""Ems: pieces of one line stand no farther apart; the narrowest gutter between columns is an em."""
SMALL_ALIKE = 0.27
"""Words of one small size differ by so much in the height of their ink."""
LONGEST_WORD = 16.0
"""Ems: a longer line is none of a table's words, and no neighbour of one stands farther away."""
SHORT_WORD = 7.0
"""Ems: no line of running text is as short, but for the last of a paragraph."""
LARGEST = 2.6
"""Of the small print's size: a word and a dotted rule over and under it are no larger."""
WRAPPED = 0.15
"""Two lines of one headline differ by less than this in the height of their ink; a kicker is set a third smaller."""


def text_line_of(cutting: Cutting, reading: LineReading, points: float) -> TextLine:
    """The line in points (``points`` is the size of a pixel), with a box for every glyph."""
    wide = any(_is_wide(character.text) for character in reading.characters)
    size, pitch = cutting.core * points / (FULL_HEIGHT if wide else DIGIT_HEIGHT), _pitch(cutting, reading) * points
    size = pitch if size > RESIDUE * pitch else size
    box = Box(*(value * points for value in cutting.ink))
    glyphs = _upright_glyphs(reading, box) if cutting.upright else _glyphs(cutting, reading, box, size)
    text = reading.text.replace(" ", "") if cutting.upright else _spaced(cutting, reading).strip()
    return TextLine(text, box, size, vertical=cutting.upright, glyphs=glyphs, confidence=stepped(reading.confidence))


def _pitch(cutting: Cutting, reading: LineReading) -> float:
    """The step from one Chinese character to the next, in pixels, where two or more stand together; the width of the ink of a
    single one; else without bound.

    It is the em of text that is not set wide: what of another line was cut along makes the ink higher, not the step wider.
    """
    steps = [
        (right.middle - left.middle) * cutting.picture.shape[1]
        for left, right in pairwise(reading.characters)
        if _is_hanzi(left.text) and _is_hanzi(right.text)
    ]
    if steps and not cutting.upright:
        text = reading.text.replace(" ", "")
        share = cutting.ink.width / len(text) if all(map(_is_hanzi, text)) else 0.0  # a single step is told badly
        return max(float(median(steps)), share)
    return cutting.ink.width if len(reading.text.strip()) == 1 and _is_hanzi(reading.text.strip()) else float("inf")


def _spaced(cutting: Cutting, reading: LineReading) -> str:
    """The text with a blank wherever two Chinese characters stand much farther apart than the others: 责任编辑 甲乙."""
    usual = _pitch(cutting, reading) / cutting.picture.shape[1]
    text = reading.characters[0].text if reading.characters else ""
    for left, right in pairwise(reading.characters):
        apart = _is_hanzi(left.text) and _is_hanzi(right.text) and right.middle - left.middle > (1 + BLANK) * usual
        text += f" {right.text}" if apart else right.text
    return text


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
    lines = [replace(line, size=body) if -ALIKE <= line.size / body - 1 <= TALLER else line for line in lines]
    return _headings_alike(_small_print_alike(lines, body), body)


def _small_print_alike(lines: Sequence[TextLine], body: float) -> list[TextLine]:
    """Words smaller than the body, a table's, get the commonest of their sizes: the ink of 总分 and 36.4 differs most."""
    small = Counter(round(line.size * 4) / 4 for line in lines if line.size < (1 - ALIKE) * body and not line.vertical)
    if not small:
        return list(lines)
    usual = max(small, key=lambda size: (small[size] + small[size - 0.25] + small[size + 0.25], size))
    near = (1 - SMALL_ALIKE) * usual, min((1 + SMALL_ALIKE) * usual, (1 - ALIKE) * body)
    lines = [replace(line, size=usual) if near[0] <= line.size < near[1] and not line.vertical else line for line in lines]
    return _surrounded_alike(lines, body, usual)


def _surrounded_alike(lines: Sequence[TextLine], body: float, small: float) -> list[TextLine]:
    """A word of the body's size whose neighbours in its row and its column are all small print is small print as well: a few
    tall characters on a rough scan tell no size. Of a short word a third of the neighbours is enough, for ink beside a word
    (a dotted rule, the row below) makes it larger, never smaller."""
    prints = [line for line in lines if line.size == small and not line.vertical]
    others = [line for line in lines if line.size == body]
    words = [line for line in lines if line.box.width <= SHORT_WORD * body and not line.vertical]
    result = []
    for line in lines:
        if line.size == body and line.box.width <= LONGEST_WORD * body and _is_among(line, prints):
            line = line if _is_among(line, others) else replace(line, size=small)
        if line.size != small and small < line.size <= LARGEST * small and line.box.width <= SHORT_WORD * body:
            near = [other for other in words if other is not line and (_in_row(line, other) or _in_column(line, other))]
            if _is_among(line, prints) and 3 * sum(other.size == small for other in near) >= len(near):
                line = replace(line, size=small)
        result.append(line)
    return result


def _is_among(line: TextLine, others: Sequence[TextLine]) -> bool:
    """Whether one of the others stands next to the line in its row, and another over or under it in its column."""
    in_row = any(other is not line and _in_row(line, other) for other in others)
    return in_row and any(other is not line and _in_column(line, other) for other in others)


def _in_row(line: TextLine, other: TextLine) -> bool:
    level = abs(other.box.y_middle - line.box.y_middle) <= 0.3 * line.size
    return level and max(other.box.x0 - line.box.x1, line.box.x0 - other.box.x1) <= LONGEST_WORD * line.size


def _in_column(line: TextLine, other: TextLine) -> bool:
    under = other.box.x_overlap(line.box) > 0 and abs(other.box.y_middle - line.box.y_middle) > 0.5 * line.size
    return under and max(other.box.y0 - line.box.y1, line.box.y0 - other.box.y1) <= 2.5 * line.size


def _headings_alike(lines: Sequence[TextLine], body: float) -> list[TextLine]:
    """Larger lines stacked close, of nearly one size, are lines of one headline: they get the size of the larger."""
    result = sorted(lines, key=lambda line: line.box.y0)
    large = [index for index, line in enumerate(result) if line.size > (1 + TALLER) * body and not line.vertical]
    for place, index in enumerate(large):
        for other in large[place + 1 :]:
            upper, lower = result[index], result[other]
            size = max(upper.size, lower.size)
            if lower.box.y0 - upper.box.y1 > size:
                break
            stacked = lower.box.y0 > upper.box.y_middle and upper.box.x_overlap(lower.box) > 0
            if stacked and min(upper.size, lower.size) >= (1 - WRAPPED) * size:
                result[index], result[other] = replace(upper, size=size), replace(lower, size=size)
    return result


def parted_heads(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines with the first characters of two vertical lines side by side, read as one short level line, as single characters:
    each goes on downwards, not sideways."""
    uprights = [line for line in lines if line.vertical]
    result: list[TextLine] = []
    for line in lines:
        heads = not line.vertical and 2 <= len(line.glyphs) <= 3 and all(_is_hanzi(glyph.text) for glyph in line.glyphs)
        if heads and any(_stands_on(line, upright) for upright in uprights):
            result += [replace(line, text=glyph.text, box=glyph.box, glyphs=(glyph,), readings=()) for glyph in line.glyphs]
        else:
            result.append(line)
    return result


def _stands_on(line: TextLine, upright: TextLine) -> bool:
    """Whether a character of the line stands right over (or under) the vertical line, in its size."""
    size = upright.size
    gap = max(upright.box.y0 - line.box.y1, line.box.y0 - upright.box.y1)
    alike = 0.75 * size <= line.size <= size / 0.75
    over = any(abs(glyph.box.x_middle - upright.box.x_middle) <= 0.35 * size for glyph in line.glyphs)
    return alike and over and -0.6 * size <= gap <= 0.5 * size


def joined_pieces(lines: Sequence[TextLine], walls: Sequence[Box]) -> list[TextLine]:
    """Lines that the detector parted at a full-width mark, joined: one baseline, one size, less than an em apart and no rule
    (``walls``) between. Between two Chinese characters it parts at gutters alone."""
    result: list[TextLine] = []
    for line in sorted(lines, key=lambda line: line.box.x0):
        index = next((index for index, left in enumerate(result) if _goes_on(left, line, walls)), None)
        if index is None:
            result.append(line)
            continue
        left = result[index]
        result[index] = replace(
            left,
            text=left.text + line.text,
            box=union((left.box, line.box)),
            glyphs=left.glyphs + line.glyphs,
            readings=(),
            confidence=min(left.confidence or 0.0, line.confidence or 0.0),
        )
    return result


def _goes_on(left: TextLine, right: TextLine, walls: Sequence[Box]) -> bool:
    size = max(left.size, right.size)
    gap = right.box.x0 - left.box.x1
    if left.vertical or right.vertical or not -0.3 * size <= gap <= APART * size:
        return False
    level = abs(left.box.y1 - right.box.y1) <= 0.35 * size and left.box.y_overlap(right.box) > 0.5 * size
    if _is_hanzi(left.text[-1:]) and _is_hanzi(right.text[:1]):
        return False
    if not level or min(left.size, right.size) < (1 - WRAPPED) * size:
        return False
    return not any(left.box.x_middle < wall.x_middle < right.box.x_middle and wall.y_overlap(left.box) > 0 for wall in walls)


def _is_hanzi(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff"


def _is_wide(text: str) -> bool:
    return bool(text) and unicodedata.east_asian_width(text[0]) in "WF"
