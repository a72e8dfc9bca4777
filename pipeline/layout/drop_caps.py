"""Drop capitals 首字下沉: a story's first character, several lines deep, made the beginning of the line beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import union
from pipeline.layout.measures import Measures
from pipeline.model import TextLine

DEEPEST = 6.0
"""Ems of the body: a larger character is a picture of one."""
LARGER = 1.6
"""Of the body's size: two lines deep is the least."""
BESIDE = 1.5
"""Ems between the character and its lines, at most."""
MOST_CHARACTERS = 2
"""A mark (“) may come with the character."""


def with_drop_caps(lines: Sequence[TextLine], measures: Measures) -> list[TextLine]:
    """The lines, each drop capital joined to the first of the lines that stand beside it."""
    em = measures.body_size
    caps = [
        line
        for line in lines
        if len("".join(line.text.split())) <= MOST_CHARACTERS and LARGER * em <= line.size <= DEEPEST * em and line.text.strip()
    ]
    joined: dict[int, TextLine] = {}
    gone: set[int] = set()
    for cap in caps:
        beside = _beside(cap, lines, em)
        if beside is None or id(beside) in joined:
            continue
        gone.add(id(cap))
        box = beside.box._replace(x0=min(cap.box.x0, beside.box.x0))
        joined[id(beside)] = replace(
            beside, text=cap.text.strip() + beside.text, box=box, glyphs=(*cap.glyphs, *beside.glyphs), readings=()
        )
    return [joined.get(id(line), line) for line in lines if id(line) not in gone]


def _beside(cap: TextLine, lines: Sequence[TextLine], em: float) -> TextLine | None:
    """The line that goes on from the capital: the first of two or more of the body's size that begin right of it."""
    near = sorted(
        (
            line
            for line in lines
            if line is not cap
            and not line.vertical
            and line.size <= 1.12 * em
            and cap.box.x1 - 0.3 * em <= line.box.x0 <= max(cap.box.x1, cap.box.x0 + cap.size) + BESIDE * em
            and line.box.y_overlap(cap.box) > 0.5 * line.box.height
        ),
        key=lambda line: line.box.y0,
    )
    if len(near) < 2 or abs(near[0].box.y0 - cap.box.y0) > em or any(abs(a.box.x0 - near[0].box.x0) > 0.6 * em for a in near):
        return None
    around = union([cap.box, *(line.box for line in near)])
    above = any(
        line is not cap
        and line.size > 1.12 * em
        and line.box.y_overlap(cap.box) > 0.3 * cap.box.height
        and line.box.x_overlap(around) > 0
        for line in lines
    )
    return None if above else near[0]
