"""Rows and names of a scan are read again within their own readings before the paper is blamed."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Cell, CellStatus, Page, Reading, Severity, Table
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page
from pipeline.validate import validate_page
from tests import random_tables as make
from tests.repair.test_repair import LIST, SCORES, SOUND

RECIPES = read_recipes()


def _scanned(text: str, *others: tuple[str, float], sure: float = 0.99, again: float | None = None) -> Cell:
    """A cell as the reader gives it: twice read, with what it would have read next."""
    readings = [Reading(text, "rapidocr", sure), Reading(text, "rapidocr, other scale", sure if again is None else again)]
    readings += [Reading(other, "rapidocr, second choice", confidence) for other, confidence in others]
    return Cell(text, text, CellStatus.AS_PRINTED if text else CellStatus.MISSING, sure, readings=tuple(readings))


def _page(changes: dict[tuple[int, int], Cell], lists: list[list[str]] | None = None) -> Page:
    rows = [[_scanned(text) for text in row] for row in SOUND]
    for (row, column), cell in changes.items():
        rows[row][column] = cell
    table = make.recipe_table(SCORES, SOUND)
    tables: list[Table] = [replace(table, rows=tuple(map(tuple, rows)))]
    if lists:
        tables.append(make.recipe_table(LIST, lists, "t2"))
    return repair_page(validate_page(make.page_of(*tables), RECIPES), RECIPES)


def _cell(page: Page, row: int, column: int) -> Cell:
    return page.tables[0].rows[row][column]


def test_a_rules_residue_is_left_out() -> None:
    """137.4 was read where 37.4 stands: the number within the reading makes the row hold."""
    page = _page({(0, 5): _scanned("137.4", ("137,4", 0.1), sure=0.6)})
    assert (_cell(page, 0, 5).clean, _cell(page, 0, 5).status) == ("37.4", CellStatus.REREAD)
    assert "read again" in page.repairs[0].evidence


def test_two_cells_of_a_row_are_read_again_together() -> None:
    """Neither alone makes the row hold: the second choices of both do."""
    page = _page({(7, 3): _scanned("13", ("18", 0.3), sure=0.6), (7, 4): _scanned("86.4", ("36.4", 0.3), sure=0.5)})
    assert [_cell(page, 7, column).clean for column in (3, 4)] == ["18", "36.4"]
    assert {_cell(page, 7, column).status for column in (3, 4)} == {CellStatus.REREAD}


def test_ink_that_is_plainly_wrong_is_the_papers() -> None:
    """Read surely and twice alike: the paper is blamed where one explanation stands above all."""
    page = _page({(4, 2): _scanned("32.2")})
    assert (_cell(page, 4, 2).clean, _cell(page, 4, 2).status) == ("92.2", CellStatus.CORRECTED)


def test_readings_that_mend_nothing_choose_nothing() -> None:
    """A second choice that breaks the row as well is no proof."""
    page = _page({(0, 5): _scanned("11.1", ("12.9", 0.3), sure=0.5)})
    assert _cell(page, 0, 5).clean == "11.1"
    assert any(finding.where.row == 0 and finding.severity is Severity.ERROR for finding in page.findings)


def test_ranks_at_the_head_are_counted() -> None:
    """Unread ranks above a 4 that keeps its place are 1 to 3, read unsurely as they are."""
    page = _page({(row, 0): _scanned(text, sure=0.2) for row, text in enumerate(("BPY", "b s", "8"))})
    assert [_cell(page, row, 0).clean for row in range(3)] == ["1", "2", "3"]
    assert _cell(page, 0, 0).status is CellStatus.REREAD


def test_a_name_known_from_earlier_issues_is_believed() -> None:
    """桃城区老白于社区 was read, 桃城区老白干社区 thought of: the lexicon has the second."""
    page = _page({(8, 1): _scanned("桃城区老白于社区", ("桃城区老白干社区", 0.4), sure=0.55)})
    assert (_cell(page, 8, 1).clean, _cell(page, 8, 1).status) == ("桃城区老白干社区", CellStatus.REREAD)


def test_a_district_decides_between_readings() -> None:
    """率州区 is no district, 冀州区 is."""
    page = _page({(0, 1): _scanned("率州区花村社区", ("冀州区花村社区", 0.1), ("率州区花付社区", 0.1), sure=0.5)})
    assert _cell(page, 0, 1).clean == "冀州区花村社区"


def test_a_character_no_simplified_text_prints_gives_way() -> None:
    """業 for 棠: the paper prints simplified characters, and other names have 棠 or the dictionary does."""
    page = _page({(3, 1): _scanned("桃城区景業社区", ("桃城区景棠社区", 0.3), sure=0.6)})
    assert _cell(page, 3, 1).clean == "桃城区景棠社区"


def test_a_name_that_nothing_speaks_for_stays_and_is_flagged() -> None:
    """Two readings of common characters, neither known: a person must look."""
    page = _page({(3, 1): _scanned("桃城区福绿社区", ("桃城区福禄社区", 0.05), sure=0.85)})
    assert (_cell(page, 3, 1).clean, _cell(page, 3, 1).status) == ("桃城区福绿社区", CellStatus.AS_PRINTED)
    assert any(finding.code == "doubtful-reading" and finding.where.row == 3 for finding in page.findings)


def test_a_right_name_is_not_read_away() -> None:
    """A known district is not given up for one that is none, however often its characters stand elsewhere."""
    page = _page({(1, 1): _scanned("桃城区杨树社区", ("桃红区杨树社区", 0.2), sure=0.7)})
    assert _cell(page, 1, 1).clean == "桃城区杨树社区"


def test_another_engine_that_reads_the_second_choice_decides() -> None:
    """Two engines that come to the same name by different ways are two witnesses."""
    cell = _scanned("桃城区松挥社区", ("桃城区松辉社区", 0.1), sure=0.85)
    cell = replace(cell, readings=(*cell.readings, Reading("桃城区松辉社区", "tesseract", 0.8)))
    assert _cell(_page({(3, 1): cell}), 3, 1).clean == "桃城区松辉社区"


def test_another_engine_that_agrees_makes_a_name_sure() -> None:
    """Then nobody need look."""
    cell = _scanned("桃城区松辉社区", sure=0.85)
    cell = replace(cell, readings=(*cell.readings, Reading("桃城区松辉社区", "tesseract", 0.8)))
    page = _page({(3, 1): cell})
    assert [finding for finding in page.findings if finding.severity is not Severity.NOTICE] == []


def test_a_list_names_a_row_whose_other_names_were_read_unsurely() -> None:
    """A misread name that disagrees with the list by a character is no contradiction; one read surely is."""
    lists = [["1", "冀州区古城社区", "18", "桃城区岸芷庭蓝社区"], ["2", "桃城区杨树社区", "17", "桃城区育新社区"]]
    unsure = _scanned("桃城区汤树社区", sure=0.6)
    page = _page({(1, 1): unsure, (17, 1): _scanned("")}, lists)
    assert _cell(page, 17, 1).clean == "桃城区岸芷庭蓝社区"
    page = _page({(1, 1): _scanned("桃城区汤树社区"), (17, 1): _scanned("")}, lists)
    assert _cell(page, 17, 1).clean == ""


LEFT = [
    ["1", "冀州区古城社区", "16", "衡水高新区宝云社区"],
    ["2", "桃城区杨树社区", "17", "桃城区育新社区"],
    ["3", "桃城区金光社区", "81", "桃城区岸芷庭蓝社区"],
]


def test_the_only_name_left_over_belongs_to_the_only_row_without_one() -> None:
    """The list misprints the rank 18 as 81; its other five names stand in the table."""
    page = _page({(17, 1): _scanned("")}, LEFT)
    assert (_cell(page, 17, 1).clean, _cell(page, 17, 1).status) == ("桃城区岸芷庭蓝社区", CellStatus.CORRECTED)
    assert "leaves over" in next(repair.evidence for repair in page.repairs if repair.where.row == 17)


def test_of_two_rows_without_a_name_neither_is_given_it() -> None:
    """A near miss: one name left, two rows."""
    page = _page({(17, 1): _scanned(""), (12, 1): _scanned("")}, LEFT)
    assert [_cell(page, row, 1).clean for row in (12, 17)] == ["", ""]


def test_an_unsure_name_is_the_one_listed_that_is_nearly_the_same() -> None:
    """One character off a name that no row has; the others are nowhere near."""
    page = _page({(17, 1): _scanned("桃城区岸芒庭蓝社区", sure=0.5)}, LEFT)
    assert (_cell(page, 17, 1).clean, _cell(page, 17, 1).status) == ("桃城区岸芷庭蓝社区", CellStatus.REREAD)


def test_a_short_name_is_not_taken_for_a_listed_one_that_nobody_read() -> None:
    """A near miss: district and kind are the same, and half of what is the community's own is not."""
    lists = [*LEFT[:-1], ["18", "桃城区杨柳社区", "82", ""]]
    page = _page({(17, 1): _scanned("桃城区杨桥社区", sure=0.5)}, lists)
    assert _cell(page, 17, 1).clean == "桃城区杨桥社区"


