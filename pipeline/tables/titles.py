"""The lines that belong to a table although they stand outside its grid: title, unit, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.geometry import Box
from pipeline.model import Ruling, TextLine

UNIT = re.compile(r"(?:^|\s)[（(]?\s*单位\s*[:：].{1,12}$")
NOTE = re.compile(r"^\s*(?:注|备注|说明|数据来源|资料来源)\s*[:：]")
LONGEST_TITLE = 45
OVER = 0.4
"""The part of a line that stands over its table, at least: a unit note may end beyond a borderless one."""
NEAR = 2.6
"""A title stands within this many of its own ems above its table."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was found around a table, and the lines that said so."""

    title: str = ""
    unit_note: str = ""
    notes: tuple[str, ...] = ()
    lines: tuple[TextLine, ...] = ()


def surroundings(outline: Box, lines: Sequence[TextLine], rulings: Sequence[Ruling] = ()) -> Surroundings:
    """Title (one or two lines), unit note and notes of the table with this outline.

    A rule that goes on beyond the table parts it from what stands above: the head of the page, another story.
    """
    rule = max((r.box.y1 for r in rulings if _parts_from_above(r.box, outline)), default=0.0)
    lines = [line for line in lines if line.box.y0 >= rule]
    used: list[TextLine] = []
    title: list[str] = []
    unit_note = ""
    top = outline.y0
    for _ in range(3):
        line = _nearest_above(outline, top, [line for line in lines if line not in used])
        if line is None:
            break
        printed, note = _without_unit(line.text)
        if note and not unit_note:
            unit_note = note.strip()
            if printed and not _is_title(line, outline, lines):
                break  # the unit is told; the line itself is not the table's
            title[:0] = [printed] if printed else []
        elif _is_title(line, outline, lines) and (not title or abs(line.size - used[-1].size) < 0.1 * line.size):
            title.insert(0, line.text)
        else:
            break
        used.append(line)
        top = line.box.y1 if note and not printed else line.box.y0
    notes = [line for line in _below(outline, lines) if NOTE.match(line.text)]
    return Surroundings("".join(title), unit_note, tuple(line.text for line in notes), (*used, *notes))


def _parts_from_above(rule: Box, outline: Box) -> bool:
    beyond = rule.width > 1.5 * outline.width
    return beyond and rule.width > rule.height and rule.y1 <= outline.y0 and rule.x_overlap(outline) > 0.5 * outline.width


def _without_unit(text: str) -> tuple[str, str]:
    """A line parted into what stands before a unit note at its end, and the note."""
    found = UNIT.search(text)
    return (text[: found.start()].strip(), text[found.start() :]) if found else (text, "")


def _nearest_above(outline: Box, top: float, lines: Sequence[TextLine]) -> TextLine | None:
    """The lowest line right above ``top`` and over the table; None when two stand beside each other (text columns)."""
    near = [
        line
        for line in lines
        if not line.vertical
        and line.box.x_overlap(outline) >= OVER * line.box.width
        and -0.3 * line.size <= top - line.box.y1 <= NEAR * line.size
    ]
    if not near:
        return None
    lowest = max(near, key=lambda line: line.box.y1)
    beside = [line for line in near if line is not lowest and line.box.y_overlap(lowest.box) > 0]
    if beside:
        units = [line for line in (lowest, *beside) if UNIT.search(line.text)]
        return units[0] if units else None
    return lowest


def _is_title(line: TextLine, outline: Box, lines: Sequence[TextLine]) -> bool:
    """Short, no sentence, centred over the table or flush with its left edge, and not the end of a column of text."""
    if len(line.text) > LONGEST_TITLE or line.text[-1] in "。，；！？、":
        return False
    centred = abs(line.box.x_middle - outline.x_middle) <= 0.05 * outline.width + line.size
    flush = abs(line.box.x0 - outline.x0) <= line.size
    return (centred or flush) and not _ends_a_column(line, lines)


def _ends_a_column(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether the line right above has the same size and starts or ends at the same place: running text."""
    return any(
        other is not line
        and 0 < line.box.y0 - other.box.y0 <= 1.8 * line.size
        and abs(other.size - line.size) < 0.05 * line.size
        and (abs(other.box.x0 - line.box.x0) <= 0.5 * line.size or abs(other.box.x1 - line.box.x1) <= 0.5 * line.size)
        and other.box.width > 6 * line.size
        for other in lines
    )


def _below(outline: Box, lines: Sequence[TextLine]) -> list[TextLine]:
    return [
        line
        for line in lines
        if line.box.x_overlap(outline) > 0.5 * line.box.width and -0.3 * line.size <= line.box.y0 - outline.y1 <= 2 * line.size
    ]
