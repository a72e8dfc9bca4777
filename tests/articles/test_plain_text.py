"""Articles from a text dump: heads, paragraphs, pieces put back, gaps marked; nothing invented, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles.plain_text import Assembled, assemble_dump
from pipeline.hanzi import GAP, without_blanks
from pipeline.model import Page, PageSource, RepairStatus, Route, Source, SourceKind, TextLine

CANAL = "本报讯(记者王斌)4月27 日,东湖灌区举行通水仪式。 两岸的麦田当天浇上了水。"
MARKET = "本报讯(记者李明)4月28 日,城南早市开张。"


def assemble(text: str) -> Assembled:
    """The articles of a dump; a blank line parts its blocks."""
    source = Source(path=Path("page.txt"), name="page.txt", sha256="", kind=SourceKind.TEXT, page_count=1)
    lines = tuple(
        TextLine(line, block=number)
        for number, run in enumerate(text.split("\n\n"))
        for line in run.split("\n")
        if line.strip()
    )
    page = Page("p", PageSource(source, 1, "p"), Route.PLAIN_TEXT, lines=lines)
    assembled = assemble_dump(page, lines)
    assert _ink(assembled) == sorted(without_blanks("".join(line.text for line in lines))), "a character is lost or invented"
    return assembled


def _ink(assembled: Assembled) -> list[str]:
    """Every character of articles and furniture, the gap marks left out."""
    texts = [line.text for line in assembled.furniture]
    for article in assembled.articles:
        texts.extend([article.kicker, article.headline, article.subhead, *article.paragraphs])
    return sorted(without_blanks("".join(texts)).replace(GAP, ""))


def codes(assembled: Assembled) -> list[str]:
    return [finding.code for finding in assembled.findings]


def test_a_headline_and_its_story() -> None:
    """Headline, reporter, date, text as read."""
    assembled = assemble(f"东湖灌区通水\n\n{CANAL}\n\n城南早市开张\n\n{MARKET}")
    first, second = assembled.articles
    assert (first.headline, first.kicker, first.reporter, first.dateline) == ("东湖灌区通水", "", "王斌", "4月27日")
    assert first.paragraphs == (CANAL,)
    assert first.printed_text == CANAL
    assert (second.order, second.article_id, second.headline) == (2, "p-a2", "城南早市开张")
    assert assembled.findings == ()


@pytest.mark.parametrize(
    ("heads", "kicker", "headline", "subhead"),
    [
        ("赵平在灌区通水仪式上强调 抓住农时 浇好返青水", "赵平在灌区通水仪式上强调", "抓住农时 浇好返青水", ""),
        ("因清淤工作不力\n\n两个乡镇负责人被约谈", "因清淤工作不力", "两个乡镇负责人被约谈", ""),
        ("东湖灌区\n\n抓住农时浇好返青水", "东湖灌区", "抓住农时浇好返青水", ""),
        ("东湖灌区通水\n\n——三万亩麦田浇上返青水", "", "东湖灌区通水", "——三万亩麦田浇上返青水"),
        ("春到东湖\n\n灌区通水了\n\n三万亩麦田浇上返青水", "春到东湖", "灌区通水了", "三万亩麦田浇上返青水"),
        ("不负春光，东湖开渠", "", "不负春光，东湖开渠", ""),
    ],
)
def test_kicker_headline_subhead(heads: str, kicker: str, headline: str, subhead: str) -> None:
    """By wording where there is any, else by their order in print."""
    (article,) = assemble(f"{heads}\n\n{CANAL}").articles
    assert (article.kicker, article.headline, article.subhead) == (kicker, headline, subhead)


def test_heads_in_one_block_with_the_story() -> None:
    """A dump without blank lines: the head ends where 本报讯 begins."""
    assembled = assemble(f"东湖灌区通水\n{CANAL}\n城南早市开张\n{MARKET}")
    assert [article.headline for article in assembled.articles] == ["东湖灌区通水", "城南早市开张"]


def test_a_story_without_byline_is_known_by_its_opening() -> None:
    """按照, 近日 begin stories; 通知 names one."""
    notice = "因检修,定于6月3日对东街停水。"
    assembled = assemble(f"东湖灌区通水\n\n{CANAL}\n\n我市清查取水口\n\n近日,我市清查取水口。\n\n停水通知\n\n{notice}")
    assert [article.headline for article in assembled.articles] == ["东湖灌区通水", "我市清查取水口", "停水通知"]


def test_a_subhead_within_a_story_stays_in_it() -> None:
    """一、渠通了 is no headline."""
    (article,) = assemble(f"东湖灌区通水\n\n{CANAL}\n\n一、渠通了\n\n渠首闸去年开工,今年通水。").articles
    assert article.paragraphs == (CANAL, "一、渠通了", "渠首闸去年开工,今年通水。")


def test_a_printed_line_alone_is_no_headline() -> None:
    """The first line of a paragraph torn from the rest: the text goes on with a full line, so it is no story's beginning."""
    first, rest = (
        "渠首闸的工作人员现在每天巡查",
        "三次水位和闸门,遇到上游来水 就提前开闸放水,保证沿线村庄 都能按时浇地,最远的麦田也能 在三天之内全部浇完一遍水。",
    )
    (article,) = assemble(f"东湖灌区通水\n\n{CANAL}\n\n{first}\n\n{rest}").articles
    assert article.paragraphs[1] == first + rest


