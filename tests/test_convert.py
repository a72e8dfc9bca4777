"""The sentence as a whole: pages in, files out, and no page stops another."""

from __future__ import annotations

import csv
import gc
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import convert as conversion
from pipeline import extract
from pipeline.batch import ledger
from pipeline.convert import convert
from pipeline.errors import DONE, NOTHING_READ, SOME_FAILED, UsageError
from pipeline.model import Half, Page, PageResult, PageSource, Route
from pipeline.settings import Ocr, Settings
from pipeline.summary import ConversionSummary, Counts, Progress
from tests.typeset import hostile

SETTINGS = Settings()
DUMP = """衡水日报
2020年1月1日 星期三

社区考评得分明细
序号\t社区名称\t总分\t社区得分占比20%\t小区得分占比40%\t小巷得分占比40%
1\t桃城区古柳社区\t93.6\t19\t37.2\t37.4
2\t冀州区新桥社区\t93\t19.4\t37.2\t36.4

石桥通车
本报讯（记者田青禾）石桥通车，两岸的人走近了。昨天上午，第一辆公共汽车开过桥面。
"""


def put(folder: Path, **files: bytes | str) -> Path:
    """A folder with these files; ``page_txt`` is page.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, str]:
    """All published files of a folder but those of the report; in pages.csv the seconds are left out."""
    files = [path for path in folder.rglob("*.*") if path.is_file() and not {".jiaokan", "report"} & {*path.parts}]
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
    found["pages.csv"] = str([{**row, "seconds": ""} for row in records(folder / "pages.csv")])
    return found


def test_a_folder_becomes_tables_and_articles(tmp_path: Path) -> None:
    source = put(tmp_path / "in", page_txt=DUMP, story_pdf=hostile.plain_pdf())
    summary = convert([source], tmp_path / "out", SETTINGS)
    assert (summary.pages, summary.failed, summary.counts.tables, summary.exit_code) == (2, 0, 1, DONE)
    assert [row["status"] for row in records(tmp_path / "out" / "pages.csv")] == ["ok", "ok"]
    rows = records(tmp_path / "out" / "community_scores.csv")
    assert [(row["rank"], row["district"], row["community"], row["total"]) for row in rows] == [
        ("1", "桃城区", "古柳社区", "93.6"),
        ("2", "冀州区", "新桥社区", "93"),
    ]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Seconds aside; also where the input lies elsewhere."""
    files: dict[str, bytes | str] = {"page_txt": DUMP, "story_pdf": hostile.plain_pdf(), "bad_pdf": hostile.truncated_pdf()}
    for place in ("a", "b"):
        convert([put(tmp_path / place / "in", **files)], tmp_path / place / "out", SETTINGS)
    assert contents(tmp_path / "a" / "out") == contents(tmp_path / "b" / "out")


def test_a_bug_on_one_page_is_that_pages_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The failed page has a row with a sentence; the other page's rows are what they are without it."""
    alone = put(tmp_path / "alone", page_txt=DUMP)
    both = put(tmp_path / "both", page_txt=DUMP, a_txt="坏")
    whole = extract.read_pages

    def sometimes(source: PageSource, *rest: object) -> tuple[Page, ...]:
        if source.source.name == "a.txt":
            raise ZeroDivisionError("a\nbug")
        return whole(source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "read_pages", sometimes)
    assert convert([alone], tmp_path / "1", SETTINGS).exit_code == DONE
    assert convert([both], tmp_path / "2", SETTINGS).exit_code == SOME_FAILED
    failed, good = records(tmp_path / "2" / "pages.csv")
    assert failed["error"] == (
        "Page 1 of a.txt could not be converted (ZeroDivisionError in test_convert.sometimes: a bug). Please report it."
    )
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert good["status"] == "ok"
    assert {name: text for name, text in one.items() if name != "pages.csv"} == {
        name: text for name, text in two.items() if name != "pages.csv"
    }


def test_a_page_that_cannot_be_written_is_that_pages_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose tables contradict each other is refused by emit, and nothing of it is written."""
    whole = conversion.collate

    def twice(*given: object) -> Page:
        page = whole(*given)  # type: ignore[arg-type]
        return replace(page, tables=page.tables * 2)

    monkeypatch.setattr(conversion, "collate", twice)
    source = put(tmp_path / "in", page_txt=DUMP, story_pdf=hostile.plain_pdf())
    assert convert([source], tmp_path / "out", SETTINGS).exit_code == SOME_FAILED
    assert records(tmp_path / "out" / "cells.csv") == []
    assert not (tmp_path / "out" / "tables").exists()


@pytest.fixture
def spreads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is read as the two halves of a spread."""
    whole = extract.read_pages

    def halves(*given: object) -> tuple[Page, ...]:
        (page,) = whole(*given)  # type: ignore[arg-type]
        sources = [replace(page.source, page_id=f"{page.page_id}-{half}", half=half) for half in Half]
        return tuple(replace(page, page_id=each.page_id, source=each) for each in sources)

    monkeypatch.setattr(extract, "read_pages", halves)


@pytest.mark.usefixtures("spreads")
def test_a_spread_is_two_pages(tmp_path: Path) -> None:
    """Both halves of one picture have their rows, now and out of the ledger."""
    source = put(tmp_path / "in", page_txt=DUMP)
    for reused in (0, 1):
        summary = convert([source], tmp_path / "out", SETTINGS)
        assert (summary.pages, summary.reused) == (2, reused)
        assert [row["page_id"][-5:] for row in records(tmp_path / "out" / "pages.csv")] == ["-left", "right"]


