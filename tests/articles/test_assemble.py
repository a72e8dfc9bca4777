"""From headings and columns to articles: who owns what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import assemble
from pipeline.articles.assemble import Story, stories_of
from pipeline.geometry import Box
from pipeline.model import Article, Region
from tests.hand_set import block, column, framed, heading, horizontal, line, page_of

EM = 10.0
TEXT = "湖城开渠放水两岸农户照"
WIDTH, STEP = 110, 124
"""A column is eleven characters wide; the next one begins a gutter of 14 points later."""


def text(x: float, top: float, count: int = 6, frame: Box | None = None) -> Region:
    return column(*block(TEXT, x, top, count), frame=frame)


def head(words: str, x: float, top: float, size: float = 20, frame: Box | None = None, *, vertical: bool = False) -> Region:
    return heading(line(words, x, top, size, vertical=vertical), frame=frame)


def told(stories: list[Story]) -> list[tuple[str, list[tuple[float, float]]]]:
    """Each story's heading lines, and where its columns stand."""
    return [
        (
            "/".join(one.text for region in story.headings for one in region.lines),
            [(region.box.x0, region.box.y0) for region in story.columns],
        )
        for story in stories
    ]


# --- a heading and what stands under it


def test_a_heading_owns_the_columns_under_it() -> None:
    regions = [head("石桥通车", 100, 50), text(50, 80), text(50 + STEP, 80)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80), (174, 80)])]


@pytest.mark.parametrize(("top", "stories"), [(72, 1), (99, 1), (140, 1)])
def test_a_heading_far_above_still_owns_the_columns_that_have_no_other(top: float, stories: int) -> None:
    """A picture may stand between the two."""
    assert len(stories_of([head("石桥通车", 60, 50), text(50, top)], EM)) == stories


def test_two_headings_part_the_row_under_them() -> None:
    regions = [head("石桥通车", 120, 50), head("湖城开渠", 320, 50), *(text(50 + STEP * index, 80) for index in range(4))]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80), (174, 80)]), ("湖城开渠", [(298, 80), (422, 80)])]


def test_headings_flush_left_part_the_row_too() -> None:
    regions = [head("石桥通车", 50, 50), head("湖城开渠", 298, 50), *(text(50 + STEP * index, 80) for index in range(4))]
    assert [columns for _, columns in told(stories_of(regions, EM))] == [[(50, 80), (174, 80)], [(298, 80), (422, 80)]]


def test_a_heading_over_three_columns_and_one_over_one() -> None:
    regions = [head("石桥通车两岸的人走近了", 110, 50), head("开渠", 460, 50), *(text(50 + STEP * i, 80) for i in range(4))]
    assert [len(columns) for _, columns in told(stories_of(regions, EM))] == [3, 1]


def test_columns_that_begin_higher_are_another_story() -> None:
    """Their tops differ by more than a hair."""
    regions = [head("石桥通车", 60, 50), text(50, 80), head("湖城开渠", 190, 20), text(50 + STEP, 50)]
    assert sorted(told(stories_of(regions, EM))) == [("湖城开渠", [(174, 50)]), ("石桥通车", [(50, 80)])]


def test_columns_across_a_wide_white_are_another_story() -> None:
    regions = [head("石桥通车", 60, 50), text(50, 80), head("湖城开渠", 310, 50), text(300, 80)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80)]), ("湖城开渠", [(300, 80)])]


def test_stories_under_each_other() -> None:
    regions = [head("石桥通车", 60, 50), text(50, 80, 4), head("湖城开渠", 60, 150), text(50, 180, 4)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80)]), ("湖城开渠", [(50, 180)])]


# --- vertical headlines


def test_a_vertical_headline_owns_the_columns_beside_it() -> None:
    regions = [head("石桥通车", 50, 80, vertical=True), text(80, 80, 8), text(80 + STEP, 80, 8)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(80, 80), (204, 80)])]


def test_a_vertical_headline_parts_the_row_where_it_stands() -> None:
    regions = [head("湖城开渠", 60, 50), text(50, 80, 8), head("石桥通车", 174, 80, vertical=True), text(204, 80, 8)]
    assert told(stories_of(regions, EM)) == [("湖城开渠", [(50, 80)]), ("石桥通车", [(204, 80)])]


def test_a_kicker_over_a_vertical_headline_belongs_to_it() -> None:
    regions = [head("家门口的新鲜事", 50, 55, 14), head("石桥通车", 50, 80, vertical=True), text(80, 80, 8)]
    (story,) = stories_of(regions, EM)
    assert [region.lines[0].text for region in story.headings] == ["家门口的新鲜事", "石桥通车"]


def test_a_vertical_headline_far_below_the_top_is_not_beside_the_column() -> None:
    regions = [text(80, 80, 20), head("石桥通车", 50, 300, vertical=True)]
    assert sorted(told(stories_of(regions, EM))) == [("", [(80, 80)]), ("石桥通车", [])]