def test_blocks_that_break_off_go_on() -> None:
    """A column's end is no paragraph's end; Latin words keep their blank."""
    (article,) = assemble(
        "东湖灌区通水\n\n本报讯 东湖灌区昨天通水,农\n\n民都很高兴,用上了 smart\n\nmeter 系统。\n\n渠水很清。"
    ).articles
    assert article.paragraphs == ("本报讯 东湖灌区昨天通水,农民都很高兴,用上了 smart meter 系统。", "渠水很清。")


def test_a_paragraph_break_lost_within_a_line_is_found() -> None:
    """The printed line ends a sentence, and the next one opens as paragraphs do; on the record."""
    text = "本报讯(记者王斌)东湖灌区副主任 赵平主持仪式并作了安排。 赵平指出,浇好返青水很要紧。"
    assembled = assemble(f"东湖灌区通水\n\n{text}")
    assert len(assembled.articles[0].paragraphs) == 2
    assert [repair.rule for repair in assembled.repairs] == ["paragraph-break"]


def test_a_sentence_that_happens_to_end_with_the_line_is_no_break() -> None:
    """The next line is as long as the others: no indent, no paragraph."""
    first = "本报讯(记者王斌)东湖灌区昨 天上午举行了通水的仪式来的 人很多大家都说今年的水好。"
    rest = "两岸的麦田当天就浇上了返青 的水农民说这是多年来第一次 不用排队等水浇地。"
    (article,) = assemble(f"东湖灌区通水\n\n{first} {rest}").articles
    assert len(article.paragraphs) == 1


def test_a_piece_printed_after_its_story_is_put_back() -> None:
    """One place wins: a word runs over the seam and the enumeration goes on."""
    body = "本报讯(记者王斌)会上,赵平说,要盯住灌区、道路\n\n水库、闸门等要害地方,严格检查。"
    assembled = assemble(f"我市部署汛前检查\n\n{body}\n\n交通、桥梁涵洞、排水泵站、\n\n城南早市开张\n\n{MARKET}")
    assert assembled.articles[0].paragraphs == (
        "本报讯(记者王斌)会上,赵平说,要盯住灌区、道路交通、桥梁涵洞、排水泵站、水库、闸门等要害地方,严格检查。",
    )
    (repair,) = assembled.repairs
    assert (repair.rule, repair.status, repair.where.article_id) == ("rejoin", RepairStatus.APPLIED, "p-a1")
    assert repair.after.replace("交通、桥梁涵洞、排水泵站、", "") == repair.before
    assert "道路交通" in repair.evidence
    assert "交通、桥梁涵洞、排水泵站、" in assembled.articles[0].printed_text


