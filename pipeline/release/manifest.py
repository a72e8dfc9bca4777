"""``datapackage.json`` of a release: the package of the conversion, with all that a release adds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.dataset.data_package import GENERATOR, Package, Resource
from pipeline.release import derived
from pipeline.release.about import NO_LICENSE, About
from pipeline.release.inventory import File, files

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def written(resource: Resource) -> str:
    """Where a file of the conversion stands in the release: tables under csv/, other files where they were."""
    return f"csv/{resource.path}" if resource.tabular and not resource.path.startswith("csv/") else resource.path


def release_descriptor(
    package: Package,
    staging: Path,
    about: About,
    released: str,
    left_out: Mapping[str, Collection[str]],
    own: Collection[str],
) -> dict[str, Any]:
    """The package of what stands in ``staging``; ``own`` are derived tables that ``package`` does not know yet."""
    found = {each.path: each for each in files(staging)}
    resources = [_with_sum(_moved(each, left_out.get(each.name, ())), found) for each in package.tables]
    for name in own:
        path = f"csv/{name}.csv"
        said = derived.descriptor(name) | {"path": path, "type": "table"} | _csv()
        resources.append(_with_sum(said, found))
    of_tables = [each for each in package.resources if each.of_one_table or not each.tabular]
    resources += [_with_sum(_moved(each, ()), found) for each in of_tables]
    return {
        "$schema": PROFILE,
        "name": "jiaokan-release",
        "title": about.both_titles,
        "description": about.description,
        "version": about.version,
        "created": f"{released}T00:00:00Z",
        "generator": f"{GENERATOR} {__version__}",
        **({"id": f"https://doi.org/{about.doi}"} if about.doi else {}),
        **({"homepage": about.url} if about.url else {}),
        "keywords": list(about.keywords),
        "licenses": [_license(about)],
        "contributors": [
            {"title": each.name, "roles": ["creator"], **({"path": each.orcid} if each.orcid else {})} for each in about.authors
        ],
        "sources": _sources(package),
        "resources": resources,
    }


def _moved(resource: Resource, left_out: Collection[str]) -> dict[str, Any]:
    said = {**resource.descriptor, "path": written(resource)}
    if left_out:
        fields = [field for field in resource.fields if field["name"] not in left_out]
        said["schema"] = {**said["schema"], "fields": fields}
    return said


def _with_sum(said: dict[str, Any], found: Mapping[str, File]) -> dict[str, Any]:
    file = found[said["path"]]
    return {**said, "bytes": file.size, "hash": f"sha256:{file.sha256}"}


def _csv() -> dict[str, Any]:
    dialect = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "skipBlankRows": True}
    return {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": dialect}


def _license(about: About) -> dict[str, str]:
    if about.license == NO_LICENSE or not about.license_url:
        return {"path": "LICENSE", "title": about.license_title}
    return {"name": about.license, "path": about.license_url, "title": about.license_title}


def _sources(package: Package) -> list[dict[str, str]]:
    said = {row["sha256"]: row["source"] for row in package.records("pages") if row["sha256"]}
    return [{"title": name, "version": f"sha256:{digest}"} for digest, name in said.items()]
