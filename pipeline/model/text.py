"""What is printed on a page: characters, lines, rules, and the regions they make (ALTO, PAGE-XML)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.geometry import NOWHERE, Box
from pipeline.model.kinds import RegionKind

SURE = 0.98
"""A cell read with this confidence is taken to say what it says. On fair scans one cell in two hundred is read with less, on
rough ones a third of the names (BENCHMARKS.md, "Scans")."""


class Glyph(NamedTuple):
    """One printed character. A named tuple for the reason given in ``geometry.py``."""

    text: str
    box: Box
    size: float
    """Type size in points, as set on the page."""
    weight: int = 0
    """Font weight 100-900 where the file tells, else 0."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness read in one place."""

    text: str
    witness: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A printed line, horizontal or vertical; ``box`` keeps its thickness."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line of text. On the plain-text route ``box`` is NOWHERE, ``size`` is 0 and ``block`` counts the blocks of
    the dump (runs of lines without a blank line between them)."""

    text: str
    box: Box = NOWHERE
    size: float = 0.0
    weight: int = 0
    vertical: bool = False
    glyphs: tuple[Glyph, ...] = ()
    readings: tuple[Reading, ...] = ()
    block: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page with one kind, its lines in reading order; ``frame`` is the ruled box it stands in, if any,
    ``article_id`` the article it was put into, and ``within`` the kind of that where it is an advertisement or a notice."""

    kind: RegionKind
    lines: tuple[TextLine, ...]
    box: Box = NOWHERE
    frame: Box | None = None
    article_id: str = ""
    within: RegionKind | None = None
