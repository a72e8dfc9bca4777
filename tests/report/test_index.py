"""The list of pages, made of published rows; and the report's place in the output folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import report
from pipeline.convert import convert
from pipeline.errors import UsageError
from pipeline.model import Page
from pipeline.report.index import PAGES_A_PART, index_files, listed
from pipeline.settings import Settings
from tests.emit.sample import sample_result
from tests.test_convert import DUMP, put, records
from tests.typeset import hostile

REPORTED = Settings(report=True)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def lines(path: Path, pages: int) -> Path:
    """What so many pages bring along, each with a finding."""
    with path.open("wb") as file:
        for number in range(pages):
            result = sample_result(f"p{number}")
            source = replace(result.source, source=replace(result.source.source, name=f"<b>{number}.pdf"))
            file.write(listed(replace(result, source=source)))
    return path


def test_failed_pages_stand_in_the_list_with_their_error(tmp_path: Path) -> None:
    convert([put(tmp_path / "in", page_txt=DUMP, bad_pdf=hostile.truncated_pdf())], tmp_path / "out", REPORTED)
    index = (tmp_path / "out" / "report" / "index.html").read_text(encoding="utf-8")
    assert "bad.pdf is cut off before its end. Fetch the file again." in index
    assert "bad.pdf 不完整，末尾缺失。请重新获取此文件。" in index
    assert '<span lang="zh">残缺</span><span lang="en">damaged</span>' in index
    assert '<b>1</b> <span lang="zh">未读</span><span lang="en">not read</span>' in index
    assert [row["cause"] for row in records(tmp_path / "out" / "pages.csv")] == ["damaged", ""]
    page_id = next(row["page_id"] for row in records(tmp_path / "out" / "pages.csv") if row["status"] == "ok")
    assert f'href="pages/{page_id}.html"' in index
    assert (tmp_path / "out" / "report" / "pages" / f"{page_id}.html").exists()


def test_a_long_list_is_parted(tmp_path: Path) -> None:
    made = {file.path: file.data.decode() for file in index_files(lines(tmp_path / "lines", PAGES_A_PART + 1))}
    assert {"report/index.html", "report/index-2.html"} < set(made)
    assert made["report/index.html"].count("<li ") == PAGES_A_PART
    assert made["report/index-2.html"].count("<li ") == 1
    assert 'href="index-2.html"' in made["report/index.html"]
    assert "&lt;b&gt;0.pdf" in made["report/index.html"]
    assert len(made["report/index.html"]) < 1_000_000


def test_no_report_is_written_where_none_is_asked_for_and_an_old_one_goes(tmp_path: Path) -> None:
    source = put(tmp_path / "in", page_txt=DUMP)
    out = tmp_path / "out"
    convert([source], out, REPORTED)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert "report/index.html" in [resource["path"] for resource in package["resources"]]
    (out / "report" / "notes.txt").write_text("mine", encoding="utf-8")
    convert([source], out, Settings())
    assert {name for name in files(out) if name.startswith("report/")} == {"report/notes.txt"}


def test_pages_that_are_gone_leave_no_files_behind(tmp_path: Path) -> None:
    convert([put(tmp_path / "in", page_txt=DUMP, b_pdf=hostile.plain_pdf())], tmp_path / "out", REPORTED)
    convert([put(tmp_path / "one", page_txt=DUMP)], tmp_path / "out", REPORTED)
    convert([tmp_path / "one"], tmp_path / "fresh", REPORTED)
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_a_report_of_other_origin_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out" / "report").mkdir(parents=True)
    (tmp_path / "out" / "report" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds a report/index\.html of other origin"):
        convert([put(tmp_path / "in", page_txt=DUMP)], tmp_path / "out", REPORTED)


def test_a_fault_of_the_report_costs_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: Page, *rest: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(report, "page_files", broken)
    assert convert([put(tmp_path / "in", page_txt=DUMP)], tmp_path / "out", REPORTED).exit_code == 0
    assert len(records(tmp_path / "out" / "community_scores.csv")) == 2
    assert "page.txt" in (tmp_path / "out" / "report" / "index.html").read_text(encoding="utf-8")