# --- frames


def test_a_heading_outside_a_frame_does_not_own_what_is_inside() -> None:
    frame = Box(40, 75, 170, 200)
    regions = [head("石桥通车", 60, 50), text(50, 80, frame=frame), text(50, 220)]
    assert sorted(told(stories_of(regions, EM))) == [("", [(50, 80)]), ("石桥通车", [(50, 220)])]


def test_a_framed_story_beside_another_one_on_the_same_line() -> None:
    frame = Box(170, 40, 300, 200)
    regions = [head("石桥通车", 60, 50), text(50, 80), head("湖城开渠", 190, 50, frame=frame), text(174, 80, frame=frame)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80)]), ("湖城开渠", [(174, 80)])]


# --- columns without a heading


def test_columns_go_on_under_the_story_above_them() -> None:
    """A table or picture may part a story's columns."""
    regions = [head("石桥通车", 60, 50), text(50, 80), text(50 + STEP, 80), text(50, 300), text(50 + STEP, 300)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80), (50, 300), (174, 80), (174, 300)])]


def finished(x: float, top: float) -> Region:
    """A column of one whole paragraph."""
    return column(line(TEXT[:9], x + 20, top), line(TEXT, x, top + 14), line(f"{TEXT[:5]}。", x, top + 28))


def test_columns_wider_than_the_story_above_are_their_own() -> None:
    regions = [head("石桥通车", 60, 50), finished(50, 80), finished(50, 300), finished(50 + STEP, 300)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80)]), ("", [(50, 300), (174, 300)])]


def test_columns_that_go_on_with_an_open_sentence_are_the_storys_own() -> None:
    """The first column breaks off within a sentence; the one beside it, higher than the heading's foot, goes on with it."""
    regions = [head("石桥通车", 60, 50), text(50, 80), text(50 + STEP, 52, 8)]
    assert told(stories_of(regions, EM)) == [("石桥通车", [(50, 80), (174, 52)])]


def test_a_column_that_begins_a_story_stands_alone() -> None:
    begins = column(line("本报讯（记者王斌）", 194, 52), line(TEXT, 174, 66), line(TEXT, 174, 80))
    regions = [head("石桥通车", 60, 50), finished(50, 80), begins]
    assert [len(story.columns) for story in stories_of(regions, EM)] == [1, 1]


def test_columns_before_the_storys_text_are_held_against_it_together() -> None:
    """Under a picture two columns begin the story, the third stood beside the picture: the first of them is finished, and by
    itself reads on nowhere."""
    first = column(line("本报讯（记者王斌）", 70, 200), line(TEXT, 50, 214), line(f"{TEXT[:5]}。", 50, 228))
    second = column(line(TEXT[:9], 194, 200), line(TEXT, 174, 214), line(TEXT, 174, 228))
    third = column(line(TEXT, 298, 80), *block(TEXT, 298, 94, 6), line(f"{TEXT[:5]}。", 298, 178))
    regions = [head("石桥通车两岸", 170, 50), first, second, third]
    assert [len(story.columns) for story in stories_of(regions, EM)] == [3]
    another = column(line("本报讯（记者李明）", 194, 200), line(TEXT, 174, 214), line(f"{TEXT[:5]}。", 174, 228))
    assert len(stories_of([head("石桥通车两岸", 170, 50), first, another, third], EM)) > 1


def test_a_column_under_a_heading_is_its_own_rather_than_that_of_the_story_on_its_left() -> None:
    """A picture stands between the heading and the column."""
    left = [head("湖城开渠", 60, 50), finished(50, 80), finished(50, 130), finished(50, 180)]
    right = [head("石桥通车两岸农户", 190, 50), finished(174, 190), finished(174 + STEP, 80)]
    stories = stories_of([*left, *right], EM, pictures=[Box(174, 80, 284, 180)])
    assert {len(story.columns) for story in stories} == {3, 2}


def test_a_heading_on_a_picture_heads_the_text_under_it() -> None:
    """Beside it, at its height, another story begins."""
    photo = Box(50, 60, 160, 140)
    beside = [head("湖城开渠", 190, 70), text(174, 100, 10)]
    regions = [head("石桥通车", 65, 110), text(50, 170), *beside]
    assert told(stories_of(regions, EM, pictures=[photo])) == [("石桥通车", [(50, 170)]), ("湖城开渠", [(174, 100)])]


def test_columns_without_a_heading_over_them_are_left_of_another_storys_rule() -> None:
    """Both begin on one line; the rule over the right story tells how far its heading reaches."""
    left = [head("湖城开渠", 60, 40), text(50, 70, 3), text(50 + STEP, 80, 8)]
    right = [head("石桥通车", 355, 50), text(298, 80), text(422, 80)]
    stories = stories_of([*left, *right], EM, [horizontal(298, 532, 42)])
    assert [len(story.columns) for story in stories if "石桥" in story.headings[0].lines[0].text] == [2]


