"""Rubrics: a heading over several short articles (简讯), told from the headline of one by what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.articles.kinds import is_rubric
from pipeline.articles.reach import Reach
from pipeline.articles.story import HEADING_GAP, Story
from pipeline.geometry import union
from pipeline.model import Region, RegionKind, TextLine

FEWEST = 2
SAME_SIZE = 0.06


def with_rubrics(stories: Sequence[Story], reach: dict[int, Reach], em: float) -> list[Story]:
    """The stories, with headings that have no text of their own made the rubric of those that stand under them."""
    stories = [split for story in stories for split in _split(story, stories, reach)]
    result = list(stories)
    for story in stories:
        if story.columns or not story.headings:
            continue
        under = _under(story, stories, reach, em)
        if len(under) < FEWEST:
            continue
        result.remove(story)
        name = "".join(line.text.strip() for heading in story.headings for line in heading.lines)
        for one in under:
            one.rubric = name
        under[0].rubric_regions = list(story.headings)
    return result


def _split(story: Story, stories: Sequence[Story], reach: dict[int, Reach]) -> list[Story]:
    """A rubric and the headline of the first brief, set so close that they were taken for one heading, as two."""
    if len(story.headings) != 1 or not story.columns or len(story.headings[0].lines) < 2:
        return [story]
    heading = story.headings[0]
    first, rest = heading.lines[0], heading.lines[1:]
    alike = [
        other
        for other in stories
        if other is not story
        and other.headings
        and other.headings[0].frame == heading.frame
        and _same_size(other.headings[0], rest[0])
    ]
    if not is_rubric(first.text) or _size(first, rest[0]) or not alike:
        return [story]
    parts = _part(heading, (first,)), _part(heading, rest)
    if id(heading) in reach:
        reach.update((id(part), reach[id(heading)]) for part in parts)
    return [Story(headings=[parts[0]]), Story([parts[1]], story.columns, story.captions)]


def _part(heading: Region, lines: tuple[TextLine, ...]) -> Region:
    return Region(RegionKind.HEADING, lines, union(line.box for line in lines), heading.frame)


def _size(one: TextLine, other: TextLine) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * max(one.size, other.size)


def _headline(story: Story) -> TextLine:
    """The largest line over a story: a kicker may be as small as the heads of briefs."""
    return max((line for heading in story.headings for line in heading.lines), key=lambda line: line.size)


def _same_size(heading: Region, line: TextLine) -> bool:
    return _size(heading.lines[0], line)


def _under(story: Story, stories: Sequence[Story], reach: dict[int, Reach], em: float) -> list[Story]:
    """The stories under a heading without text: those of its frame, or those set alike one under the other within its reach."""
    heading = story.headings[-1]
    others = [
        other
        for other in stories
        if other is not story and other.headings and other.columns and other.box.y0 >= heading.box.y1 - 0.5 * em
    ]
    if heading.frame is not None:
        framed = [other for other in others if other.headings[0].frame == heading.frame]
        return sorted(framed, key=lambda other: (other.box.x0, other.box.y0))
    left, right = reach.get(id(heading), (heading.box.x0, heading.box.x1))
    inside = [other for other in others if left - em <= other.box.x0 and other.box.x1 <= right + em]
    near = [other for other in inside if other.box.y0 - heading.box.y1 <= HEADING_GAP * em]
    if not near:
        return []
    found: list[Story] = []
    foot = heading.box.y1
    for other in sorted(inside, key=lambda other: other.box.y0):
        if other.box.y0 - foot > 2 * HEADING_GAP * em:
            break
        if not _size(_headline(other), _headline(near[0])):
            continue
        found.append(other)
        foot = max(foot, other.box.y1)
    return sorted(found, key=lambda other: (round(other.box.x0 / em), other.box.y0))
