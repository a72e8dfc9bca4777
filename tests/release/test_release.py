"""What a release holds, that it is the same when it is made again, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest
import yaml

import pipeline
from pipeline.dataset.data_package import read_package
from pipeline.emit.fields import published_files
from pipeline.errors import UsageError
from pipeline.recipes import read_recipes
from pipeline.release import ReleaseOptions, parquet, release
from pipeline.release.about import About, read_about
from pipeline.release.build import LEFT_OUT
from pipeline.release.codebook import _chinese, codebook, meaning
from tests.answer import Run
from tests.release.conftest import CLEAN

OPTIONS = ReleaseOptions(About(license="CC-BY-4.0"), read_recipes(), excel=True)


def bytes_of(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_a_release_made_again_has_the_same_bytes(released: Path, tmp_path: Path) -> None:
    """In another place, from a copy, after another one was there; ``seconds`` and the folder's name do not matter."""
    copy = tmp_path / "copy"
    shutil.copytree(CLEAN, copy)
    pages = copy / "pages.csv"
    with pages.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index("seconds")
    assert LEFT_OUT == {"pages": ("seconds",)}
    with pages.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row if row is rows[0] else [*row[:place], "9.9", *row[place + 1 :]] for row in rows])
    out = tmp_path / "release"
    release(CLEAN, out, ReleaseOptions(recipes=read_recipes()))
    release(copy, out, OPTIONS)
    assert bytes_of(out) == bytes_of(released)


def test_every_published_column_is_there_and_explained(released: Path) -> None:
    """fields.toml is the source: a column that it grows is in the release without a change here."""
    package = read_package(released)
    for name, file in published_files().items():
        kept = [column for column in file.columns if column not in LEFT_OUT.get(name, ())]
        assert package[name].columns == kept
    books = [(released / f"codebook.{language}.md").read_text(encoding="utf-8") for language in ("zh", "en")]
    for resource in package.tables:
        for book in books:
            part = book.split(f"\n## {resource.name} ·")[1].split("\n## ")[0]
            assert all(f"| `{column}` |" in part for column in resource.columns), resource.name


def test_the_chinese_codebook_explains_columns_that_exist(released: Path) -> None:
    package = read_package(released)
    said = _chinese()
    for name, columns in said.items():
        if name in ("shared", "accuracy"):
            continue
        assert set(columns) - {"_"} <= set(package[name].columns), name
    for resource in package.tables:
        for field in resource.fields:
            told = meaning(resource.name, field, "zh")
            assert not field.get("description") or told != meaning(resource.name, field, "en"), (resource.name, field["name"])
    english = codebook(package, About(), "en")
    assert "Page identifier" in english
    assert "版面标识" not in english


def test_rules_are_counted_as_printed_and_clean(released: Path) -> None:
    """Three witnesses of the table: ranks 64 and 65 have no name, rank 63 exceeds a share; clean, every rule holds."""
    rules = {row["rule_id"]: row for row in read_package(released).records("rules")}
    scores = {row["kind"]: row for row in rules.values() if row["recipe"] == "community_scores"}
    assert (scores["required"]["rows"], scores["required"]["broken_printed"]) == ("195", "6")
    assert scores["share_cap"]["broken_printed"] == "3"
    assert scores["sum"]["broken_printed"] == "0"
    assert {row["broken_clean"] for row in rules.values()} == {"0"}
    assert float(scores["required"]["pass_rate_printed"]) == 0.9692


def test_citation_and_licence(released: Path) -> None:
    said = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    assert (said["cff-version"], said["type"], said["license"]) == ("1.2.0", "dataset", "CC-BY-4.0")
    assert str(said["date-released"]) == "2022-04-28"
    assert "SPDX-License-Identifier: CC-BY-4.0" in (released / "LICENSE").read_text(encoding="utf-8")


ABOUT = """
title = { zh = "衡水社区考评", en = "Community scores of Hengshui" }
version = "2.1.0"
license = "CC0-1.0"
released = 2030-01-02
doi = "10.5281/zenodo.1"
publisher = "某大学图书馆"
rights = "With leave of the paper."

[[creators]]
name = "张三"
family = "张"
given = "三"
orcid = "https://orcid.org/0000-0002-1825-0097"
"""