def test_a_heading_narrower_than_a_ragged_column_under_its_left_part_owns_it() -> None:
    verse = column(line("雨停了", 50, 80), line("一只麻雀飞", 50, 94), line("渡口", 50, 108))
    assert told(stories_of([head("河岸小记", 80, 50), verse], EM)) == [("河岸小记", [(50, 80)])]


def test_stories_under_a_rubric_are_of_the_size_of_its_briefs() -> None:
    """The kicker of the story after them is as small as their heads."""
    briefs = [region for top in (80, 180) for region in (head("短讯", 90, top, 12), finished(50, top + 20))]
    later = heading(line("家门口", 90, 280, 12), line("石桥通车", 65, 296, 22))
    regions = [head("一句话新闻", 60, 50, 16), *briefs, later, finished(50, 330)]
    assert [bool(story.rubric) for story in stories_of(regions, EM)] == [True, True, False]


def test_columns_under_nothing_are_an_article_without_a_headline() -> None:
    assert told(stories_of([text(50, 80)], EM)) == [("", [(50, 80)])]


def test_a_heading_over_nothing_is_an_article_without_text() -> None:
    """A line in large type that owns no column is printed all the same."""
    assert told(stories_of([head("石桥通车", 60, 50)], EM)) == [("石桥通车", [])]


def test_no_regions_are_no_stories() -> None:
    assert stories_of([], EM) == []


def test_the_columns_of_a_story_are_read_from_left_to_right_each_downwards() -> None:
    lower = column(line("。", 90, 170), line(TEXT, 50, 184))
    regions = [head("石桥通车", 60, 50), text(50 + STEP, 80), lower, text(50, 80)]
    (story,) = [one for one in stories_of(regions, EM) if one.headings]
    assert [(region.box.x0, region.box.y0) for region in story.columns] == [(50, 80), (50, 170), (174, 80)]


SOMEWHERE = st.tuples(st.integers(0, 5), st.integers(0, 12))
REGIONS = st.lists(
    st.one_of(
        st.builds(lambda at, count: text(50 + 62 * at[0], 60 * at[1], count), SOMEWHERE, st.integers(1, 9)),
        st.builds(lambda at, size: head("石桥通车", 50 + 62 * at[0], 60 * at[1] - 25, size), SOMEWHERE, st.integers(12, 40)),
        st.builds(lambda at: head("湖城开渠", 25 + 62 * at[0], 60 * at[1], vertical=True), SOMEWHERE),
    ),
    max_size=14,
)


@given(REGIONS)
@settings(max_examples=60, deadline=None)
def test_every_region_is_in_exactly_one_story(regions: list[Region]) -> None:
    owned = [region for story in stories_of(regions, EM) for region in (*story.headings, *story.columns, *story.rubric_regions)]
    assert Counter(map(id, owned)) == Counter(map(id, regions))


def test_many_headings_over_many_columns_are_shared_out_in_time() -> None:
    """A page of small advertisements: twenty headings over forty columns in one row."""
    regions = [head("招聘", 70 + 2 * STEP * index, 60, 12) for index in range(20)]
    regions += [text(50 + STEP * index, 80, 2) for index in range(40)]
    assert [len(story.columns) for story in stories_of(regions, EM)] == [2] * 20


# --- the article


def article_of(*regions: Region) -> Article:
    (article,) = assemble(replace(page_of(), regions=regions)).articles
    return article


def test_an_article_tells_its_headings_byline_and_paragraphs() -> None:
    body = column(
        line("本报讯（记者王斌）4月", 70, 100),
        line("27日，湖城开渠放水。", 50, 114),
        line("石桥通车。", 70, 128),
    )
    over = heading(line("家门口的新鲜事", 50, 50, 12), line("湖城开渠", 55, 66, 24))
    article = article_of(over, body)
    assert (article.kicker, article.headline, article.subhead) == ("家门口的新鲜事", "湖城开渠", "")
    assert (article.reporter, article.dateline) == ("王斌", "4月27日")
    assert article.paragraphs == ("本报讯（记者王斌）4月27日，湖城开渠放水。", "石桥通车。")
    assert article.printed_text == "本报讯（记者王斌）4月\n27日，湖城开渠放水。\n石桥通车。"
    assert (article.article_id, article.order) == ("p1-a1", 1)
    assert article.box == Box(50, 50, body.box.x1, body.box.y1)


def test_articles_are_numbered_in_reading_order() -> None:
    regions = (head("下", 60, 350), text(50, 380), head("上", 60, 50), text(50, 80))
    articles = assemble(replace(page_of(), regions=regions)).articles
    assert [(article.order, article.headline) for article in articles] == [(1, "上"), (2, "下")]


def test_an_empty_page_has_no_articles() -> None:
    assert assemble(page_of([], [horizontal(0, 100, 50), *framed(Box(0, 0, 50, 50))])).articles == ()
