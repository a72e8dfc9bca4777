"""Values set by hand for tests: glyphs, lines, rules, regions, and pages read from a PDF's bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pipeline.extract.text_layer import read_text_layer
from pipeline.geometry import Box, union
from pipeline.model import Glyph, Page, PageSource, Region, RegionKind, Route, Ruling, Source, SourceKind, TextLine

ASCENT, DESCENT = 0.88, 0.12


def glyphs(text: str, x: float, baseline: float, size: float = 10.0, spacing: float = 0.0) -> list[Glyph]:
    """The characters of ``text`` set one after the other: ASCII takes half an em, a blank its room only."""
    result = []
    for character in text:
        width = size / 2 if character.isascii() else size
        if character != " ":
            result.append(Glyph(character, Box(x, baseline - ASCENT * size, x + width, baseline + DESCENT * size), size))
        x += width + spacing
    return result


def column_of_glyphs(text: str, x: float, top: float, size: float = 20.0, step: float = 1.1) -> list[Glyph]:
    """Characters set under each other, ``step`` ems from one to the next."""
    tops = [top + step * size * index for index in range(len(text))]
    return [Glyph(character, Box(x, y, x + size, y + size), size) for character, y in zip(text, tops, strict=True)]


def line(text: str, x: float, top: float, size: float = 10.0, *, vertical: bool = False) -> TextLine:
    """A printed line whose em box begins at (x, top)."""
    own = column_of_glyphs(text, x, top, size, 1.0) if vertical else glyphs(text, x, top + ASCENT * size, size)
    return TextLine(text, union(glyph.box for glyph in own), size, vertical=vertical, glyphs=tuple(own))


def block(text: str, x: float, top: float, count: int, size: float = 10.0, leading: float = 14.0) -> list[TextLine]:
    """``count`` lines of the same text under each other."""
    return [line(text, x, top + index * leading, size) for index in range(count)]


def horizontal(x0: float, x1: float, y: float, thickness: float = 0.6) -> Ruling:
    return Ruling(Box(x0, y - thickness / 2, x1, y + thickness / 2))


def vertical(x: float, y0: float, y1: float, thickness: float = 0.6) -> Ruling:
    return Ruling(Box(x - thickness / 2, y0, x + thickness / 2, y1))


def grid_rulings(xs: Sequence[float], ys: Sequence[float]) -> list[Ruling]:
    """Every rule of a grid with these lines."""
    return [*(horizontal(xs[0], xs[-1], y) for y in ys), *(vertical(x, ys[0], ys[-1]) for x in xs)]


def framed(box: Box) -> list[Ruling]:
    """The four rules around a box."""
    return grid_rulings([box.x0, box.x1], [box.y0, box.y1])


def heading(*lines: TextLine, frame: Box | None = None) -> Region:
    return Region(RegionKind.HEADING, lines, union(one.box for one in lines), frame)


def column(*lines: TextLine, frame: Box | None = None) -> Region:
    return Region(RegionKind.PARAGRAPH, lines, union(one.box for one in lines), frame)


def page_of(
    lines: Sequence[TextLine] = (), rulings: Sequence[Ruling] = (), width: float = 600.0, height: float = 800.0
) -> Page:
    """A page of the text layer with these lines and rules."""
    return Page("p1", _source(Path("page.pdf"), ""), Route.TEXT_LAYER, width=width, height=height, lines=tuple(lines),
                rulings=tuple(rulings))  # fmt: skip


def _source(path: Path, sha256: str) -> PageSource:
    return PageSource(Source(path, path.name, sha256, SourceKind.PDF, 1), 1, "p1")


def read_pdf(data: bytes, folder: Path) -> Page:
    """The first page of a PDF as the reader of text layers gives it."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / f"{sha256[:16]}.pdf"
    path.write_bytes(data)
    return read_text_layer(_source(path, sha256))
