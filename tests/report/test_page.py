"""One page of the report: what it shows, and that nothing on a page can be more than text."""

from __future__ import annotations

import gc
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from pipeline.geometry import Box
from pipeline.model import Article, Finding, Page, Repair, RepairStatus, Route, Severity, SourceKind, Where
from pipeline.recipes import read_recipes
from pipeline.report import page_files
from pipeline.report.page import Shape
from pipeline.settings import Settings
from tests.emit.sample import sample_page
from tests.typeset import hostile

RECIPES = read_recipes()
SETTINGS = Settings(report=True)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\x00\x1b[2J\u202e\u200b]]>{{ 7*7 }}\ud800"


class Seen(HTMLParser):
    """The text of a page, and every element with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def files(page: Page) -> dict[str, bytes]:
    return {file.path: file.data for file in page_files(page, RECIPES, SETTINGS)}


def html(page: Page) -> str:
    return files(page)[f"report/pages/{page.page_id}.html"].decode()


def seen(page: Page) -> Seen:
    parser = Seen()
    parser.feed(html(page))
    return parser


def without_picture(page: Page) -> Page:
    return replace(page, route=Route.PLAIN_TEXT, width=0, height=0)


def test_a_case_tells_all_that_is_said_of_a_row() -> None:
    """Printed, clean, status, readings, finding, evidence, in both languages."""
    page = without_picture(sample_page())
    text = "".join(seen(page).text)
    for told in ("the parts do not add up", "1 + 2 = 3", "57.6", "存疑", "unresolved", "错误", "甲,\n乙", "0.12"):
        assert told in text
    assert "case-t1-r1" in html(page)


def test_hostile_text_is_text() -> None:
    """In every place where a page's own words can stand: no element and no attribute comes of them, unseen ones are named."""
    page = without_picture(sample_page())
    table = page.tables[0]
    cell = replace(table.rows[0][0], printed=HOSTILE, clean=HOSTILE[:30])
    column = replace(table.columns[0], title=HOSTILE)
    table = replace(
        table,
        title=HOSTILE,
        notes=(HOSTILE,),
        columns=(column, *table.columns[1:]),
        rows=((cell, *table.rows[0][1:]), *table.rows[1:]),
    )
    where = Where(table.table_id, row=0, column=table.columns[0].name)
    page = replace(
        page,
        tables=(table,),
        masthead=replace(page.masthead, paper=HOSTILE, editors=(HOSTILE,)),
        articles=(
            Article(f"{page.page_id}-a1", 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, (HOSTILE,)),
        ),
        findings=(Finding("code", Severity.WARNING, HOSTILE, where, HOSTILE),),
        repairs=(Repair("rule", HOSTILE, "b", RepairStatus.APPLIED, where, HOSTILE),),
    )
    shown = seen(page)
    assert [attributes.get("src") for tag, attributes in shown.tags if tag == "script"] == ["../assets/report.js"]
    assert not [attributes for _, attributes in shown.tags if any(name.startswith("on") for name in attributes)]
    assert {attributes.get("src") for tag, attributes in shown.tags if tag == "img"} == set()
    text = "".join(shown.text)
    assert "<script>alert(1)</script>" in text
    assert "‹U+202E›‹U+200B›" in text
    assert "␀␛[2J" in text
    assert "{{ 7*7 }}‹U+D800›" in text
    assert not set("\x00\x1b\u202e\u200b") & set(text)


def test_a_text_dump_has_no_picture_and_says_so() -> None:
    page = without_picture(sample_page())
    assert set(files(page)) == {f"report/pages/{page.page_id}.html", f"report/desk/{page.page_id}.json"}
    assert "其来源是文本" in html(page) or "来源是文本" in html(page)


def test_a_source_that_is_gone_costs_the_picture_alone() -> None:
    assert "could not be drawn" in html(sample_page())  # its file does not exist


@pytest.fixture
def drawn(tmp_path: Path) -> Page:
    """The page over a PDF that can be drawn, its row at a place of it."""
    (tmp_path / "page.pdf").write_bytes(hostile.plain_pdf())
    page = sample_page()
    source = replace(page.source, page_number=1, source=replace(page.source.source, path=tmp_path / "page.pdf"))
    table = page.tables[0]
    rows = tuple(
        tuple(
            replace(cell, box=Box(20 + 50 * column, 40 + 20 * row, 70 + 50 * column, 60 + 20 * row))
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(table.rows)
    )
    return replace(page, source=source, width=300, height=300, tables=(replace(table, rows=rows),))


def test_a_page_of_a_pdf_has_its_picture_and_the_ink_of_doubted_rows(drawn: Page) -> None:
    made = files(drawn)
    ink = sorted(path for path in made if "/ink/" in path)
    assert [path.rpartition("-")[2] for path in ink] == ["r0.webp", "r1.webp"]
    sheet = Image.open(io.BytesIO(made[f"report/sheets/{drawn.page_id}.jpg"]))
    assert sheet.format == "JPEG"
    assert max(sheet.size) == 834  # 300 pt at 200 dpi: no finer than is worth asking for
    strip = Image.open(io.BytesIO(made[ink[0]]))
    assert strip.width / strip.height == pytest.approx(270 / 40, rel=0.05)
    assert [
        attributes["src"] for tag, attributes in seen(drawn).tags if tag == "img" and attributes.get("loading") != "lazy"
    ] == ["../sheets/%E6%8A%A5-000000000000-p1.jpg"]


def test_the_same_page_gives_the_same_bytes(drawn: Page) -> None:
    assert files(drawn) == files(drawn)


def test_a_scan_is_drawn_level_and_upright(drawn: Page, tmp_path: Path) -> None:
    """The mark of the scan, turned by a quarter in its file, comes out where its box says."""
    picture = Image.new("L", (600, 600), 255)
    picture.paste(0, (500, 100, 560, 300))  # of the file: x 500-560, y 100-300
    picture.save(tmp_path / "scan.png")
    source = replace(drawn.source.source, path=tmp_path / "scan.png", kind=SourceKind.IMAGE)
    turned = (0.0, 2.0, 0.0, -2.0, 0.0, 600.0)  # points of the page (300 wide) to pixels: x' = 2y, y' = 600 - 2x
    page = replace(drawn, source=replace(drawn.source, source=source), to_source=turned, source_size=(600, 600))
    sheet = Image.open(io.BytesIO(files(page)[f"report/sheets/{page.page_id}.jpg"])).convert("L")
    scale = sheet.width / 300
    inside, outside = (200 * scale, 265 * scale), (200 * scale, 100 * scale)
    assert sheet.getpixel((round(inside[0]), round(inside[1]))) < 60  # type: ignore[operator]
    assert sheet.getpixel((round(outside[0]), round(outside[1]))) > 200  # type: ignore[operator]


def test_every_link_within_a_page_leads_somewhere(drawn: Page) -> None:
    shown = seen(drawn)
    ids = {attributes["id"] for _, attributes in shown.tags if "id" in attributes}
    targets = {
        str(attributes["href"])[1:] for tag, attributes in shown.tags if tag == "a" and str(attributes["href"]).startswith("#")
    }
    assert targets - ids == set()
    assert len(ids) == len([1 for _, attributes in shown.tags if "id" in attributes])


def test_a_page_that_is_written_is_forgotten(drawn: Page) -> None:
    files(drawn)
    gc.collect()
    gc.disable()
    try:
        files(drawn)
        assert not [each for each in gc.get_objects() if isinstance(each, Shape)]
    finally:
        gc.enable()
