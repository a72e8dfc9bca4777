"""Columns without a heading right above them: whose story they go on with.

A story may run around a picture or a box, or begin beside its heading. So a column is held against the stories it could
belong to by its place: the one that stands over it (pictures, captions and boxes aside), and those whose columns stand on its
left. Among these the one that it reads on with best takes it; where none does, it is a story of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.articles.reach import Reach
from pipeline.articles.seams import Begin, begin_of, seam_cost
from pipeline.articles.story import GUTTER, HEADING_GAP, Story, in_columns
from pipeline.byline import starts_story
from pipeline.geometry import Box, union
from pipeline.model import Region, RegionKind, Ruling

ALONE = 0.5
"""What it costs a column to stand alone; with 本报讯 at its beginning it costs nothing to stand apart."""
STORY_BEGINS = 1.5
"""What it costs to go on with another story where the words begin one."""
LEVEL, UNDER, BESIDE = 0.0, 0.1, 0.2
"""For its place: on one line with a column of the story, under what it has, right of what it has."""
WIDER = 0.3
"""For a row of columns that is wider than the story over it."""
AWAY, FARTHEST = 0.01, 0.2
"""For each em of white, picture or box over the column, and for all of them."""
FARTHEST_HEADING = 0.05
"""Under a heading: what stands right of another story is less likely to be that one's."""
HEADED = -0.8
"""A heading that has no text yet waits for some."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands on the page besides the stories: rules that part them, the boxes among them, the usual size of type."""

    rulings: Sequence[Ruling]
    frames: Sequence[Box]
    reach: dict[int, Reach]
    em: float
    rows: dict[int, Box] = field(default_factory=dict)
    """By the identity of a column, the box of the row that it stands in."""

    def over(self, region: Region, column: Region) -> bool:
        """Whether the region, or what a heading reaches over, stands in the way of the column."""
        if id(region) in self.reach:
            left, right = self.reach[id(region)]
            return left <= column.box.x_middle <= right or region.box.x_overlap(column.box) > 0.3 * column.box.width
        return region.box.x_overlap(column.box) > 0.3 * min(region.box.width, column.box.width)


def place_orphans(rows: Sequence[Sequence[Region]], stories: list[Story], ground: Ground) -> None:
    """Each column of ``rows`` put into one of ``stories``, or into a new one that is added to them."""
    columns = [column for row in rows for column in row]
    following: dict[int, Region] = {}
    for row in rows:
        ground.rows.update((id(column), union(one.box for one in row)) for column in row)
        following.update((id(column), later) for column, later in pairwise(row))
    for column in sorted(columns, key=lambda column: (round(column.box.x0 / ground.em), column.box.y0)):
        own = _story_for(column, following.get(id(column)), stories, ground)
        if own is None:
            stories.append(Story(columns=[column]))
        else:
            own.columns.append(column)


def _story_for(column: Region, after: Region | None, stories: Sequence[Story], ground: Ground) -> Story | None:
    """The story that takes the column; ``after`` is the next column of its row, which waits for a story too."""
    costs = [
        (place + min(_cost(column, story), _cost_before(column, after, story, stories, ground)), index)
        for index, story in enumerate(stories)
        if (place := _place_cost(column, story, stories, ground)) is not None
    ]
    alone = _alone(column)
    if starts_story(column.lines[0].text):
        costs = [(cost + (STORY_BEGINS if _has_begun(stories[index], column) else 0.0), index) for cost, index in costs]
    cost, index = min(costs, default=(alone, -1))
    return stories[index] if index >= 0 and cost < alone else None


def _cost_before(column: Region, after: Region | None, story: Story, stories: Sequence[Story], ground: Ground) -> float:
    """The same with the next column of its row in the story, if that is where it belongs: the two may stand before the text
    that was placed first."""
    if after is None or not story.columns or _place_cost(after, story, stories, ground) is None:
        return math.inf
    joined = Story(story.headings, [*story.columns, after])
    order = in_columns([*joined.columns, column])
    at = next(index for index, other in enumerate(order) if other is column)
    if order[at + 1 : at + 2] != [after] or _cost(after, story) >= _alone(after):
        return math.inf
    return _cost(column, joined)


