"""Names linked through several issues: what is the same, what only looks alike, and what changed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.convert import convert
from pipeline.errors import UsageError
from pipeline.research.names_alike import alike
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent.parent
NAMES = st.text(alphabet="古城石桥荷塘东西一二新老社区", min_size=1, max_size=8)


def frame(*issues: tuple[str, list[str]], districts: dict[str, str] | None = None) -> pd.DataFrame:
    rows = [
        {"issue_date": date, "name": name, "rank": rank, "total": 100.0 - rank, "district": (districts or {}).get(name)}
        for date, names in issues
        for rank, name in enumerate(names, start=1)
    ]
    made = pd.DataFrame(rows)
    return made if districts is not None else made.drop(columns="district")


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four issues of an invented paper (data/issues)."""
    out = tmp_path_factory.mktemp("issues")
    convert([ROOT / "data" / "issues"], out, Settings())
    return out


def test_the_sample_issues_are_linked(issues: Path) -> None:
    """Two misprinted names are linked with their score; 东关 and 西关, 第一 and 第二 never are."""
    linked = pipeline.link(pipeline.load(issues, "community_scores"))
    assert linked.entity.nunique() == 13
    similar = linked[linked.link == "similar"]
    assert sorted(zip(similar.name, similar.entity_name, similar.link_score, strict=True)) == [
        ("桃城区古愧社区", "桃城区古槐社区", 0.857),
        ("桃城区柳阴社区", "桃城区柳荫社区", 0.857),
    ]
    assert linked[linked.name == "桃城区东关社区"].entity.nunique() == 1
    assert set(linked[linked.name == "桃城区东关社区"].entity).isdisjoint(linked[linked.name == "桃城区西关社区"].entity)
    told = pipeline.changes(linked)
    events = told.groupby("event").entity_name.apply(lambda names: sorted(set(names))).to_dict()
    assert events["entered"] == ["桃城区书院社区"]
    assert events["left"] == ["冀州区杏林社区", "桃城区西关社区", "滨湖新区渔歌社区"]
    assert events["returned"] == ["冀州区杏林社区", "桃城区西关社区"]
    lotus = told[(told.entity_name == "冀州区荷塘社区") & (told.issue_date == "2031-09-30")].iloc[0]
    assert lotus.flagged  # its total was printed 886 and is corrected
    assert (lotus.score, lotus.event) == (86, "stayed")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("桃城区古城社区", "桃城区古城社区", True),
        ("桃城区古城社区", "桃城区 古城社区", True),
        ("桃城区古城社区", "桃城区古域社区", True),
        ("桃城区古城社区", "桃城区古社区", True),
        ("桃城区东关社区", "桃城区西关社区", False),
        ("衡水高新区第一社区", "衡水高新区第二社区", False),
        ("桃城区明珠社区", "桃城区东明珠社区", False),
        ("桃城区新城社区", "桃城区老城社区", False),
        ("桃城区古城社区", "桃城区红旗社区", False),
        ("古城", "古域", False),
    ],
)
def test_what_is_one_name_and_what_is_two(before: str, after: str, same: bool) -> None:
    linked = pipeline.link(frame(("1", [before]), ("2", [after])))
    assert (linked.entity.nunique() == 1) is same


def test_nothing_is_linked_where_two_are_as_like() -> None:
    """古丙社区 may be either: it stays by itself."""
    linked = pipeline.link(frame(("1", ["桃城区古城社区", "桃城区古堡社区"]), ("2", ["桃城区古域社区"])))
    assert linked.entity.nunique() == 3
    assert linked.link.tolist() == ["first"] * 3


def test_another_district_is_another_place() -> None:
    districts = {"桃城区东风社区": "桃城区", "冀州区东风社区": "冀州区"}
    linked = pipeline.link(frame(("1", ["桃城区东风社区"]), ("2", ["冀州区东风社区"]), districts=districts))
    assert linked.entity.nunique() == 2


def test_a_name_without_its_district_is_the_same_place() -> None:
    linked = pipeline.link(frame(("1", ["桃城区东风社区"]), ("2", ["东风社区"]), districts={"桃城区东风社区": "桃城区"}))
    assert linked.entity.nunique() == 1
    assert linked.link.tolist() == ["first", "similar"]


