"""``croissant.json``: Croissant 1.0 metadata, a record set for each table."""

from __future__ import annotations

from typing import Any

from pipeline.dataset.data_package import Package, Resource, as_json
from pipeline.release.about import About, Creator
from pipeline.release.inventory import File

FILE_NAME = "croissant.json"
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification gives: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html, "Context"."""
TYPES = {"integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date"}


def croissant(package: Package, about: About, released: str, files: dict[str, File]) -> str:
    """The metadata as JSON-LD; ``files`` by path. The record sets rest on the Parquet files, whose types are sure."""
    tables = [each for each in package.tables if _parquet(each) in files]
    creators = [_creator(each) for each in about.authors]
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": about.title.en,
        "alternateName": about.title.zh,
        "description": about.description,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "citeAs": cite_as(about, released),
        "creator": creators[0] if len(creators) == 1 else creators,
        "datePublished": released,
        "inLanguage": "zh",
        "keywords": list(about.keywords),
        "license": about.license_url or "LICENSE",
        "url": about.url or (f"https://doi.org/{about.doi}" if about.doi else "./"),
        "version": about.version,
        "distribution": [_object(files[path]) for each in tables for path in (each.path, _parquet(each))],
        "recordSet": [_record_set(each, {table.name for table in tables}) for each in tables],
    }
    return as_json(said)


def _creator(each: Creator) -> dict[str, str]:
    said = {"@type": "sc:Person" if each.family else "sc:Organization", "name": each.name}
    return said | ({"url": each.orcid} if each.orcid else {})


def cite_as(about: About, released: str) -> str:
    names = "; ".join(each.name for each in about.authors)
    place = f" https://doi.org/{about.doi}" if about.doi else f" {about.url}" if about.url else ""
    return f"{names} ({released[:4]}). {about.title.en} ({about.title.zh}), version {about.version}.{place}"


def _parquet(resource: Resource) -> str:
    return f"parquet/{resource.name}.parquet"


def _object(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet" if file.path.endswith(".parquet") else file.media_type,
        "sha256": file.sha256,
    }


def _record_set(resource: Resource, known: set[str]) -> dict[str, Any]:
    keys = [{"@id": f"{resource.name}/{column}"} for column in resource.primary_key]
    refers = {column: f"{other}/{theirs}" for column, other, theirs in resource.foreign_keys if other in known}
    return {
        "@type": "cr:RecordSet",
        "@id": resource.name,
        "name": resource.name,
        "description": resource.descriptor.get("description", ""),
        **({"key": keys[0] if len(keys) == 1 else keys} if keys else {}),
        "field": [_field(resource, field, refers) for field in resource.fields],
    }


def _field(resource: Resource, field: dict[str, Any], refers: dict[str, str]) -> dict[str, Any]:
    name = field["name"]
    return {
        "@type": "cr:Field",
        "@id": f"{resource.name}/{name}",
        "name": name,
        "description": " ".join(filter(None, (field.get("title", ""), field.get("description", "")))),
        "dataType": TYPES.get(field.get("type", "string"), "sc:Text"),
        **({"repeated": True} if field.get("type") == "list" else {}),
        **({"references": {"field": {"@id": refers[name]}}} if name in refers else {}),
        "source": {"fileObject": {"@id": _parquet(resource)}, "extract": {"column": name}},
    }
