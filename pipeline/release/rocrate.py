"""``ro-crate-metadata.json``: RO-Crate 1.1, the files of the release, who made it, of what, and with which program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline import __version__
from pipeline.dataset.data_package import Package, as_json
from pipeline.release.about import About, Creator
from pipeline.release.inventory import File

FILE_NAME = "ro-crate-metadata.json"
CONFORMS = "https://w3id.org/ro/crate/1.1"
TERMS = {"sha256": "http://schema.org/sha256"}
"""A term of schema.org that the context of 1.1 is older than."""
PROGRAM = "#jiaokan"


def ro_crate(package: Package, about: About, released: str, files: Iterable[File]) -> str:
    """The metadata as JSON-LD; ``files`` are all files of the release but this one and the checksums."""
    files = list(files)
    resources = {each.path: each for each in package.resources}
    graph: list[dict[str, Any]] = [
        {
            "@id": FILE_NAME,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": CONFORMS},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": about.both_titles,
            "description": about.description,
            "datePublished": released,
            "version": about.version,
            "license": {"@id": about.license_url or "LICENSE"},
            "keywords": ", ".join(about.keywords),
            "inLanguage": "zh",
            **({"identifier": f"https://doi.org/{about.doi}"} if about.doi else {}),
            **({"url": about.url} if about.url else {}),
            "author": _one_or_all([{"@id": _agent_id(each, place)} for place, each in enumerate(about.authors)]),
            "publisher": {"@id": "#publisher"},
            "isBasedOn": _one_or_all([{"@id": f"#source-{digest}"} for digest in _sources(package)]),
            "mentions": {"@id": "#conversion"},
            "hasPart": [{"@id": _id(file.path)} for file in files],
        },
    ]
    graph += [_file(file, resources[file.path].descriptor if file.path in resources else {}) for file in files]
    if about.license_url:
        graph.append({"@id": about.license_url, "@type": "CreativeWork", "name": about.license_title})
    graph += [_agent(each, place) for place, each in enumerate(about.authors)]
    graph += [_organization(_affiliation_id(place), it.affiliation, it.affiliation_url) for place, it in _affiliated(about)]
    graph.append(_publisher(about))
    graph += [_source(digest, name) for digest, name in _sources(package).items()]
    graph += _conversion(package, files)
    return as_json({"@context": [f"{CONFORMS}/context", TERMS], "@graph": graph})


def _id(path: str) -> str:
    """A path as a relative IRI. RFC 3987 allows Chinese characters; blanks and what parts an IRI are escaped."""
    return "".join(f"%{ord(character):02X}" if character in ' %#?[]"<>\\^`{|}' else character for character in path)


def _one_or_all(values: list[Any]) -> Any:
    """The specification wants a single value by itself."""
    return values[0] if len(values) == 1 else values


def _agent_id(creator: Creator, place: int) -> str:
    return creator.orcid or f"#author-{place + 1}"


def _agent(creator: Creator, place: int) -> dict[str, Any]:
    kind = "Person" if creator.family else "Organization"
    said: dict[str, Any] = {"@id": _agent_id(creator, place), "@type": kind, "name": creator.name}
    said |= {"affiliation": {"@id": _affiliation_id(place)}} if creator.affiliation else {}
    return said | ({"url": creator.url} if creator.url else {})


def _affiliated(about: About) -> list[tuple[int, Creator]]:
    return [(place, each) for place, each in enumerate(about.authors) if each.affiliation]


def _affiliation_id(place: int) -> str:
    return f"#affiliation-{place + 1}"


def _publisher(about: About) -> dict[str, Any]:
    first = about.authors[0]
    name, url = (about.publisher, about.publisher_url) if about.publisher else (first.name, first.url)
    return _organization("#publisher", name, url)


def _organization(identifier: str, name: str, url: str) -> dict[str, Any]:
    return {"@id": identifier, "@type": "Organization", "name": name} | ({"url": url} if url else {})


def _file(file: File, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": _id(file.path),
        "@type": "File",
        "name": said.get("title", file.path),
        **({"description": said["description"]} if "description" in said else {}),
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _sources(package: Package) -> dict[str, str]:
    """The checksum of every source that was read, with its name."""
    return {row["sha256"]: row["source"] for row in package.records("pages") if row["sha256"]}


def _source(digest: str, name: str) -> dict[str, Any]:
    return {"@id": f"#source-{digest}", "@type": "CreativeWork", "name": name, "identifier": f"sha256:{digest}"}


def _conversion(package: Package, files: list[File]) -> list[dict[str, Any]]:
    engines = sorted({row["engine"] for row in package.records("pages") if row["engine"]})
    program = {
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": "jiaokan",
        "version": __version__,
        "softwareVersion": __version__,
        "softwareRequirements": _one_or_all(engines),
    }
    action = {
        "@id": "#conversion",
        "@type": "CreateAction",
        "name": "Conversion of newspaper pages / 版面转换",
        "instrument": {"@id": PROGRAM},
        "object": _one_or_all([{"@id": f"#source-{digest}"} for digest in _sources(package)]),
        "result": [{"@id": _id(file.path)} for file in files if file.path.startswith("csv/")],
    }
    return [program, action]
