"""The output folder: whole files, an honest package, and nothing of other people's touched."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from pipeline.emit import PageParts, Writer, page_parts, page_rows, with_page_row
from pipeline.errors import RecipeError, UsageError
from pipeline.model import PageResult
from pipeline.recipes import read_recipes
from pipeline.recipes.schema import Recipe
from tests.emit.sample import page_source, sample_page, sample_result

RECIPES = read_recipes()
ID = "报-000000000000-p"


def parts(result: PageResult) -> PageParts:
    return page_parts([with_page_row(result, page_rows(result.page, RECIPES) if result.page else None)])


def publish(out: Path, *results: PageResult) -> None:
    with Writer(out, RECIPES) as writer:
        for each in map(parts, results):
            writer.add(each.shared)
            writer.add_own(each.own)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def resource(out: Path, name: str) -> dict[str, Any]:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    return next(each for each in package["resources"] if each["name"] == name)


def test_an_empty_conversion_is_a_valid_package(tmp_path: Path) -> None:
    """All fixed files are there with their header lines, and no file of a recipe that met no table."""
    publish(tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *(f"{name}.csv" for name in ("pages", "articles", "tables", "cells", "repairs", "findings")),
        "datapackage.json",
    }
    report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_a_full_conversion_is_a_valid_package(tmp_path: Path) -> None:
    """Types, keys between the files and the raw tables without header hold by frictionless' judgement."""
    publish(tmp_path, sample_result(f"{ID}1"), sample_result(f"{ID}2"), PageResult(page_source(f"{ID}3"), error="gone"))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == 6 + 1 + 2 * 2


def test_a_dangling_key_would_be_told(tmp_path: Path) -> None:
    """The keys of the package are real: rows about a page that is not in pages.csv make it invalid."""
    publish(tmp_path, sample_result())
    pages = tmp_path / "pages.csv"
    pages.write_text(pages.read_text(encoding="utf-8").splitlines()[0] + "\n" + "x," * 16 + "\n", encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_every_file_is_described_and_every_description_has_its_file(tmp_path: Path) -> None:
    publish(tmp_path, sample_result())
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert {each["path"] for each in package["resources"]} == set(contents(tmp_path)) - {"datapackage.json"}
    fields = [field for each in package["resources"] if not each["name"].endswith(".raw") for field in each["schema"]["fields"]]
    assert all(field.get("title") for field in fields)


def test_a_column_is_text_where_a_value_is_not_of_its_type(tmp_path: Path) -> None:
    """A printed 缺 in a column of numbers stays, and the schema does not lie about it."""
    page = sample_page()
    table = page.tables[0]
    odd = replace(table.rows[0][2], clean="缺")
    table = replace(table, rows=((*table.rows[0][:2], odd, *table.rows[0][3:]), table.rows[1]))
    publish(tmp_path, PageResult(page.source, replace(page, tables=(table,))))
    for name in (table.table_id, "community_scores"):
        types = {field["name"]: field["type"] for field in resource(tmp_path, name)["schema"]["fields"]}
        assert (types["total"], types["community_score"]) == ("string", "number")
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        publish(tmp_path / name, sample_result(f"{ID}1"), sample_result(f"{ID}2"))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_what_an_earlier_conversion_published_goes_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, sample_result())
    (tmp_path / "notes.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "tables" / "mine.csv").write_text("mine", encoding="utf-8")
    publish(tmp_path)
    assert (tmp_path / "notes.csv").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["mine.csv"]
    assert not (tmp_path / "community_scores.csv").exists()


def test_a_forged_package_removes_nothing_outside(tmp_path: Path) -> None:
    """Paths out of the folder, and files that are no CSV, are left alone whatever the package says."""
    outside, inside = tmp_path / "x.csv", tmp_path / "out" / "letter.txt"
    publish(tmp_path / "out")
    outside.write_text("mine", encoding="utf-8")
    inside.write_text("mine", encoding="utf-8")
    path = tmp_path / "out" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] += [
        {"path": "../x.csv"},
        {"path": str(outside)},
        {"path": "letter.txt"},
        {"path": "tables/../../x.csv"},
    ]
    path.write_text(json.dumps(package), encoding="utf-8")
    publish(tmp_path / "out")
    assert outside.exists()
    assert inside.exists()


def test_earlier_files_stay_until_the_end(tmp_path: Path) -> None:
    """While pages are added, and after a conversion that broke off, the folder is as it was."""
    publish(tmp_path, sample_result())
    before = contents(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        break_off(tmp_path, before)
    assert contents(tmp_path) == before


def break_off(out: Path, before: dict[str, bytes]) -> None:
    with Writer(out, RECIPES) as writer:
        writer.add(parts(PageResult(page_source(), error="gone")).shared)
        assert before.items() <= contents(out).items()
        raise KeyboardInterrupt


def test_a_conversion_that_broke_off_leaves_no_new_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Writer(tmp_path / "a" / "out", RECIPES):
        raise KeyboardInterrupt
    assert not (tmp_path / "a" / "out").exists()


@pytest.mark.parametrize("name", ["pages.csv", "community_scores.csv", "datapackage.json"])
def test_files_of_other_origin_are_not_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=f"holds a {name} of other origin"):
        publish(tmp_path)
    assert contents(tmp_path) == {name: b"{}"}


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        publish(tmp_path / "out")


def test_an_output_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        publish(tmp_path / "file" / "out")


def test_a_full_disk_is_told_and_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, sample_result())
    before = contents(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.emit.shared_files.SharedFiles.add", full)
    with pytest.raises(UsageError, match="No space left on device"):
        publish(tmp_path, sample_result())
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("name", "column"), [("pages", "x"), ("mine", "page_id"), ("mine", "row")])
def test_a_recipe_may_not_take_a_published_name(tmp_path: Path, name: str, column: str) -> None:
    said = {"name": name, "title": {"zh": "表", "en": "t"}, "source": "", "match": {}}
    columns = [{"name": column, "title": {"zh": "列", "en": "c"}, "header": "列"}]
    recipe = Recipe.model_validate({**said, "columns": columns})
    with pytest.raises(RecipeError, match="has the name of a published"):
        Writer(tmp_path / "out", [recipe])
    assert not (tmp_path / "out").exists()
