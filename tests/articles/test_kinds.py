"""Stories, briefs, notices and advertisements, told apart by wording."""

from __future__ import annotations

import doctest

import pytest

from pipeline.articles import kinds
from pipeline.articles.kinds import is_rubric, kind_of
from pipeline.model import ArticleKind


@pytest.mark.parametrize(
    ("headline", "text", "kind"),
    [
        ("遗失声明", "王斌遗失居民身份证一枚，声明作废。", ArticleKind.NOTICE),
        ("停水通知", "因管道检修，城南停水一天。", ArticleKind.NOTICE),
        ("湖畔家具城", "全场八折起。地址：湖滨路2号 电话：0000-0000000", ArticleKind.ADVERTISEMENT),
        ("灌渠通水", "渠水到了田头。", ArticleKind.STORY),
        ("市政府公告栏换新", "公告栏换了新玻璃。", ArticleKind.STORY),
        ("市长热线开通", "热线开通后，接线员每天要接上百个电话。" * 10, ArticleKind.STORY),
    ],
)
def test_wording_tells_the_kind(headline: str, text: str, kind: ArticleKind) -> None:
    assert kind_of(headline, text, "", "") is kind


def test_a_byline_makes_it_a_story() -> None:
    assert kind_of("公告", "本报讯（记者王斌）公告贴了出来。", "", "王斌") is ArticleKind.STORY


def test_short_texts_under_a_rubric_are_briefs_and_long_ones_are_not() -> None:
    assert kind_of("灌渠通水", "渠水到了田头。", "简讯", "王斌") is ArticleKind.BRIEF
    assert kind_of("灌渠通水", "渠水到了田头。" * 100, "简讯", "王斌") is ArticleKind.STORY


@pytest.mark.parametrize(("heading", "is_one"), [("各地简讯", True), ("简讯办得好", False), ("灌渠通水", False)])
def test_rubrics_by_their_words(heading: str, is_one: bool) -> None:
    assert is_rubric(heading) is is_one


def test_the_examples_hold() -> None:
    assert doctest.testmod(kinds).failed == 0
