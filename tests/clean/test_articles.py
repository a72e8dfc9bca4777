"""An article is cleaned on the record, and cleaning it again changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import misreads
from pipeline.clean.articles import clean_article, clean_text
from pipeline.clean.keywords import keywords
from pipeline.clean.misreads import suspected_misreads
from pipeline.model import Article, RepairStatus

ARTICLE = Article(
    "p-a1",
    headline="东湖 灌区\u3000通水",
    paragraphs=('本报讯(记者王斌)4月27 日,东湖灌区通水,人称"大事"。', "两岸麦田 浇上了水,农民高兴。"),
    printed_text="as read",
)


def test_every_kind_of_change_is_one_repair() -> None:
    """(article, field, rule, before, after), the count in the evidence; the printed text stays."""
    cleaned, repairs = clean_article(ARTICLE)
    assert cleaned.headline == "东湖灌区通水"
    assert cleaned.paragraphs == ("本报讯（记者王斌）4月27日，东湖灌区通水，人称“大事”。", "两岸麦田浇上了水，农民高兴。")
    assert cleaned.printed_text == "as read"
    rows = {(repair.where.column, repair.rule, repair.before, repair.after): repair.evidence for repair in repairs}
    assert len(rows) == len(repairs)
    assert rows["text", "halfwidth-punctuation", ",", "，"].startswith("3 times")
    assert rows["headline", "blank", "\u3000", ""].startswith("1 time;")
    assert {repair.where.article_id for repair in repairs} == {"p-a1"}


def test_a_clean_article_has_no_repairs() -> None:
    """Keywords are added, nothing is changed."""
    cleaned, _ = clean_article(ARTICLE)
    assert clean_article(cleaned) == (cleaned, ())


@settings(max_examples=300)
@given(st.text(alphabet="渠水⽔⻓，。“”‘’「」（）,:;?!()\"' \u3000\u200b0189aZ.%-、\t\n\ufeff"))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Whatever the text, as a paragraph and as a heading."""
    for heading in (False, True):
        cleaned, _ = clean_text(text, heading=heading)
        assert clean_text(cleaned, heading=heading) == (cleaned, {})


@settings(max_examples=100)
@given(st.text())
def test_cleaning_twice_changes_nothing_of_any_text(text: str) -> None:
    """The whole of Unicode."""
    article = clean_article(replace(ARTICLE, headline=text, paragraphs=(text,)))[0]
    assert clean_article(article)[0] == article


def test_a_misread_is_suggested_not_changed() -> None:
    """人统 is no word, 入统 is what is meant; the text stays as printed."""
    cleaned, repairs = clean_article(replace(ARTICLE, paragraphs=("要抓紧数据上报人统。",)))
    assert cleaned.paragraphs == ("要抓紧数据上报人统。",)
    (repair,) = [repair for repair in repairs if repair.rule == "similar-character"]
    assert (repair.status, repair.before, repair.after) == (RepairStatus.SUGGESTED, "数据上报人统", "数据上报入统")


@pytest.mark.parametrize("text", ["这件事己经办好。", "末来五年", "要深人学习"])
def test_finds_known_and_unlikely_misreads(text: str) -> None:
    """己经 for 已经: the other character makes the clause far likelier."""
    assert len(suspected_misreads(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "三人住进新居，两人选择返乡。",
        "为人民日报撰稿，引进人才，客服转人工。",
        "土地承包与士兵安置，千部大片和干部培训。",
        "时候不早了，太原天气很好，淮河治理准时完工。",
        "全市深入学习，未来五年已经规划。",
    ],
)
def test_clean_text_has_no_suspects(text: str) -> None:
    """Look-alikes in their own words are left in peace."""
    assert suspected_misreads(text) == []


def test_a_text_without_marks_is_looked_at_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five thousand characters in a line: each suspect has what stands about it cut into words again, not the whole line."""
    asked: list[int] = []
    whole = misreads.cut
    monkeypatch.setattr(misreads, "cut", lambda text: asked.append(len(text)) or whole(text))
    line = "石桥通车两岸的人走近了" * 460
    assert suspected_misreads(line + "这件事己经办好") != []
    assert sum(asked) < 50 * len(line)


def test_keywords_are_the_telling_words_in_a_settled_order() -> None:
    """The same text, the same words; nothing of nothing."""
    text = "东湖灌区通水，灌区两岸的麦田浇上了水，灌区农民高兴。"
    assert keywords(text, 3)[0] == "灌区"
    assert keywords(text) == keywords(text)
    assert len(keywords(text, 2)) == 2
    assert keywords("") == ()
    assert keywords("12 34") == ()
