"""Rules that a table shows itself are published with their support, and led to from each value."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import pipeline
from pipeline.convert import convert
from pipeline.dataset.data_package import Package, read_package
from pipeline.recipes import read_recipes
from pipeline.release import ReleaseOptions, release, verify
from pipeline.release.about import About
from pipeline.release.inferred_rules import KINDS
from pipeline.rules import kinds
from pipeline.settings import Settings

HEADER = "序号\t单位名称\t总分\t卫生（占比40%）\t秩序（占比60%）"
PARTS = [(39 - i * 1.3, 58.5 - i * 0.9) for i in range(12)]
ROWS = [f"{i + 1}\t第{i + 1}中学\t{a + b:.1f}\t{a:.1f}\t{b:.1f}" for i, (a, b) in enumerate(PARTS)]
MISPRINT = ROWS[4].replace("\t33.8\t", "\t38.3\t")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A table that no recipe knows, converted and released; one of its numbers breaks its sum, and it stays open which."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "page.txt").write_text("\n".join(["校园评比得分表", HEADER, *ROWS[:4], MISPRINT, *ROWS[5:]]), encoding="utf-8")
    convert([folder / "page.txt"], folder / "clean", Settings(report=False, jobs=0))
    release(folder / "clean", folder / "release", ReleaseOptions(About(released=date(2026, 1, 2)), read_recipes()))
    return folder / "clean", folder / "release"


def rules_of(package: Package) -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in package.records("rules") if row["origin"] == "inferred"}


def test_inferred_rules_stand_beside_their_support(folders: tuple[Path, Path]) -> None:
    rules = rules_of(read_package(folders[1]))
    assert {"sum", "share_cap", "rank_sequence", "order"} <= rules.keys()
    told = json.loads(rules["sum"]["statement"])
    assert told["total"] == "总分"
    assert sorted(told["parts"]) == sorted(column for column in rules["sum"]["columns"].split(";") if column != "总分")
    assert rules["sum"]["support"].endswith("in 11 of 12 rows")
    assert (rules["sum"]["rows"], rules["sum"]["broken_printed"], rules["sum"]["broken_clean"]) == ("12", "1", "1")
    assert "at most 40" in rules["share_cap"]["support"]


def test_what_supports_a_rule_is_what_the_conversion_found(folders: tuple[Path, Path]) -> None:
    """The release infers from published values what convert inferred from the page: the same, word for word."""
    package = read_package(folders[1])
    found = Counter(row["evidence"] for row in package.records("findings") if row["code"] == "rule-inferred")
    said = Counter(
        text.rpartition(": a value")[2] if rule["kind"] != "share_cap" else text.partition(": ")[2]
        for rule in rules_of(package).values()
        for text in rule["support"].split("; ")
        if text
    )
    assert said == found
    assert len(found) >= 4


def test_columns_tell_roles_and_shares(folders: tuple[Path, Path]) -> None:
    columns = {row["column"]: row for row in read_package(folders[1]).records("columns")}
    assert [row["role"] for row in columns.values()] == ["rank", "name", "total", "value", "value"]
    assert [row["share"] for row in columns.values()] == ["", "", "", "40", "60"]


def test_a_value_leads_to_its_rules(folders: tuple[Path, Path]) -> None:
    """In a release to the rows of rules, in a conversion to the findings that say why."""
    for folder in folders:
        cells = pipeline.load(folder, "cells")
        row = cells.index[(cells.row == 4) & (cells.column == "总分")][0]
        trace = pipeline.provenance(cells, row, "总分")
        told = "\n".join(said for name, said in trace.told().items() if name.startswith("held to"))
        assert "in 11 of 12 rows" in told
        name = cells.index[(cells.row == 4) & (cells.column == "单位名称")][0]
        assert "in 11 of 12 rows" not in str(pipeline.provenance(cells, name, "单位名称"))


def test_a_value_of_a_known_table_leads_to_its_recipes_rules(released: Path) -> None:
    scores = pipeline.load(released, "community_scores")
    kinds_of = {rule["kind"] for rule in pipeline.provenance(scores, 62, "lane_score").rules}
    assert {"sum", "share_cap"} <= kinds_of
    assert "rank_sequence" not in kinds_of


def test_verify_infers_again(folders: tuple[Path, Path]) -> None:
    assert verify(folders[1]).sound


def test_every_kind_of_rule_has_its_word() -> None:
    assert set(KINDS) == set(kinds.AnyRule.__args__) - {kinds.NumberRule}  # type: ignore[attr-defined]


def test_the_datasheet_sums_inferred_rules_up(folders: tuple[Path, Path]) -> None:
    sheet = (folders[1] / "datasheet.md").read_text(encoding="utf-8")
    assert "Rules that 1 tables show themselves" in sheet
    assert "\n| sum | 1 | 12 | 1 | 1 |\n" in sheet
    assert "Rules of the recipes" not in sheet
