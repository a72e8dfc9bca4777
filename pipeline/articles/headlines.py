"""What stands over an article: kicker 引题, headline, subhead 副题, told by their sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import TextLine

SAME_SIZE = 0.06
SUBHEAD_MARK = "—"


@dataclass(frozen=True, slots=True)
class Headlines:
    kicker: str = ""
    headline: str = ""
    subhead: str = ""


def read_headlines(lines: Sequence[TextLine]) -> Headlines:
    """The largest lines are the headline; smaller ones above it the kicker, below it the subhead.

    A vertical headline has its kicker beside or above it, whatever the order on the page.
    """
    if not lines:
        return Headlines()
    largest = max(line.size for line in lines)
    main = [index for index, line in enumerate(lines) if line.size >= (1 - SAME_SIZE) * largest]
    vertical = any(lines[index].vertical for index in main)
    if vertical:
        others = [line for index, line in enumerate(lines) if index not in main]
        return Headlines(kicker=_joined(others), headline=_joined([lines[index] for index in main]))
    first, last = main[0], main[-1]
    return Headlines(_joined(lines[:first]), _joined(lines[first : last + 1]), _joined(lines[last + 1 :]))


def _joined(lines: Sequence[TextLine]) -> str:
    """Lines of one heading; a line end is no blank in Chinese."""
    text = ""
    for line in lines:
        seam = " " if text and text[-1].isascii() and line.text[:1].isascii() and text[-1].isalnum() else ""
        text += seam + line.text.strip()
    return text
