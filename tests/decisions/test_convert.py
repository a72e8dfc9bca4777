"""Decisions in a conversion: taken from the output folder, never written to, and told where they cannot be used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.convert import convert
from pipeline.decisions import FILE_NAME, append, read_decisions
from pipeline.model import Decision, Page, PageSource, Verdict
from pipeline.settings import Settings
from tests.answer import Run
from tests.test_convert import DUMP, put, records


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return put(tmp_path / "in", page_txt=DUMP)


def decision(out: Path, after: str = "37.3") -> Decision:
    sha256 = records(out / "pages.csv")[0]["sha256"]
    return Decision(sha256, 1, 1, 0, "lane_score", None, "37.4", Verdict.PAPER_ERROR, after, "", "甲", "2026-01-01T00:00:00Z")


def cell(out: Path) -> tuple[str, str, str]:
    row = next(row for row in records(out / "cells.csv") if (row["row"], row["column"]) == ("0", "lane_score"))
    return row["clean"], row["status"], row["rule"]


def test_decisions_of_the_output_folder_stand_and_stay(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert([source], out, Settings())
    append(out / FILE_NAME, [decision(out)])
    kept = (out / FILE_NAME).read_bytes()
    for _ in range(2):
        convert([source], out, Settings())
        assert cell(out) == ("37.3", "corrected", "decision")
        assert (out / FILE_NAME).read_bytes() == kept
    assert records(out / "community_scores.csv")[0]["lane_score"] == "37.3"
    assert "2026" not in "".join(row["evidence"] for row in records(out / "repairs.csv"))  # when stands in decisions.csv alone


def test_another_file_of_decisions_is_replayed_too(source: Path, tmp_path: Path, run: Run) -> None:
    convert([source], tmp_path / "old", Settings())
    append(tmp_path / "mine.csv", [decision(tmp_path / "old")])
    answer = run("convert", source, "--out", tmp_path / "out", "--decisions", tmp_path / "mine.csv", "--no-report")
    assert (answer.code, answer.err) == (0, "")
    assert cell(tmp_path / "out") == ("37.3", "corrected", "decision")
    assert not (tmp_path / "out" / FILE_NAME).exists()
    assert not (tmp_path / "out" / "report").exists()
    answer = run("convert", source, "--out", tmp_path / "out", "--decisions", tmp_path / "none.csv")
    assert (answer.code, "none.csv is no file" in answer.err, answer.err.count("\n")) == (2, True, 1)


def test_a_file_that_cannot_be_read_ends_the_command_before_anything_is_written(source: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    convert([source], out, Settings())
    before = (out / "cells.csv").read_bytes()
    (out / FILE_NAME).write_text("nonsense\n", encoding="utf-8")
    answer = run("convert", source, "--out", out)
    assert (answer.code, answer.out, answer.err.count("\n"), "Traceback" in answer.err) == (2, "", 1, False)
    assert (out / "cells.csv").read_bytes() == before


def test_decisions_about_pages_that_are_not_there_are_told(
    source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    convert([source], out, Settings())
    append(out / FILE_NAME, [replace(decision(out), sha256="ab" * 32), decision(out)])
    convert([source], out, Settings())
    assert "decisions about 1 pages that are not in this conversion" in caplog.text
    assert len(read_decisions(out / FILE_NAME)) == 2
    assert cell(out)[0] == "37.3"


def test_a_decision_that_no_longer_fits_is_a_finding(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert([source], out, Settings())
    append(out / FILE_NAME, [replace(decision(out), before="99"), replace(decision(out), row=50)])
    convert([source], out, Settings())
    assert cell(out) == ("37.4", "as_printed", "")
    told = [row for row in records(out / "findings.csv") if row["code"] == "decision-misfit"]
    assert [(row["severity"], row["row"]) for row in told] == [("warning", "0"), ("warning", "")]


def test_a_decision_has_its_page_made_anew_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger keeps pages of which nothing else was decided; one taken out of the file is no decision any more."""
    source, out = put(tmp_path / "in", page_txt=DUMP, q_txt=f"{DUMP}\n另一版"), tmp_path / "out"
    convert([source], out, Settings())
    made: list[str] = []
    whole = extract.read_pages

    def counted(page_source: PageSource, *rest: object) -> tuple[Page, ...]:
        made.append(page_source.source.name)
        return whole(page_source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "read_pages", counted)
    append(out / FILE_NAME, [decision(out)])
    for _ in range(2):
        convert([source], out, Settings())
        assert cell(out) == ("37.3", "corrected", "decision")
    assert made == ["page.txt"]
    (out / FILE_NAME).unlink()
    convert([source], out, Settings())
    assert cell(out) == ("37.4", "as_printed", "")
    assert made == ["page.txt", "page.txt"]
