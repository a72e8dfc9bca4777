"""``prov.json``: PROV-JSON (W3C member submission, 2013): of which source every page is, which engine read it, and which
decision changed which value."""

from __future__ import annotations

from typing import Any

from pipeline import __version__
from pipeline.data_package import Package, as_json
from pipeline.release.inventory import File

FILE_NAME = "prov.json"
PREFIXES = {"prov": "http://www.w3.org/ns/prov#", "jk": "urn:jiaokan:", "xsd": "http://www.w3.org/2001/XMLSchema#"}
PROGRAM = "jk:software/jiaokan"
WHERE = ("table_id", "article_id", "row", "column")


def prov(package: Package, files: list[File]) -> str:
    """The record. ``files`` are the tables that were made; every applied repair is an entity of its own."""
    kinds = ("entity", "activity", "agent", "wasGeneratedBy", "used", "wasAssociatedWith", "wasDerivedFrom", "wasAttributedTo")
    said: dict[str, Any] = {"prefix": PREFIXES, **{kind: {} for kind in kinds}}
    said["agent"][PROGRAM] = {"prov:type": "prov:SoftwareAgent", "prov:label": "jiaokan", "jk:version": __version__}
    for page in package.records("pages"):
        _page(said, page)
    for repair in package.records("repairs"):
        _decision(said, repair)
    said["activity"]["jk:conversion"] = {"prov:label": "jiaokan convert"}
    _relate(said, "wasAssociatedWith", activity="jk:conversion", agent=PROGRAM)
    for file in files:
        said["entity"][f"jk:file/{file.path}"] = {"prov:label": file.path, "jk:sha256": file.sha256}
        _relate(said, "wasGeneratedBy", entity=f"jk:file/{file.path}", activity="jk:conversion")
    return as_json({kind: found for kind, found in said.items() if found})


def _page(said: dict[str, Any], page: dict[str, str]) -> None:
    entity, source, reading = f"jk:page/{page['page_id']}", f"jk:source/{page['sha256']}", f"jk:reading/{page['page_id']}"
    said["entity"][entity] = {"jk:page_number": page["page_number"], "jk:status": page["status"]}
    _relate(said, "used", activity="jk:conversion", entity=entity)
    if page["sha256"]:
        said["entity"][source] = {"prov:label": page["source"], "jk:sha256": page["sha256"]}
        _relate(said, "wasDerivedFrom", generatedEntity=entity, usedEntity=source)
    if page["engine"]:
        engine = f"jk:engine/{page['engine']}"
        said["agent"][engine] = {"prov:type": "prov:SoftwareAgent", "prov:label": page["engine"]}
        said["activity"][reading] = {"jk:route": page["route"], "jk:reason": page["route_reason"]}
        _relate(said, "used", activity=reading, entity=source)
        _relate(said, "wasAssociatedWith", activity=reading, agent=engine)
        _relate(said, "wasGeneratedBy", entity=entity, activity=reading)


def _decision(said: dict[str, Any], repair: dict[str, str]) -> None:
    entity = f"jk:repair/{repair['repair_id']}"
    told = {f"jk:{name}": repair[name] for name in (*WHERE, "rule", "before", "after", "status", "evidence") if repair[name]}
    said["entity"][entity] = {"prov:type": "jk:Decision", **told}
    _relate(said, "wasDerivedFrom", generatedEntity=entity, usedEntity=f"jk:page/{repair['page_id']}")
    _relate(said, "wasAttributedTo", entity=entity, agent=PROGRAM)


def _relate(said: dict[str, Any], kind: str, **ends: str) -> None:
    found = said[kind]
    found[f"_:{kind}{len(found) + 1}"] = {f"prov:{name}": end for name, end in ends.items()}
