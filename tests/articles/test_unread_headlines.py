"""Headlines that a scan did not give, or not surely: they are told, and a kicker is not taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.articles import assemble
from pipeline.model import Finding, Page, Region, Route, Severity
from tests.hand_set import block, column, heading, line, page_of

TEXT = "湖城开渠放水两岸农户照"


def story(words: str, kicker: str, top: float, size: float = 22.0, confidence: float | None = 0.99) -> list[Region]:
    """A story of two columns with kicker and headline; no words, no headline."""
    lines = [line(kicker, 110, top, 12)] if kicker else []
    lines += [line(words, 80, top + 16, size)] if words else []
    head = heading(*(replace(one, confidence=confidence) for one in lines))
    return [head, *(column(*block(TEXT, x, top + 44 - (0 if words else 20), 3)) for x in (50, 174))]


def scanned(*regions: Region) -> Page:
    return assemble(replace(page_of(), regions=regions, route=Route.OCR))


def findings(page: Page) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in page.findings]


def test_a_line_of_the_kickers_size_alone_is_a_kicker() -> None:
    page = scanned(*story("石桥通车了", "秋收时节", 50), *story("", "秋收时节看变化", 200))
    assert [(article.kicker, article.headline) for article in page.articles] == [
        ("秋收时节", "石桥通车了"),
        ("秋收时节看变化", ""),
    ]
    assert findings(page) == [("headline-missing", Severity.WARNING)]


def test_a_smaller_headline_than_others_is_one_where_kickers_are_of_another_size() -> None:
    page = scanned(*story("石桥通车了", "秋收", 50), *story("湖城开渠", "", 200, 16.0))
    assert [article.headline for article in page.articles] == ["石桥通车了", "湖城开渠"]
    assert not page.findings


def doubts(*regions: Region) -> list[Finding]:
    return [finding for finding in scanned(*regions).findings if finding.code == "headline-doubtful"]


@pytest.mark.parametrize(("confidence", "doubted"), [(0.45, True), (0.7, False), (None, False)])
def test_a_headline_that_was_read_unsurely_is_doubted(confidence: float | None, doubted: bool) -> None:
    assert bool(doubts(*story("石桥通车了", "", 50, confidence=confidence))) is doubted


def test_a_kicker_that_was_read_unsurely_casts_no_doubt_on_the_headline() -> None:
    head, *columns = story("石桥通车了", "秋收时节", 50)
    head = heading(replace(head.lines[0], confidence=0.3), head.lines[1])
    assert not doubts(head, *columns)


@pytest.mark.parametrize(("foot", "doubted"), [(300.0, True), (150.0, False)])
def test_a_vertical_headline_of_too_few_characters_is_doubted(foot: float, doubted: bool) -> None:
    upright = replace(line("石桥通车", 50, 50, 22, vertical=True), confidence=0.99)
    upright = replace(upright, box=upright.box._replace(y1=foot))
    assert bool(doubts(heading(upright), column(*block(TEXT, 80, 50, 6)))) is doubted


@pytest.mark.parametrize(("words", "confidence", "doubted"), [("桥", 0.99, True), ("桥", None, False), ("通车", 0.99, False)])
def test_a_scanned_headline_of_a_single_character_is_doubted(words: str, confidence: float | None, doubted: bool) -> None:
    assert bool(doubts(*story(words, "", 50, confidence=confidence))) is doubted


def test_lines_of_which_as_many_stand_alone_are_headlines() -> None:
    """Channels of a programme may be of the size of the kickers of the stories beside them."""
    others = [*story("石桥通车了", "秋收时节", 50, 16.0), *story("湖城开渠了", "春耕时节", 200, 16.0)]
    one, two = story("", "新闻频道", 350), story("", "戏曲频道", 500)
    assert [article.headline for article in scanned(*others, *one).articles] == ["石桥通车了", "湖城开渠了", ""]
    found = scanned(*others, *one, *two).articles
    assert [article.headline for article in found] == ["石桥通车了", "湖城开渠了", "新闻频道", "戏曲频道"]
