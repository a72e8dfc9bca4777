"""The layout of a whole page: every line is furniture or in one region."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.geometry import Box
from pipeline.layout import lay_out
from pipeline.model import Page, RegionKind, Route, Ruling, Table, TextLine
from tests.hand_set import block, framed, horizontal, line, page_of

TEXT = "湖城开渠放水两岸农户照表浇地"
HEAD = [line("湖城晚报", 50, 20, 14), line("2024年5月1日 星期三", 200, 22), line("第2版 要闻", 400, 22)]
STORY = [line("石桥通车", 90, 80, 24), *block(TEXT, 50, 112, 12), *block(TEXT, 210, 112, 12)]


def places(page: Page) -> Counter[str]:
    lines = [*page.furniture, *(one for region in page.regions for one in region.lines)]
    return Counter(character for one in lines for character in one.text)


def test_masthead_heading_and_columns() -> None:
    page = lay_out(page_of([*HEAD, *STORY], [horizontal(50, 360, 60)]))
    assert (page.masthead.paper, page.masthead.issue_date, page.masthead.edition) == ("湖城晚报", "2024-05-01", "2")
    assert set(page.furniture) == set(HEAD)
    assert [(region.kind, len(region.lines)) for region in page.regions] == [
        (RegionKind.HEADING, 1),
        (RegionKind.PARAGRAPH, 12),
        (RegionKind.PARAGRAPH, 12),
    ]


def test_regions_come_from_top_to_bottom() -> None:
    page = lay_out(page_of([*STORY, *block(TEXT, 50, 400, 3)]))
    assert [region.box.y0 for region in page.regions] == sorted(region.box.y0 for region in page.regions)


def test_a_table_parts_the_text_around_it() -> None:
    table = Table("t1", box=Box(40, 170, 400, 178))
    lines = [*block(TEXT, 50, 100, 5), *block(TEXT, 50, 180, 5)]
    assert len(lay_out(replace(page_of(lines), tables=(table,))).regions) == 2


def test_a_boxed_story_knows_its_frame() -> None:
    box = lay_out(page_of(STORY)).regions[0].box.grown(10)._replace(x1=380, y1=300)
    page = lay_out(page_of(STORY, framed(box)))
    assert {region.frame for region in page.regions} == {box}


def test_a_text_dump_has_only_a_masthead() -> None:
    lines = [TextLine(one.text, block=index) for index, one in enumerate([*HEAD, *STORY])]
    page = lay_out(replace(page_of(lines), route=Route.PLAIN_TEXT))
    assert (page.masthead.paper, page.regions) == ("湖城晚报", ())


def test_an_empty_page_is_laid_out() -> None:
    page = lay_out(page_of())
    assert (page.regions, page.furniture) == ((), ())


def test_lines_without_a_size_are_laid_out() -> None:
    """Found by `make properties`."""
    at = [(0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 7.5), (0, 1, 10), (0, 2, 0), (1, 1, 0), (1, 1, 0)]
    page = lay_out(page_of([line("2", *one) for one in at]))
    assert places(page) == Counter({"2": len(at)})


ANY_LINE = st.builds(
    line,
    st.text("湖城开渠放水一2A", min_size=1, max_size=14),
    st.floats(-50, 650),
    st.floats(-50, 850),
    st.sampled_from([0.0, 7.5, 10.0, 10.0, 12.0, 24.0, 300.0]),
    vertical=st.booleans(),
)
ANY_RULE = st.builds(horizontal, st.floats(0, 300), st.floats(300, 600), st.floats(0, 800))


@given(st.lists(ANY_LINE, max_size=25), st.lists(ANY_RULE, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_line_is_lost_and_none_stands_twice(lines: list[TextLine], rules: list[Ruling]) -> None:
    page = lay_out(page_of(lines, rules))
    assert places(page) == Counter(character for one in lines for character in one.text)
