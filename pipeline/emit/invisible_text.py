"""A text layer that is found, selected and copied, and never seen: text rendering mode 3 in a font of plain boxes.

Each character is as wide as it stands on the page: the font has a code for every pair of character and width, so that nothing
is stretched and no gap looks like a blank. What a code means is said by the font's ToUnicode map, for characters of any plane.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from pipeline.emit.boxes_font import ASCENT, DESCENT, boxes_font
from pipeline.emit.pdf_objects import PdfObjects, number, numbers
from pipeline.emit.runs import Run, line_runs
from pipeline.geometry import NOWHERE, Box
from pipeline.model import TextLine

STEPS = 100
"""Widths are told in so many parts of an em: a tenth of a point at the size of headlines."""
_MOST_CODES = 0xFFFF
_WIDEST = 30 * STEPS
"""What a TrueType coordinate holds, and more than any blank within a line."""


class TextLayer:
    """The lines of one page as a content stream, and the font they are set in."""

    def __init__(self, lines: Iterable[TextLine], page_height: float) -> None:
        self._codes: dict[tuple[str, int], int] = {}
        self.content = "\n".join(["BT 3 Tr", *(self._set(line, page_height) for line in lines if _has_place(line)), "ET"])

    def _set(self, line: TextLine, page_height: float) -> str:
        """A line as one string: level, or turned a quarter clockwise where it runs down the page."""
        box = line.box
        if line.vertical:
            em, start = box.width, box.y0
            matrix = (0.0, -1.0, 1.0, 0.0, box.x0 + DESCENT / 1000 * em, page_height - box.y0)
        else:
            em, start = box.height, box.x0
            matrix = (1.0, 0.0, 0.0, 1.0, box.x0, page_height - box.y1 + DESCENT / 1000 * em)
        code = self._encoded(list(_characters(line_runs(line), vertical=line.vertical)), start, em / STEPS)
        return f"/F {number(em)} Tf {numbers(matrix)} Tm <{code}> Tj"

    def _encoded(self, characters: list[tuple[str, float, float]], start: float, step: float) -> str:
        """The codes of characters, each up to where the next begins; what rounding leaves over goes to the next."""
        result, taken = [], 0
        ends = [*(begin for _, begin, _ in characters[1:]), *(end for _, _, end in characters[-1:])]
        for (character, _, _), end in zip(characters, ends, strict=True):
            width = min(_WIDEST, max(1, round((end - start) / step) - taken))
            taken += width
            code = self._codes.setdefault((character, width), len(self._codes) + 1)
            result.append(f"{code:04X}")
        return "".join(result)

    def add_font(self, objects: PdfObjects) -> str:
        """Add the font; its reference. Raises ValueError where the page holds more than a font can."""
        if len(self._codes) > _MOST_CODES:
            raise ValueError("the page has more characters than a text layer can hold")
        used = sorted({width for _, width in self._codes})
        program = boxes_font([width * 1000 // STEPS for width in used])
        file = objects.add_stream(program, f"/Length1 {len(program)}")
        descriptor = objects.add(
            f"<< /Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 -{DESCENT} 1000 {ASCENT}] /ItalicAngle 0 "
            f"/StemV 80 /Ascent {ASCENT} /Descent -{DESCENT} /CapHeight {ASCENT} /FontFile2 {file} >>"
        )
        glyph_of = {width: index for index, width in enumerate(used, start=1)}
        glyphs = objects.add_stream(b"".join(struct.pack(">H", glyph) for glyph in (0, *(glyph_of[w] for _, w in self._codes))))
        widths = " ".join(number(width * 1000 / STEPS) for _, width in self._codes)
        descendant = objects.add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} /W [1 [{widths}]] /CIDToGIDMap {glyphs} >>"
        )
        meaning = objects.add_stream(self._to_unicode().encode("ascii"))
        return objects.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H "
            f"/DescendantFonts [{descendant}] /ToUnicode {meaning} >>"
        )

    def _to_unicode(self) -> str:
        """The ToUnicode map (clause 9.10.3), at most 100 codes a section."""
        pairs = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for (text, _), code in self._codes.items()]
        sections = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
        body = "\n".join(f"{len(section)} beginbfchar\n" + "\n".join(section) + "\nendbfchar" for section in sections)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


def _has_place(line: TextLine) -> bool:
    return line.box != NOWHERE and min(line.box.width, line.box.height) > 0


def _characters(runs: list[Run], *, vertical: bool) -> Iterator[tuple[str, float, float]]:
    """Each character of a line with its begin and end along the line; a blank fills the gap between two runs."""
    before: float | None = None
    for run in runs:
        edges = [_along(box, vertical=vertical) for box in run.boxes]
        if before is not None:
            yield " ", before, edges[0][0]
        for character, (begin, end) in zip(run.text, edges, strict=True):
            yield character, begin, end
        before = edges[-1][1]


def _along(box: Box, *, vertical: bool) -> tuple[float, float]:
    return (box.y0, box.y1) if vertical else (box.x0, box.x1)
