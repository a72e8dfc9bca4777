"""What a page says about itself, from lines that say nothing else."""

from __future__ import annotations

import pytest

from pipeline.masthead import read_masthead
from pipeline.model import Masthead, RepairStatus, TextLine
from pipeline.papers import read_paper

STORY = "本报讯（记者王斌）2022年4月27日，湖城开渠，全市有三千人到场。"


def lines(*texts: str) -> list[TextLine]:
    return [TextLine(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "masthead"),
    [
        ("衡水日报", Masthead(paper="衡水日报")),
        ("湖 城 晚 报", Masthead(paper="湖城晚报")),
        ("安平时报", Masthead(paper="安平时报")),
        ("2022年4月28日", Masthead(issue_date="2022-04-28")),
        ("2022 年 4 月 28 日 星期四", Masthead(issue_date="2022-04-28")),
        ("2017年3月21日 星期", Masthead(issue_date="2017-03-21")),
        ("2017年3月21日 星期曰 第3版", Masthead(issue_date="2017-03-21", edition="3")),
        ("2022-04-28", Masthead(issue_date="2022-04-28")),
        ("二〇二二年四月二十八日 农历壬寅年三月廿八", Masthead(issue_date="2022-04-28")),
        ("一九八五年十月一日", Masthead(issue_date="1985-10-01")),
        ("第2版", Masthead(edition="2")),
        ("第二版", Masthead(edition="2")),
        ("要闻 02版", Masthead(edition="2")),
        ("A03版", Masthead(edition="A03")),
        ("责任编辑 李红丽 李真", Masthead(editors=("李红丽", "李真"))),
        ("责编：李 真  美编：王 芳", Masthead(editors=("李真",))),
        ("责任编辑李红丽", Masthead(editors=("李红丽",))),
        ("编辑 周远 吴平 校对 林秀", Masthead(editors=("周远", "吴平"))),
        (
            "湖城晚报 2022年4月28日 星期四 第2版 要闻 责任编辑：李红丽 邮发代号17-12",
            Masthead("湖城晚报", "2022-04-28", "2", ("李红丽",)),
        ),
        ("2版 要闻 2022年4月28日 责编 李红丽 湖城晚报", Masthead("湖城晚报", "2022-04-28", "2", ("李红丽",))),
    ],
)
def test_reads_a_line_that_is_wholly_masthead(text: str, masthead: Masthead) -> None:
    """Paper, ISO date, number of the page, editors; the line is used."""
    found, used, repairs = read_masthead(lines(text, STORY))
    assert found == masthead
    assert used == (TextLine(text),)
    assert repairs == ()


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "编辑部搬家",
        "我市出版第二版志书",
        "2022年4月31日",  # no such day
        "要闻",
        "湖城日报社举办开放日",
        "本报编辑走进社区",
        "4月28日",
        "今日8版责任田",
    ],
)
def test_a_line_that_says_more_is_no_masthead(text: str) -> None:
    """One word beyond the masthead's own and the line stays in the text."""
    assert read_masthead(lines(text)) == (Masthead(), (), ())


def test_a_misread_paper_is_repaired_on_the_record() -> None:
    """One character off, and no other paper as near."""
    masthead, used, (repair,) = read_masthead(lines("衡水口報"))
    assert masthead.paper == "衡水日报"
    assert len(used) == 1
    assert (repair.rule, repair.before, repair.after) == ("paper-lexicon", "衡水口報", "衡水日报")
    assert repair.status is RepairStatus.APPLIED
    assert "edit distance 1" in repair.evidence


@pytest.mark.parametrize("text", ["衡口口报", "人民早报", "简报", "周报", "河口日报", "天气预报"])
def test_a_paper_that_is_not_clearly_near_is_not_made_another(text: str) -> None:
    """Two characters off is too far; a name that could be a paper's own is left as it is."""
    found = read_paper(text)
    assert found is None or found.name == text


def test_two_papers_as_near_win_nothing() -> None:
    """口阳日报 fits several papers; 哀阳口报 too."""
    assert read_paper("口阳口报") is None


def test_a_date_that_signs_a_notice_is_not_the_issue_s() -> None:
    """A bare date counts only near the ends of the page."""
    story = [STORY] * 20
    assert read_masthead(lines(*story, "2022年4月20日", *story))[0].issue_date == ""
    assert read_masthead(lines("2022年4月28日", *story))[0].issue_date == "2022-04-28"


def test_the_first_masthead_is_believed() -> None:
    """Another paper's name further down is left in the text."""
    masthead, used, _ = read_masthead(lines("湖城晚报", STORY, "人民日报", "湖城晚报"))
    assert masthead.paper == "湖城晚报"
    assert [line.text for line in used] == ["湖城晚报", "湖城晚报"]


def test_a_date_that_signs_a_notice_is_not_the_issues() -> None:
    """A short line under the end of a sentence, and the date under it."""
    masthead, used, _ = read_masthead(lines("停水通知", "定于6月3日停水。", "老城社区服务站", "2022年5月31日"))
    assert (masthead, used) == (Masthead(), ())


def test_a_date_under_the_papers_name_at_the_foot_is_the_issues() -> None:
    """The name is masthead too, so the date signs nothing."""
    masthead, _, _ = read_masthead(lines("停水通知", "定于6月3日停水。", "湖城晚报", "2022年5月31日"))
    assert (masthead.paper, masthead.issue_date) == ("湖城晚报", "2022-05-31")


def test_a_sheets_number_alone_is_the_edition_near_an_end() -> None:
    """A02 at the head; in the midst of a page it may be anything."""
    assert read_masthead(lines("A02", STORY))[0].edition == "A02"
    assert read_masthead(lines(*[STORY] * 20, "A02", *[STORY] * 20))[0] == Masthead()