def test_a_clause_that_answers_another_is_put_back() -> None:
    """是…，也是…: the clause before ends with a comma and says 是 as well."""
    body = "本报讯(记者王斌)赵平说,修渠是一件民生大事,是一件农业大事,\n\n改善环境的要紧办法。"
    assembled = assemble(f"我市部署修渠\n\n{body}\n\n也是节约用水\n\n城南早市开张\n\n{MARKET}")
    assert "农业大事,也是节约用水改善环境" in assembled.articles[0].paragraphs[0]


def test_a_piece_that_fits_two_places_is_left_alone() -> None:
    """Nothing is put back where two places are as good: the text stays, and a finding says so."""
    seam = "赵平说,要盯住灌区、道路\n\n水库、闸门等地方。"
    assembled = assemble(
        f"我市部署汛前检查\n\n本报讯(记者王斌){seam}\n\n{seam}\n\n交通、桥梁涵洞、排水泵站、\n\n城南早市开张\n\n{MARKET}"
    )
    assert "rejoin" not in [repair.rule for repair in assembled.repairs]
    assert "unplaced-fragment" in codes(assembled)
    assert [line.text for line in assembled.furniture] == ["交通、桥梁涵洞、排水泵站、"]


def test_a_piece_with_no_place_keeps_its_text() -> None:
    """No story breaks off: the piece is furniture and a finding that quotes it."""
    assembled = assemble(f"东湖灌区通水\n\n{CANAL}\n\n、闸门、泵站和沿线\n\n城南早市开张\n\n{MARKET}")
    (finding,) = assembled.findings
    assert (finding.code, finding.evidence) == ("unplaced-fragment", "、闸门、泵站和沿线")


def test_a_kicker_is_not_taken_for_a_piece() -> None:
    """A story breaks off and a kicker follows: one word over the seam is not proof enough."""
    body = "本报讯(记者王斌)会上,赵平说,要抓好春季农业生产和\n\n水利工程建设。"
    assembled = assemble(f"我市部署春灌\n\n{body}\n\n发展看变化\n\n城南早市开张\n\n{MARKET}")
    assert assembled.articles[1].kicker == "发展看变化"


def test_a_story_that_breaks_off_is_marked() -> None:
    """〔缺〕 at the end, a repair and a finding; nothing is made up."""
    assembled = assemble(
        f"我市部署春灌\n\n本报讯(记者王斌)会上,赵平说,要抓好春季农业生产,让农民放心发\n\n城南早市开张\n\n{MARKET}"
    )
    assert assembled.articles[0].paragraphs[0].endswith(f"放心发{GAP}")
    assert codes(assembled) == ["text-missing"]
    assert [repair.rule for repair in assembled.repairs] == ["gap-mark"]


def test_a_paragraph_that_breaks_off_before_the_next_is_marked() -> None:
    """The next block opens as paragraphs do: 赵平强调,"""
    first = "本报讯(记者王斌)副市长赵平到灌区检查,察看了总体情况"
    assembled = assemble(f"我市部署春灌\n\n{first}\n\n赵平强调,要不误农时。")
    assert assembled.articles[0].paragraphs == (first + GAP, "赵平强调,要不误农时。")


def test_a_sentence_over_two_blocks_is_no_gap() -> None:
    """有关 | 负责人表示 goes on; so does a quote at a block's end."""
    assembled = assemble("我市部署春灌\n\n本报讯(记者王斌)市水务局,有关\n\n负责人表示,要用好“节水田”\n\n这个办法。")
    assert len(assembled.articles[0].paragraphs) == 1
    assert codes(assembled) == []


