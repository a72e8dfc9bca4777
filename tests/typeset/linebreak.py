"""Chinese line breaking (禁则): no closing mark at a line start, no opening mark at a line end, numbers stay whole."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from tests.typeset.fonts import Face, text_width

CLOSERS = "。，、；：？！）》】”’〉…—％%·,.;:?!)]}"
OPENERS = "（《【“‘〈([{"
_TOKEN = re.compile(rf"[{re.escape(OPENERS)}]*(?:[A-Za-z0-9][A-Za-z0-9.\-]*|.)[{re.escape(CLOSERS)}]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph; ``indent`` and ``spacing`` (added after each character) in points."""

    text: str
    indent: float = 0.0
    spacing: float = 0.0
    last: bool = False


def tokens(text: str) -> list[str]:
    """The pieces between which a line may end.

    >>> tokens("共65个（含“新村”）。")
    ['共', '65', '个', '（含', '“新', '村”）。']
    """
    return _TOKEN.findall(text)


def break_paragraph(text: str, face: Face, size: float, measure: float, indent: float = 2.0) -> list[Line]:
    """Justified lines no wider than ``measure``; the first is indented by ``indent`` ems."""
    lines: list[Line] = []
    current, room = "", measure - indent * size
    for token in tokens(text):
        if current and text_width(face, current + token, size) > room + 0.01:
            lines.append(_justified(current, face, size, measure, indent * size if not lines else 0.0))
            current, room = "", measure
        current += token
    lines.append(Line(current, indent * size if not lines else 0.0, 0.0, last=True))
    return lines


def _justified(text: str, face: Face, size: float, measure: float, indent: float) -> Line:
    slack = measure - indent - text_width(face, text, size)
    return Line(text, indent, slack / max(1, len(text) - 1))


def break_headline(text: str, face: Face, size: float, measure: float) -> list[str]:
    """Lines of about the same length; a newline or a blank in the text is the preferred place to break."""
    if "\n" in text:
        return [line for part in text.split("\n") for line in break_headline(part, face, size, measure)]
    total = text_width(face, text, size)
    count = max(1, math.ceil(total / measure - 1e-6))
    if count == 1:
        return [text]
    pieces = re.findall(r"[^ ]+ ?", text) if " " in text else tokens(text)
    if any(text_width(face, piece.strip(), size) > measure for piece in pieces):
        pieces = tokens(text)
    return _balanced(pieces, face, size, measure, total / count)


def _balanced(pieces: list[str], face: Face, size: float, measure: float, wanted: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        width = text_width(face, lines[-1], size)
        wider = text_width(face, (lines[-1] + piece).strip(), size)
        full = wider > measure or (abs(width - wanted) < abs(wider - wanted) and width > wanted * 0.8)
        if lines[-1] and full:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
