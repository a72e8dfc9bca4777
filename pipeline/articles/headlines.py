"""What stands over an article: kicker 引题, headline, subhead 副题, told by their sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.author_line import is_author_line
from pipeline.model import TextLine

SAME_SIZE, SAME_SIZE_SCANNED = 0.06, 0.2
"""Lines of one headline differ in size by at most this part: on a scan it is measured by the ink, 一 or 化 alone mislead it."""
ADVANCE = 1.08
"""Of the room a character takes on its line, which a scan tells better than the height of its ink: type is not larger."""
SUBHEAD_MARK = "—"


@dataclass(frozen=True, slots=True)
class Headlines:
    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    author: tuple[str, ...] = ()
    """The lines that say who wrote the story, as printed."""


def read_headlines(lines: Sequence[TextLine], *, scanned: bool = False) -> Headlines:
    """The largest lines are the headline; smaller ones above it the kicker, below it the subhead.

    A vertical headline has its kicker beside or above it, whatever the order on the page.
    """
    author = tuple(line.text.strip() for line in lines if _is_author(line, lines))
    lines = [line for line in lines if not _is_author(line, lines)]
    return replace(_by_size(lines, scanned=scanned), author=author)


def _is_author(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether a line of the heading names the author; a name alone only under the rest, in smaller type than all of it."""
    largest = max(other.size for other in lines)
    last = line is lines[-1] and all(other.size > line.size for other in lines[:-1])
    return line.size < 0.9 * largest and is_author_line(line.text, bare=last and line.size < 0.75 * largest)


def _by_size(lines: Sequence[TextLine], *, scanned: bool) -> Headlines:
    if not lines:
        return Headlines()
    sizes = [_scanned_size(line) if scanned else line.size for line in lines]
    least = (1 - (SAME_SIZE_SCANNED if scanned else SAME_SIZE)) * max(sizes)
    main = [index for index, size in enumerate(sizes) if size >= least]
    vertical = any(lines[index].vertical for index in main)
    if vertical:
        others = [line for index, line in enumerate(lines) if index not in main]
        return Headlines(kicker=_joined(others), headline=_joined([lines[index] for index in main]))
    first, last = main[0], main[-1]
    return Headlines(_joined(lines[:first]), _joined(lines[first : last + 1]), _joined(lines[last + 1 :]))


def _scanned_size(line: TextLine) -> float:
    length = line.box.height if line.vertical else line.box.width
    wide = sum(2 if ord(character) > 0xFF else 1 for character in line.text) / 2
    return min(line.size, ADVANCE * length / wide) if wide >= 2 else line.size


def _joined(lines: Sequence[TextLine]) -> str:
    """Lines of one heading; a line end is no blank in Chinese."""
    text = ""
    for line in lines:
        seam = " " if text and text[-1].isascii() and line.text[:1].isascii() and text[-1].isalnum() else ""
        text += seam + line.text.strip()
    return text
