"""How well one column reads on into the next: by where lines begin and end, and by the mark that stands last.

A column that begins without an indent goes on with a paragraph that the one before it left open; one that begins with an
indent follows a paragraph that was finished. Costs have no unit; they are compared with each other.
"""

from __future__ import annotations

from enum import Enum

from pipeline.drop_cap import drop_cap
from pipeline.model import Region, TextLine

INDENT = 1.2
"""Ems, as in ``articles/paragraphs.py``."""
SHORT = 1.5
"""A line that ends so many ems before the column does ends its paragraph."""
FINISHED = "。！？…”』」）)!?"

BROKEN = 1.0
"""An open sentence before a new paragraph, or a finished paragraph before a line without indent."""
FITTING = -1.0
"""An open sentence before a line without indent."""
UNINDENTED_START = 0.7
OPEN_END = 1.0


class End(Enum):
    OPEN = "open"
    CLOSED = "closed"
    EITHER = "either"


class Begin(Enum):
    ON = "on"
    NEW = "new"
    EITHER = "either"


def seam_cost(before: Region | None, after: Region | None) -> float:
    """What it costs to read ``after`` right behind ``before``; None is the beginning or the end of a story."""
    if before is None:
        return UNINDENTED_START if after is not None and begin_of(after) is Begin.ON else 0.0
    if after is None:
        return OPEN_END if end_of(before) is End.OPEN else 0.0
    end, begin = end_of(before), begin_of(after)
    if end is End.OPEN:
        return {Begin.ON: FITTING, Begin.NEW: BROKEN, Begin.EITHER: 0.5 * FITTING}[begin]
    if end is End.CLOSED:
        return {Begin.ON: BROKEN, Begin.NEW: 0.0, Begin.EITHER: 0.0}[begin]
    return 0.0


def end_of(column: Region) -> End:
    last = column.lines[-1]
    finished = last.text.rstrip()[-1:] in FINISHED
    if not finished:
        return End.OPEN
    foot = max(_end(line) for line in column.lines)
    short = foot - _end(last) > SHORT * last.size
    return End.CLOSED if short and len(column.lines) > 1 else End.EITHER


def begin_of(column: Region) -> Begin:
    first = column.lines[0]
    if drop_cap(first):
        return Begin.NEW
    if len(column.lines) == 1:
        return Begin.EITHER
    head = min(_begin(line) for line in column.lines[1:])
    if _begin(first) - head >= INDENT * first.size:
        return Begin.NEW
    if head - _begin(first) >= INDENT * first.size:
        return Begin.ON
    # Two indented lines under each other are a new paragraph each; with more lines an unindented one is among them.
    return Begin.ON if len(column.lines) > 2 else Begin.EITHER


def _begin(line: TextLine) -> float:
    return line.box.y0 if line.vertical else line.box.x0


def _end(line: TextLine) -> float:
    return line.box.y1 if line.vertical else line.box.x1
