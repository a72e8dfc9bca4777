"""The report as a person opens it: from disk, in Chromium."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.convert import convert
from pipeline.settings import Settings
from tests.test_convert import DUMP, put

SERIOUS = ("serious", "critical")


def serious(page: Page) -> list[str]:
    """What axe-core finds that is serious: the rule and the first place."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["impact"] in SERIOUS]


def loaded(page: Page, image: str) -> None:
    """Wait until the picture has its size: what stands under it moves until then."""
    expect(page.locator(image)).to_be_visible()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=page.locator(image).element_handle())


def open_sheet(page: Page, converted: Path, route: str = "text_layer") -> None:
    page.goto((converted / "report" / "index.html").as_uri())
    page.get_by_label("Read by").select_option(route)
    page.locator(".sheets > li:visible a").click()
    page.wait_for_selector("details.case", state="attached")


def test_the_specimen_from_the_index_to_the_ink_of_rank_63(page: Page, converted: Path) -> None:
    page.goto((converted / "report" / "index.html").as_uri())
    expect(page.locator("output")).to_have_text("2 of 2 shown")
    open_sheet(page, converted)
    page.get_by_label("Severity").select_option("error")
    expect(page.locator("output")).to_contain_text("3 of ")
    visible = page.locator("details.case:visible")
    assert [text.split("\n")[0] for text in visible.locator("summary").all_inner_texts()] == ["error"] * 3
    case = visible.filter(has_text="序号 63")
    case.locator("summary").click()
    ink = case.locator(".strip img")
    expect(ink).to_be_visible()
    page.wait_for_function("image => image.complete && image.naturalWidth > 500", arg=ink.element_handle())
    expect(case.locator(".strip i")).to_have_count(2)
    for told in ("57.6", "28.8", "imputed", "17.4 + 57.6 + 0 = 75, printed 75", "Share exceeded"):
        expect(case).to_contain_text(told)
    expect(case).not_to_contain_text("超出占比", use_inner_text=True)


def test_the_keyboard_reaches_a_cell_on_the_picture_and_shows_its_finding(page: Page, converted: Path) -> None:
    open_sheet(page, converted)
    link = page.locator(".paper a.case.warning")
    link.focus()
    glimpse = page.locator("#glimpse")
    expect(glimpse).to_be_visible()
    expect(glimpse).to_contain_text("桃城区区滏阳社区")
    expect(glimpse.locator("img").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#case-t1-r20")).to_have_attribute("open", "")
    page.locator("#case-t1-r20 summary").focus()
    expect(link).to_have_class("case warning lit")


def test_filters_of_code_status_and_table_and_none_left(page: Page, converted: Path) -> None:
    open_sheet(page, converted)
    page.get_by_label("Status").select_option("imputed")
    expect(page.locator("details.case:visible")).to_have_count(1)
    page.get_by_label("Kind").select_option("doubled-character")
    expect(page.get_by_text("Nothing fits these filters.")).to_be_visible()
    page.get_by_label("Status").select_option("")
    expect(page.locator("details.case:visible")).to_have_count(1)
    page.locator("#cases").get_by_label("Table").select_option("2")
    expect(page.locator("details.case:visible")).to_have_count(0)


def test_the_language_is_switched_and_kept(page: Page, converted: Path) -> None:
    open_sheet(page, converted)
    expect(page.get_by_role("heading", name="Findings and changes")).to_be_visible()
    page.get_by_role("button", name="语言").click()
    expect(page.get_by_role("heading", name="问题与校改")).to_be_visible()
    assert page.locator("select[name=severity] option").first.inner_text() == "全部"
    page.reload()
    expect(page.get_by_role("heading", name="问题与校改")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh"


def test_layers_hide_what_is_drawn_over_the_page(page: Page, converted: Path) -> None:
    open_sheet(page, converted)
    expect(page.locator(".paper rect.rest").first).to_be_hidden()
    page.get_by_label("Other text").check()
    expect(page.locator(".paper rect.rest").first).to_be_visible()
    page.locator("[data-layer=case]").uncheck()
    expect(page.locator(".paper rect.case").first).to_be_hidden()
    order = page.locator(".paper text.article").all_text_contents()
    assert sorted(order, key=int) == [str(number) for number in range(1, 10)]


def test_boxes_lie_where_the_cells_are_printed(page: Page, converted: Path) -> None:
    """The box of a cell on the screen is its box in cells.csv, measured from the page's corner."""
    open_sheet(page, converted)
    loaded(page, ".paper img")
    with (converted / "cells.csv").open(encoding="utf-8", newline="") as file:
        cell = next(row for row in csv.DictReader(file) if row["row"] == "20" and row["column"] == "name" and row["x0"])
    with (converted / "pages.csv").open(encoding="utf-8", newline="") as file:
        sheet = next(row for row in csv.DictReader(file) if row["page_id"] == cell["page_id"])
    paper, box = page.locator(".paper img").bounding_box(), page.locator(".paper rect.case.warning").bounding_box()
    assert paper
    assert box
    scale = paper["width"] / float(sheet["width"])
    assert box["x"] - paper["x"] == pytest.approx(float(cell["x0"]) * scale, abs=3)
    assert box["y"] - paper["y"] == pytest.approx(float(cell["y0"]) * scale, abs=3)


def test_print_opens_every_case(page: Page, converted: Path) -> None:
    open_sheet(page, converted)
    page.emulate_media(media="print")
    expect(page.locator(".filters").first).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.case:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.case[open]").count() == 0


@pytest.mark.parametrize("route", ["text_layer", "plain_text"])
def test_axe_finds_nothing_serious(page: Page, converted: Path, route: str) -> None:
    page.goto((converted / "report" / "index.html").as_uri())
    assert serious(page) == []
    open_sheet(page, converted, route)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert serious(page) == []


def test_hostile_text_stays_text_in_the_browser(page: Page, tmp_path: Path) -> None:
    """A dialog, a script's fault or a request would fail the page itself."""
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e桥</bdi></span>'\""
    text = DUMP.replace("桃城区古柳社区", hostile).replace("石桥通车，", f"{hostile}，").replace("93.6", "93.9")
    convert([put(tmp_path / "in", page_txt=text)], tmp_path / "out", Settings(report=True))
    page.goto((tmp_path / "out" / "report" / "index.html").as_uri())
    page.locator(".sheets a").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    expect(page.locator("main")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("main")).to_contain_text("‹U+202E›")
    assert page.locator("main img").count() == 0
