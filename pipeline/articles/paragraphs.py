"""Paragraphs from the columns of an article: an indent begins one, a column break does not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.articles.verse import begins_entry, is_programme, is_verse
from pipeline.drop_cap import drop_cap, stands_beside
from pipeline.geometry import Box
from pipeline.model import Region, TextLine

INDENT = 1.2
"""Ems: Chinese paragraphs are indented by two, some papers by one and a half; a hanging quotation mark is half."""
WIDEST_INDENT = 2.6


def paragraphs(columns: Sequence[Region]) -> tuple[str, ...]:
    """The text of columns in reading order, a string for each paragraph; of verse, for each line."""
    if is_verse(columns):
        return tuple(line.text.strip() for column in columns for line in column.lines if line.text.strip())
    entries = is_programme(columns)
    result: list[list[TextLine]] = []
    width = max((column.box.width for column in columns), default=0.0)
    for column in columns:
        upright = column.lines[0].vertical
        edge = min(line.box.y0 for line in column.lines) if upright else _left_edge(column, columns, width)
        cap: Box | None = None
        for line in column.lines:
            begin = line.box.y0 if upright else line.box.x0
            indented = begin - edge >= INDENT * line.size and not stands_beside(line, cap)
            own_cap = drop_cap(line)
            begins = own_cap or (entries and begins_entry(line))
            if not result or begins or (indented and not _same_line(result[-1][-1], line, upright)):
                result.append([line])
                cap = own_cap or cap
            else:
                result[-1].append(line)
    return tuple(joined(lines) for lines in result)


def _same_line(last: TextLine, line: TextLine, upright: bool) -> bool:
    """Whether a vertical line goes on with one that was read in pieces."""
    return upright and abs(last.box.x_middle - line.box.x_middle) <= 0.3 * line.size


def _left_edge(column: Region, columns: Sequence[Region], width: float) -> float:
    """Where the unindented lines of a column begin; a short column that has none takes it from the width of the others."""
    left = min(line.box.x0 for line in column.lines)
    if len(column.lines) > 2 or len({round(line.box.x0) for line in column.lines}) > 1:
        return left
    known = _edge_of_others(column, left, columns)
    if known is not None:
        return known
    right = max(line.box.x1 for line in column.lines)
    full = any(abs(right - other.box.x1) <= column.lines[0].size for other in columns if other is not column)
    missing, size = width - column.box.width, column.lines[0].size
    if (full or right - left < width) and INDENT * size <= missing <= WIDEST_INDENT * size:
        return left - missing
    return left


def _edge_of_others(column: Region, left: float, columns: Sequence[Region]) -> float | None:
    """The left edge of the longer columns over it, or the next of their even steps across the page; None where none tells."""
    size = column.lines[0].size
    edges = sorted(
        {min(line.box.x0 for line in other.lines) for other in columns if len(other.lines) > 2 and other is not column}
    )
    steps = {later - first for first, later in pairwise(edges) if later - first > size}
    step = min(steps, default=0.0)
    if len(edges) > 1 and step and max(steps) > 1.05 * step:
        step = 0.0  # uneven columns tell nothing
    steps_away = [edges[-1] + step] if edges and step else []
    near = [edge for edge in (*edges, *steps_away) if -0.5 * size <= left - edge <= WIDEST_INDENT * size]
    return max(near, default=None)


def joined(lines: Sequence[TextLine]) -> str:
    """Printed lines made one string: no blank between Chinese, one between words of Latin letters."""
    text = ""
    for line in lines:
        seam = " " if text and _latin(text[-1]) and _latin(line.text[:1]) else ""
        text += seam + line.text.strip()
    return text


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
