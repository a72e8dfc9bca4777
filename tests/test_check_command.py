"""``jiaokan check``: a table that someone else made, judged by a recipe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.model import Finding, Severity, Where
from tests.answer import Answer, Run
from tests.test_convert import DUMP, put

SCORES = "序号,社区名称,总分,社区得分占比20%,小区得分（占比40%）,小巷得分\n1,桃城区古柳社区,93.6,19,37.2,37.4\n"


def check(run: Run, folder: Path, text: str, encoding: str = "utf-8") -> Answer:
    path = folder / "scores.csv"
    path.write_bytes(text.encode(encoding))
    return run("check", path, "--recipe", "community_scores")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_check_passes_a_good_table(run: Run, tmp_path: Path, encoding: str) -> None:
    """The headers may be the printed ones, shares and all, in what a spreadsheet saves."""
    answer = check(run, tmp_path, SCORES, encoding)
    assert answer.code == 0
    assert answer.out.endswith("scores.csv: 1 rows checked as community_scores: no error and no warning.\n")


def test_check_names_row_and_numbers(run: Run, tmp_path: Path) -> None:
    answer = check(run, tmp_path, SCORES + "2,桃城区新桥社区,90,19,37.2,37.4\n")
    assert answer.code == 1
    *told, verdict = answer.out.splitlines()
    assert re.search(r"^error .*row 1.*93\.6", "\n".join(told), re.MULTILINE)
    assert re.fullmatch(r"scores.csv: 2 rows checked as community_scores: [1-9]\d* errors and warnings\.", verdict)


def test_check_reads_what_convert_published(run: Run, tmp_path: Path) -> None:
    """Two pages' tables in one file are two tables: the ranks of the second begin anew."""
    run("convert", put(tmp_path / "in", a_txt=DUMP, b_txt=f"{DUMP}\n二"), "--out", tmp_path / "out")
    answer = run("check", tmp_path / "out" / "community_scores.csv", "--recipe", "community_scores")
    assert (answer.code, "4 rows" in answer.out) == (0, True)
    table = next((tmp_path / "out" / "tables").glob("*-t1.csv"))
    assert run("check", table, "--recipe", "community_scores").code == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "holds no data rows"),
        ("序号\n", "holds no data rows"),
        ("序号,名\n1,2\n", "lacks the columns name"),
        (SCORES.replace("总分", "序号"), "has two columns rank"),
        (SCORES + "2,3\n", "Row 1 of"),
    ],
)
def test_check_refuses_what_is_not_the_recipes_table(run: Run, tmp_path: Path, text: str, sentence: str) -> None:
    answer = check(run, tmp_path, text)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert sentence in answer.err


def test_check_knows_its_recipes_and_files(run: Run, tmp_path: Path) -> None:
    assert "Known recipes: " in run("check", tmp_path / "x.csv", "--recipe", "nonsense").err
    answer = run("check", tmp_path / "x.csv", "--recipe", "community_scores")
    assert (answer.code, "cannot be read" in answer.err) == (2, True)


def test_check_counts_no_notice_as_a_fault(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = Finding("n", Severity.NOTICE, "worth knowing", Where("scores"))
    monkeypatch.setattr("pipeline.validate.check_table", lambda *_: (notice,))
    answer = check(run, tmp_path, SCORES)
    assert (answer.code, "notice" in answer.out) == (0, True)
