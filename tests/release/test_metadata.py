"""Validators of other hands accept what a release says to machines; none of them asks the network."""

from __future__ import annotations

import json
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from requests_cache import CachedRequest, CachedResponse, CachedSession
from rocrate_validator.models import Severity, ValidationResult, ValidationSettings
from rocrate_validator.services import validate

from pipeline.recipes import read_recipes
from pipeline.release import ReleaseOptions, release
from pipeline.release.about import About, Creator
from tests.library_schemas import schema_faults
from tests.release.conftest import CLEAN

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The validator's own cache, which its offline mode reads, with the context of RO-Crate 1.1 as ro-crate-py ships it."""
    path = tmp_path_factory.mktemp("cache") / "http"
    context = files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()
    assert json.loads(context)["@id"] == CONTEXT
    with CachedSession(str(path), backend="sqlite") as session:
        session.cache.save_response(
            CachedResponse(
                url=CONTEXT,
                status_code=200,
                headers={"Content-Type": "application/ld+json"},
                content=context,
                request=CachedRequest(method="GET", url=CONTEXT),
            )
        )
    return path


def judged(folder: Path, cache: Path, severity: Severity = Severity.REQUIRED) -> ValidationResult:
    return validate(
        ValidationSettings(
            rocrate_uri=folder,
            profile_identifier="ro-crate-1.1",
            requirement_severity=severity,
            offline=True,
            cache_path=cache,
        )
    )


def told(result: ValidationResult) -> list[str]:
    return [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]


def test_the_crate_keeps_what_is_required(released: Path, cache: Path) -> None:
    """And what is recommended, but for the address of a publisher whom nobody named."""
    found = told(judged(released, cache, Severity.RECOMMENDED))
    assert set(found) == {"ro-crate-1.1_31.2: The organization SHOULD have a URL."}


def test_the_crate_of_a_release_with_all_that_can_be_said(tmp_path: Path, cache: Path) -> None:
    works_at = {"affiliation": "某大学", "affiliation_url": "https://example.org/university"}
    person = Creator(name="校勘", family="校", given="勘", orcid="https://orcid.org/0000-0002-1825-0097", **works_at)
    said = About(
        license="CC-BY-4.0",
        creators=(person, Creator(name="某图书馆", url="https://example.org/library")),
        publisher="某大学出版社",
        publisher_url="https://example.org/press",
        doi="10.5281/zenodo.1",
        url="https://example.org/data",
        released=date(2026, 1, 2),
    )
    release(CLEAN, tmp_path / "release", ReleaseOptions(said, read_recipes()))
    assert told(judged(tmp_path / "release", cache, Severity.RECOMMENDED)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [('"datePublished"', '"unpublished"'), ('"conformsTo"', '"sha256"'), ('"sha256"', '"a term of nobody"')],
)
def test_the_crate_is_refused_where_it_is_wrong(released: Path, tmp_path: Path, cache: Path, before: str, after: str) -> None:
    """The check can fail."""
    shutil.copytree(released, tmp_path / "crate")
    path = tmp_path / "crate" / "ro-crate-metadata.json"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert told(judged(tmp_path / "crate", cache))


def test_library_schemas_accept_mets_mods_and_alto(with_alto: Path) -> None:
    mets = sorted((with_alto / "mets").iterdir())
    alto = sorted((with_alto / "alto").iterdir())
    assert (len(mets), len(alto)) == (1, 1)
    assert schema_faults("alto-4-2", alto[0].read_bytes()) == []
    assert schema_faults("mets-1-12", mets[0].read_bytes()) == []
    assert schema_faults("mods-3-8", mods(mets[0].read_bytes())) == []


def test_library_schemas_find_what_breaks_them(with_alto: Path) -> None:
    data = next((with_alto / "mets").iterdir()).read_bytes()
    assert schema_faults("mets-1-12", data.replace(b"<mets:fptr FILEID=", b"<mets:fptr FILE=", 1))
    assert schema_faults("mets-1-12", data.replace(b'"URL"', b'"PATH"', 1))
    assert schema_faults("mods-3-8", mods(data.replace(b"w3cdtf", b"today", 1)))


def mods(data: bytes) -> bytes:
    """The description within a METS file, which its schema does not look into."""
    found = ElementTree.fromstring(data).find(".//{http://www.loc.gov/mods/v3}mods")  # noqa: S314 - our own file
    assert found is not None
    return ElementTree.tostring(found)
