"""Furniture: what every page of a paper carries and no story owns: the head above the first rule, the foot below the last."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Page, TextLine

HEAD, FOOT = 0.12, 0.06
"""The parts of the page's height in which head and foot stand."""
RULE = 0.7
"""A rule that parts head or foot from the stories is at least this long, as a part of the printed width."""
UNBELIEVED, LONGEST_SPECK = 0.4, 2
"""Of such scraps none is read surely; single letters that are printed nearly all are."""


def specks(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """What a scan's reader took for a letter or two without believing it: edges of large type, dirt."""
    return tuple(
        line for line in lines if line.confidence is not None and line.confidence < UNBELIEVED and _is_scrap(line.text)
    )


def _is_scrap(text: str) -> bool:
    return len(text.strip()) <= LONGEST_SPECK and text.isascii() and not any(map(str.isdigit, text))


def head_and_foot(page: Page, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines above the head's rule and below the foot's; none where the page has no such rule."""
    boxes = [line.box for line in lines] + [table.box for table in page.tables if table.box]
    if not boxes:
        return ()
    printed = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    rules = [ruling.box for ruling in page.rulings if ruling.horizontal and ruling.box.width >= RULE * printed]
    head = max((box.y0 for box in rules if box.y1 <= HEAD * page.height), default=0.0)
    foot = min((box.y1 for box in rules if box.y0 >= (1 - FOOT) * page.height), default=page.height)
    return tuple(line for line in lines if line.box.y1 <= head or line.box.y0 >= foot)
