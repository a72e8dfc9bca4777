"""``prov.json``: PROV-JSON (W3C member submission, 2013): of which source every page is, which engine read it, and which
decision changed which value. Written piece by piece, for a release has as many decisions as it has odd values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline import __version__
from pipeline.dataset.data_package import Package
from pipeline.release.inventory import File

FILE_NAME = "prov.json"
PREFIXES = {"prov": "http://www.w3.org/ns/prov#", "jk": "urn:jiaokan:", "xsd": "http://www.w3.org/2001/XMLSchema#"}
PROGRAM = "jk:software/jiaokan"
CONVERSION = "jk:conversion"
TOLD = ("table_id", "article_id", "row", "column", "rule", "before", "after", "status", "evidence")
Item = tuple[str, dict[str, Any]]
Ends = dict[str, str]


def prov(package: Package, files: list[File]) -> Iterator[str]:
    """The record as pieces of JSON. ``files`` are the tables that were made; every repair is an entity of its own."""
    kinds: dict[str, Callable[[Package, list[File]], Iterable[Item]]] = {
        "entity": _entities,
        "activity": _activities,
        "agent": _agents,
        **{kind: _named(kind, relation) for kind, relation in RELATIONS.items()},
    }
    yield '{\n"prefix": ' + json.dumps(PREFIXES)
    for kind, items in kinds.items():
        first = True
        for name, said in items(package, files):
            yield (f',\n"{kind}": {{\n' if first else ",\n") + f"{_json(name)}: {_json(said)}"
            first = False
        yield "" if first else "\n}"
    yield "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entities(package: Package, files: list[File]) -> Iterator[Item]:
    seen: set[str] = set()
    for page in package.records("pages"):
        if page["sha256"] and page["sha256"] not in seen:
            seen.add(page["sha256"])
            yield _source(page), {"prov:label": page["source"], "jk:sha256": page["sha256"]}
        yield _page(page), {"jk:page_number": page["page_number"], "jk:status": page["status"]}
    for repair in package.records("repairs"):
        said = {f"jk:{name}": repair[name] for name in TOLD if repair[name]}
        yield _repair(repair), {"prov:type": "jk:Decision", **said}
    for file in files:
        yield f"jk:file/{file.path}", {"prov:label": file.path, "jk:sha256": file.sha256}


def _activities(package: Package, files: list[File]) -> Iterator[Item]:  # noqa: ARG001 - as all of its kind
    yield CONVERSION, {"prov:label": "jiaokan convert"}
    for page in _read(package):
        yield _reading(page), {"jk:route": page["route"], "jk:reason": page["route_reason"]}


def _agents(package: Package, files: list[File]) -> Iterator[Item]:  # noqa: ARG001 - as all of its kind
    yield PROGRAM, {"prov:type": "prov:SoftwareAgent", "prov:label": "jiaokan", "jk:version": __version__}
    for engine in sorted({page["engine"] for page in _read(package)}):
        yield f"jk:engine/{engine}", {"prov:type": "prov:SoftwareAgent", "prov:label": engine}


def _generated(package: Package, files: list[File]) -> Iterator[Ends]:
    for page in _read(package):
        yield {"entity": _page(page), "activity": _reading(page)}
    for file in files:
        yield {"entity": f"jk:file/{file.path}", "activity": CONVERSION}


def _used(package: Package, files: list[File]) -> Iterator[Ends]:  # noqa: ARG001 - as all of its kind
    for page in package.records("pages"):
        yield {"activity": CONVERSION, "entity": _page(page)}
    for page in _read(package):
        yield {"activity": _reading(page), "entity": _source(page)}


def _associated(package: Package, files: list[File]) -> Iterator[Ends]:  # noqa: ARG001 - as all of its kind
    yield {"activity": CONVERSION, "agent": PROGRAM}
    for page in _read(package):
        yield {"activity": _reading(page), "agent": f"jk:engine/{page['engine']}"}


def _derived(package: Package, files: list[File]) -> Iterator[Ends]:  # noqa: ARG001 - as all of its kind
    for page in package.records("pages"):
        if page["sha256"]:
            yield {"generatedEntity": _page(page), "usedEntity": _source(page)}
    for repair in package.records("repairs"):
        yield {"generatedEntity": _repair(repair), "usedEntity": f"jk:page/{repair['page_id']}"}


def _attributed(package: Package, files: list[File]) -> Iterator[Ends]:  # noqa: ARG001 - as all of its kind
    for repair in package.records("repairs"):
        yield {"entity": _repair(repair), "agent": PROGRAM}


RELATIONS = {
    "wasGeneratedBy": _generated,
    "used": _used,
    "wasAssociatedWith": _associated,
    "wasDerivedFrom": _derived,
    "wasAttributedTo": _attributed,
}


def _named(
    kind: str, relation: Callable[[Package, list[File]], Iterator[Ends]]
) -> Callable[[Package, list[File]], Iterator[Item]]:
    """The relations of a kind with names of their own: blank nodes, counted."""

    def items(package: Package, files: list[File]) -> Iterator[Item]:
        for number, ends in enumerate(relation(package, files), start=1):
            yield f"_:{kind}{number}", {f"prov:{name}": end for name, end in ends.items()}

    return items


def _read(package: Package) -> Iterator[dict[str, str]]:
    """The pages that an engine read."""
    return (page for page in package.records("pages") if page["engine"] and page["sha256"])


def _page(page: dict[str, str]) -> str:
    return f"jk:page/{page['page_id']}"


def _source(page: dict[str, str]) -> str:
    return f"jk:source/{page['sha256']}"


def _reading(page: dict[str, str]) -> str:
    return f"jk:reading/{page['page_id']}"


def _repair(repair: dict[str, str]) -> str:
    return f"jk:repair/{repair['repair_id']}"
