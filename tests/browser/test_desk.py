"""The review desk as a person uses it: by keyboard, in Chromium."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pipeline.convert import convert
from pipeline.dataset.differences import differences
from pipeline.decisions import FILE_NAME, read_decisions
from pipeline.model import Verdict
from pipeline.settings import Settings
from tests.browser.test_report import loaded, serious
from tests.desk_server import DUMP, PDF, REPORTED, desk
from tests.test_convert import DUMP as SMALL
from tests.test_convert import contents, put


@pytest.fixture
def folder(converted: Path, tmp_path: Path) -> Path:
    """A copy of the converted sample, to decide in."""
    return Path(shutil.copytree(converted, tmp_path / "out"))


@contextmanager
def opened(page: Page, folder: Path, by: str = "甲") -> Iterator[None]:
    """The desk in the browser, which leaves it before it is closed: a request under way would fail then, and so the test."""
    with desk(folder, by) as served:
        page.goto(served.address)
        yield
        page.unroute_all(behavior="ignoreErrors")
        page.goto("about:blank")


def at(page: Page, progress: str, place: str) -> None:
    expect(page.locator("#progress-text")).to_have_text(progress)
    expect(page.locator("#case h2")).to_contain_text(place)


def data(folder: Path) -> dict[str, str]:
    """What is published but for the report and the decisions themselves."""
    kept = folder.parent / f"{folder.name}-data"
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder, kept, ignore=shutil.ignore_patterns("report", FILE_NAME))
    return contents(kept)


def test_three_cases_by_keyboard_one_undone_and_they_stand_after_a_restart(page: Page, folder: Path, tmp_path: Path) -> None:
    """One key a case where the first candidate is right; after the next conversion nothing else has moved."""
    with opened(page, folder):
        at(page, "0 / 8", "序号 21")
        page.keyboard.press("Enter")
        at(page, "1 / 8", "序号 21")
        page.keyboard.press("p")
        at(page, "2 / 8", "序号 63")
        page.keyboard.press("Enter")
        at(page, "3 / 8", "序号 63")
        page.keyboard.press("u")
        at(page, "2 / 8", "序号 63")
    with opened(page, folder):
        at(page, "2 / 8", "序号 63")
    verdicts = [each.verdict for each in read_decisions(folder / FILE_NAME)]
    assert verdicts == [Verdict.PAPER_ERROR, Verdict.AS_PRINTED, *[Verdict.PAPER_ERROR] * 2, *[Verdict.WITHDRAWN] * 2]
    before = Path(shutil.copytree(folder, tmp_path / "before"))
    convert([PDF, DUMP], folder, REPORTED)
    changes = [(each.place, each.field, each.new) for each in differences(before, folder)]
    name = "table 1, row 20, name"
    assert sorted(changes) == sorted(
        [
            *[(name, "clean", "桃城区滏阳社区"), (name, "status", "corrected"), (name, "rule", "decision")],
            (name, "rule", "decision"),
        ]
    )
    again = data(folder)
    convert([PDF, DUMP], folder, REPORTED)
    assert data(folder) == again


def test_a_typed_value_with_live_arithmetic(page: Page, folder: Path) -> None:
    with opened(page, folder):
        at(page, "0 / 8", "序号 21")
        for _ in range(2):
            page.keyboard.press("s")
        expect(page.locator("#case h2")).to_contain_text("序号 63")
        expect(page.locator("#sums .holds")).to_have_text("17.4 + 28.8 + 28.8 = 75")
        page.keyboard.press("t")
        page.keyboard.type("40")
        expect(page.locator("#sums .broken")).to_contain_text("17.4 + 40 + 28.8 = 86.2 ≠ 75")
        page.keyboard.press("Escape")
        expect(page.locator("#sums .holds")).to_have_text("17.4 + 28.8 + 28.8 = 75")
        page.keyboard.press("t")
        page.keyboard.type("57.8")
        expect(page.locator("#sums .broken")).to_contain_text("小区得分 ≤ 40")
        page.keyboard.press("Enter")
        expect(page.locator("#progress-text")).to_have_text("1 / 8")
    (decision,) = read_decisions(folder / FILE_NAME)
    assert (decision.column, decision.after, decision.verdict) == ("residential_score", "57.8", Verdict.PAPER_ERROR)


def test_keys_faster_than_the_server(page: Page, folder: Path) -> None:
    """Two steps are two, though the first case has not come yet; a case that is being left is not decided."""

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    with opened(page, folder):
        at(page, "0 / 8", "序号 21")
        page.route("**/api/case/**", slowly)
        for key in ("s", "s", "Enter"):
            page.keyboard.press(key)
        at(page, "0 / 8", "序号 63")
        page.keyboard.press("b")
        page.keyboard.press("b")
        at(page, "0 / 8", "序号 21")
    assert not (folder / FILE_NAME).exists()


def test_what_keys_do_can_be_clicked_too(page: Page, folder: Path) -> None:
    """By hand or finger, with the same keys meaning the same afterwards."""
    with desk(folder) as served:
        page.goto(served.address)
        at(page, "0 / 8", "序号 21")
        page.locator(".keys").get_by_role("button", name="skip").click()
        expect(page.locator("#list button").nth(1)).to_have_attribute("aria-current", "true")
        page.locator(".keys").get_by_role("button", name="previous").click()
        expect(page.locator("#list button").nth(0)).to_have_attribute("aria-current", "true")
        expect(page.locator("#case h2")).to_contain_text("row 20")
        page.locator(".keys").get_by_role("button", name="Enter").click()
        expect(page.locator("#progress-text")).to_have_text("1 / 8")
        page.locator(".keys").get_by_role("button", name="undo").click()
        at(page, "0 / 8", "序号 21")
        page.keyboard.press("Enter")  # the key decides again, and does not press the button again
        expect(page.locator("#progress-text")).to_have_text("1 / 8")


def test_a_decision_that_is_refused_says_so_in_the_readers_language(browser: Browser, folder: Path) -> None:
    """A browser of its own: the console of this one tells of the refusal."""
    with desk(folder) as served, browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.goto(served.address)
        at(page, "0 / 8", "序号 21")
        page.keyboard.press("t")
        page.locator("input[name=value]").fill("甲\u202e乙")
        page.keyboard.press("Enter")
        expect(page.locator("#told")).to_contain_text("未能记下：400")
        at(page, "0 / 8", "序号 21")
    assert not (folder / FILE_NAME).exists()


def test_several_cells_of_a_row_are_decided_together(page: Page, folder: Path) -> None:
    with opened(page, folder):
        at(page, "0 / 8", "序号 21")
        page.keyboard.press("k")
        page.keyboard.press("c")
        page.keyboard.press("t")
        page.keyboard.type("88.9")
        expect(page.locator("#sums .broken")).to_contain_text("18.4 + 36 + 34.4 = 88.8 ≠ 88.9")
        page.keyboard.press("Enter")
        expect(page.locator("#progress-text")).to_have_text("1 / 8")
    assert [(each.column, each.after) for each in read_decisions(folder / FILE_NAME)] == [
        ("name", "桃城区滏阳社区"),
        ("total", "88.9"),
    ]


def test_two_reviewers_who_disagree_are_shown(page: Page, folder: Path) -> None:
    with opened(page, folder, by="甲"):
        at(page, "0 / 8", "序号 21")
        page.keyboard.press("Enter")
        expect(page.locator("#progress-text")).to_have_text("1 / 8")
    with opened(page, folder, by="乙"):
        page.get_by_label("Show").select_option("others")
        expect(page.locator("#case li", has_text="甲")).to_be_visible()
        page.locator("#case").focus()
        page.keyboard.press("p")
        expect(page.locator("#progress-text")).to_have_text("0 / 8")
        page.get_by_label("Show").select_option("disputed")
        expect(page.locator("#case li.fault")).to_have_count(2)


def test_zoom_facets_and_who_erred(page: Page, folder: Path) -> None:
    with opened(page, folder):
        at(page, "0 / 8", "序号 21")
        page.get_by_label("Kind").select_option("imputed")
        expect(page.locator("#list li")).to_have_count(2)
        page.locator("#list button").nth(1).click()
        loaded(page, ".look img")
        width = page.locator(".look img").evaluate("image => image.clientWidth")
        page.keyboard.press("z")
        assert page.locator(".look img").evaluate("image => image.clientWidth") == pytest.approx(2 * width, abs=2)
        expect(page.locator(".options [aria-pressed=true]")).to_contain_text("the paper erred")
        page.keyboard.press("m")
        expect(page.locator(".options [aria-pressed=true]")).to_contain_text("we misread")


def test_axe_finds_nothing_serious_on_the_desk(page: Page, folder: Path) -> None:
    with opened(page, folder):
        at(page, "0 / 8", "序号 21")
        assert serious(page) == []


def test_hostile_text_stays_text_on_the_desk(page: Page, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e桥\"'"
    text = SMALL.replace("桃城区古柳社区", hostile).replace("37.4", "57.4")
    convert([put(tmp_path / "in", page_txt=text)], tmp_path / "out", Settings(report=True))
    assert json.loads(next((tmp_path / "out" / "report" / "desk").glob("*.json")).read_text())["cases"]
    with opened(page, tmp_path / "out", by="<b>甲"):
        expect(page.locator("#case")).to_contain_text("<img src=x onerror=alert(1)>")
        expect(page.locator("#case")).to_contain_text("‹U+202E›")
        assert page.locator("img").count() == 0
        expect(page.locator(".eyebrow")).to_contain_text("<b>甲")