def test_the_characters_of_districts_say_nothing_about_communities() -> None:
    """桃 begins a district of the column; that is no reason to read it within a name."""
    page = _page({(12, 1): _scanned("桃城区西明昌社区", ("桃城区西明桃社区", 0.3), sure=0.6)})
    assert _cell(page, 12, 1).clean == "桃城区西明昌社区"


def test_an_unlikely_reading_is_not_believed_for_its_characters() -> None:
    page = _page({(12, 1): _scanned("桃城区西明昌社区", ("桃城区西明街社区", 0.1), sure=0.6)})
    assert _cell(page, 12, 1).clean == "桃城区西明昌社区"


def test_two_names_alike_are_not_told_apart() -> None:
    """A near miss: two names left over are as near to it."""
    lists = [*LEFT, ["19", "桃城区岸芬庭蓝社区", "82", "桃城区岸芸庭蓝社区"]]
    page = _page({(17, 1): _scanned("桃城区岸芒庭蓝社区", sure=0.5)}, lists)
    assert _cell(page, 17, 1).clean == "桃城区岸芒庭蓝社区"


def test_a_text_layer_holds_no_residue() -> None:
    """Two readers of a text layer say 137.4: what stands there is a misprint, not 37.4 beside a rule."""
    rows = [[Cell(text, text) for text in row] for row in SOUND]
    rows[0][5] = Cell("137.4", "137.4", readings=(Reading("137.4", "pypdfium2"), Reading("137.4", "pdfplumber")))
    table = replace(make.recipe_table(SCORES, SOUND), rows=tuple(map(tuple, rows)))
    page = repair_page(validate_page(make.page_of(table), RECIPES), RECIPES)
    assert _cell(page, 0, 5).status is not CellStatus.REREAD


def test_a_rank_in_words_is_left_alone() -> None:
    page = _page({(3, 0): _scanned("并列4", ("4", 0.5), sure=0.6)})
    assert _cell(page, 3, 0).clean == "并列4"
