"""What we write of ALTO, as a table: of each element its children in their order, its attributes with what they may hold. An
asterisk marks what must be there, a plus a child that may repeat.

Narrower than the published schema of 4.2 (``test_alto.py`` asks that too): blanks, references, confidences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.loc.gov/standards/alto/ns-v4#}"
PLACE = "HPOS=float VPOS=float WIDTH=float HEIGHT=float"
BLOCK = f"ID*=id TAGREFS=refs STYLEREFS=refs PROCESSINGREFS=refs {PLACE}"
BLOCKS = "(TextBlock|ComposedBlock)+"
STEP = (
    "processingCategory processingDateTime processingAgency processingStepDescription+ "
    "processingStepSettings processingSoftware"
)
TAG = "ID*=id TYPE=text LABEL*=text DESCRIPTION=text"
ELEMENTS: dict[str, tuple[str, str]] = {
    "alto": ("Description Styles Tags ReadingOrder Layout*", "SCHEMAVERSION=text"),
    "Description": ("MeasurementUnit* sourceImageInformation OCRProcessing+ Processing+", ""),
    "MeasurementUnit": ("", ""),
    "sourceImageInformation": ("fileName fileIdentifier+ documentIdentifier+", ""),
    "fileName": ("", ""),
    "fileIdentifier": ("", "fileIdentifierLocation=text"),
    "documentIdentifier": ("", "documentIdentifierLocation=text"),
    "Processing": (STEP, "ID*=id"),
    "processingCategory": ("", ""),
    "processingStepDescription": ("", ""),
    "processingSoftware": ("softwareCreator softwareName softwareVersion applicationDescription", ""),
    "softwareName": ("", ""),
    "softwareVersion": ("", ""),
    "Styles": ("TextStyle+ ParagraphStyle+", ""),
    "TextStyle": ("", "ID=id FONTSIZE=float FONTSTYLE=style"),
    "Tags": ("(LayoutTag|StructureTag|RoleTag|NamedEntityTag|OtherTag)+", ""),
    "LayoutTag": ("", TAG),
    "StructureTag": ("", TAG),
    "OtherTag": ("", TAG),
    "Layout": ("Page*+", ""),
    "Page": (
        "TopMargin LeftMargin RightMargin BottomMargin PrintSpace",
        "ID*=id PHYSICAL_IMG_NR*=float PRINTED_IMG_NR=text WIDTH=float HEIGHT=float PC=share PROCESSINGREFS=refs",
    ),
    "PrintSpace": (BLOCKS, f"ID=id {PLACE}"),
    "ComposedBlock": (BLOCKS, f"{BLOCK} TYPE=text"),
    "TextBlock": ("TextLine+", BLOCK),
    "TextLine": ("(String|SP)*+ HYP", f"ID=id STYLEREFS=refs TAGREFS=refs {PLACE} BASELINE=points"),
    "String": ("ALTERNATIVE+ Glyph+", f"ID=id {PLACE} CONTENT*=text WC=share CC=digits"),
    "SP": ("", PLACE),
    "ALTERNATIVE": ("", "PURPOSE=text"),
    "Glyph": ("Variant+", f"ID=id {PLACE} CONTENT*=character GC=share"),
}
VALUES: dict[str, Callable[[str], object]] = {
    "id": re.compile(r"[A-Za-z_][\w.-]*").fullmatch,  # an NCName of ASCII letters is one whatever the version of XML
    "refs": str.split,
    "text": lambda _: True,
    "float": re.compile(r"-?\d+(\.\d+)?").fullmatch,
    "share": lambda value: re.fullmatch(r"\d(\.\d+)?", value) and 0 <= float(value) <= 1,
    "digits": re.compile(r"\d( \d)*").fullmatch,
    "character": lambda value: len(value) == 1,
    "points": re.compile(r"-?\d+,-?\d+( -?\d+,-?\d+)*").fullmatch,
    "style": re.compile("bold|italics").fullmatch,
}


def parsed(data: bytes) -> ET.Element:
    """The root; raises ParseError where it is no XML."""
    return ET.fromstring(data)  # noqa: S314 - our own file


def faults(data: bytes) -> list[str]:
    """What breaks the standard, a line each."""
    root = parsed(data)
    found = [f"the root is {root.tag}"] if root.tag != NAMESPACE + "alto" else []
    for element in root.iter():
        found += _element_faults(element)
    names = [element.get("ID") for element in root.iter() if "ID" in element.attrib]
    found += [f"{name} is there twice" for name in set(names) if names.count(name) > 1] if len(set(names)) < len(names) else []
    for element in root.iter():
        for attribute in ("TAGREFS", "STYLEREFS", "PROCESSINGREFS"):
            found += [f"{each} is nowhere" for each in element.get(attribute, "").split() if each not in names]
    unit = root.findtext(f".//{NAMESPACE}MeasurementUnit")
    return found if unit in ("pixel", "mm10", "inch1200") else [*found, f"the unit is {unit}"]


def _element_faults(element: ET.Element) -> Iterator[str]:
    name = element.tag.removeprefix(NAMESPACE)
    if name not in ELEMENTS:
        yield f"{name} is unknown"
        return
    children, attributes = ELEMENTS[name]
    told = "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in element)
    if not re.fullmatch(_pattern(children), told):
        yield f"{name} holds {told[:80]}"
    if name == "TextLine" and (not told.startswith("String ") or "SP SP" in told):
        yield f"a line begins with a blank or has two together: {told[:80]}"
    known = dict(each.split("=") for each in attributes.split())
    for attribute in known:
        if attribute.endswith("*") and attribute[:-1] not in element.attrib:
            yield f"{name} has no {attribute[:-1]}"
    kinds = {attribute.rstrip("*"): kind for attribute, kind in known.items()}
    for attribute, value in element.attrib.items():
        if not attribute.startswith("{") and (attribute not in kinds or not VALUES[kinds[attribute]](value)):
            yield f"{name} has {attribute}={value[:40]!r}"


def _pattern(children: str) -> str:
    parts = []
    for child in children.split():
        name = child.rstrip("*+")
        marks = child[len(name) :]
        often = ("+" if "+" in marks else "") if "*" in marks else ("*" if "+" in marks else "?")
        parts.append(f"(?:(?:{name.strip('()')}) ){often}")
    return "".join(parts)
