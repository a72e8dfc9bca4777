"""Readers that know nothing of this project open every form of a release, and find the same values of the right types."""

from __future__ import annotations

import csv
import hashlib
import json
import logging
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import frictionless
import mlcroissant
import pandas as pd
import pyarrow.parquet
import pytest

from pipeline.dataset.data_package import read_package

NAME = "衡水高新区达观社区"
METS = "{http://www.loc.gov/METS/}"


@pytest.fixture(scope="module")
def expected(released: Path) -> list[dict[str, str]]:
    """The score table by the csv module of Python."""
    with (released / "csv" / "community_scores.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_accepts_the_package(released: Path, with_alto: Path) -> None:
    with frictionless.system.use_context(trusted=True):
        for folder in (released, with_alto):
            report = frictionless.Package(str(folder / "datapackage.json")).validate()
            assert report.valid, report.flatten(["type", "message"])


def test_frictionless_sees_a_fault(released: Path, tmp_path: Path) -> None:
    """The check can fail."""
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    kept = [each for each in package["resources"] if each["name"] == "findings"]
    kept[0]["schema"].pop("foreignKeys")
    (tmp_path / "datapackage.json").write_text(json.dumps(package | {"resources": kept}), encoding="utf-8")
    (tmp_path / "csv").mkdir()
    text = (released / "csv" / "findings.csv").read_text(encoding="utf-8")
    (tmp_path / "csv" / "findings.csv").write_text(text.replace(",error,", ",horror,", 1), encoding="utf-8")
    with frictionless.system.use_context(trusted=True):
        assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_pandas_reads_parquet_with_types(released: Path, expected: list[dict[str, str]]) -> None:
    frame = pd.read_parquet(released / "parquet" / "community_scores.parquet")
    assert frame.name.tolist() == [row["name"] for row in expected]
    assert frame.total.tolist() == [float(row["total"]) for row in expected]
    assert frame["rank"].tolist() == [int(row["rank"]) for row in expected]
    assert set(frame.issue_date.dropna()) == {date(2022, 4, 28)}
    assert frame.issue_date.isna().sum() == 65  # the text dump prints no date
    editors = pd.read_parquet(released / "parquet" / "pages.parquet").editors
    assert list(editors.iloc[0]) == ["田牧青", "苏晓舟"]


def test_parquet_fields_say_what_they_mean(released: Path) -> None:
    package = read_package(released)
    for resource in package.tables:
        schema = pyarrow.parquet.read_schema(released / "parquet" / f"{resource.name}.parquet")
        assert schema.names == resource.columns
        for field, said in zip(schema, resource.fields, strict=True):
            assert field.metadata[b"title"].decode() == said["title"]
    scores = pyarrow.parquet.read_schema(released / "parquet" / "community_scores.parquet")
    assert scores.field("total").metadata[b"unit"].decode() == "分"


def test_duckdb_reads_csv_and_parquet_alike(released: Path, expected: list[dict[str, str]]) -> None:
    for source in ("csv/community_scores.csv", "parquet/community_scores.parquet"):
        wanted = "rank, name, total, issue_date, typeof(total), typeof(issue_date)"
        rows = duckdb.sql(f"SELECT {wanted} FROM '{released / source}'")  # noqa: S608 - our own path
        found = rows.fetchall()
        assert [(row[0], row[1], row[2]) for row in found] == [
            (int(row["rank"]), row["name"], float(row["total"])) for row in expected
        ]
        assert found[0][3:] == (date(2022, 4, 28), "DOUBLE", "DATE")
    count = duckdb.sql(f"SELECT count(*) FROM '{released / 'csv' / 'cells.csv'}' WHERE clean = '{NAME}'")  # noqa: S608
    assert count.fetchall()[0][0] >= 3


def test_sqlite_has_keys_indexes_and_every_table(released: Path, expected: list[dict[str, str]]) -> None:
    database = sqlite3.connect(released / "jiaokan.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    found = database.execute("SELECT name, total, typeof(total), typeof(rank) FROM community_scores ORDER BY rowid").fetchall()
    assert [row[:2] for row in found] == [(row["name"], float(row["total"])) for row in expected]
    assert {row[2:] for row in found} == {("real", "integer")}
    keys = {(row[2], row[3]) for row in database.execute("PRAGMA foreign_key_list(cells)")}
    assert keys == {("tables", "table_id"), ("pages", "page_id")}
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO tables (table_id, page_id) VALUES ('x', 'no such page')")
    plan = str(database.execute("EXPLAIN QUERY PLAN SELECT * FROM findings WHERE severity = 'error'").fetchall())
    assert "USING INDEX findings_severity" in plan
    assert database.execute("SELECT count(*) FROM codebook").fetchone()[0] > 100
    database.close()


def test_chinese_words_are_found_in_sqlite(released: Path) -> None:
    """A word within a longer run of characters, which the tokenizer of SQLite alone would not part."""
    database = sqlite3.connect(f"file:{released / 'jiaokan.sqlite'}?mode=ro", uri=True)
    query = "SELECT articles.text FROM articles_fts JOIN article_words ON article_words.rowid = articles_fts.rowid "
    query += "JOIN articles USING (article_id) WHERE articles_fts MATCH ?"
    found = [text for (text,) in database.execute(query, ("图书馆",))]
    assert found
    assert all("图书馆" in text for text in found)
    assert database.execute(query, ("飞船",)).fetchall() == []
    database.close()


def test_csv_for_excel_has_its_mark_and_line_ends(released: Path, expected: list[dict[str, str]]) -> None:
    data = (released / "csv-excel" / "community_scores.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    with (released / "csv-excel" / "community_scores.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == expected
    for name in ("articles", "cells", "findings"):  # values of several lines, quotes, commas
        one = pd.read_csv(released / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
        assert one.equals(pd.read_csv(released / "csv-excel" / f"{name}.csv", dtype=str, keep_default_na=False))


def test_mlcroissant_accepts_and_reads(released: Path) -> None:
    logging.getLogger("absl").setLevel(logging.ERROR)
    dataset = mlcroissant.Dataset(str(released / "croissant.json"))
    assert dataset.metadata.issues.errors == set()
    assert dataset.metadata.issues.warnings == set()
    records: list[dict[str, Any]] = list(dataset.records("community_scores"))
    assert len(records) == 195
    assert records[0]["community_scores/total"] == 93.6
    assert records[0]["community_scores/name"].decode() == "冀州区古城社区"


def test_the_crate_lists_every_file_with_its_checksum(released: Path) -> None:
    """What RO-Crate 1.1 says of the root, of files and of references; BENCHMARKS.md tells of the validator."""
    graph = json.loads((released / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    by_id = {each["@id"]: each for each in graph}
    assert len(by_id) == len(graph)
    assert by_id["ro-crate-metadata.json"]["conformsTo"]["@id"] == "https://w3id.org/ro/crate/1.1"
    root = by_id["./"]
    assert all(root[name] for name in ("name", "description", "datePublished", "license"))
    parts = {each["@id"] for each in root["hasPart"]}
    there = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert parts == there - {"ro-crate-metadata.json", "SHA256SUMS", "SHA256SUMS.sha256"}
    assert all(by_id[part]["@type"] == "File" and len(by_id[part]["sha256"]) == 64 for part in parts)
    named = [each for entity in graph for value in entity.values() for each in (value if isinstance(value, list) else [value])]
    linked = {each["@id"] for each in named if isinstance(each, dict) and "@id" in each}
    assert {each for each in linked if each not in by_id} == {"https://w3id.org/ro/crate/1.1"}


def test_prov_tells_source_engine_and_decision(released: Path) -> None:
    said = json.loads((released / "prov.json").read_text(encoding="utf-8"))
    decisions = [each for each in said["entity"].values() if each.get("prov:type") == "jk:Decision"]
    package = read_package(released)
    assert len(decisions) == sum(1 for _ in package.records("repairs"))
    assert any(each["jk:rule"] == "merged_parts" and each["jk:after"] == "28.8" for each in decisions)
    for page in package.records("pages"):
        derived = {"prov:generatedEntity": f"jk:page/{page['page_id']}", "prov:usedEntity": f"jk:source/{page['sha256']}"}
        assert derived in said["wasDerivedFrom"].values()
        engine = {"prov:activity": f"jk:reading/{page['page_id']}", "prov:agent": f"jk:engine/{page['engine']}"}
        assert engine in said["wasAssociatedWith"].values()
    known = {*said["entity"], *said["activity"], *said["agent"]}
    relations = [
        end for kind in said if kind.startswith(("was", "used")) for each in said[kind].values() for end in each.values()
    ]
    assert set(relations) <= known


def test_mets_binds_the_alto_files_of_an_issue(with_alto: Path) -> None:
    files = sorted((with_alto / "mets").iterdir())
    assert [file.name for file in files] == ["issue0001-2022-04-28.xml"]
    root = ElementTree.parse(files[0]).getroot()  # noqa: S314 - our own file
    assert root.get("LABEL") == "衡水日报 2022-04-28"
    for entry in root.iter(f"{METS}file"):
        href = entry.find(f"{METS}FLocat").get("{http://www.w3.org/1999/xlink}href")  # type: ignore[union-attr]
        alto = (with_alto / "mets" / str(href)).resolve()
        assert alto.is_file()
        assert hashlib.sha256(alto.read_bytes()).hexdigest() == entry.get("CHECKSUM")
    ids = {each.get("ID") for each in root.iter(f"{METS}file")}
    assert {each.get("FILEID") for each in root.iter(f"{METS}fptr")} == ids
    kinds = [each.get("TYPE") for each in root.iter(f"{METS}structMap")]
    assert kinds == ["PHYSICAL", "LOGICAL"]
    assert sum(each.get("TYPE") == "article" for each in root.iter(f"{METS}div")) == 9


def test_no_mets_without_alto(released: Path) -> None:
    assert not (released / "mets").exists()