def _alone(column: Region) -> float:
    return ALONE + seam_cost(None, column) + seam_cost(column, None)


def _has_begun(story: Story, column: Region) -> bool:
    """Whether the story has a beginning of its own, or text that stands before the column."""
    first = in_columns([*story.columns, column])[0]
    return first is not column or any(starts_story(other.lines[0].text) for other in story.columns)


def _cost(column: Region, story: Story) -> float:
    """By how much the story reads worse with the column in its place."""
    if not story.columns:
        return HEADED + seam_cost(None, column) + seam_cost(column, None)
    order = in_columns([*story.columns, column])
    at = next(index for index, other in enumerate(order) if other is column)
    before = order[at - 1] if at > 0 else None
    after = order[at + 1] if at + 1 < len(order) else None
    return seam_cost(before, column) + seam_cost(column, after) - seam_cost(before, after)


def _place_cost(column: Region, story: Story, stories: Sequence[Story], ground: Ground) -> float | None:
    """How unlikely the column's place makes it that it belongs to the story; None where it cannot."""
    if story.regions[0].frame != column.frame or (
        story.regions[0].lines[0].vertical != column.lines[0].vertical and not story.headings
    ):
        return None
    over = _nearest_over(column, stories, ground)
    if over is not None and any(over is region for region in story.regions) and not _ruled_off(over.box, column, ground):
        farthest = FARTHEST_HEADING if over.kind is RegionKind.HEADING else FARTHEST
        away = min(farthest, AWAY * (column.box.y0 - over.box.y1) / ground.em)
        if over.kind is RegionKind.HEADING and not story.columns:
            return away
        return away + UNDER + (WIDER if _is_wider(column, story, ground) else 0.0)
    return _beside_cost(column, story, ground)


def _is_wider(column: Region, story: Story, ground: Ground) -> bool:
    row = ground.rows.get(id(column), column.box)
    edges = [story.box[::2], *(ground.reach[id(heading)] for heading in story.headings if id(heading) in ground.reach)]
    return row.x0 < min(left for left, _ in edges) - ground.em or row.x1 > max(right for _, right in edges) + ground.em


def _nearest_over(column: Region, stories: Sequence[Story], ground: Ground) -> Region | None:
    """The heading or column of the same frame that stands nearest above, over at least a third of the narrower one."""
    found = [
        region
        for story in stories
        for region in story.regions
        if region.frame == column.frame and region.box.y1 <= column.box.y0 + 0.5 * ground.em and ground.over(region, column)
    ]
    return max(found, key=lambda region: region.box.y1, default=None)


def _ruled_off(over: Box, column: Region, ground: Ground) -> bool:
    """Whether a rule stands between, other than those of a box that the story runs around."""
    return any(
        ruling.horizontal
        and over.y_middle < ruling.box.y_middle < column.box.y0 + 0.5 * ground.em
        and ruling.box.x_overlap(column.box) > 0.5 * column.box.width
        and not any(_is_side(ruling.box, frame) for frame in ground.frames if frame != column.frame)
        for ruling in ground.rulings
    )


def _is_side(rule: Box, frame: Box) -> bool:
    return min(abs(rule.y_middle - frame.y0), abs(rule.y_middle - frame.y1)) < 3 and rule.width <= frame.width + 6


def _beside_cost(column: Region, story: Story, ground: Ground) -> float | None:
    """The same for a column that stands right of one of the story's, or right of its heading."""
    em, box = ground.em, column.box
    for region in story.regions:
        gap = box.x0 - ground.reach.get(id(region), (0.0, region.box.x1))[1]
        if not -em <= gap <= GUTTER * em:
            continue
        level = box.y_overlap(region.box) > 0
        if region.kind is RegionKind.HEADING:
            level = level and not region.lines[0].vertical
        if level and abs(box.y0 - region.box.y0) <= 0.5 * em:
            return LEVEL
        if level and box.y0 >= story.box.y0 - em:
            return BESIDE
    heading = story.headings[-1] if story.headings and not story.headings[-1].lines[0].vertical else None
    if heading is None or story.columns:
        return None
    # A heading set in the middle of more columns than its words reach over.
    near = abs(box.y0 - heading.box.y1) <= HEADING_GAP * em
    return BESIDE if near and begin_of(column) is not Begin.ON else None