def test_a_signature_is_no_gap() -> None:
    """A notice ends with who signs it, not with 。"""
    assembled = assemble("停水通知\n\n因检修,定于6月3日对东街停水。\n东湖自来水公司\n2022年5月31日")
    assert "text-missing" not in codes(assembled)


def test_a_title_that_lost_its_beginning_is_marked_where_it_broke() -> None:
    """The page prints the title whole elsewhere; read backwards the two agree up to the seam."""
    whole = "本报讯(记者王斌)按照《东湖灌区春季用水调度办法》,我市调水。"
    assembled = assemble(f"我市调水\n\n{whole}\n\n会上, 传达了上级\n\n灌区春季用水\n\n调度办法》,安排了工作。")
    assert f"传达了上级{GAP}灌区春季用水调度办法》" in assembled.articles[0].paragraphs[1]


def test_a_stray_mark_without_a_twin_is_no_gap() -> None:
    """》 alone may be a misread mark."""
    assembled = assemble("我市调水\n\n本报讯(记者王斌)会上,传达了上级\n\n用水调度办法》,安排了工作。")
    assert GAP not in assembled.articles[0].text


def test_a_garbled_headline_is_suggested_not_changed() -> None:
    """Single characters are what is left of a line; the story's own words hold them."""
    body = "本报讯(记者王斌)市政协就东湖灌区、节水农田建设开展民主监督并座谈。"
    assembled = assemble(f"市政协就东湖灌区、节水农田 民 展\n\n{body}")
    assert assembled.articles[0].headline == "市政协就东湖灌区、节水农田 民 展"
    assert codes(assembled) == ["headline-garbled"]
    (repair,) = assembled.repairs
    assert (repair.status, repair.after) == (RepairStatus.SUGGESTED, "市政协就东湖灌区、节水农田建设开展民主监督")


def test_a_headline_set_wide_is_whole() -> None:
    """召 开 is letterspacing."""
    assert codes(assemble(f"东 湖 通 水\n\n{CANAL}")) == []


@pytest.mark.parametrize(
    "text",
    ["13900000000", "新闻热线：0318-1234567 订版热线", "直 微信息 订版热线", "www.example.com", "订版热线\n\n13900000000"],
)
def test_hotlines_and_numbers_are_furniture(text: str) -> None:
    """The page's own lines are no story."""
    assembled = assemble(f"东湖灌区通水\n\n{CANAL}\n\n{text}")
    assert [line.text for line in assembled.furniture] == text.split("\n\n")


def test_a_headline_about_a_hotline_is_none() -> None:
    """市长热线 over its story is a headline."""
    (article,) = assemble(f"12345热线办理诉求过万件\n\n{CANAL}").articles
    assert article.headline == "12345热线办理诉求过万件"


def test_a_text_without_a_head_is_an_article_all_the_same() -> None:
    """What goes on from another page has no headline here."""
    assembled = assemble("渠水很清,两岸麦田青翠。\n\n农民很高兴。")
    assert assembled.articles[0].headline == ""
    assert codes(assembled) == ["headline-missing"]


def test_a_byline_by_itself() -> None:
    """本报记者 on a line under the head is not the text's first sentence."""
    (article,) = assemble("春到东湖\n本报记者 王斌 李明\n　　渠水清了,麦田绿了。\n　　农民很高兴。").articles
    assert article.reporter == "王斌、李明"
    assert article.paragraphs == ("本报记者 王斌 李明", "渠水清了,麦田绿了。", "农民很高兴。")


def test_nothing_on_the_page() -> None:
    """A page of tables only has no articles."""
    assert assemble("") == Assembled((), (), (), ())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(alphabet="渠水本报讯强调指出会议,，。、“”《》也是 4月\n", max_size=60), max_size=8))
def test_no_character_is_lost_or_invented(blocks: list[str]) -> None:
    """Whatever the blocks: every character printed is in an article or in the furniture, and no other is."""
    assemble("\n\n".join(blocks))