def test_what_is_said_in_a_file_is_said_everywhere(tmp_path: Path, run: Run) -> None:
    (tmp_path / "about.toml").write_text(ABOUT, encoding="utf-8")
    out = tmp_path / "release"
    assert run("release", str(CLEAN), "--to", str(out), "--about", str(tmp_path / "about.toml")).code == 0
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["created"]) == ("2.1.0", "2030-01-02T00:00:00Z")
    assert package["licenses"][0]["name"] == "CC0-1.0"
    for name in ("CITATION.cff", "croissant.json", "ro-crate-metadata.json", "datasheet.md", "README.md"):
        text = (out / name).read_text(encoding="utf-8")
        assert "衡水社区考评" in text, name
        assert "10.5281/zenodo.1" in text, name
    assert "0000-0002-1825-0097" in (out / "CITATION.cff").read_text(encoding="utf-8")
    assert "With leave of the paper." in (out / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 1", "title"),
        ('license = "MIT-ish"', "CC-BY-4.0"),
        ('doi = "https://doi.org/10.5281/x"', "begins with 10."),
        ("oops", "not valid TOML"),
        (f"title = {'1' * 5000}", "not valid TOML"),
        (f"title = {'[' * 5000}", "not valid TOML"),
        ('colour = "red"', "colour"),
    ],
)
def test_what_is_said_wrong_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "about.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        read_about(tmp_path / "about.toml")


def test_without_a_licence_nothing_is_granted(tmp_path: Path, run: Run) -> None:
    answer = run("release", str(CLEAN), "--to", str(tmp_path / "release"))
    assert answer.code == 0
    assert "No licence is granted" in answer.out
    assert (tmp_path / "release" / "LICENSE").read_text(encoding="utf-8").startswith("No licence has been granted")


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match="no release"):
        release(CLEAN, tmp_path, OPTIONS)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_data_is_never_replaced_by_its_release(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(CLEAN, copy)
    for out in (copy, tmp_path):
        with pytest.raises(UsageError, match="its own data"):
            release(copy, out, OPTIONS)
    assert bytes_of(copy) == bytes_of(CLEAN)


def test_a_release_of_a_release_is_refused(released: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a release already"):
        release(released, tmp_path / "release", OPTIONS)


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("community_scores.csv", ",93.6,", ",many,", "total: 'many' is not a number"),
        ("cells.csv", "as_printed", "as_guessed", "none of as_printed"),
        ("tables.csv", "-p1-t2,hengshui", "-p1-t2,elsewhere-hengshui", "is nowhere"),
        ("pages.csv", ",ok,", ",,", "status is empty"),
        ("articles.csv", "-a2,2,", "-a1,2,", "stands there twice"),
    ],
)
def test_data_that_is_not_what_it_says_is_refused(tmp_path: Path, file: str, before: str, after: str, told: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(CLEAN, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        release(copy, tmp_path / "release", OPTIONS)
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/passwd", "tables/../../x.csv"])
def test_a_package_can_point_nowhere_else(tmp_path: Path, path: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(CLEAN, copy)
    package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["path"] = path
    (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(UsageError, match="other origin"):
        release(copy, tmp_path / "release", OPTIONS)


def test_pages_without_a_date_need_one(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("无日期的一页\n\n没有报头，也没有日期，只有一段话。\n", encoding="utf-8")
    assert run("convert", str(tmp_path / "a.txt"), "--out", str(tmp_path / "clean")).code == 0
    answer = run("release", str(tmp_path / "clean"), "--to", str(tmp_path / "release"))
    assert answer.code == 2
    assert "--date" in answer.err
    assert run("release", str(tmp_path / "clean"), "--to", str(tmp_path / "release"), "--date", "2030-01-02").code == 0


def test_without_pyarrow_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"jiaokan\[release\]"):
        parquet.pyarrow()
    with pytest.raises(UsageError, match="pyarrow"):
        release(CLEAN, tmp_path / "release", OPTIONS)
    assert list(tmp_path.iterdir()) == []


def test_a_release_loads_as_its_source_does(released: Path) -> None:
    for name in ("community_scores", "cells", "findings"):
        assert pipeline.load(released, name).equals(pipeline.load(CLEAN, name))
    assert len(pipeline.load(released, "rules")) == 12


def test_the_releases_own_readme_works(released: Path) -> None:
    """The query and the paths that it quotes."""
    import sqlite3

    text = (released / "README.md").read_text(encoding="utf-8")
    query = text.split("```sql\n")[1].split("```")[0]
    with sqlite3.connect(released / "jiaokan.sqlite") as database:
        assert len(database.execute(query).fetchall()) >= 3
    database.close()