@pytest.mark.usefixtures("spreads")
def test_a_bug_on_one_half_of_a_spread_costs_the_other_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conversion.collate

    def right_alone(page: Page, *rest: object) -> Page:
        if page.source.half is Half.LEFT:
            raise ZeroDivisionError
        return whole(page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(conversion, "collate", right_alone)
    source = put(tmp_path / "in", page_txt=DUMP)
    for reused in (0, 1):
        summary = convert([source], tmp_path / "out", SETTINGS)
        assert (summary.pages, summary.failed, summary.reused_failed, summary.exit_code) == (2, 1, reused, SOME_FAILED)
        assert [row["status"] for row in records(tmp_path / "out" / "pages.csv")] == ["failed", "ok"]
        assert {row["page_id"][-5:] for row in records(tmp_path / "out" / "cells.csv")} == {"right"}


def test_a_page_without_text_says_so(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    source = put(tmp_path / "in", blank_txt="\n \n")
    canvas = Canvas(str(source / "scan.pdf"), invariant=1)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    summary = convert([source], tmp_path / "out", Settings(ocr=Ocr.NEVER))
    assert summary.exit_code == NOTHING_READ
    blank, scan = (row["error"] for row in records(tmp_path / "out" / "pages.csv"))
    assert blank.startswith("blank.txt holds no text.")
    assert scan.startswith("Page 1 of scan.pdf cannot be read without OCR: the page has no text layer.")


def test_the_route_and_its_reason_are_told(tmp_path: Path) -> None:
    convert([put(tmp_path / "in", page_txt=DUMP, story_pdf=hostile.plain_pdf())], tmp_path / "out", SETTINGS)
    pages = records(tmp_path / "out" / "pages.csv")
    assert [page["route"] for page in pages] == [Route.PLAIN_TEXT, Route.TEXT_LAYER]
    assert all(page["route_reason"] and page["engine"] for page in pages)


def test_progress_hears_of_each_page(tmp_path: Path) -> None:
    heard: list[PageResult] = []

    def hear(progress: Progress) -> None:
        heard.extend([progress.result] if progress.result else [])

    source = put(tmp_path / "in", page_txt=DUMP, bad_pdf=b"")
    convert([source], tmp_path / "out", SETTINGS, hear)
    assert [(each.source.source.name, bool(each.error)) for each in heard] == [("bad.pdf", True), ("page.txt", False)]


def test_the_output_may_lie_in_the_input_and_is_not_read(tmp_path: Path) -> None:
    """Also the second time, when the files of the first are there."""
    source = put(tmp_path / "in", page_txt=DUMP)
    put(source / "out", mine_txt="字")
    for _ in range(2):
        assert convert([source], source / "out", SETTINGS).pages == 1


@pytest.mark.parametrize("out", ["in", "in/../in", "link"])
def test_the_input_folder_is_no_output_folder(tmp_path: Path, out: str) -> None:
    source = put(tmp_path / "in", page_txt=DUMP)
    (tmp_path / "link").symlink_to(source)
    with pytest.raises(UsageError, match="is the input folder"):
        convert([source], tmp_path / out, SETTINGS)
    assert [path.name for path in source.iterdir()] == ["page.txt"]


def test_wrong_use_touches_no_earlier_output(tmp_path: Path) -> None:
    convert([put(tmp_path / "in", page_txt=DUMP)], tmp_path / "out", SETTINGS)
    before = contents(tmp_path / "out")
    with pytest.raises(UsageError):
        convert([tmp_path / "missing"], tmp_path / "out", SETTINGS)
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(("pages", "failed", "code"), [(3, 0, DONE), (3, 1, SOME_FAILED), (3, 3, NOTHING_READ)])
def test_the_exit_code_follows_from_the_failures(pages: int, failed: int, code: int) -> None:
    assert ConversionSummary(Path("out"), Counts(pages=pages, failed=failed)).exit_code == code


def collect(_: Progress) -> None:
    gc.collect()


def test_memory_does_not_grow_with_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are written as they are done: sixteen times the pages need no more, but for the names of their files."""
    monkeypatch.setattr(ledger, "WRITTEN_AFTER", 0.0)  # else those of half a second come together
    peaks = []
    for turn, count in enumerate((4, 4, 64)):  # the first warms the caches
        files: dict[str, bytes | str] = {f"p{number}_txt": f"{DUMP}\n{number}" for number in range(count)}
        source = put(tmp_path / f"in{turn}", **files)
        tracemalloc.start()
        convert([source], tmp_path / f"out{turn}", SETTINGS, collect)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] - peaks[1] < 60 * 3000  # bytes: 2,200 a name and its file; rows and files would double that


def test_a_summary_in_one_line() -> None:
    told = str(ConversionSummary(Path("out"), Counts(pages=2, failed=1, articles=1, errors=3), reused=1, reused_failed=1))
    assert told == (
        "2 pages, 1 failed: 1 article, 0 tables, 0 repairs; 3 errors, 0 warnings, 0 notices; "
        "done before: 1 page, 1 of them failed (--retry-failed tries these again) → out"
    )
