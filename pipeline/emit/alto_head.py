"""What an ALTO file says before the layout: where the text comes from, the type it is set in, the tags that blocks refer to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from pipeline.emit.blocks import Group, GroupKind
from pipeline.emit.runs import printable
from pipeline.model import Page, Route, TextLine

BOLD = 600
"""The lightest weight called bold (OpenType, usWeightClass: 600 is semi-bold)."""
VERTICAL = "vertical"
"""The tag of lines whose characters stand under each other."""
_STEPS = {Route.TEXT_LAYER: "text taken from the text layer of the file", Route.OCR: "optical character recognition"}


def add_description(root: ET.Element, page: Page, version: str) -> None:
    """The unit, the source and the two steps: ``reading`` by the engine, ``structure`` by this project."""
    description = ET.SubElement(root, "Description")
    ET.SubElement(description, "MeasurementUnit").text = "inch1200"
    source = ET.SubElement(description, "sourceImageInformation")
    ET.SubElement(source, "fileName").text = printable(page.source.source.name)
    ET.SubElement(source, "fileIdentifier", {"fileIdentifierLocation": "sha256"}).text = page.source.source.sha256
    ET.SubElement(source, "documentIdentifier").text = printable(page.page_id)
    engine, _, engine_version = page.engine.rpartition(" ") if page.engine[-1:].isdigit() else (page.engine, "", "")
    _add_step(description, "reading", "contentGeneration", _STEPS[page.route], engine or page.engine, engine_version)
    _add_step(description, "structure", "contentModification", "layout, tables and articles", "jiaokan", version)


def _add_step(parent: ET.Element, name: str, category: str, description: str, software: str, version: str) -> None:
    step = ET.SubElement(parent, "Processing", {"ID": name})
    ET.SubElement(step, "processingCategory").text = category
    ET.SubElement(step, "processingStepDescription").text = description
    told = ET.SubElement(step, "processingSoftware")
    ET.SubElement(told, "softwareName").text = printable(software)
    if version:
        ET.SubElement(told, "softwareVersion").text = printable(version)


class Styles:
    """A TextStyle for each size and weight that lines are set in; the smallest size comes first."""

    def __init__(self, lines: Iterable[TextLine]) -> None:
        used = {_type_of(line) for line in lines if line.size > 0}
        self._names = {style: f"text{number}" for number, style in enumerate(sorted(used), start=1)}

    def add_to(self, root: ET.Element) -> None:
        if not self._names:
            return
        styles = ET.SubElement(root, "Styles")
        for (size, bold), name in self._names.items():
            told = {"ID": name, "FONTSIZE": f"{size:g}"} | ({"FONTSTYLE": "bold"} if bold else {})
            ET.SubElement(styles, "TextStyle", told)

    def reference(self, line: TextLine) -> dict[str, str]:
        return {"STYLEREFS": self._names[_type_of(line)]} if line.size > 0 else {}


def _type_of(line: TextLine) -> tuple[float, bool]:
    return round(line.size, 1), line.weight >= BOLD


def add_tags(root: ET.Element, groups: Sequence[Group]) -> dict[str, str]:
    """A LayoutTag for each kind of block, a StructureTag for each article and table: kind or identifier -> tag's ID; one for
    vertical lines where there are any."""
    names: dict[str, str] = {}
    tags = ET.Element("Tags")
    for kind in sorted({str(block.kind) for group in groups for block in group.blocks}):
        names[kind] = f"kind-{kind}"
        ET.SubElement(tags, "LayoutTag", {"ID": names[kind], "TYPE": "block", "LABEL": kind})
    for number, group in enumerate(groups, start=1):
        if group.kind is GroupKind.LOOSE:
            continue
        names[group.identifier] = f"group-{number}"
        told = {"ID": names[group.identifier], "TYPE": str(group.kind), "LABEL": printable(group.identifier)}
        ET.SubElement(tags, "StructureTag", told | ({"DESCRIPTION": printable(group.title)} if group.title else {}))
    if any(line.vertical for group in groups for block in group.blocks for line in block.lines):
        told = {"ID": VERTICAL, "TYPE": "writing direction", "LABEL": VERTICAL}
        ET.SubElement(tags, "OtherTag", told | {"DESCRIPTION": "characters run from top to bottom"})
    if names:
        root.append(tags)
    return names
