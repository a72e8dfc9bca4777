"""What changed between two conversions is told by cell and article; nothing else is."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.convert import convert
from pipeline.settings import Settings
from tests.answer import Run
from tests.test_convert import DUMP, put, records


@pytest.fixture
def old(tmp_path: Path) -> Path:
    convert([put(tmp_path / "in", page_txt=DUMP)], tmp_path / "old", Settings())
    return tmp_path / "old"


@pytest.fixture
def new(old: Path) -> Path:
    """The same conversion, to be changed."""
    return Path(shutil.copytree(old, old.parent / "new"))


def change(folder: Path, name: str, to: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    rows = records(folder / f"{name}.csv")
    columns = list(rows[0]) if rows else []
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(to(rows))


def told(run: Run, old: Path, new: Path) -> list[str]:
    answer = run("diff", old, new)
    lines = answer.out.splitlines()
    assert answer.code == (1 if len(lines) > 1 else 0)
    return [line.strip() for line in lines[1:-1]]


def test_the_same_is_no_difference(run: Run, old: Path, new: Path) -> None:
    change(new, "pages", lambda rows: [{**row, "seconds": "99"} for row in rows])
    answer = run("diff", old, new)
    assert (answer.code, answer.out) == (0, "0 differences.\n")


def test_a_cell_that_changed_is_named(run: Run, old: Path, new: Path) -> None:
    def corrected(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [
            {**row, "clean": "37.3", "status": "corrected"} if (row["row"], row["column"]) == ("0", "lane_score") else row
            for row in rows
        ]

    change(new, "cells", corrected)
    assert told(run, old, new) == [
        "~ table 1, row 0, lane_score, clean: 37.4 → 37.3",
        "~ table 1, row 0, lane_score, status: as_printed → corrected",
    ]


def test_a_row_that_is_gone_is_one_difference_and_not_a_change_of_all_that_follow(run: Run, old: Path, new: Path) -> None:
    def first_gone(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{**row, "row": str(int(row["row"]) - 1)} for row in rows if row["row"] != "0"]

    change(new, "cells", first_gone)
    assert told(run, old, new) == ["- table 1, row 0: 1 | 桃城区古柳社区 | 93.6 | 19 | 37.2 | 37.4"]
    assert told(run, new, old) == ["+ table 1, row 0: 1 | 桃城区古柳社区 | 93.6 | 19 | 37.2 | 37.4"]


def test_articles_tables_and_findings_that_changed_are_named(run: Run, old: Path, new: Path) -> None:
    change(new, "articles", lambda rows: [{**row, "text": row["text"].replace("开过", "驶过")} for row in rows])
    change(new, "tables", lambda rows: [{**row, "title": "别的题"} for row in rows])
    change(new, "findings", lambda rows: rows[1:])
    lines = told(run, old, new)
    assert lines[0] == "~ table 1, title: 社区考评得分明细 → 别的题"
    assert [line for line in lines if line.startswith("~ article 1, text: ") and "驶过桥面" in line]
    assert len([line for line in lines if line.startswith("- ")]) == len(records(old / "findings.csv")[:1])


def test_a_page_that_is_gone_or_new_is_named(run: Run, old: Path, tmp_path: Path) -> None:
    convert([put(tmp_path / "other", other_txt=DUMP)], tmp_path / "new", Settings())
    answer = run("diff", old, tmp_path / "new")
    assert [line.strip() for line in answer.out.splitlines() if not line.endswith(":")] == [
        "- page: page.txt",
        "+ page: other.txt",
        "2 differences.",
    ]


def test_hostile_text_cannot_steer_the_terminal(run: Run, old: Path, new: Path) -> None:
    change(new, "tables", lambda rows: [{**row, "title": "\x1b[2J\u202e"} for row in rows])
    assert told(run, old, new) == ["~ table 1, title: 社区考评得分明细 → ␛[2J‹U+202E›"]


def test_a_folder_that_convert_did_not_write_is_wrong_use(run: Run, old: Path, tmp_path: Path) -> None:
    answer = run("diff", old, tmp_path / "in")
    assert (answer.code, answer.out, "holds no converted pages" in answer.err) == (2, "", True)
