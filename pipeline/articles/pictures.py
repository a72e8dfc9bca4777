"""Which story a picture's caption or a pull quote belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.articles.reach import Reach
from pipeline.articles.story import Story
from pipeline.geometry import Box
from pipeline.model import Region, RegionKind

HANGS = 8.0
"""A picture that fills whole columns may reach lower than the text of its story: that counts so many times less."""
NEAR = 4.0
"""Body ems: a picture stands with a story that is no farther from its caption; with none it stands alone."""


def place_captions(captions: Sequence[Region], stories: list[Story], reach: dict[int, Reach], em: float) -> None:
    """Each caption and pull quote put to the story around it, else to the nearest of those that begin above it; one with no
    story near becomes one of its own."""
    for caption in captions:
        costs = [
            (_distance(caption.box, story, reach, em), index)
            for index, story in enumerate(stories)
            if story.regions and story.regions[0].frame == caption.frame and story.box.y0 <= caption.box.y1
        ]
        cost, index = min(costs, default=(NEAR * em, -1))
        if index >= 0 and cost < NEAR * em:
            own = stories[index]
            (own.pull_quotes if caption.kind is RegionKind.FLOATING else own.captions).append(caption)
        else:
            stories.append(Story(captions=[caption]))


def _distance(caption: Box, story: Story, reach: dict[int, Reach], em: float) -> float:
    """Nothing within the ground of the story (a picture may fill whole columns under its heading), less in a smaller one."""
    edges = [reach[id(heading)] for heading in story.headings if id(heading) in reach]
    box = story.box
    ground = Box(min([box.x0, *(left for left, _ in edges)]), box.y0, max([box.x1, *(right for _, right in edges)]), caption.y1)
    if box.contains_middle_of(caption):
        return -1 / max(1.0, box.area)
    if ground.contains_middle_of(caption):
        hangs = max(0.0, caption.y0 - box.y1)
        return hangs / HANGS if hangs > em else -1 / max(1.0, 2 * ground.area)
    gaps = []
    for region in story.regions:
        across = max(0.0, -region.box.x_overlap(caption))
        down = max(0.0, -region.box.y_overlap(caption))
        gaps.append(across + down)
    return min(gaps)
