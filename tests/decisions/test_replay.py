"""Decisions replayed: they stand, nothing else moves, and what no longer fits is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.decisions import replay
from pipeline.decisions.standing import place_of
from pipeline.geometry import Box
from pipeline.model import Cell, CellStatus, Decision, Finding, Half, Page, Severity, Verdict
from pipeline.recipes import read_recipes
from tests import random_tables as make
from tests.repair.test_repair import LISTS, SOUND, _page

RECIPES = read_recipes()
COLUMN = "residential_score"


def with_boxes(page: Page) -> Page:
    """The page with a box for each cell of its first table: 50 by 10 points."""
    table = page.tables[0]
    rows = tuple(
        tuple(replace(cell, box=Box(0, 0, 50, 10).moved(50 * column, 10 * row)) for column, cell in enumerate(cells))
        for row, cells in enumerate(table.rows)
    )
    return replace(page, tables=(replace(table, rows=rows), *page.tables[1:]))


def decision(page: Page, row: int, column: int, after: str, verdict: Verdict = Verdict.PAPER_ERROR, by: str = "甲") -> Decision:
    cell = page.tables[0].rows[row][column]
    source = page.source
    name = page.tables[0].columns[column].name
    key = (source.source.sha256, source.page_number, 1, row, name, cell.box)
    return Decision(*key, cell.printed, verdict, after, "", by, "2026-01-01T00:00:00Z")


def changed(before: Page, after: Page) -> dict[tuple[int, int, int], Cell]:
    return {
        (number, row, column): cell
        for number, (old, new) in enumerate(zip(before.tables, after.tables, strict=True))
        for row, cells in enumerate(new.rows)
        for column, cell in enumerate(cells)
        if cell != old.rows[row][column]
    }


def told(page: Page, code: str) -> list[Finding]:
    return [finding for finding in page.findings if finding.code == code]


@pytest.fixture
def page() -> Page:
    return with_boxes(_page({(5, 4): "33.2"}, LISTS))


def test_no_decision_changes_nothing(page: Page) -> None:
    other = replace(decision(page, 0, 2, "1"), sha256="ff" * 32)
    assert replay(page, (), RECIPES) is page
    assert replay(page, (other, replace(decision(page, 0, 2, "1"), page_number=9)), RECIPES) is page


@pytest.mark.parametrize(
    ("verdict", "status"), [(Verdict.PAPER_ERROR, CellStatus.CORRECTED), (Verdict.MISREAD, CellStatus.REREAD)]
)
def test_a_decision_stands_and_says_who_erred(page: Page, verdict: Verdict, status: CellStatus) -> None:
    after = replay(page, [decision(page, 3, 1, "桃城区红光里社区", verdict)], RECIPES)
    assert {place: (cell.printed, cell.clean, cell.status, cell.rule) for place, cell in changed(page, after).items()} == {
        (0, 3, 1): ("桃城区红光社区", "桃城区红光里社区", status, "decision")
    }
    made = after.repairs[-1]
    assert (made.rule, made.before, made.after, made.evidence) == (
        *("decision", "桃城区红光社区", "桃城区红光里社区"),
        f"decided by 甲 ({verdict})",
    )
    assert after.findings == page.findings


def test_a_row_that_holds_by_a_decision_is_settled() -> None:
    """Its other doubtful cells were open only because it did not."""
    page = with_boxes(_page({(5, 4): "30", (5, 5): "40"}, LISTS))
    assert {cell.status for cell in page.tables[0].rows[5]} > {CellStatus.UNRESOLVED}
    after = replay(page, [decision(page, 5, 4, "37.2"), decision(page, 5, 5, "37.2")], RECIPES)
    assert CellStatus.UNRESOLVED not in {cell.status for cell in after.tables[0].rows[5]}
    assert told(after, "still-broken") == []
    assert {row for _, row, _ in changed(page, after)} == {5}


def test_a_decision_that_breaks_a_row_is_an_error_beside_it(page: Page) -> None:
    after = replay(page, [decision(page, 0, 2, "99")], RECIPES)
    assert [(each.severity, each.where.row) for each in told(after, "still-broken") if each.where.row == 0] == [
        (Severity.ERROR, 0)
    ]


def test_what_the_paper_really_prints_stays(page: Page) -> None:
    page = with_boxes(_page({(5, 4): "57.6", (5, 5): "16.8"}))
    doubted = page.tables[0].rows[5][4]
    assert doubted.status is CellStatus.UNRESOLVED
    after = replay(page, [decision(page, 5, 4, "57.6", Verdict.AS_PRINTED)], RECIPES)
    cell = after.tables[0].rows[5][4]
    assert (cell.clean, cell.status, cell.rule) == ("57.6", CellStatus.AS_PRINTED, "decision")
    assert told(after, "share-exceeded") == told(page, "share-exceeded") != []


def test_agreement_with_a_convention_leaves_it_a_convention() -> None:
    page = with_boxes(_page({(5, 4): "74.4", (5, 5): "0"}))
    imputed = page.tables[0].rows[5][4]
    assert imputed.status is CellStatus.IMPUTED
    after = replay(page, [decision(page, 5, 4, imputed.clean)], RECIPES)
    cell = after.tables[0].rows[5][4]
    assert (cell.clean, cell.status, cell.rule) == (imputed.clean, CellStatus.IMPUTED, "decision")
    assert after.repairs == page.repairs


def test_two_reviewers_who_disagree_decide_nothing(page: Page) -> None:
    both = [decision(page, 0, 1, "一"), decision(page, 0, 1, "二", by="乙")]
    after = replay(page, both, RECIPES)
    cell = after.tables[0].rows[0][1]
    assert (cell.clean, cell.status) == (SOUND[0][1], CellStatus.UNRESOLVED)
    (finding,) = told(after, "decision-disputed")
    assert finding.evidence == "乙: 二 (paper_error); 甲: 一 (paper_error)"
    agreed = replay(page, [*both, decision(page, 0, 1, "二")], RECIPES)
    assert agreed.tables[0].rows[0][1].clean == "二"
    assert told(agreed, "decision-disputed") == []


def test_a_decision_taken_back_is_as_if_it_had_not_been(page: Page) -> None:
    one = decision(page, 0, 1, "一")
    assert replay(page, [one, replace(one, verdict=Verdict.WITHDRAWN)], RECIPES) is page
    other = replace(one, by="乙", verdict=Verdict.WITHDRAWN)
    assert replay(page, [one, other], RECIPES).tables[0].rows[0][1].clean == "一"


def test_another_reading_of_the_cell_is_no_longer_what_was_decided(page: Page) -> None:
    one = replace(decision(page, 0, 1, "一"), before="别的")
    after = replay(page, [one], RECIPES)
    assert changed(page, after) == {}
    (finding,) = told(after, "decision-misfit")
    assert finding.severity is Severity.WARNING
    assert "别的 → 一" in finding.evidence


def test_a_reading_that_has_become_right_needs_no_change(page: Page) -> None:
    after = replay(page, [replace(decision(page, 0, 1, SOUND[0][1]), before="别的")], RECIPES)
    assert {cell.clean for cell in changed(page, after).values()} == {SOUND[0][1]}
    assert told(after, "decision-misfit") == []


def test_a_cell_is_found_by_its_place_on_the_paper(page: Page) -> None:
    """Rows may be counted otherwise when a page is read again."""
    one = replace(decision(page, 4, 1, "一"), row=7, table=3, column="其他")
    assert place_of(page.tables, one) == (0, 4, 1)
    assert place_of(page.tables, replace(one, box=Box(1, 41, 49, 51).moved(50, 0))) == (0, 4, 1)
    moved = replace(one, box=Box(0, 0, 50, 10).moved(500, 500))
    assert place_of(page.tables, moved) is None
    assert [each.code for each in replay(page, [moved], RECIPES).findings[len(page.findings) :]] == ["decision-misfit"]


def test_the_halves_of_a_spread_are_two_pages(page: Page) -> None:
    one = decision(page, 0, 1, "一")
    left = replace(page, source=replace(page.source, half=Half.LEFT))
    assert replay(left, [one, replace(one, half="right")], RECIPES) is left
    assert replay(left, [replace(one, half="left")], RECIPES).tables[0].rows[0][1].clean == "一"


def test_a_dump_has_no_boxes_and_counts(page: Page) -> None:
    page = replace(page, tables=(make.recipe_table(next(r for r in RECIPES if r.name == "community_scores"), SOUND),))
    one = decision(page, 4, 1, "一")
    assert one.box is None
    assert place_of(page.tables, one) == (0, 4, 1)
    assert place_of(page.tables, replace(one, row=99)) is None
    assert place_of(page.tables, replace(one, column="其他")) is None
    assert place_of(page.tables, replace(one, table=2)) is None


def test_replaying_twice_is_replaying_once(page: Page) -> None:
    decisions = [decision(page, 0, 1, "一"), decision(page, 3, 2, "5", Verdict.MISREAD)]
    assert replay(page, decisions, RECIPES) == replay(page, decisions * 2, RECIPES)