def test_assignment_is_one_to_one() -> None:
    """Both are like the first, one of them more: only that one is linked."""
    linked = pipeline.link(frame(("1", ["桃城区向阳花园社区"]), ("2", ["桃城区向阳花圆社区", "桃城区朝阳花圆社区"])))
    assert linked.entity.tolist() == [1, 1, 2]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=6, unique=True), min_size=1, max_size=4))
def test_an_entity_stands_once_an_issue_and_equal_names_are_one(issues: list[list[str]]) -> None:
    linked = pipeline.link(frame(*((str(number), names) for number, names in enumerate(issues))))
    assert not linked.duplicated(["issue_date", "entity"]).any()
    assert linked.link_score.between(0.8, 1).all()
    told = pipeline.changes(linked)
    assert set(told.event) <= {"stayed", "entered", "left", "returned"}


@settings(deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways_and_whole_for_equals(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1
    assert alike(one, one) == 1


def test_changes_count_up_for_a_climb() -> None:
    told = pipeline.changes(pipeline.link(frame(("1", ["甲乡镇社区", "河滩社区"]), ("2", ["河滩社区", "甲乡镇社区"]))))
    climbed = told[told.entity_name == "河滩社区"].iloc[0]
    assert (climbed.rank_change, climbed.score_change, climbed.renamed) == (1, 1.0, False)


def test_one_witness_of_several_is_chosen() -> None:
    scores = pipeline.load(ROOT / "data" / "clean", "community_scores")
    with pytest.raises(UsageError, match="no issue_date"):
        pipeline.link(scores)
    with pytest.raises(UsageError, match="2 tables"):
        pipeline.link(scores[scores.issue_date.notna()])
    one = pipeline.one_witness(scores)
    assert len(one) == 65
    assert one.page_id.nunique() == 1
    assert "scan" not in one.page_id.iloc[0]
    assert pipeline.link(one).link.eq("first").all()


def test_a_frame_without_names_is_told() -> None:
    with pytest.raises(UsageError, match="no column name"):
        pipeline.link(pd.DataFrame({"issue_date": ["1"]}))


def test_without_scipy_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "scipy.optimize", None)
    with pytest.raises(UsageError, match=r"jiaokan\[research\]"):
        pipeline.link(frame(("1", ["古城社区"]), ("2", ["古域社区"])))


def test_reprints_are_found_across_days(issues: Path) -> None:
    """A notice printed again half a year later with two phrases changed; nothing else is one."""
    found = pipeline.reprints(issues)
    assert len(found) == 1
    pair = found.iloc[0]
    assert (pair.headline, pair.other_headline, pair.kind, pair.days) == ("冬季安全提醒", "入冬安全提醒", "other day", 184)
    assert 0.7 < pair.jaccard < pair.contained < 1
    assert pipeline.reprints(issues, least=0.95).empty


def test_witnesses_of_one_page_are_no_reprints() -> None:
    found = pipeline.reprints(ROOT / "data" / "clean")
    assert set(found.kind) == {"same page", "undated"}  # the text dump prints no date
    assert (found[found.kind == "same page"].jaccard > 0.9).all()


def test_search_finds_words_within_sentences(issues: Path) -> None:
    found = pipeline.search(issues, "煤气 阀门")
    assert sorted(found.headline) == ["入冬安全提醒", "冬季安全提醒"]
    assert all("煤气" in where for where in found["where"])
    assert found.score.is_monotonic_decreasing
    assert pipeline.search(issues, "早市").headline.tolist() == ["望湖社区的早市"]
    assert pipeline.search(issues, "宇宙飞船").empty
    assert len(pipeline.search(issues, "社区", limit=2)) == 2


@pytest.mark.parametrize("query", ['"', "NOT", "煤气 OR", "a*", "headline:社区", "（）"])
def test_no_query_is_taken_for_the_language_of_the_index(issues: Path, query: str) -> None:
    if any(character.isalnum() for character in query):
        assert list(pipeline.search(issues, query).columns)
    else:
        with pytest.raises(UsageError, match="no words"):
            pipeline.search(issues, query)
